import type { Comparison } from '../model/comparison.js';
import type { RunRecord } from '../model/record.js';
import { hasFigures } from './carry.js';

export interface StoreQuestion {
  /** `auto`: on a push to the default branch. `always`: regardless of the trigger. */
  readonly when: 'auto' | 'never' | 'always';
  readonly isDefaultPush: boolean;
  readonly verdict: Comparison['verdict'];
  /** There is no regression in it that later runs would not see any more. */
  readonly forgetsNothing?: boolean;
  readonly record: RunRecord;
}

export interface StoreDecision {
  readonly store: boolean;
  /** For people, the end of a sentence (`Not stored as a baseline: …`). */
  readonly why: string;
}

/**
 * Whether a run's record becomes a baseline. Never after a regression, regardless of the configuration: the next run
 * would compare with the slower code, and the regression would be forgotten. Later runs compare with a regression that
 * people accepted, and see a limit that is broken by themselves.
 */
export function mayStore({
  when,
  isDefaultPush,
  verdict,
  forgetsNothing,
  record,
}: StoreQuestion): StoreDecision {
  if (when === 'never') return no('storing is switched off');
  if (when === 'auto' && !isDefaultPush) return no('only a push to the default branch stores one');
  if (verdict === 'regression' && forgetsNothing !== true)
    return no('a baseline is never moved onto a regressed result');
  if (record.shard !== undefined) return no('only a part of the cells was measured by this job');
  if (record.asked !== undefined) return no('only a part of the cells was asked for');
  const failure = record.problems.find(({ kind }) => kind === 'machine');
  if (failure !== undefined) return no(`the run did not end well (${failure.code})`);
  if (!record.cells.some(hasFigures)) return no('the run has no figures to compare with');
  return { store: true, why: when === 'always' ? 'storing is always on' : 'a push to the default branch' };
}

/**
 * Whether a successful run will store its record, as a baseline or as a release. Known before the run measures.
 * @param trigger what started the run
 */
export function willStore(
  when: StoreQuestion['when'],
  trigger: { readonly kind: string; readonly isDefault?: boolean },
): boolean {
  if (when === 'auto')
    return trigger.kind === 'tag' || (trigger.kind === 'push' && trigger.isDefault === true);
  return when === 'always';
}

export interface ReleaseQuestion {
  readonly when: StoreQuestion['when'];
  /** The run's tag; null: none. */
  readonly tag: string | null;
  readonly isTagPush: boolean;
  /** The gate let the run pass. */
  readonly passed: boolean;
  readonly record: RunRecord;
}

/** Whether a run's record becomes a release's: the tag's own, pushed, and passed by the gate. */
export function mayStoreRelease(question: ReleaseQuestion): StoreDecision {
  const { when, tag, isTagPush, passed, record } = question;
  if (tag === null) return no('the run is for no tag');
  if (when === 'never') return no('storing is switched off');
  if (when === 'auto' && !isTagPush) return no('only the push of a tag stores one');
  if (!passed) return no('the gate did not let it pass');
  if (record.shard !== undefined) return no('only a part of the cells was measured by this job');
  if (record.problems.length > 0) return no(`the run did not end well (${record.problems[0]?.code})`);
  if (!record.cells.some(hasFigures)) return no('the run has no figures to compare with');
  return { store: true, why: `the tag ${tag}` };
}

const no = (why: string): StoreDecision => ({ store: false, why });
