import type { CommandLine } from '../../commands/command.js';
import type { GitHub } from '../../forge/github.js';
import { toLoadgateErrors } from '../../model/error.js';
import { type Answer, problemText } from '../../report/answers.js';
import type { Log } from '../../system/log.js';
import type { ActionRun } from '../open.js';

/** A comment that speaks to us. */
export interface Heard {
  readonly pullRequest: number;
  readonly comment: number;
  readonly author: string;
  readonly at: string;
  readonly lines: readonly CommandLine[];
}

/** Who asks for what, and what there is to answer with. */
export interface Asked {
  readonly run: ActionRun;
  readonly conversation: GitHub;
  readonly heard: Heard;
}

/** What broke, in the log and in the answer. */
export function failure(line: string, error: unknown, log: Log): Answer {
  const told = toLoadgateErrors(error).map(({ code, message, hint }) => `${code}: ${message} ${hint}`);
  for (const text of told) log.error(text);
  return { line, state: 'failed', text: told.map(problemText).join('\n\n') };
}
