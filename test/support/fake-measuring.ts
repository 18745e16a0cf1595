/** What a generation needs of the outside, made up but for a server that answers: for tests of what becomes of rounds. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoadJob, LoadResult } from '../../src/load/types.js';
import type { Instance } from '../../src/runtime/types.js';
import { NO_FAILURES } from './load.js';
import { makeLatency } from './records.js';

export interface AnsweringServer {
  readonly port: number;
  close(): Promise<void>;
}

/** A server on a free port of 127.0.0.1 that answers every request with `x`. */
export async function startAnswering(): Promise<AnsweringServer> {
  const server = createServer((_, response) => response.end('x'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a generator says of a round that went well. */
export function makeLoadResult(job: LoadJob, changes: Partial<LoadResult> = {}): LoadResult {
  return {
    windowStartNs: '0',
    windowEndNs: '0',
    windowMs: 100,
    requests: 100,
    answers: 120,
    rps: 1000,
    latencyUs: makeLatency(),
    failures: NO_FAILURES,
    connectionsOpened: job.connections,
    generatorCpu: 0.2,
    generatorLoop: 0.2,
    generatorMemoryBytes: 1,
    ...changes,
  };
}

/** A target that runs, and that nothing is counted of unless `changes` says so. */
export function makeInstance(port: number, changes: Partial<Instance> = {}): Instance {
  return {
    id: 'x',
    host: '127.0.0.1',
    port,
    counters: async () => Promise.reject(new Error('not counted')),
    state: async () => ({ running: true, exitCode: null, oomKilled: false }),
    processes: () => null,
    logs: async () => [],
    stop: async () => {},
    ...changes,
  };
}
