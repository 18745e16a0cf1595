import { messageOf } from './limits.js';
import type { Repository } from './people.js';
import type { Pull } from './pulls.js';
import { isObject, needed } from './reply.js';
import type { Sender } from './retry.js';

/**
 * How asking for another run of a pull request ended. `none`: there is no run of its newest commit. `no-workflow`:
 * there is no such workflow. `waiting`: it waits for a person's approval, which a command is not. `running`: it
 * has not ended yet. `denied`: the forge said no, in its words.
 */
export type Rerun =
  | { readonly kind: 'started' | 'running' | 'waiting'; readonly url: string }
  | { readonly kind: 'none' | 'no-workflow' }
  | { readonly kind: 'denied'; readonly url: string; readonly why: string };

/** A run that is about to be repeated. */
export interface NextRun {
  readonly id: number;
  /** The number that its next attempt will have. */
  readonly attempt: number;
}

interface Run {
  readonly id: number;
  /** How often it was started; 1 where the forge does not say. */
  readonly attempts: number;
  readonly url: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly headRepository: string | null;
  readonly status: string;
  readonly conclusion: string | null;
}

/**
 * Runs a workflow once more for the newest commit of a pull request. The repeated run has the rights, the event and the
 * commit of the first one, whoever asks: on a fork's pull request a token that may only read. So the code of the pull
 * request never runs beside the rights of the job that asks.
 * https://docs.github.com/rest/actions/workflow-runs#re-run-a-workflow
 * @param workflow file name in `.github/workflows/`
 * @param before done once it is known which run it is, before it is started; where it throws, nothing is started
 * @throws LoadgateError `forge-refused`, `forge-failed`
 */
export async function rerun(
  sender: Sender,
  repository: Repository,
  workflow: string,
  pull: Pull,
  before: (run: NextRun) => Promise<void> = async () => {},
): Promise<Rerun> {
  const route = '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
  const query = { event: 'pull_request', head_sha: pull.headSha, per_page: 100 };
  const parameters = { ...repository, workflow_id: workflow, ...query };
  const listed = await sender.repeatable({ method: 'GET', route, parameters }, readRuns);
  if (listed.kind === 'denied' && listed.answer.status === 404) return { kind: 'no-workflow' };
  const runs = needed(listed, `list the runs of the workflow ${workflow}`);
  const run = runs.filter((one) => isOf(one, pull)).toSorted((a, b) => b.id - a.id)[0];
  if (run === undefined) return { kind: 'none' };
  if (run.status === 'action_required' || run.conclusion === 'action_required') {
    return { kind: 'waiting', url: run.url };
  }
  if (run.status !== 'completed') return { kind: 'running', url: run.url };
  await before({ id: run.id, attempt: run.attempts + 1 });
  return start(sender, repository, run);
}

/** Another pull request may have the same commit: branch and repository have to be the same too. */
function isOf(run: Run, pull: Pull): boolean {
  return (
    run.headSha === pull.headSha &&
    run.headBranch === pull.headRef &&
    run.headRepository?.toLowerCase() === pull.headRepository?.toLowerCase()
  );
}

/** Once: a second request would find the run under way, and refuse. */
async function start(sender: Sender, repository: Repository, { id, url }: Run): Promise<Rerun> {
  const route = '/repos/{owner}/{repo}/actions/runs/{run_id}/rerun';
  const reply = await sender.once(
    { method: 'POST', route, parameters: { ...repository, run_id: id } },
    () => true,
  );
  if (reply.kind === 'denied') {
    return { kind: 'denied', url, why: `${reply.answer.status}: ${messageOf(reply.answer)}` };
  }
  needed(reply, `repeat run ${id}`);
  return { kind: 'started', url };
}

function readRuns(data: unknown): readonly Run[] | null {
  if (!isObject(data) || !Array.isArray(data['workflow_runs'])) return null;
  const runs = data['workflow_runs'].map(readRun);
  return runs.every((run) => run !== null) ? runs : null;
}

function readRun(data: unknown): Run | null {
  if (!isObject(data)) return null;
  const {
    id,
    run_attempt: attempts,
    html_url: url,
    head_sha: headSha,
    head_branch: branch,
    head_repository: from,
    status,
    conclusion,
  } = data;
  if (typeof id !== 'number' || typeof url !== 'string' || typeof headSha !== 'string') return null;
  const name = isObject(from) ? from['full_name'] : null;
  return {
    id,
    attempts: typeof attempts === 'number' ? attempts : 1,
    url,
    headSha,
    headBranch: text(branch),
    headRepository: text(name),
    status: text(status) ?? '',
    conclusion: text(conclusion),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
