import { describe, expect, test } from 'vitest';
import type { Counters } from '../../../../src/runtime/counters.js';
import { createArgv } from '../../../../src/runtime/docker/argv.js';
import { balancerConfig, balancerLaunch, readCounts } from '../../../../src/runtime/docker/balancer.js';
import { sumOf } from '../../../../src/runtime/docker/replicas.js';
import { aBalancer, aTarget } from '../../../support/targets.js';

const counters = (part: Partial<Counters>): Counters => ({
  atNs: 10n,
  cpuUserUs: 100,
  cpuSystemUs: 10,
  throttledUs: 0,
  throttledPeriods: 0,
  threads: new Map(),
  memoryBytes: 1000,
  peakMemoryBytes: 2000,
  ...part,
});

describe('counters of replicas', () => {
  test('are the sum, read in the middle of the readings', () => {
    const threads = new Map([[7, { ranNs: 1, waitedNs: 2 }]]);
    const sum = sumOf([counters({ atNs: 10n }), counters({ atNs: 30n, cpuUserUs: 200, threads })]);
    expect(sum).toEqual({
      atNs: 20n,
      cpuUserUs: 300,
      cpuSystemUs: 20,
      throttledUs: 0,
      throttledPeriods: 0,
      threads,
      memoryBytes: 2000,
      peakMemoryBytes: 4000,
    });
  });

  test('are unknown where those of one are', () => {
    const sum = sumOf([counters({}), counters({ memoryBytes: null, threads: null })]);
    expect(sum).toMatchObject({ memoryBytes: null, threads: null, cpuUserUs: 200 });
  });
});

describe("the balancer's configuration", () => {
  const config = balancerConfig([
    { host: '172.20.0.2', port: 3000 },
    { host: '172.20.0.3', port: 3000 },
  ]);

  test('is one line, with the addresses in it, and connections that are used again', () => {
    expect(config).not.toContain('\n');
    expect(config).toContain(
      'upstream replicas { server 172.20.0.2:3000 max_fails=0; server 172.20.0.3:3000 max_fails=0; keepalive 512;',
    );
    expect(config).not.toContain('weight');
  });

  test('counts the requests of each replica', () => {
    expect(config).toContain('map $upstream_addr $replica1 { 172.20.0.3:3000 1; default 0; }');
    expect(config).toContain('access_log /tmp/replica-1 one buffer=32k flush=1s if=$replica1;');
    expect(readCounts('20\n18\n')).toEqual([10, 9]);
  });
});

describe("a balancer's container", () => {
  const backends = [
    { host: '172.20.0.2', port: 3000 },
    { host: '172.20.0.3', port: 3000 },
  ];
  const place = { network: 'n', isInternal: true, cores: null, signal: new AbortController().signal };
  const launchOf = (balancer: ReturnType<typeof aBalancer> | null) => {
    const target = aTarget({ name: 'shop', replicas: 2, balancer });
    return balancerLaunch({ target, side: 'baseline' }, { reference: 'sha256:i' }, backends, place);
  };
  const argvOf = (launch: ReturnType<typeof launchOf>): string =>
    createArgv({ ...launch, runId: 'r', name: 'c', missing: [], envFile: '/e' }).join(' ');

  test("of the user's finds the replicas by name, and has what services have", () => {
    const launch = launchOf(aBalancer({ env: { LEVEL: 'info' } }));
    expect(launch.env).toBe('BACKENDS=replica-1:3000,replica-2:3000\nLEVEL=info\n');
    const argv = argvOf(launch);
    expect(argv).toContain('--add-host replica-1:172.20.0.2 --add-host replica-2:172.20.0.3');
    expect(argv).toContain('--label loadgate.balancer=shop --label loadgate.side=baseline');
    expect(argv).toContain('--cpus 1 --memory 268435456');
    expect(argv).not.toContain('--cap-drop');
  });

  test('of ours has no capability', () => {
    const launch = launchOf(null);
    expect(launch.env).toMatch(/^BALANCER_CONFIG=daemon off;/);
    expect(argvOf(launch)).toContain('--cap-drop ALL');
  });
});
