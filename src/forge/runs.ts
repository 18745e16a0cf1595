import { ANYTHING, type Pull, RUNS, type Run } from './answers.js';
import { messageOf } from './limits.js';
import type { Repository } from './repository.js';
import { needed, type Sender } from './sender.js';

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
  const asked = { ...repository, workflow_id: workflow, event: 'pull_request', per_page: 100 };
  const listed = await sender.repeatable(
    ({ rest }, request) => rest.actions.listWorkflowRuns({ ...asked, head_sha: pull.headSha, request }),
    RUNS,
  );
  if (listed.kind === 'denied' && listed.answer.status === 404) return { kind: 'no-workflow' };
  const { workflow_runs: runs } = needed(listed, `list the runs of the workflow ${workflow}`);
  const run = runs.filter((one) => isOf(one, pull)).toSorted((a, b) => b.id - a.id)[0];
  if (run === undefined) return { kind: 'none' };
  const url = run.html_url;
  if (run.status === 'action_required' || run.conclusion === 'action_required')
    return { kind: 'waiting', url };
  if (run.status !== 'completed') return { kind: 'running', url };
  await before({ id: run.id, attempt: run.run_attempt + 1 });
  return start(sender, repository, run);
}

/** Another pull request may have the same commit: branch and repository have to be the same too. */
function isOf(run: Run, pull: Pull): boolean {
  return (
    run.head_sha === pull.headSha &&
    run.head_branch === pull.headRef &&
    run.head_repository?.full_name.toLowerCase() === pull.headRepository?.toLowerCase()
  );
}

/** Once: a second request would find the run under way, and refuse. */
async function start(sender: Sender, repository: Repository, { id, html_url: url }: Run): Promise<Rerun> {
  const reply = await sender.once(
    ({ rest }, request) => rest.actions.reRunWorkflow({ ...repository, run_id: id, request }),
    ANYTHING,
  );
  if (reply.kind === 'denied') {
    return { kind: 'denied', url, why: `${reply.answer.status}: ${messageOf(reply.answer)}` };
  }
  needed(reply, `repeat run ${id}`);
  return { kind: 'started', url };
}
