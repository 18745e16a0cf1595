import { type Context, createContext, Script } from 'node:vm';

/** How long one expression may take on one answer, ms. Far more than any needs that comes to an end soon. */
const LIMIT_MS = 1_000;

const CALL = new Script('work()');

/** Made once, because it takes a hundred times as long as most expressions. */
let sandbox: Context | null = null;

/**
 * Runs what a configuration's expressions do with an answer, and ends it if it takes too long: a regular expression such
 * as `(a+)+$` can take longer than the universe has. V8 ends a search in the middle if it runs inside of a script with a
 * time limit.
 * @returns null: it took too long
 */
export function withinLimit<T>(work: () => T): { readonly value: T } | null {
  sandbox ??= createContext();
  sandbox['work'] = work;
  try {
    return { value: CALL.runInContext(sandbox, { timeout: LIMIT_MS }) as T };
  } catch (error) {
    if (isTimeout(error)) return null;
    throw error;
  }
}

const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
