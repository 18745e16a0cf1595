import { constants } from 'node:os';
import { CommanderError } from 'commander';
import { exitCodeOf, toProblem } from '../job/problems.js';
import { toLoadgateErrors } from '../model/error.js';
import type { Problem } from '../model/record.js';
import { renderProblemText } from '../report/problems.js';

/** 128 + the signal's number, as shells have it. */
export const exitCodeOfSignal = (signal: string): number =>
  128 + (constants.signals[signal as NodeJS.Signals] ?? 0);

/** The exit code of a command that has no gate: 2 where something is wrong with the configuration or a target, 3 with the machine. */
export function exitCodeOfProblems(problems: readonly Problem[], signal: string | null): number {
  if (signal !== null) return exitCodeOfSignal(signal);
  return exitCodeOf(problems);
}

/** Tells what ended the command before there was an outcome. @returns the exit code */
export function failed(error: unknown): number {
  // Commander has printed its own message; asking for help is no failure.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const errors = toLoadgateErrors(error);
  for (const one of errors) process.stderr.write(`${renderProblemText(toProblem(one))}\n`);
  return errors.some(({ kind }) => kind === 'machine') ? 3 : 2;
}
