import type { Target } from '../../src/model/config.js';

/** A target with defaults that suit tests. */
export function aTarget(part: Partial<Target> = {}): Target {
  return {
    name: 'app',
    build: { context: '.', dockerfile: 'Dockerfile', args: {} },
    command: null,
    port: 8080,
    env: {},
    ready: null,
    readyTimeoutMs: 30_000,
    caps: { cpus: 1, memoryBytes: 256 * 2 ** 20, pids: 64, openFiles: 1024 },
    network: 'internal',
    location: null,
    ...part,
  };
}
