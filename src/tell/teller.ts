import type { Outcome } from '../compare/judge.js';
import type { RunRecord } from '../model/record.js';
import type { AnnotationSources } from '../report/annotations.js';
import type { CheckText } from '../report/check.js';
import type { Outputs } from '../report/outputs.js';
import type { TerminalOptions } from '../report/terminal.js';
import type { ReportContext } from '../report/types.js';
import type { Log } from '../system/log.js';

/**
 * The places where an edge can tell how a run ended: the Action posts, a terminal prints. What an edge does not have, or
 * what is not wanted, is left out. A place that throws keeps no other from being told.
 */
export interface Teller {
  readonly log: Log;
  /** Keeps the record for later steps. @returns its path */
  readonly keepRecord?: ((record: RunRecord) => Promise<string>) | undefined;
  /** Writes the files for other tools. @returns their folder */
  readonly keepExports?: ((outcome: Outcome) => Promise<string>) | undefined;
  readonly check?: ((text: CheckText) => Promise<Posted>) | undefined;
  /** `isNews`: it says more than that nothing has changed. */
  readonly comment?: ((body: string, isNews: boolean) => Promise<Posted>) | undefined;
  /** Keeps an issue while the default branch is red, and closes it once it is green. */
  readonly notify?: ((body: string, conclusion: Notified) => Promise<Posted>) | undefined;
  readonly summary?: ((text: string) => Promise<void>) | undefined;
  /** Writes the HTML report. @returns its path */
  readonly keepReport?: ((outcome: Outcome, context: ReportContext) => Promise<string>) | undefined;
  readonly terminal?:
    | { readonly options: TerminalOptions; readonly print: (text: string) => void }
    | undefined;
  /** What remarks at lines point into. Absent: nothing is remarked. */
  readonly annotations?: (() => Promise<AnnotationSources>) | undefined;
  /** Says why the gate does not let the run pass, where people look first. */
  readonly failure?: ((reason: string) => void) | undefined;
  readonly outputs?: ((outputs: TellOutputs, outcome: Outcome) => void) | undefined;
  /** Ends the telling of a cancelled run, so that there is time to clean up before the runner kills it. */
  readonly signal?: AbortSignal | undefined;
}

export type Notified = 'red' | 'green';

/** What became of a comment or a check. */
export interface Posted {
  /** `refused`: the forge said no, which is a note and no failure. */
  readonly status: string;
  readonly url?: string | null;
  /** Sentences for people; of a refusal also what to do. */
  readonly why: string;
}

/** Every output that any edge sets: an edge leaves out what it does not have. */
export interface TellOutputs extends Outputs {
  /** Path of the record; empty: it is kept nowhere. */
  readonly record: string;
  /** Folder of the files for other tools; empty: there are none. */
  readonly exports: string;
  /** Path of the HTML report; empty: there is none. */
  readonly report: string;
  readonly 'comment-url': string;
  readonly 'comment-status': string;
}

/** How the exit code follows from the gate. */
export interface ExitRule {
  /** Without, a regression is told and exits with 0. */
  readonly failOnRegression: boolean;
  /** What could not be stored before: 0, or the exit code of the reason. It counts where the gate passes. */
  readonly stored: 0 | 2 | 3;
}

/** What has become of the telling. */
export interface Told {
  readonly exitCode: number;
  /** The run was cancelled while it told: the post step does it. */
  readonly owed: { readonly comment: boolean; readonly check: boolean };
}
