import { randomUUID } from 'node:crypto';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { Random } from '../system/random.js';
import type { Comment, Pull, TreeFile } from './answers.js';
import { type CheckRequest, type CheckResult, upsertCheck } from './check.js';
import { type Comments, githubComments } from './comments.js';
import { createIdentity } from './identity.js';
import { closeIssues, githubIssues, type IssueRequest } from './issues.js';
import { hasMarker } from './marker.js';
import type { OctokitOptions } from './octokit.js';
import { accessRefused } from './refusal.js';
import { type ReactionName, repositoryOf } from './repository.js';
import { type NextRun, type Rerun, rerun } from './runs.js';
import { createSender, forgeFailed, type Sender } from './sender.js';
import { type CommentRequest, type CommentResult, type StickyPort, upsertSticky } from './sticky.js';

/**
 * The operations that loadgate needs from GitHub. Other rooms use these, and know nothing of GitHub's client.
 * @throws LoadgateError from all: `forge-failed` (machine) if all attempts failed or got nonsense; from all that read
 *   also `forge-refused` (machine) if the token has no permission
 */
export interface GitHub {
  /**
   * Ensures that the pull request has exactly one comment of loadgate with this marker and this text.
   * A refusal is a result and a warning in the log, never an error.
   */
  upsertComment(request: CommentRequest): Promise<CommentResult>;
  /**
   * Ensures that a commit has exactly one check of this key with this verdict, or a commit status if the token can't
   * write checks. A refusal is a result and a warning in the log, never an error.
   */
  upsertCheck(request: CheckRequest): Promise<CheckResult>;
  /**
   * Ensures that exactly one issue of loadgate with this marker is open, with this text.
   * A refusal is a result, never an error.
   */
  upsertIssue(request: IssueRequest): Promise<CommentResult>;
  /** Closes that issue, after `body` as a comment; `skipped`: none is open. A refusal is a result, never an error. */
  closeIssue(request: IssueRequest): Promise<CommentResult>;
  /** loadgate's own comment with this marker; null: there is none. */
  ownComment(pullRequest: number, marker: string): Promise<Comment | null>;
  /** Never fails, but returns whether it worked. A forge without reactions isn't a failure. */
  react(comment: number, content: ReactionName): Promise<boolean>;
  /**
   * Whether a person can write to the repository, according to GitHub now, not to an event's data about its author.
   * GitHub's `permission` maps `maintain` to `write`, and custom roles to their base roles. An unknown person (404)
   * can't.
   */
  mayWrite(login: string): Promise<boolean>;
  /** A pull request that must exist. */
  pull(number: number): Promise<Pull>;
  /** null: there is none. */
  pullRequest(number: number): Promise<Pull | null>;
  /** The open pull requests from a branch of an owner's forks; more than 100 are an error. */
  pullRequestsFrom(owner: string, branch: string): Promise<readonly Pull[]>;
  /** A commit's parents, in order; null if the repository and its forks have no such commit. */
  parents(sha: string): Promise<readonly string[] | null>;
  /** The newest commit of a branch, never of a tag with the same name; null: there is no such branch. */
  branchTip(branch: string): Promise<string | null>;
  /** The newest commit in the history of both; null: there is none, or one of them is unknown. */
  mergeBase(one: string, other: string): Promise<string | null>;
  /** A commit and its first-parent ancestors, nearest first, within its newest `most` ancestors. */
  firstParents(sha: string, most: number): Promise<readonly string[]>;
  /** All files of a commit, including submodules; null: no such commit, or too many files for GitHub to send. */
  filesAt(sha: string): Promise<readonly TreeFile[] | null>;
  /**
   * A text file of at most 1 MiB in a commit; null: there is none.
   * @param at a commit, or the full name of a ref, because the forge chooses the meaning of a short name
   */
  textAt(at: string, path: string): Promise<string | null>;
  /**
   * Runs a workflow again for the newest commit of a pull request.
   * @param before called with the run before it starts
   * @throws also what `before` throws
   */
  rerun(workflow: string, pull: Pull, before?: (run: NextRun) => Promise<void>): Promise<Rerun>;
}

/** The operations that read a repository without a checkout. */
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
  /** null: none, for example because a secret is empty on a pull request from a fork. */
  readonly token: string | null;
  /** REST base URL: `https://api.github.com`, or `https://HOST/api/v3` of an enterprise server. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Spreads the waits of jobs that failed together. */
  readonly random: Random;
  /** Ends waits and requests. A request's own signal overrides it. */
  readonly signal?: AbortSignal | undefined;
  /** A request fails without an answer after this time, ms (20 s). */
  readonly timeoutMs?: number;
  /** For tests. */
  readonly spacing?: OctokitOptions['spacing'];
}

const TIMEOUT_MS = 20_000;

/** GitHub: github.com or an enterprise server. Loads and requests nothing before the first call. */
export function openGitHub(options: GitHubOptions): GitHub {
  const { token, owner, repo, log } = options;
  if (token === null) return withoutToken(log);
  const id = randomUUID();
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const open = (signal = options.signal): Sender =>
    createSender({ ...options, token, id, timeoutMs, signal });
  const identity = createIdentity();
  const repository = { owner, repo };
  const portOf = (sender: Sender, comments: Comments): StickyPort => ({
    comments,
    log,
    login: () => identity.login(sender),
    learn: identity.learn,
    backOff: sender.backOff,
  });
  // One sender for all reads, with one bound for all waits for rate limits.
  const reading = open();
  return {
    ...repositoryOf(repository, reading),
    upsertComment: async (request) => {
      const sender = open(request.signal);
      const comments = githubComments({ sender, owner, repo, pullRequest: request.pullRequest });
      return reportComment(log, request, await upsertSticky(portOf(sender, comments), request));
    },
    upsertIssue: async (request) => {
      const sender = open(request.signal);
      const issues = githubIssues({ sender, owner, repo, title: request.title });
      return upsertSticky(portOf(sender, issues), request);
    },
    closeIssue: (request) =>
      closeIssues(
        { sender: open(request.signal), owner, repo, title: request.title },
        request,
        identity,
        log,
      ),
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
    upsertIssue: async () => ({ status: 'refused', url: null, why }),
    closeIssue: async () => ({ status: 'refused', url: null, why }),
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
