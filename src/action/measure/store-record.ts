import { mayStore } from '../../baseline/policy.js';
import type { BaselineStore } from '../../baseline/store.js';
import type { Git } from '../../git/types.js';
import type { Session } from '../../job/session.js';
import type { Outcome } from '../../job/types.js';
import { toLoadgateErrors } from '../../model/error.js';
import type { ActionContext } from '../context.js';
import type { ActionInputs } from '../inputs.js';
import { branchOptions } from '../open.js';
import { allAccepted } from './accepted.js';
import { keepBranchUp } from './upkeep.js';

/**
 * Stores a run's record as a baseline where it may become one, and keeps the branch up.
 * @param notes takes what a reader must know of it
 * @returns whether a record that should have been stored could not be
 */
export async function storeRecord(
  outcome: Outcome,
  { git, store }: { git: Git; store: BaselineStore | null },
  inputs: ActionInputs,
  context: ActionContext,
  session: Session,
  notes: string[],
): Promise<boolean> {
  const { trigger, defaultBranch } = context;
  const { deps } = session;
  const isDefaultPush = trigger.kind === 'push' && trigger.isDefault;
  const decision = mayStore({
    when: inputs.store,
    isDefaultPush,
    verdict: outcome.comparison.verdict,
    accepted: allAccepted(outcome),
    record: outcome.record,
  });
  if (store === null || !decision.store) {
    if (isDefaultPush) notes.push(`Not stored as a baseline: ${decision.why}.`);
    return false;
  }
  try {
    const { why } = await deps.stopwatch.time('store', () => store.put(outcome.record));
    deps.log.info(`Baseline: ${why}`);
    const branch = await branchOptions(git, context, inputs, session);
    if (branch !== null) {
      const rule = { keepMs: inputs.keepMs, defaultBranch };
      notes.push(await deps.stopwatch.time('store', () => keepBranchUp(branch, rule, deps.log)));
    }
    return false;
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    notes.push(`Not stored as a baseline: ${first?.message} ${first?.hint}`);
    deps.log.error(`${first?.code}: ${first?.message} ${first?.hint}`);
    return true;
  }
}
