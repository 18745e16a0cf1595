import { isIPv6 } from 'node:net';
import { LoadgateError } from '../model/error.js';
import { startChild } from '../system/child.js';
import { MAX_DELAY_MS } from './delay.js';
import type {
  Lateness,
  Ports,
  Upstream,
  UpstreamCounts,
  UpstreamProcess,
  UpstreamQuestion,
} from './upstream.js';

export interface UpstreamDeps {
  /** The bundle of src/upstream/child.ts. */
  readonly childPath: string;
  /** The address to listen on: loopback, or the network's gateway. */
  readonly host: string;
  /** Cores that it is pinned to; null: not pinned. */
  readonly cores: readonly number[] | null;
  /** Ends the upstream when it is aborted. */
  readonly signal?: AbortSignal;
}

/** Limit for an answer, ms. The child answers at once, unless the machine is very busy. */
const ANSWER_MS = 20_000;

/**
 * Starts the upstream, a process of its own with a port for each side. It ends with loadgate.
 *
 * It answers each call with `200`, `ok`, after the configured delay, or after the delay that the call asks for:
 * `?delay=150ms`, `?delay=1.5s`, `?seconds=1.5`, at most 60 s. It answers anything else with `400`.
 *
 * @throws LoadgateError `child-start-failed`, `upstream-listen-failed` (machine); `delay-wrong` (usage) from
 *   `setDelay`; `child-died`, `child-stuck` (machine) from any question
 */
export async function startUpstream(deps: UpstreamDeps): Promise<UpstreamProcess> {
  const child = await startChild({
    name: 'the upstream',
    path: deps.childPath,
    cores: deps.cores,
    signal: deps.signal,
  });
  const ask = async <T>(question: UpstreamQuestion): Promise<T> =>
    (await child.ask(question, { timeoutMs: ANSWER_MS })) as T;
  let ports: Ports;
  try {
    ports = await ask<Ports>({ do: 'listen', host: deps.host });
  } catch (error) {
    await child.close();
    throw error;
  }
  const host = isIPv6(deps.host) ? `[${deps.host}]` : deps.host;
  return {
    pid: child.pid,
    cores: child.cores,
    url: (side) => `http://${host}:${ports[side]}/`,
    setDelay: async (ms) => {
      assertDelay(ms);
      await ask({ do: 'set-delay', ms });
    },
    counts: (side) => ask<UpstreamCounts>({ do: 'counts', side }),
    reset: async () => {
      await ask({ do: 'reset' });
    },
    lateness: () => ask<Lateness>({ do: 'lateness' }),
    close: () => child.close(),
  };
}

function assertDelay(ms: number): void {
  if (ms >= 0 && ms <= MAX_DELAY_MS) return;
  throw new LoadgateError(`the upstream's delay must be from 0 to ${MAX_DELAY_MS / 1000} s, not ${ms} ms`, {
    kind: 'usage',
    code: 'delay-wrong',
    hint: "Correct the scenario's `upstream.delay`.",
  });
}

/** An upstream that can restart after its process died. */
export interface KeptUpstream extends Upstream {
  /** Restarts it if it is gone. Its addresses then change. @throws what starting it throws */
  revive(): Promise<void>;
}

/** Starts an upstream with `start`, now and at each revival. */
export async function keepUpstream(start: () => Promise<Upstream>): Promise<KeptUpstream> {
  let current = await start();
  return {
    get pid() {
      return current.pid;
    },
    url: (side) => current.url(side),
    setDelay: (ms) => current.setDelay(ms),
    counts: (side) => current.counts(side),
    reset: () => current.reset(),
    close: () => current.close(),
    revive: async () => {
      const alive = await current.counts('candidate').then(
        () => true,
        () => false,
      );
      if (alive) return;
      await current.close();
      current = await start();
    },
  };
}
