import { acceptedStore } from '../../baseline/accepted-store.js';
import { applyAccepted } from '../../compare/accepted.js';
import { gateResult, openRegressions } from '../../compare/overall.js';
import type { Git } from '../../git/types.js';
import type { Session } from '../../job/session.js';
import type { Outcome } from '../../job/types.js';
import type { AcceptedRegression } from '../../model/accepted.js';
import type { Config } from '../../model/config.js';
import { toLoadgateErrors } from '../../model/error.js';
import type { ActionContext } from '../context.js';
import type { ActionInputs } from '../inputs.js';
import { branchOptions, openConversation } from '../open.js';
import type { Trigger } from '../trigger.js';

/** Pull requests with something accepted that are looked up after a push, newest first. */
const MAX_PULLS = 30;
/** First-parent ancestors among which a pull request's merge is looked for. */
const MAX_ANCESTORS = 500;

/** What the run knows, beside the session. */
export interface AcceptedQuestion {
  readonly outcome: Outcome;
  readonly git: Git;
  readonly inputs: ActionInputs;
  readonly context: ActionContext;
  readonly config: Config | null;
  /** Takes a sentence that a reader must see. */
  readonly note: (text: string) => void;
}

/**
 * Lets the gate pass what people accepted: on a pull request, and in the merge queue, what was accepted in it, on a push to the default branch what
 * was accepted in the pull requests that were merged since the baseline. Asks nobody where nothing got worse. Where
 * what was accepted can't be read, nothing is: the gate stays red, and a note says why.
 */
export async function considerAccepted(question: AcceptedQuestion, session: Session): Promise<Outcome> {
  const { outcome, inputs, config, note } = question;
  const { record, comparison } = outcome;
  if (!inputs.commands || config === null || comparison.advisory) return outcome;
  if (openRegressions(comparison).length === 0) return outcome;
  try {
    const accepted = await session.deps.stopwatch.time('accepted', () => acceptedFor(question, session));
    const judged = applyAccepted(comparison, accepted, session.deps.clock.now());
    return { record, comparison: judged, gate: gateResult(judged, config.gate, record.problems) };
  } catch (error) {
    for (const { message, hint } of toLoadgateErrors(error)) {
      note(`What was accepted could not be read, so nothing is: ${message} ${hint}`);
    }
    return outcome;
  }
}

/** Whether there are regressions and people accepted all of them. */
export function allAccepted({ comparison }: Outcome): boolean {
  return comparison.counts.regression > 0 && openRegressions(comparison).length === 0;
}

async function acceptedFor(
  question: AcceptedQuestion,
  session: Session,
): Promise<readonly AcceptedRegression[]> {
  const { outcome, git, inputs, context } = question;
  const options = await branchOptions(git, context, inputs, session);
  if (options === null) return [];
  const store = acceptedStore(options);
  const { trigger } = context;
  const own = pullRequestOf(trigger);
  if (own !== null) return store.of(own);
  if (trigger.kind !== 'push' || !trigger.isDefault) return [];
  const conversation = openConversation(context, inputs, session);
  const pullRequests = await store.pullRequests();
  if (conversation === null || pullRequests.length === 0) return [];
  const { candidate, baseline } = outcome.record;
  const history = await git.ancestors(candidate.sha, MAX_ANCESTORS);
  const mergedAs = async (number: number) => (await conversation.pull(number)).mergedAs;
  const merged = await mergedSince(pullRequests, history, baseline?.sha ?? null, mergedAs);
  const found: AcceptedRegression[] = [];
  for (const number of merged) found.push(...(await store.of(number)));
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
