/** A pull request from a fork, on the forge for tests: with a fork, commits and a merge commit as GitHub makes them. */
import type { ForgeServer } from './forge-server.js';

export interface ForkPullRequest {
  readonly number: number;
  /** `owner/name` of the fork. */
  readonly fork: string;
  readonly branch: string;
  readonly headSha: string;
  readonly baseSha: string;
  /** First parent is the base, second the head. */
  readonly mergeSha: string;
}

export interface ForkOptions {
  readonly branch?: string;
  /** Files that the base branch gets first. */
  readonly base?: Readonly<Record<string, string>>;
}

const BY = { name: 'Alice', email: 'alice@example.com', date: '2026-01-01T00:00:00Z' };

export async function openFromFork(forge: ForgeServer, options: ForkOptions = {}): Promise<ForkPullRequest> {
  const { branch = 'topic', base = {} } = options;
  const { owner, repo, direct, tokens } = forge;
  const upstream = `/repos/${owner}/${repo}`;
  for (const [path, text] of Object.entries(base)) {
    const content = Buffer.from(text).toString('base64');
    await direct('PUT', `${upstream}/contents/${path}`, tokens.personal, { message: path, content });
  }
  const fork = await forkOf(forge);
  // A fork and its origin share their objects on GitHub; here the same commit is made in both.
  await commit(forge, upstream, tokens.personal, []);
  const headSha = await commit(forge, `/repos/${fork}`, tokens.contributor, []);
  const ref = { ref: `refs/heads/${branch}`, sha: headSha };
  await direct('POST', `/repos/${fork}/git/refs`, tokens.contributor, ref);
  const number = await openPull(forge, `${fork.split('/')[0]}:${branch}`, 'main');
  const baseSha = await tipOf(forge, 'main');
  const mergeSha = await mergeInto(forge, baseSha, headSha);
  return { number, fork, branch, headSha, baseSha, mergeSha };
}

/** Opens another pull request from a head to a branch, which is made where it is not there. */
export async function openPull({ owner, repo, direct, tokens }: ForgeServer, head: string, base: string) {
  const body = { title: `From ${head}`, head, base };
  const { number } = await direct<{ number: number }>(
    'POST',
    `/repos/${owner}/${repo}/pulls`,
    tokens.personal,
    body,
  );
  return number;
}

/** The event of the run that measured it, as GitHub writes it for the trusted half. */
export function workflowRunEvent(
  { owner, repo }: ForgeServer,
  pull: Pick<ForkPullRequest, 'fork' | 'branch' | 'headSha'>,
  changes: Readonly<Record<string, unknown>> = {},
) {
  const repository = { full_name: `${owner}/${repo}`, default_branch: 'main' };
  return {
    name: 'workflow_run',
    payload: {
      action: 'completed',
      repository,
      workflow_run: {
        id: 4711,
        run_attempt: 1,
        event: 'pull_request',
        conclusion: 'success',
        head_sha: pull.headSha,
        head_branch: pull.branch,
        head_repository: { full_name: pull.fork },
        repository,
        pull_requests: [],
        ...changes,
      },
    },
  };
}

/**
 * A merge of a pull request's head, as GitHub makes it.
 * @param files what it changes of the files of the base; where they are not given, it has one file alone
 */
export async function mergeInto(
  forge: ForgeServer,
  baseSha: string,
  headSha: string,
  files?: Readonly<Record<string, string>>,
): Promise<string> {
  const { owner, repo, direct, tokens } = forge;
  const upstream = `/repos/${owner}/${repo}`;
  const parents = [baseSha, headSha];
  if (files === undefined) return commit(forge, upstream, tokens.personal, parents);
  const base = `${upstream}/git/commits/${baseSha}`;
  const { tree } = await direct<{ tree: { sha: string } }>('GET', base, tokens.personal);
  return commit(forge, upstream, tokens.personal, parents, files, tree.sha);
}

async function forkOf({ owner, repo, direct, tokens }: ForgeServer): Promise<string> {
  const path = `/repos/${owner}/${repo}/forks`;
  const [known] = await direct<{ full_name: string }[]>('GET', path, tokens.contributor);
  const fork = known ?? (await direct<{ full_name: string }>('POST', path, tokens.contributor, {}));
  return fork.full_name;
}

/** The newest commit of a branch. */
export async function tipOf({ owner, repo, direct, tokens }: ForgeServer, branch: string): Promise<string> {
  const path = `/repos/${owner}/${repo}/git/ref/heads/${branch}`;
  return (await direct<{ object: { sha: string } }>('GET', path, tokens.personal)).object.sha;
}

/** A commit of one file; equal ones have equal ids in every repository. */
async function commit(
  { direct }: ForgeServer,
  repository: string,
  token: string,
  parents: readonly string[],
  files: Readonly<Record<string, string>> = { 'changed.txt': 'changed' },
  baseTree?: string,
) {
  const post = (what: string, body: unknown) =>
    direct<{ sha: string }>('POST', `${repository}/git/${what}`, token, body);
  const entries = [];
  for (const [path, content] of Object.entries(files)) {
    const { sha } = await post('blobs', { content, encoding: 'utf-8' });
    entries.push({ path, mode: '100644', type: 'blob', sha });
  }
  const tree = await post('trees', {
    tree: entries,
    ...(baseTree === undefined ? {} : { base_tree: baseTree }),
  });
  const made = { message: 'Change', tree: tree.sha, parents, author: BY, committer: BY };
  return (await post('commits', made)).sha;
}
