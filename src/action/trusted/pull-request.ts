import type { Pull } from '../../forge/answers.js';
import type { RepositoryReader } from '../../forge/github.js';
import type { WorkflowRun } from './workflow-run.js';

/** Where to comment, or why nowhere: that is no error of anybody's. */
export type Found =
  | { readonly kind: 'found'; readonly pull: Pull; readonly fork: boolean }
  | { readonly kind: 'none'; readonly why: string };

/** Pull requests of one branch that are looked at. */
const MAX_PULLS = 20;

/**
 * The pull request that a run was for, from the event alone: the ones that the event names where the branch is in this
 * repository, else the open ones from the head's owner and branch. It has to be open, of the same repository, branch
 * and commit, and the only one; a guess would put one pull request's figures under another's name.
 * @param repository `owner/name` of the repository that this job runs in
 */
export async function findPullRequest(
  run: WorkflowRun,
  repository: string,
  reader: RepositoryReader,
): Promise<Found> {
  const unfit = whyUnfit(run, repository);
  if (unfit !== null) return { kind: 'none', why: unfit };
  const { headRepository, headBranch } = run;
  if (headRepository === null) return { kind: 'none', why: 'the fork that it came from is gone' };
  if (headBranch === null) return { kind: 'none', why: 'it ran on no branch' };
  const fork = !same(headRepository, repository);
  const candidates = await candidatesOf(run, headRepository, headBranch, fork, reader);
  const matching = candidates.filter(
    (pull) =>
      pull.open &&
      pull.headSha === run.headSha &&
      pull.headRef === headBranch &&
      pull.headRepository !== null &&
      same(pull.headRepository, headRepository) &&
      same(pull.baseRepository, repository),
  );
  const [pull] = matching;
  if (pull !== undefined && matching.length === 1) return { kind: 'found', pull, fork };
  return { kind: 'none', why: whyNone(run, matching) };
}

/** The runs of other events are told by their own jobs, whose token may write. */
function whyUnfit(run: WorkflowRun, repository: string): string | null {
  if (run.action !== 'completed') return `it has not ended yet (${run.action})`;
  if (run.event !== 'pull_request') return `it was started by ${run.event}, not by pull_request`;
  return same(run.repository, repository) ? null : `it ran in ${run.repository}`;
}

async function candidatesOf(
  run: WorkflowRun,
  headRepository: string,
  headBranch: string,
  fork: boolean,
  reader: RepositoryReader,
): Promise<readonly Pull[]> {
  const named = fork ? [] : [...new Set(run.pullRequests)].slice(0, MAX_PULLS);
  if (named.length === 0) {
    const [owner = ''] = headRepository.split('/');
    return reader.pullRequestsFrom(owner, headBranch);
  }
  const pulls = await Promise.all(named.map((number) => reader.pullRequest(number)));
  return pulls.filter((pull) => pull !== null);
}

function whyNone(run: WorkflowRun, matching: readonly Pull[]): string {
  const head = `${run.headRepository}:${run.headBranch} at ${run.headSha.slice(0, 7)}`;
  if (matching.length > 1) {
    const numbers = matching.map(({ number }) => `#${number}`).join(', ');
    return `${matching.length} open pull requests are of ${head} (${numbers}), and which one it was for can't be told`;
  }
  return `no open pull request is of ${head}: it was closed, or has a newer commit, whose own run will be told`;
}

/** GitHub's names of owners and repositories do not tell letters by their case. */
function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
