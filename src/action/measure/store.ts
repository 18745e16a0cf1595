import { mayStore, mayStoreRelease } from '../../baseline/policy.js';
import type { ReleaseStore } from '../../baseline/releases.js';
import type { BaselineStore } from '../../baseline/store.js';
import { forgetsNothing, type Outcome } from '../../compare/judge.js';
import { pointOf } from '../../history/point.js';
import { toLoadgateErrors } from '../../model/error.js';
import type { ActionRun, BranchStores, Stores } from '../open.js';
import { ownTag } from './release.js';
import { keepBranchUp } from './upkeep.js';

/** What became of storing a run's record. */
export interface Storing {
  /** Sentences that a reader must see. */
  readonly notes: readonly string[];
  /** 0, or the exit code of what kept it from being stored. */
  readonly exitCode: 0 | 2 | 3;
}

const NOWHERE: Stores = { baselines: null, releases: null, branch: null };

/** Stores a run's record where it may become a baseline, or that of a release. Says why it does not, where people expect it. */
export async function storeOutcome(outcome: Outcome, run: ActionRun): Promise<Storing> {
  // What can't be opened has failed the run already.
  const stores = await run.stores().catch(() => NOWHERE);
  const baseline = await storeBaseline(outcome, run, stores);
  const release = await storeRelease(outcome, run, stores.releases);
  const exitCode = baseline.exitCode === 0 ? release.exitCode : baseline.exitCode;
  return { notes: [...baseline.notes, ...release.notes], exitCode };
}

const nothing = (...notes: readonly string[]): Storing => ({ notes, exitCode: 0 });

/** A push to the default branch stores a baseline, and keeps the branch up. */
async function storeBaseline(
  outcome: Outcome,
  run: ActionRun,
  { baselines, branch }: Stores,
): Promise<Storing> {
  const { trigger } = run.context;
  const isDefaultPush = trigger.kind === 'push' && trigger.isDefault;
  const decision = mayStore({
    when: run.inputs.store,
    isDefaultPush,
    verdict: outcome.comparison.verdict,
    forgetsNothing: forgetsNothing(outcome),
    record: outcome.record,
  });
  if (baselines === null || !decision.store) {
    return isDefaultPush ? nothing(`Not stored as a baseline: ${decision.why}.`) : nothing();
  }
  try {
    return nothing(...(await putBaseline(outcome, run, baselines, branch)));
  } catch (error) {
    return { ...failed('Not stored as a baseline', error, run), exitCode: 3 };
  }
}

async function putBaseline(
  { record }: Outcome,
  { inputs, context, deps }: ActionRun,
  baselines: BaselineStore,
  branch: BranchStores | null,
): Promise<readonly string[]> {
  const { why } = await deps.stopwatch.time('store', () => baselines.put(record));
  deps.log.info(`Baseline: ${why}`);
  if (branch === null) return [];
  const rule = { keep: inputs.keep, defaultBranch: context.defaultBranch, pointOf };
  return [await deps.stopwatch.time('store', () => keepBranchUp(branch.options, rule, deps.log))];
}

/** A tag that passed is stored as a release, once: a second run of the same tag and commit leaves it as it is. */
async function storeRelease(
  { record, gate }: Outcome,
  run: ActionRun,
  releases: ReleaseStore | null,
): Promise<Storing> {
  const tag = ownTag(run.context);
  const isTagPush = run.context.trigger.kind === 'tag';
  const decision = mayStoreRelease({ when: run.inputs.store, tag, isTagPush, passed: gate.passed, record });
  if (releases === null || tag === null || !decision.store) {
    return isTagPush && releases !== null ? nothing(`Not stored as a release: ${decision.why}.`) : nothing();
  }
  try {
    const before = await releases.get(tag);
    if (before?.candidate.sha === record.candidate.sha) {
      return nothing(`Release ${tag} is stored already, by run ${before.id}: that record stays.`);
    }
    const { why } = await releases.put(tag, record);
    run.deps.log.info(`Release: ${why}`);
    return nothing();
  } catch (error) {
    return failed('Not stored as a release', error, run);
  }
}

function failed(what: string, error: unknown, { deps }: ActionRun): Storing {
  const [first] = toLoadgateErrors(error);
  deps.log.error(`${first?.code}: ${first?.message} ${first?.hint}`);
  return { notes: [`${what}: ${first?.message} ${first?.hint}`], exitCode: first?.kind === 'usage' ? 2 : 3 };
}
