import type { Outcome } from '../../compare/judge.js';
import type { AcceptedRegression } from '../../model/accepted.js';
import type { ActionRun } from '../open.js';
import type { Trigger } from '../trigger.js';

/** Pull requests with something accepted that are looked up after a push, newest first. */
const MAX_PULLS = 30;
/** First-parent ancestors among which a pull request's merge is looked for. */
const MAX_ANCESTORS = 500;

/**
 * What people accepted that counts for a run: on a pull request, and in the merge queue, what was accepted in it; on a push
 * to the default branch what was accepted in the pull requests that were merged since the baseline.
 * @throws LoadgateError of the branch of the baselines, of git, and of the forge
 */
export function acceptedFor(outcome: Outcome, run: ActionRun): Promise<readonly AcceptedRegression[]> {
  return run.deps.stopwatch.time('accepted', () => lookUp(outcome, run));
}

/**
 * Whether people accepted anything that may count for a run, known before it measures. What can't be read may be there:
 * the run says so when it asks what was accepted.
 */
export async function mayBeAccepted(run: ActionRun): Promise<boolean> {
  const { trigger } = run.context;
  const own = pullRequestOf(trigger);
  const isAsked = own !== null || (trigger.kind === 'push' && trigger.isDefault);
  if (!run.inputs.commands || !isAsked) return false;
  try {
    const { branch } = await run.stores();
    const accepted = own === null ? branch?.accepted.pullRequests() : branch?.accepted.of(own);
    return ((await accepted) ?? []).length > 0;
  } catch {
    run.deps.signal.throwIfAborted();
    return true;
  }
}

async function lookUp(outcome: Outcome, run: ActionRun): Promise<readonly AcceptedRegression[]> {
  const { trigger } = run.context;
  const { branch } = await run.stores();
  if (branch === null) return [];
  const own = pullRequestOf(trigger);
  if (own !== null) return branch.accepted.of(own);
  if (trigger.kind !== 'push' || !trigger.isDefault) return [];
  const pullRequests = await branch.accepted.pullRequests();
  if (run.inputs.token === null || pullRequests.length === 0) return [];
  const { candidate, baseline } = outcome.record;
  const history = await run.git.ancestors(candidate.sha, MAX_ANCESTORS);
  const mergedAs = async (number: number) => (await run.github.pull(number)).mergedAs;
  const merged = await mergedSince(pullRequests, history, baseline?.sha ?? null, mergedAs);
  const found: AcceptedRegression[] = [];
  for (const number of merged) found.push(...(await branch.accepted.of(number)));
  return found;
}

/** The pull request that a run is about. A merge queue's branch is named by GitHub, after the last one of its group. */
export function pullRequestOf(trigger: Trigger): number | null {
  if (trigger.kind === 'pull_request') return trigger.number;
  if (trigger.kind !== 'merge_group') return null;
  const [, number] = /^gh-readonly-queue\/.+\/pr-([1-9]\d{0,9})-[0-9a-f]{40,64}$/.exec(trigger.headRef) ?? [];
  return number === undefined ? null : Number(number);
}

/**
 * Those of the pull requests that were merged after the baseline and are in the candidate.
 * @param pullRequests newest first
 * @param history the candidate and its first-parent ancestors, nearest first
 * @param baseline null: there is none, and all of the history counts
 * @param mergedAs the commit on the base branch that a pull request became; null: it is not merged
 */
export async function mergedSince(
  pullRequests: readonly number[],
  history: readonly string[],
  baseline: string | null,
  mergedAs: (pullRequest: number) => Promise<string | null>,
): Promise<readonly number[]> {
  const end = baseline === null ? -1 : history.indexOf(baseline);
  const since = new Set(end === -1 ? history : history.slice(0, end));
  const merged: number[] = [];
  for (const number of pullRequests.slice(0, MAX_PULLS)) {
    const commit = await mergedAs(number);
    if (commit !== null && since.has(commit)) merged.push(number);
  }
  return merged;
}
