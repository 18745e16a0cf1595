/** The forge under test, with a clock that only notes how long it would have waited. */
import { type GitHub, openGitHub } from '../../src/forge/github.js';
import type { OctokitOptions } from '../../src/forge/octokit.js';
import type { Clock } from '../../src/system/clock.js';
import type { Log } from '../../src/system/log.js';
import { seededRandom } from '../../src/system/random.js';
import type { ForgeServer } from './forge-server.js';

export interface NotingClock extends Clock {
  /** ms asked for, in order. */
  readonly sleeps: readonly number[];
}

/** Its time moves on by what is slept, and by nothing else. */
export function notingClock(): NotingClock {
  const sleeps: number[] = [];
  const start = Date.now();
  const slept = (): number => sleeps.reduce((sum, ms) => sum + ms, 0);
  return {
    sleeps,
    now: () => start + slept(),
    monotonicNs: () => BigInt(slept()) * 1_000_000n,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      sleeps.push(ms);
    },
  };
}

export interface NotingLog extends Log {
  readonly warnings: readonly string[];
}

export function notingLog(): NotingLog {
  const warnings: string[] = [];
  return {
    warnings,
    info: () => {},
    warning: (message) => {
      warnings.push(message);
    },
    error: () => {},
    group: (_title, body) => body(),
    progress: () => {},
  };
}

const atOnce = { key: () => ({ schedule: (_options: unknown, send: () => unknown) => send() }) };

/** No second between writes, nor three between comments. */
export const AT_ONCE = { write: atOnce, notifications: atOnce } as unknown as OctokitOptions['spacing'];

export interface ForgeClient {
  readonly forge: GitHub;
  readonly log: NotingLog;
  readonly clock: NotingClock;
}

/** A client as one run of the Action would have it. */
export function forgeClient(
  server: ForgeServer,
  token: string | null,
  seed = 1,
  timeoutMs = 10_000,
): ForgeClient {
  const log = notingLog();
  const clock = notingClock();
  const { apiUrl, owner, repo } = server;
  const random = seededRandom(seed);
  const forge = openGitHub({
    ...{ token, apiUrl, owner, repo, log, clock, random, timeoutMs },
    spacing: AT_ONCE,
  });
  return { forge, log, clock };
}
