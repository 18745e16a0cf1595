import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { Random } from '../system/random.js';
import { type CheckRequest, type CheckResult, upsertCheck } from './check.js';
import { githubComments } from './comments.js';
import { createIdentity } from './identity.js';
import { createSender } from './retry.js';
import { upsertSticky } from './sticky.js';
import { octokitTransport } from './transport.js';
import type { CommentRequest, CommentResult, Forge } from './types.js';

export interface GitHubForgeOptions {
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
  /** A request without an answer after this long has failed, ms (20 s). */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;

/** GitHub, github.com or an enterprise server. Nothing is loaded and nobody is asked before the first call. */
export function createGitHubForge(options: GitHubForgeOptions): Forge {
  const { token, apiUrl, owner, repo, log, clock, random } = options;
  if (token === null) return forgeWithoutToken(log);
  const transport = octokitTransport({ token, apiUrl, timeoutMs: options.timeoutMs ?? TIMEOUT_MS });
  const identity = createIdentity(apiUrl);
  return {
    upsertComment: async (request) => {
      const sender = createSender({ transport, clock, random, log, signal: request.signal });
      const port = {
        comments: githubComments({ sender, owner, repo, pullRequest: request.pullRequest }),
        log,
        login: () => identity.login(sender),
        learn: identity.learn,
        backOff: sender.backOff,
      };
      return told(log, request, await upsertSticky(port, request));
    },
    upsertCheck: async (request) => {
      const sender = createSender({ transport, clock, random, log, signal: request.signal });
      return toldCheck(log, request, await upsertCheck({ sender, owner, repo }, request));
    },
  };
}

function forgeWithoutToken(log: Log): Forge {
  const why =
    'There is no token to post with. On pull requests from forks secrets are empty: leave `token` out to use the ' +
    'job\'s own there. The report is in the job summary (README, "Pull requests from forks").';
  return {
    upsertComment: async (request) => told(log, request, { status: 'refused', url: null, why }),
    upsertCheck: async (request) => toldCheck(log, request, { status: 'refused', why }),
  };
}

function toldCheck(log: Log, request: CheckRequest, result: CheckResult): CheckResult {
  if (result.status === 'refused') log.warning(`No check on ${request.sha.slice(0, 7)}: ${result.why}`);
  return result;
}

/** A refusal is never silent. */
function told(log: Log, request: CommentRequest, result: CommentResult): CommentResult {
  if (result.status === 'refused') {
    log.warning(`No comment on pull request #${request.pullRequest}: ${result.why}`);
  }
  return result;
}
