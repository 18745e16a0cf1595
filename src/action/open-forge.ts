import { type GitHub, openGitHub } from '../forge/github.js';
import { newSeed } from '../job/session.js';
import { systemClock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import { seededRandom } from '../system/random.js';
import type { ActionContext } from './context.js';

/**
 * GitHub as this run's token may ask it: the same in every step.
 * @param signal ends waiting and requests that have no signal of their own
 */
export function openForge(
  { owner, repo, apiUrl }: ActionContext,
  token: string | null,
  log: Log,
  signal?: AbortSignal,
): GitHub {
  const random = seededRandom(newSeed());
  return openGitHub({ token, apiUrl, owner, repo, log, clock: systemClock, random, signal });
}
