import type * as z from 'zod';
import { USER, VIEWER } from './answers.js';
import { limitRefusal, type Refusal } from './refusal.js';
import type { Reply, Sender } from './sender.js';

/** The author of what the job's own token writes. */
const ACTIONS_BOT = 'github-actions[bot]';

/** The login that our comments carry, or why it can't be known now: guessed wrong, a second comment is posted. */
export type Who = { readonly login: string } | { readonly refusal: Refusal };

/** Who we are to the forge, found out once and when it is first needed. */
export interface Identity {
  /** Waits for a short rate limit; a longer one is a refusal, as with any other request. */
  login(sender: Sender): Promise<Who>;
  /** A comment of ours came back with this author: better than anything asked or assumed. */
  learn(login: string): void;
}

/**
 * `GET /user` knows the owner of a personal token, but refuses an installation token (the job's own, or another
 * App's) with 403. GraphQL's `viewer` answers those too, with the `…[bot]` login. Where neither tells, it is
 * taken to be the job's own token.
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
  // A question only, but it is asked once: without its answer there is still a good guess.
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
