import { forgeFailed, type Sender } from './retry.js';
import { graphqlUrl } from './transport.js';

/** The author of what the job's own token writes. */
const ACTIONS_BOT = 'github-actions[bot]';

/** Who we are to the forge, found out once and when it is first needed. */
export interface Identity {
  /** The login that our comments carry. */
  login(sender: Sender): Promise<string>;
  /** A comment of ours came back with this author: better than anything asked or assumed. */
  learn(login: string): void;
}

/**
 * `GET /user` knows the owner of a personal token, but refuses an installation token (the job's own, or another
 * App's) with 403. GraphQL's `viewer` answers those too, with the `…[bot]` login. Where neither tells, it is
 * taken to be the job's own token.
 */
export function createIdentity(apiUrl: string): Identity {
  let known: string | undefined;
  return {
    login: async (sender) => {
      known ??= (await restLogin(sender)) ?? (await graphqlLogin(sender, apiUrl)) ?? ACTIONS_BOT;
      return known;
    },
    learn: (login) => {
      known = login;
    },
  };
}

async function restLogin(sender: Sender): Promise<string | null> {
  const reply = await sender.repeatable({ method: 'GET', route: '/user', parameters: {} }, readLogin);
  // To guess here could be wrong, and a second comment would be posted beside the first.
  if (reply.kind === 'limited') throw forgeFailed(`rate limit: ${reply.message}`);
  return reply.kind === 'ok' ? reply.value : null;
}

async function graphqlLogin(sender: Sender, apiUrl: string): Promise<string | null> {
  const parameters = { query: 'query { viewer { login } }' };
  // A question only, but it is asked once: without its answer there is still a good guess.
  const reply = await sender.once({ method: 'POST', route: graphqlUrl(apiUrl), parameters }, readViewer);
  return reply.kind === 'ok' ? reply.value : null;
}

function readLogin(data: unknown): string | null {
  const login = (data as { login?: unknown } | null)?.login;
  return typeof login === 'string' && login !== '' ? login : null;
}

function readViewer(data: unknown): string | null {
  return readLogin((data as { data?: { viewer?: unknown } } | null)?.data?.viewer ?? null);
}
