import {
  ANYTHING,
  HISTORY,
  MERGE_BASE,
  PARENTS,
  PERMISSION,
  PULL,
  PULLS,
  type Pull,
  REF,
  TEXT,
  TREE,
  type TreeFile,
} from './answers.js';
import { messageOf } from './limits.js';
import { accessRefused } from './refusal.js';
import { forgeFailed, hasNextPage, needed, type Reply, type Sender, unanswered } from './sender.js';

/** The repository of a request. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

export type ReactionName = '+1' | '-1' | 'confused' | 'eyes';

const PER_PAGE = 100;

/** The operations on a repository, except comments, checks, and runs. `GitHub` documents each. */
export const repositoryOf = (repository: Repository, sender: Sender) => ({
  pull: async (number: number): Promise<Pull> => {
    const asked = { ...repository, pull_number: number };
    const reply = await sender.repeatable(({ rest }, request) => rest.pulls.get({ ...asked, request }), PULL);
    return needed(reply, `read pull request #${number}`);
  },

  pullRequest: async (number: number): Promise<Pull | null> => {
    const asked = { ...repository, pull_number: number };
    const reply = await sender.repeatable(({ rest }, request) => rest.pulls.get({ ...asked, request }), PULL);
    return found(reply)?.value ?? null;
  },

  pullRequestsFrom: async (owner: string, branch: string): Promise<readonly Pull[]> => {
    const asked = { ...repository, head: `${owner}:${branch}`, state: 'open', per_page: PER_PAGE } as const;
    const reply = found(
      await sender.repeatable(({ rest }, request) => rest.pulls.list({ ...asked, request }), PULLS),
    );
    if (hasNextPage(reply?.headers['link'])) {
      throw forgeFailed(`more than ${PER_PAGE} pull requests of ${owner}`);
    }
    return reply?.value ?? [];
  },

  parents: async (sha: string): Promise<readonly string[] | null> => {
    const asked = { ...repository, commit_sha: sha };
    const reply = await sender.repeatable(
      ({ rest }, request) => rest.git.getCommit({ ...asked, request }),
      PARENTS,
    );
    return found(reply)?.value ?? null;
  },

  branchTip: async (branch: string): Promise<string | null> => {
    // Not the name alone, because a tag can have the same one.
    const asked = { ...repository, ref: `heads/${branch}` };
    const reply = await sender.repeatable(({ rest }, request) => rest.git.getRef({ ...asked, request }), REF);
    return found(reply)?.value ?? null;
  },

  mergeBase: async (one: string, other: string): Promise<string | null> => {
    const asked = { ...repository, basehead: `${one}...${other}`, per_page: 1, page: 1 };
    const reply = await sender.repeatable(
      ({ rest }, request) => rest.repos.compareCommitsWithBasehead({ ...asked, request }),
      MERGE_BASE,
    );
    return found(reply)?.value ?? null;
  },

  firstParents: async (sha: string, most: number): Promise<readonly string[]> => {
    const parents = new Map<string, string | null>();
    for (let page = 1; page <= Math.ceil(most / PER_PAGE); page++) {
      const asked = { ...repository, sha, per_page: PER_PAGE, page };
      const reply = await sender.repeatable(
        ({ rest }, request) => rest.repos.listCommits({ ...asked, request }),
        HISTORY,
      );
      const commits = found(reply)?.value ?? [];
      for (const commit of commits) parents.set(commit.sha, commit.parent);
      if (commits.length < PER_PAGE) break;
    }
    const line: string[] = [];
    for (let at: string | null = sha; at !== null && parents.has(at); at = parents.get(at) ?? null)
      line.push(at);
    return line.slice(0, most);
  },

  filesAt: async (sha: string): Promise<readonly TreeFile[] | null> => {
    const asked = { ...repository, tree_sha: sha, recursive: '1' };
    const reply = await sender.repeatable(
      ({ rest }, request) => rest.git.getTree({ ...asked, request }),
      TREE,
    );
    return found(reply)?.value ?? null;
  },

  textAt: async (at: string, path: string): Promise<string | null> => {
    const asked = { ...repository, path, ref: at };
    const reply = await sender.repeatable(
      ({ rest }, request) => rest.repos.getContent({ ...asked, request }),
      TEXT,
    );
    return found(reply)?.value ?? null;
  },

  mayWrite: async (login: string): Promise<boolean> => {
    const asked = { ...repository, username: login };
    const reply = await sender.repeatable(
      ({ rest }, request) => rest.repos.getCollaboratorPermissionLevel({ ...asked, request }),
      PERMISSION,
    );
    if (reply.kind === 'denied' && reply.answer.status === 404) return false;
    return ['admin', 'write'].includes(needed(reply, `read what ${login} may do`).permission);
  },

  react: async (comment: number, content: ReactionName): Promise<boolean> => {
    const reaction = { ...repository, comment_id: comment, content };
    // A repeated reaction counts once: 200 instead of 201.
    const reply = await sender.once(
      ({ rest }, request) => rest.reactions.createForIssueComment({ ...reaction, request }),
      ANYTHING,
    );
    return reply.kind === 'ok';
  },
});

/** null: 404, and 422 for a SHA that the repository doesn't have. */
function found<T>(reply: Reply<T>): Extract<Reply<T>, { kind: 'ok' }> | null {
  if (reply.kind === 'ok') return reply;
  if (reply.kind !== 'denied') throw unanswered(reply);
  const { status } = reply.answer;
  if (status === 404 || status === 422) return null;
  throw accessRefused(`${status}: ${messageOf(reply.answer)}`);
}
