import { summary } from '@actions/core';
import { bisectMarker } from '../../forge/marker.js';
import { runBisect } from '../../job/bisect.js';
import { reported, withOwnCleanup } from '../../job/bisect-red.js';
import { noMemory } from '../../job/bisect-state.js';
import type { JobRequest } from '../../job/types.js';
import type { BisectReport } from '../../model/bisect.js';
import type { AskedRange, BisectRequestFile } from '../../model/bisect-request.js';
import { LoadgateError, toLoadgateErrors } from '../../model/error.js';
import { SHA_PATTERN } from '../../model/patterns.js';
import type { CommitRef } from '../../model/record.js';
import { renderBisectAnswer } from '../../report/bisect-answer.js';
import { cleanUp } from '../../system/cleanup.js';
import { graceAfter } from '../../system/interrupt.js';
import type { ActionRun } from '../open.js';
import { type Bisectable, bisectMeasured, endsOf } from './bisect.js';

/** How long a cancelled search may still take to say so, ms: the runner kills it soon after. */
const ANSWER_GRACE_MS = 4_000;

/**
 * Makes the search that a comment asked this very attempt of this very run for, and answers with a comment and in the job
 * summary. The verdict has been told, and nothing of it changes here: whatever fails is a warning.
 */
export async function bisectAsked(measured: Bisectable, run: ActionRun): Promise<void> {
  const { deps } = run;
  try {
    const asked = await askedOf(run);
    if (asked === null || deps.signal.aborted) return;
    deps.log.info(`${asked.by} asked for a search for a commit.`);
    const reports = await reportsOn(asked, measured, run);
    await answer(asked, reports, run);
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    deps.log.warning(`${first?.code}: The search that was asked for was not made: ${first?.message}`);
  }
}

/** null: nothing was asked of this attempt. Only a repeated run is asked. */
async function askedOf({ inputs, context, stores }: ActionRun): Promise<BisectRequestFile | null> {
  const { trigger, runAttempt, runId } = context;
  if (!inputs.commands || trigger.kind !== 'pull_request' || runAttempt < 2) return null;
  const { branch } = await stores();
  const request = (await branch?.bisects.of(trigger.number)) ?? null;
  if (request === null) return null;
  const { run, attempt, key, head, base } = request;
  const isMeant = run === runId && attempt === runAttempt && key === inputs.key;
  return isMeant && head === trigger.headSha && base === trigger.baseRef ? request : null;
}

async function reportsOn(
  { range, name }: BisectRequestFile,
  measured: Bisectable,
  run: ActionRun,
): Promise<readonly BisectReport[]> {
  const cell = name ?? 'all cells';
  if (range !== null) {
    const { request } = measured;
    if (request === null) return [{ cell, outcome: null, why: 'The run could not be read.' }];
    await cleanUp(run.deps.cleanup, run.deps.log);
    return [await reported(cell, () => searchRange(range, name, request, run), run.deps)];
  }
  const ends = endsOf(measured);
  if (typeof ends === 'string') return [{ cell, outcome: null, why: ends }];
  const reports = await bisectMeasured(ends, name, measured, run);
  if (reports.length > 0) return reports;
  return [{ cell, outcome: null, why: 'Nothing got slower, so there is no commit to look for.' }];
}

async function searchRange(range: AskedRange, asked: string | null, request: JobRequest, run: ActionRun) {
  const { id, git, inputs, deps } = run;
  const { config, seed } = request;
  const { good, bad } = await resolved(range, request.candidate.ref.sha, run);
  const search = { id, git, config, good, bad, asked, seed, memory: noMemory };
  return withOwnCleanup(deps, (own) => runBisect({ ...search, budgetMs: inputs.bisectBudgetMs }, own));
}

/**
 * The commits that somebody named, who sees the repository as the forge has it. They have to be in the history of what this
 * run measures: any other commit, such as one of a fork, has not been approved to run here.
 */
async function resolved(
  range: AskedRange,
  candidate: string,
  { git }: ActionRun,
): Promise<{ readonly good: CommitRef; readonly bad: CommitRef }> {
  const tags = await git.tags();
  const shaOf = async (name: string): Promise<string> => {
    if (name === 'HEAD') return candidate;
    if (SHA_PATTERN.test(name)) return name;
    return tags.get(name) ?? (await git.branchTip(name)) ?? git.resolve(name);
  };
  const named = async (name: string): Promise<CommitRef> => ({ sha: await shaOf(name), label: name });
  const [good, bad] = [await named(range.good), await named(range.bad)];
  const known = await git.inHistory(candidate, [good.sha, bad.sha]);
  const stranger = [good, bad].find(({ sha }) => !known.has(sha));
  if (stranger === undefined) return { good, bad };
  throw new LoadgateError(
    `${stranger.label} is not in the history of what this pull request's run measures.`,
    {
      kind: 'usage',
      code: 'range-wrong',
      hint: 'Name commits of the base branch or of this pull request. A terminal searches any range: loadgate bisect.',
    },
  );
}

async function answer(
  { comment, by }: BisectRequestFile,
  reports: readonly BisectReport[],
  { github, context, inputs, deps }: ActionRun,
): Promise<void> {
  const { trigger, runUrl } = context;
  const marker = bisectMarker(comment);
  const body = renderBisectAnswer(marker, by, reports, runUrl);
  await summary.addRaw(body).write();
  if (trigger.kind !== 'pull_request' || !inputs.comment) return;
  const signal = graceAfter(deps.signal, ANSWER_GRACE_MS);
  const posted = await github.upsertComment({ pullRequest: trigger.number, marker, body, signal });
  deps.log.info(`Answer ${posted.status}: ${posted.why}`);
}
