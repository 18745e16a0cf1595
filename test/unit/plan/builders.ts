import { type Config, PLAIN_TARGET, type Scenario, type Target } from '../../../src/model/config.js';
import { aBuild, aScenario } from '../../support/targets.js';

export function makeTarget(name: string, changes: Partial<Target> = {}): Target {
  return {
    ...PLAIN_TARGET,
    name,
    build: aBuild(`services/${name}`),
    command: null,
    port: 8080,
    env: {},
    ready: null,
    readyTimeoutMs: 30_000,
    caps: { cpus: 1, memoryBytes: 2 ** 30, pids: 256, openFiles: 65_536 },
    network: 'internal',
    location: { file: 'loadgate.yml', line: 3, column: 3 },
    ...changes,
  };
}

export function makeScenario(name: string, changes: Partial<Scenario> = {}): Scenario {
  const location = { file: 'loadgate.yml', line: 9, column: 3 };
  return aScenario(name, { connections: 32, timeoutMs: 10_000, location, ...changes });
}

export function makeConfig(targets: readonly Target[], scenarios: readonly Scenario[]): Config {
  return {
    file: 'loadgate.yml',
    budgetMs: 600_000,
    compare: 'duet',
    gate: { slower: 0.03, latency: 0.1, memory: 0.1, bytes: 0.5, onInconclusive: 'warn' },
    measure: {
      screenGenerations: 4,
      confirmGenerations: 6,
      maxGenerations: 24,
      warmupMs: 1_000,
      duetMs: 2_000,
      soloMs: 1_000,
      probeMs: 500,
      trimMs: 200,
      probeConnections: 1,
    },
    targets,
    services: [],
    scenarios,
    allowHosts: [],
  };
}
