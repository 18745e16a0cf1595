import { LoadgateError } from '../../src/model/error.js';

/** Code and message of the error that something throws, as `code: message`. @throws whatever is no error of loadgate's */
export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof LoadgateError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing thrown';
}
