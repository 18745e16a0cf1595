import { randomUUID } from 'node:crypto';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { Random } from '../system/random.js';
import type { Comment, Pull, TreeFile } from './answers.js';
import { type CheckRequest, type CheckResult, upsertCheck } from './check.js';
import { githubComments } from './comments.js';
import { createIdentity } from './identity.js';
import { hasMarker } from './marker.js';
import type { OctokitOptions } from './octokit.js';
import { accessRefused } from './refusal.js';
import { type ReactionName, repositoryOf } from './repository.js';
import { type NextRun, type Rerun, rerun } from './runs.js';
import { createSender, forgeFailed, type Sender } from './sender.js';
import { type CommentRequest, type CommentResult, upsertSticky } from './sticky.js';

/**
 * What loadgate asks of GitHub. Other rooms know these words and nothing of GitHub's client.
 * @throws LoadgateError from all: `forge-failed` (machine) where GitHub could not be reached, or answered nonsense, to the
 *   end; from all that read also `forge-refused` (machine) where the token may not
 */
export interface GitHub {
  /**
   * Makes sure that the pull request has exactly one comment of this marker by us, with this text.
   * A refusal is a result and a warning in the log, never an error.
   */
  upsertComment(request: CommentRequest): Promise<CommentResult>;
  /**
   * Makes sure that a commit has exactly one check of this key, with this verdict; a commit status where the token may
   * not write checks. A refusal is a result and a warning in the log, never an error.
   */
  upsertCheck(request: CheckRequest): Promise<CheckResult>;
  /** Our own comment with this marker; null: there is none. */
  ownComment(pullRequest: number, marker: string): Promise<Comment | null>;
  /** Never fails: it says whether it worked. A forge without reactions is no failure. */
  react(comment: number, content: ReactionName): Promise<boolean>;
  /**
   * Whether somebody may write to the repository, as GitHub knows it now: what an event says of its author is not asked.
   * GitHub's `permission` maps `maintain` to `write` and custom roles to what they are based on. Somebody whom it
   * does not know (404) may not.
   */
  mayWrite(login: string): Promise<boolean>;
  /** A pull request that there has to be. */
  pull(number: number): Promise<Pull>;
  /** null: there is none. */
  pullRequest(number: number): Promise<Pull | null>;
  /** The open pull requests from a branch of an owner's forks; more than 100 are an error. */
  pullRequestsFrom(owner: string, branch: string): Promise<readonly Pull[]>;
  /** A commit's parents, in their order; null where the repository and its forks have no such commit. */
  parents(sha: string): Promise<readonly string[] | null>;
  /** The newest commit of a branch, never that of a tag of its name; null: there is no such branch. */
  branchTip(branch: string): Promise<string | null>;
  /** The newest commit that is in the history of both; null: there is none, or one of them is unknown. */
  mergeBase(one: string, other: string): Promise<string | null>;
  /** A commit and its first-parent ancestors, nearest first, as far as its newest `most` ancestors hold them. */
  firstParents(sha: string, most: number): Promise<readonly string[]>;
  /** All files of a commit, submodules included; null: there is no such commit, or GitHub does not send so many. */
  filesAt(sha: string): Promise<readonly TreeFile[] | null>;
  /**
   * A text file of at most 1 MiB as a commit has it; null: there is none.
   * @param at a commit, or the full name of a ref: what a short name means is the forge's choice
   */
  textAt(at: string, path: string): Promise<string | null>;
  /**
   * Runs a workflow once more for the newest commit of a pull request.
   * @param before done once it is known which run it is, before it is started
   * @throws what `before` throws, too
   */
  rerun(workflow: string, pull: Pull, before?: (run: NextRun) => Promise<void>): Promise<Rerun>;
}

/** What may be read of a repository without a checkout of it. */
export type RepositoryReader = Pick<
  GitHub,
  | 'pullRequest'
  | 'pullRequestsFrom'
  | 'parents'
  | 'branchTip'
  | 'mergeBase'
  | 'firstParents'
  | 'filesAt'
  | 'textAt'
>;

export interface GitHubOptions {
  /** null: none was given, as when a secret is empty on a pull request from a fork. */
  readonly token: string | null;
  /** REST base URL: `https://api.github.com`, or `https://HOST/api/v3` of an enterprise server. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Spreads the waiting of jobs that failed together. */
  readonly random: Random;
  /** Ends waiting and requests; a request's own signal comes before it. */
  readonly signal?: AbortSignal | undefined;
  /** A request without an answer after this long has failed, ms (20 s). */
  readonly timeoutMs?: number;
  /** For tests. */
  readonly spacing?: OctokitOptions['spacing'];
}

const TIMEOUT_MS = 20_000;

/** GitHub, github.com or an enterprise server. Nothing is loaded and nobody is asked before the first call. */
export function openGitHub(options: GitHubOptions): GitHub {
  const { token, owner, repo, log } = options;
  if (token === null) return withoutToken(log);
  const id = randomUUID();
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const open = (signal = options.signal): Sender =>
    createSender({ ...options, token, id, timeoutMs, signal });
  const identity = createIdentity();
  const repository = { owner, repo };
  // One for all that is read: its waiting for rate limits is bounded as a whole.
  const reading = open();
  return {
    ...repositoryOf(repository, reading),
    upsertComment: async (request) => {
      const sender = open(request.signal);
      const port = {
        comments: githubComments({ sender, owner, repo, pullRequest: request.pullRequest }),
        log,
        login: () => identity.login(sender),
        learn: identity.learn,
        backOff: sender.backOff,
      };
      return reportComment(log, request, await upsertSticky(port, request));
    },
    upsertCheck: async (request) =>
      reportCheck(log, request, await upsertCheck({ sender: open(request.signal), owner, repo }, request)),
    ownComment: async (pullRequest, marker) => {
      const listed = await githubComments({ sender: reading, owner, repo, pullRequest }).list();
      if (listed.kind !== 'ok') throw forgeFailed('the comments could not be listed');
      const marked = listed.value.filter(({ body }) => hasMarker(marker, body));
      if (marked.length === 0) return null;
      const who = await identity.login(reading);
      if ('refusal' in who) throw forgeFailed(who.refusal.why);
      return marked.find(({ author }) => author?.toLowerCase() === who.login.toLowerCase()) ?? null;
    },
    rerun: (workflow, pull, before) => rerun(reading, repository, workflow, pull, before),
  };
}

function withoutToken(log: Log): GitHub {
  const why =
    'There is no token to post with. On pull requests from forks secrets are empty: leave `token` out to use the ' +
    'job\'s own there. The report is in the job summary (README, "Pull requests from forks").';
  const refuse = () => Promise.reject(accessRefused('there is no token'));
  return {
    upsertComment: async (request) => reportComment(log, request, { status: 'refused', url: null, why }),
    upsertCheck: async (request) => reportCheck(log, request, { status: 'refused', why }),
    react: async () => false,
    ownComment: refuse,
    mayWrite: refuse,
    pull: refuse,
    pullRequest: refuse,
    pullRequestsFrom: refuse,
    parents: refuse,
    branchTip: refuse,
    mergeBase: refuse,
    firstParents: refuse,
    filesAt: refuse,
    textAt: refuse,
    rerun: refuse,
  };
}

function reportCheck(log: Log, request: CheckRequest, result: CheckResult): CheckResult {
  if (result.status === 'refused') log.warning(`No check on ${request.sha.slice(0, 7)}: ${result.why}`);
  return result;
}

/** A refusal is never silent. */
function reportComment(log: Log, request: CommentRequest, result: CommentResult): CommentResult {
  if (result.status === 'refused') {
    log.warning(`No comment on pull request #${request.pullRequest}: ${result.why}`);
  }
  return result;
}
