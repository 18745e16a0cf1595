import type * as z from 'zod';
import { USER, VIEWER } from './answers.js';
import { limitRefusal, type Refusal } from './refusal.js';
import type { Reply, Sender } from './sender.js';

/** The author of comments that the job's own token writes. */
const ACTIONS_BOT = 'github-actions[bot]';

/** The author of loadgate's comments, or why it is unknown now. A wrong guess would post a second comment. */
export type Who = { readonly login: string } | { readonly refusal: Refusal };

/** loadgate's own login, looked up once when it is first needed. */
export interface Identity {
  /** Waits for a short rate limit. A longer one is a refusal, as with any other request. */
  login(sender: Sender): Promise<Who>;
  /** Records the author of a comment that loadgate created, which is better than any answer or guess. */
  learn(login: string): void;
}

/**
 * `GET /user` knows the owner of a personal token, but refuses an installation token (the job's own, or another
 * App's) with 403. GraphQL's `viewer` also answers those, with the `…[bot]` login. If neither answers, loadgate
 * assumes the job's own token.
 */
export function createIdentity(): Identity {
  let known: string | undefined;
  return {
    login: async (sender) => {
      if (known !== undefined) return { login: known };
      const asked = (await restLogin(sender)) ?? (await graphqlLogin(sender));
      if (asked !== null && 'refusal' in asked) return asked;
      known = asked?.login ?? ACTIONS_BOT;
      return { login: known };
    },
    learn: (login) => {
      known = login;
    },
  };
}

async function restLogin(sender: Sender): Promise<Who | null> {
  return whoOf(
    await sender.repeatable(({ rest }, request) => rest.users.getAuthenticated({ request }), USER),
    ({ login }) => login,
  );
}

async function graphqlLogin(sender: Sender): Promise<Who | null> {
  const query = 'query { viewer { login } }';
  // Only a read, but sent once: without an answer, there is still a good guess.
  const reply = await sender.once(
    async ({ graphql }, request) => ({ data: { data: await graphql<Viewer>(query, { request }) } }),
    VIEWER,
  );
  return whoOf(reply, ({ data }) => data.viewer.login);
}

type Viewer = z.output<typeof VIEWER>['data'];

function whoOf<T>(reply: Reply<T>, login: (answer: T) => string): Who | null {
  if (reply.kind === 'ok') return { login: login(reply.value) };
  return reply.kind === 'limited' ? { refusal: limitRefusal(reply.waitMs, reply.message) } : null;
}
