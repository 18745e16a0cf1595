import { type Comment, githubComments } from './comments.js';
import type { GitHubForgeOptions } from './github.js';
import { createIdentity } from './identity.js';
import { hasMarker } from './marker.js';
import { mayWrite, type ReactionName, react } from './people.js';
import { type Pull, readPull } from './pulls.js';
import { createSender, forgeFailed } from './retry.js';
import { type NextRun, type Rerun, rerun } from './runs.js';
import { octokitTransport } from './transport.js';

/** What answering people on a pull request needs of a forge, beside writing comments (`Forge`). */
export interface Conversation {
  /** Whether somebody may write to the repository. @throws LoadgateError `forge-refused`, `forge-failed` */
  mayWrite(login: string): Promise<boolean>;
  /** Never fails: it says whether it worked. */
  react(comment: number, content: ReactionName): Promise<boolean>;
  /**
   * Our own comment with this marker; null: there is none.
   * @throws LoadgateError `forge-failed`
   */
  ownComment(pullRequest: number, marker: string): Promise<Comment | null>;
  /** @throws LoadgateError `forge-refused`, `forge-failed` */
  pull(number: number): Promise<Pull>;
  /**
   * @param before done once it is known which run it is, before it is started
   * @throws LoadgateError `forge-refused`, `forge-failed`, and what `before` throws
   */
  rerun(workflow: string, pull: Pull, before?: (run: NextRun) => Promise<void>): Promise<Rerun>;
}

export interface ConversationOptions extends GitHubForgeOptions {
  readonly token: string;
  readonly signal: AbortSignal | undefined;
}

/** A request without an answer after this long has failed, ms. */
const TIMEOUT_MS = 20_000;

export function githubConversation(options: ConversationOptions): Conversation {
  const { token, apiUrl, owner, repo, log, clock, random, signal } = options;
  const transport = octokitTransport({ token, apiUrl, timeoutMs: TIMEOUT_MS });
  const sender = createSender({ transport, clock, random, log, signal });
  const identity = createIdentity(apiUrl);
  const repository = { owner, repo };
  return {
    mayWrite: (login) => mayWrite(sender, repository, login),
    react: (comment, content) => react(sender, repository, comment, content),
    ownComment: async (pullRequest, marker) => {
      const listed = await githubComments({ sender, owner, repo, pullRequest }).list();
      if (listed.kind !== 'ok') throw forgeFailed('the comments could not be listed');
      const marked = listed.value.filter(({ body }) => hasMarker(marker, body));
      if (marked.length === 0) return null;
      const who = await identity.login(sender);
      if ('refusal' in who) throw forgeFailed(who.refusal.why);
      return marked.find(({ author }) => author?.toLowerCase() === who.login.toLowerCase()) ?? null;
    },
    pull: (number) => readPull(sender, repository, number),
    rerun: (workflow, pull, before) => rerun(sender, repository, workflow, pull, before),
  };
}
