import type { Outcome } from '../../compare/judge.js';
import { bisectRed } from '../../job/bisect-red.js';
import type { JobRequest } from '../../job/types.js';
import type { BisectReport } from '../../model/bisect.js';
import type { CommitRef } from '../../model/record.js';
import type { ActionRun } from '../open.js';

/** What a run measured, and what it was asked for. */
export interface Bisectable {
  readonly outcome: Outcome;
  /** null: the run ended before it was known. */
  readonly request: JobRequest | null;
}

/** Searches that a release gate made, and a sentence that a reader must see. */
export interface GateBisects {
  readonly bisects: readonly BisectReport[];
  readonly note: string | null;
}

const NONE: GateBisects = { bisects: [], note: null };

/**
 * With `bisect: true`, searches for the commits behind what a red release gate found slower. The verdict stays as it is.
 * @returns nothing where the gate is green, or where the run is no release gate
 */
export async function bisectsOfGate(measured: Bisectable, run: ActionRun): Promise<GateBisects> {
  const { inputs, context, deps } = run;
  if (!inputs.bisect) return NONE;
  const { kind } = context.trigger;
  if (inputs.release === null || kind === 'pull_request' || kind === 'merge_group' || kind === 'push') {
    deps.log.info('`bisect: true` is for release gates: this run is none, and searches for no commit.');
    return NONE;
  }
  if (measured.outcome.gate.passed || measured.outcome.comparison.verdict !== 'regression') return NONE;
  const ends = endsOf(measured);
  if (typeof ends === 'string') return { bisects: [], note: ends };
  try {
    return { bisects: await bisectMeasured(ends, null, measured, run), note: null };
  } catch (error) {
    // The verdict is told whatever becomes of the search.
    const why = error instanceof Error ? error.message : String(error);
    return { bisects: [], note: `The search for the commit failed: ${why}` };
  }
}

/** The two commits that a run compared. */
interface Ends {
  readonly good: CommitRef;
  readonly bad: CommitRef;
  readonly config: JobRequest['config'];
}

/** @returns why a search can't go on from what was measured, a sentence */
export function endsOf({ outcome: { record }, request }: Bisectable): Ends | string {
  if (request === null) return 'The run ended before a commit could be searched for.';
  const { config, baseline } = request;
  if (baseline === null) return 'No commit is searched for: there is nothing to compare with.';
  if (record.baselineFigures !== 'run')
    return 'No commit is searched for: the baseline has stored figures, and a search needs both sides side by side.';
  return { good: baseline.ref, bad: request.candidate.ref, config };
}

/** @param asked a target or cell; null: each that got slower */
export function bisectMeasured(
  ends: Ends,
  asked: string | null,
  { outcome }: Bisectable,
  { id, git, inputs, deps }: ActionRun,
): Promise<readonly BisectReport[]> {
  const { seed } = outcome.record;
  const search = { id, git, seed, asked, measured: outcome, budgetMs: inputs.bisectBudgetMs };
  return bisectRed({ ...search, ...ends }, deps);
}
