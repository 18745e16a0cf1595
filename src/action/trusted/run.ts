import { resolve } from 'node:path';
import type { Pull } from '../../forge/answers.js';
import type { GitHub } from '../../forge/github.js';
import { LoadgateError } from '../../model/error.js';
import { MAX_SHARDS } from '../../model/limits.js';
import { MAX_FOREIGN_BYTES } from '../../record/foreign.js';
import { readRecordFiles } from '../../record/read-file.js';
import type { Clock } from '../../system/clock.js';
import type { Log } from '../../system/log.js';
import { tell } from '../../tell/tell.js';
import type { Teller } from '../../tell/teller.js';
import type { ActionContext } from '../context.js';
import { reportContext } from '../report-context.js';
import { githubTeller, setOutputs } from '../teller.js';
import type { ReportInputs } from './inputs.js';
import { judgeRecord } from './judge-record.js';
import { findPullRequest } from './pull-request.js';
import { tellStopped } from './stopped.js';
import type { WorkflowRun } from './workflow-run.js';

/** One run of the trusted half: what it is asked for, where it runs, and the run that it reports. */
export interface ReportRun {
  readonly inputs: ReportInputs;
  readonly context: ActionContext;
  readonly reported: WorkflowRun;
  readonly github: GitHub;
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * The trusted half: takes the record that another run left, judges it here, and tells the pull request that the event
 * leads to. The record decides nothing but its own figures.
 * @returns the exit code
 * @throws LoadgateError where the record is refused: nothing has been posted then
 */
export async function reportRun(run: ReportRun): Promise<number> {
  const { inputs, context, reported, github } = run;
  const found = await findPullRequest(reported, `${context.owner}/${context.repo}`, github);
  if (found.kind === 'none') return tellStopped(found.why);
  const { fork } = found;
  const pull = await withBaseTip(found.pull, github);
  const path = resolve(context.workspace, inputs.record);
  const texts = await readRecordFiles(path, MAX_FOREIGN_BYTES, MAX_SHARDS);
  const { outcome, notes } = await judgeRecord(texts, pull, { ...run, nowMs: run.clock.now() });
  const unverified = { whose: fork ? 'fork' : 'pull request', runUrl: runUrl(run) } as const;
  const report = reportContext(context, outcome, { ...inputs, pull, notes, unverified });
  const rule = { failOnRegression: inputs.failOnRegression, stored: 0 } as const;
  return (await tell(outcome, report, rule, tellerOf(run, pull))).exitCode;
}

/** The base branch as it is now: what GitHub says of a pull request may be of the time of its last push. */
async function withBaseTip(pull: Pull, github: GitHub): Promise<Pull> {
  const baseSha = await github.branchTip(pull.baseRef);
  if (baseSha !== null) return { ...pull, baseSha };
  throw new LoadgateError(`The base branch ${pull.baseRef} of pull request #${pull.number} is gone.`, {
    kind: 'usage',
    code: 'record-foreign',
    hint: 'Point the pull request at a branch that there is, and run its workflow again.',
  });
}

function tellerOf({ inputs, context, github, log }: ReportRun, pull: Pull): Teller {
  const teller = githubTeller({
    github,
    log,
    key: inputs.key,
    base: pull.baseRef === context.defaultBranch ? null : pull.baseRef,
    check: { input: inputs.check, sha: pull.headSha, detailsUrl: context.runUrl },
    pullRequest: inputs.comment === 'never' ? null : pull.number,
    onlyNews: inputs.comment === 'on-change',
  });
  return {
    ...teller,
    outputs: ({ record: _path, report: _page, ...outputs }) =>
      setOutputs({ ...outputs, 'pull-request': pull.number }),
  };
}

const runUrl = ({ context: { serverUrl, owner, repo }, reported }: ReportRun): string =>
  `${serverUrl}/${owner}/${repo}/actions/runs/${reported.id}`;
