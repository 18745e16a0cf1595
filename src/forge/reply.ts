import { LoadgateError } from '../model/error.js';
import { messageOf } from './limits.js';
import { forgeFailed, type Reply } from './retry.js';
import type { ForgeAnswer } from './transport.js';

/**
 * The value of an answer that there is no going on without.
 * @param what was asked, for people (`read the rights of olga`)
 * @throws LoadgateError (machine) `forge-refused`, `forge-failed`
 */
export function needed<T>(reply: Reply<T>, what: string): T {
  if (reply.kind === 'ok') return reply.value;
  if (reply.kind === 'denied') throw forgeRefused(what, reply.answer);
  throw forgeFailed(reply.kind === 'limited' ? `rate limit: ${reply.message}` : reply.why);
}

function forgeRefused(what: string, answer: ForgeAnswer): LoadgateError {
  const rights = answer.headers['x-accepted-github-permissions'];
  const suffix = rights === undefined ? '' : ` It needs ${rights}.`;
  return new LoadgateError(
    `GitHub did not let loadgate ${what} (${answer.status}: ${messageOf(answer)}).${suffix}`,
    {
      kind: 'machine',
      code: 'forge-refused',
      hint: 'Give the job the permissions that docs/commands.md lists, and run it again.',
    },
  );
}

export function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
