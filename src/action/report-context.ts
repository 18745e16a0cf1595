import { stateLine } from '../commands/state.js';
import { verdictsLine } from '../commands/verdicts.js';
import type { Outcome } from '../compare/judge.js';
import { commentMarker } from '../forge/marker.js';
import { repeatCommand } from '../report/how.js';
import type { ReportContext } from '../report/types.js';
import type { ActionContext } from './context.js';

/** The pull request that is reported. */
interface Pull {
  readonly number: number;
  readonly headSha: string;
  readonly baseRef: string;
}

/** What a report knows besides its figures and the run that makes it. */
export interface ReportFacts {
  readonly key: string;
  /** Comments are answered in this repository. */
  readonly commands: boolean;
  /** null: a push, a tag, a schedule. */
  readonly pull: Pull | null;
  readonly notes: readonly string[];
  readonly bisects?: NonNullable<ReportContext['bisects']>;
  readonly unverified?: NonNullable<ReportContext['unverified']>;
  /** Where trends can be looked at; absent or null: nowhere. */
  readonly pagesUrl?: string | null;
  /** Of a run of the default branch. */
  readonly past?: Pick<ReportContext, 'history'>;
}

/** What the report of an outcome says of the run that makes it, and what its comment remembers for commands. */
export function reportContext(
  context: ActionContext,
  outcome: Outcome,
  { key, commands, pull, notes, bisects, unverified, pagesUrl = null, past = {} }: ReportFacts,
): ReportContext {
  return {
    key,
    marker: hiddenLines(key, commands, pull, outcome),
    pullRequest: pull?.number ?? null,
    runUrl: context.runUrl,
    repositoryUrl: `${context.serverUrl}/${context.owner}/${context.repo}`,
    repeatCommand: repeatCommand(outcome.record),
    advisoryReason: null,
    notes,
    commands,
    ...(bisects === undefined ? {} : { bisects }),
    ...(unverified === undefined ? {} : { unverified }),
    ...(pagesUrl === null ? {} : { pagesUrl }),
    ...past,
  };
}

/**
 * The marker that the comment is found by; where commands are answered, also how much worse each cell was and which
 * verdict each had.
 */
function hiddenLines(
  key: string,
  commands: boolean,
  pull: Pull | null,
  { record, comparison }: Outcome,
): string {
  const state = commands ? stateLine(record.candidate.sha, comparison) : '';
  const verdicts = commands && pull !== null ? verdictsLine(pull, record, comparison) : '';
  return [commentMarker(key), state, verdicts].filter((line) => line !== '').join('\n');
}
