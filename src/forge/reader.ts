import { LoadgateError } from '../model/error.js';
import { hasNextPage } from './comments.js';
import type { GitHubForgeOptions } from './github.js';
import { messageOf } from './limits.js';
import { type Pull, toPull, toPulls } from './pulls.js';
import { createSender, forgeFailed, type Reply } from './retry.js';
import { octokitTransport } from './transport.js';

/**
 * What loadgate asks of a repository, without a checkout of it. null, and an empty list: there is none.
 * @throws LoadgateError from all: `forge-refused` (machine) where the token may not ask, `forge-failed` (machine)
 */
export interface ForgeReader {
  pullRequest(number: number): Promise<Pull | null>;
  /** The open pull requests from a branch of an owner's forks; more than 100 are an error. */
  pullRequestsFrom(owner: string, branch: string): Promise<readonly Pull[]>;
  /** A commit's parents, in their order; null where the repository and its forks have no such commit. */
  parents(sha: string): Promise<readonly string[] | null>;
  /** A text file of at most 1 MiB as a commit has it. */
  textAt(sha: string, path: string): Promise<string | null>;
}

const TIMEOUT_MS = 20_000;
const PER_PAGE = 100;

/** Reads from GitHub, github.com or an enterprise server. */
export function createForgeReader(options: GitHubForgeOptions): ForgeReader {
  const { token, apiUrl, owner, repo, log, clock, random, timeoutMs = TIMEOUT_MS } = options;
  if (token === null) throw refused('there is no token');
  const transport = octokitTransport({ token, apiUrl, timeoutMs });
  const sender = createSender({ transport, clock, random, log, signal: undefined });

  const ask = async <T>(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    read: (data: unknown) => T | null,
  ) => {
    const all = { owner, repo, ...parameters };
    return found(
      await sender.repeatable(
        { method: 'GET', route: `/repos/{owner}/{repo}${route}`, parameters: all },
        read,
      ),
    );
  };

  return {
    pullRequest: async (number) =>
      (await ask('/pulls/{pull_number}', { pull_number: number }, toPull))?.value ?? null,
    pullRequestsFrom: async (headOwner, branch) => {
      const parameters = { head: `${headOwner}:${branch}`, state: 'open', per_page: PER_PAGE };
      const reply = await ask('/pulls', parameters, toPulls);
      if (hasNextPage(reply?.headers['link']))
        throw forgeFailed(`more than ${PER_PAGE} pull requests of ${headOwner}`);
      return reply?.value ?? [];
    },
    parents: async (sha) =>
      (await ask('/git/commits/{commit_sha}', { commit_sha: sha }, readParents))?.value ?? null,
    textAt: async (sha, path) =>
      (await ask('/contents/{path}', { path, ref: sha }, readContent))?.value.text ?? null,
  };
}

/** null: 404, and 422 for a SHA that is none there. */
function found<T>(reply: Reply<T>): Extract<Reply<T>, { kind: 'ok' }> | null {
  if (reply.kind === 'ok') return reply;
  if (reply.kind === 'limited') throw forgeFailed(`rate limit: ${reply.message}`);
  if (reply.kind === 'unknown') throw forgeFailed(reply.why);
  const { status } = reply.answer;
  if (status === 404 || status === 422) return null;
  throw refused(`${status}: ${messageOf(reply.answer)}`);
}

function refused(why: string): LoadgateError {
  return new LoadgateError(`GitHub did not let the job read what it needs (${why}).`, {
    kind: 'machine',
    code: 'forge-refused',
    hint: 'Give the job `permissions: { actions: read, contents: read, pull-requests: write }` and leave `token` out.',
  });
}

type Json = Readonly<Record<string, unknown>>;

function object(data: unknown): Json {
  return typeof data === 'object' && data !== null ? (data as Json) : {};
}

function readParents(data: unknown): readonly string[] | null {
  const { parents } = object(data);
  if (!Array.isArray(parents)) return null;
  const shas = parents.map((parent) => object(parent)['sha']);
  return shas.every((sha) => typeof sha === 'string') ? shas : null;
}

/** A folder, a symbolic link or a submodule has no text of its own; nor has what GitHub finds too large to send. */
function readContent(data: unknown): { readonly text: string | null } | null {
  if (Array.isArray(data)) return { text: null };
  const { type, encoding, content } = object(data);
  if (typeof type !== 'string') return null;
  if (type !== 'file' || encoding !== 'base64' || typeof content !== 'string') return { text: null };
  return { text: Buffer.from(content, 'base64').toString('utf8') };
}
