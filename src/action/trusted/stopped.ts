import { error as annotateError, notice, summary } from '@actions/core';
import { toLoadgateErrors } from '../../model/error.js';
import { code, escapeText, plain } from '../../report/escape.js';
import { setOutputs } from '../teller.js';

/** Nobody is to be told, and nobody did anything wrong: the job succeeds and says why. */
export async function tellStopped(why: string): Promise<0> {
  notice(`loadgate told nobody of the run that ended: ${plain(why)}.`);
  await summary.addRaw(`### ⏭ loadgate: nobody was told\n\n${sentence(why)}\n`).write();
  setOutputs({ stopped: plain(why) });
  return 0;
}

/**
 * The record was refused, or GitHub did not answer: nothing was posted, and the job fails.
 * @returns the exit code
 */
export async function tellRefused(thrown: unknown): Promise<2 | 3> {
  const errors = toLoadgateErrors(thrown);
  const lines = errors.map((error) => {
    annotateError(plain(`${error.code}: ${error.message} ${error.hint}`, 2000));
    return `- ${escapeText(error.message, 1000)} (${code(error.code)}) ${escapeText(error.hint, 1000)}`;
  });
  await summary.addRaw(`### ⚠️ loadgate: nothing was posted\n\n${lines.join('\n')}\n`).write();
  return errors.some(({ kind }) => kind === 'machine') ? 3 : 2;
}

function sentence(why: string): string {
  return `${escapeText(why.charAt(0).toUpperCase() + why.slice(1), 1000)}.`;
}
