/** The forge under test, with a clock that only notes how long it would have waited. */
import { createGitHubForge } from '../../src/forge/github.js';
import type { Forge } from '../../src/forge/types.js';
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

export interface ForgeClient {
  readonly forge: Forge;
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
  const forge = createGitHubForge({ token, apiUrl, owner, repo, log, clock, random, timeoutMs });
  return { forge, log, clock };
}
