import { ANYTHING, type Pull, RUNS, type Run } from './answers.js';
import { messageOf } from './limits.js';
import type { Repository } from './repository.js';
import { needed, type Sender } from './sender.js';

/**
 * The result of a request to repeat a pull request's run. `none`: its newest commit has no run. `no-workflow`: there is
 * no such workflow. `waiting`: the run waits for a person's approval, and a command isn't one. `running`: it has not
 * ended. `denied`: the forge refused, with its reason.
 */
export type Rerun =
  | { readonly kind: 'started' | 'running' | 'waiting'; readonly url: string }
  | { readonly kind: 'none' | 'no-workflow' }
  | { readonly kind: 'denied'; readonly url: string; readonly why: string };

/** A run before its repetition. */
export interface NextRun {
  readonly id: number;
  /** The number of its next attempt. */
  readonly attempt: number;
}

/**
 * Runs a workflow again for the newest commit of a pull request. The repeated run has the rights, the event, and the
 * commit of the first one, regardless of who asks: on a fork's pull request, a token that can only read. So the pull
 * request's code never runs with the rights of the job that asks.
 * https://docs.github.com/rest/actions/workflow-runs#re-run-a-workflow
 * @param workflow file name in `.github/workflows/`
 * @param before called with the run before it starts; if it throws, nothing starts
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

/** Compares branch and repository too, because another pull request can have the same commit. */
function isOf(run: Run, pull: Pull): boolean {
  return (
    run.head_sha === pull.headSha &&
    run.head_branch === pull.headRef &&
    run.head_repository?.full_name.toLowerCase() === pull.headRepository?.toLowerCase()
  );
}

/** Sends only once. GitHub would refuse a second request, because the run has started. */
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
