import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { aBuild } from '../../support/targets.js';
import { onlyScenario, onlyTarget, parse } from './helpers.js';

describe('parseConfig', () => {
  it('fills in every default', () => {
    expect(parse()).toEqual({
      file: 'loadgate.yml',
      budgetMs: 600_000,
      compare: 'duet',
      gate: { slower: 0.03, latency: 0.1, memory: 0.1, bytes: 0.5, onInconclusive: 'warn' },
      measure: {
        screenGenerations: 4,
        confirmGenerations: 5,
        maxGenerations: 24,
        warmupMs: 1_000,
        duetMs: 1_200,
        soloMs: 1_000,
        probeMs: 300,
        trimMs: 150,
        probeConnections: 1,
      },
      targets: [
        {
          name: 'app',
          build: aBuild(),
          image: null,
          url: null,
          command: null,
          process: null,
          container: {
            entrypoint: null,
            command: null,
            user: null,
            workingDir: null,
            extraHosts: {},
            tmpfs: [],
            shmSizeBytes: null,
            capAdd: [],
          },
          needs: [],
          prepare: null,
          replicas: 1,
          balancer: null,
          workers: null,
          port: 8080,
          env: {},
          ready: null,
          readyExpect: null,
          readyTimeoutMs: 60_000,
          caps: { cpus: 1, memoryBytes: 1_073_741_824, pids: 512, openFiles: 16_384 },
          network: 'internal',
          location: { file: 'loadgate.yml', line: 2, column: 3 },
        },
      ],
      services: [],
      allowHosts: [],
      scenarios: [
        {
          name: 'root',
          request: { method: 'GET', path: '/', headers: {}, body: null },
          expect: { status: null, headers: {}, body: null },
          upstream: null,
          connections: 32,
          timeoutMs: 10_000,
          targets: null,
          location: { file: 'loadgate.yml', line: 6, column: 3 },
        },
      ],
    });
  });

  it('takes every key at the top level', () => {
    const config = parse({
      top: `caps: { cpus: 0.5, memory: 512m, pids: 100, open-files: 4096 }
budget: 1h30m
compare: stored
gate: { slower: 5%, latency: 0.2, memory: 150%, bytes: 200%, on-inconclusive: fail }
measure:
  screen-generations: 2
  confirm-generations: 3
  max-generations: 2
  warm-up: 0
  duet: 900ms
  solo: 600ms
  probe: 100ms
  trim: 199ms
  probe-connections: 2
`,
    });
    expect(config.targets[0]?.caps).toEqual({ cpus: 0.5, memoryBytes: 2 ** 29, pids: 100, openFiles: 4_096 });
    expect(config.budgetMs).toBe(5_400_000);
    expect(config.compare).toBe('stored');
    expect(config.gate).toEqual({
      slower: 0.05,
      latency: 0.2,
      memory: 1.5,
      bytes: 2,
      onInconclusive: 'fail',
    });
    expect(config.measure).toEqual({
      screenGenerations: 2,
      confirmGenerations: 3,
      maxGenerations: 2,
      warmupMs: 0,
      duetMs: 900,
      soloMs: 600,
      probeMs: 100,
      trimMs: 199,
      probeConnections: 2,
    });
  });

  it('takes every key of a target', () => {
    const target = onlyTarget({
      target: `command: python -m "my app"
env: { WORKERS: 4, VERSION: 1.10, DEBUG: true, HEX: 0x1F, NAME: "x y" }
ready: { method: POST, path: /ready?x=1, headers: { Accept: text/plain }, body: ping }
ready-timeout: 2m
caps: { memory: 256m }
network: open`,
      top: 'caps: { cpus: 2 }\n',
    });
    expect(target.command).toEqual(['python', '-m', 'my app']);
    // As written: 1.10 is no 1.1.
    expect(target.env).toEqual({ WORKERS: '4', VERSION: '1.10', DEBUG: 'true', HEX: '0x1F', NAME: 'x y' });
    expect(target.ready).toEqual({
      method: 'POST',
      path: '/ready?x=1',
      headers: { Accept: 'text/plain' },
      body: 'ping',
    });
    expect(target.readyTimeoutMs).toBe(120_000);
    expect(target.caps).toEqual({ cpus: 2, memoryBytes: 2 ** 28, pids: 512, openFiles: 16_384 });
    expect(target.network).toBe('open');
  });

  it('takes a build as a folder, with its Dockerfile inside', () => {
    const text = 'targets: { a: { build: ./services/a/, port: 80 } }\nscenarios: { s: { request: GET / } }';
    expect(parseConfig(text, 'f').targets[0]?.build).toEqual(aBuild('services/a'));
  });

  it('takes a build as a mapping, with the Dockerfile relative to the root', () => {
    const text = `targets:
  api: { build: { context: services/a, dockerfile: deploy/Dockerfile, args: { MODE: release, V: 1.20 } }, port: 80 }
  b: { build: { context: services/b }, port: 80 }
scenarios: { s: { request: GET / } }`;
    const [api, b] = parseConfig(text, 'f').targets;
    expect(api?.build).toEqual(
      aBuild('services/a', { dockerfile: 'deploy/Dockerfile', args: { MODE: 'release', V: '1.20' } }),
    );
    expect(b?.build?.dockerfile).toBe('services/b/Dockerfile');
  });

  it('takes what docker build is told besides', () => {
    const text = `targets:
  api:
    port: 80
    build:
      context: .
      target: final
      platform: linux/arm/v7
      network: host
      secrets: [npmrc, { id: pip.conf, env: PIP_CONF }]
      ssh: default
      cache: { from: [type=gha, registry.example/app:cache], to: "type=gha,mode=max" }
scenarios: { s: { request: GET / } }`;
    expect(parseConfig(text, 'f').targets[0]?.build).toEqual(
      aBuild('.', {
        target: 'final',
        platform: 'linux/arm/v7',
        network: 'host',
        secrets: [
          { id: 'npmrc', env: 'npmrc' },
          { id: 'pip.conf', env: 'PIP_CONF' },
        ],
        ssh: ['default'],
        cache: { from: ['type=gha', 'registry.example/app:cache'], to: ['type=gha,mode=max'] },
      }),
    );
  });

  it('takes a command alone, as a list', () => {
    const text =
      'targets: { a: { command: [node, "a b.mjs", "1"], port: 80 } }\nscenarios: { s: { request: GET / } }';
    const [target] = parseConfig(text, 'f').targets;
    expect(target?.build).toBeNull();
    expect(target?.command).toEqual(['node', 'a b.mjs', '1']);
  });

  it('takes every key of a scenario', () => {
    const scenario = onlyScenario({
      scenario: `expect: { status: 201, headers: { Content-Type: text/plain, X-Count: 010 }, body: "a\\n" }
upstream: { delay: 250ms, calls: 2, reuse: on, pool: 64 }
connections: 100
timeout: 2s
targets: [app]`,
    });
    expect(scenario.expect).toEqual({
      status: 201,
      headers: { 'content-type': 'text/plain', 'x-count': '010' },
      body: 'a\n',
    });
    expect(scenario.upstream).toEqual({ delayMs: 250, calls: 2, reuse: 'on', pool: 64 });
    expect(scenario.connections).toBe(100);
    expect(scenario.timeoutMs).toBe(2_000);
    expect(scenario.targets).toEqual(['app']);
  });

  it('takes arrivals a second, and none are the closed loop', () => {
    expect(onlyScenario({ scenario: 'rate: 500/s' }).rate).toBe(500);
    expect(onlyScenario({ scenario: 'rate: 6000/min' }).rate).toBe(100);
    expect('rate' in onlyScenario()).toBe(false);
    const slow = parse({ scenario: 'rate: 2/s', top: 'measure: { duet: 12s, solo: 12s }\n' });
    expect(slow.scenarios[0]?.rate).toBe(2);
  });

  it('knows an expected null from nothing expected', () => {
    expect('json' in onlyScenario().expect).toBe(false);
    expect(onlyScenario({ scenario: 'expect: { json: null }' }).expect.json).toBeNull();
    expect(onlyScenario({ scenario: 'expect: { json: { a: [1, x] } }' }).expect.json).toEqual({
      a: [1, 'x'],
    });
  });

  it.each<[string, ReturnType<typeof onlyScenario>['upstream'], number]>([
    ['upstream: true', { delayMs: 100, calls: null, reuse: null, pool: null }, 64],
    ['upstream: false', null, 32],
    ['upstream: {}', { delayMs: 100, calls: null, reuse: null, pool: null }, 64],
    ['upstream: { delay: 0, calls: 0 }', { delayMs: 0, calls: 0, reuse: null, pool: null }, 64],
    ['upstream: { reuse: off }', { delayMs: 100, calls: null, reuse: 'off', pool: null }, 64],
  ])('%s', (scenario, upstream, connections) => {
    expect(onlyScenario({ scenario })).toMatchObject({ upstream, connections });
  });

  it('takes anchors, aliases and merge keys, and copies what they stand for', () => {
    const config = parseConfig(
      `caps: &caps { cpus: 0.5 }
targets:
  a: &base { build: a, port: &port 8080, env: { PORT: *port, A: 1 } }
  b: { <<: *base, build: b, caps: *caps }
  c: { <<: [{ port: 1, network: open }, *base], env: { <<: [{ V: 1.10 }, { V: 2, W: 2.0 }], X: 3.0 } }
scenarios: { s: { request: GET / } }`,
      'f',
    );
    const [a, b, c] = config.targets;
    expect(a).toMatchObject({ port: 8080, env: { PORT: '8080', A: '1' } });
    expect(b).toMatchObject({ build: { context: 'b' }, port: 8080, env: a?.env, caps: { cpus: 0.5 } });
    expect(c).toMatchObject({ build: { context: 'a' }, port: 1, network: 'open' });
    expect(c?.env).toEqual({ V: '1.10', W: '2.0', X: '3.0' });
    expect(b?.env).not.toBe(a?.env);
  });

  it('takes JSON, comments, a byte order mark and Windows line ends', () => {
    const json = '{"targets":{"a":{"build":".","port":1}},"scenarios":{"s":{"request":"GET /"}}}';
    expect(parseConfig(json, 'f').targets[0]?.port).toBe(1);
    const text =
      '\uFEFF# c\r\ntargets:\r\n  a: { build: ., port: 1 }\r\nscenarios:\r\n  s: { request: GET / }\r\n';
    expect(parseConfig(text, 'f').scenarios[0]?.location).toEqual({ file: 'f', line: 5, column: 3 });
  });

  it('keeps the order of the file', () => {
    const config = parseConfig(
      'targets: { z: { build: ., port: 1 }, a: { build: ., port: 1 } }\nscenarios: { y: { request: GET / }, b: { request: GET /b } }',
      'f',
    );
    expect(config.targets.map(({ name }) => name)).toEqual(['z', 'a']);
    expect(config.scenarios.map(({ name }) => name)).toEqual(['y', 'b']);
  });
});

describe('A warm-up', () => {
  const measureOf = (lines: string) =>
    parseConfig(
      `services: { db: { image: x, port: 1 } }\n${lines}targets: { a: { build: ., needs: [db] } }\nscenarios: { s: { request: GET / } }`,
      'loadgate.yml',
    ).measure;

  it('goes on until a target with services is warm, where nobody wrote how long', () => {
    expect(measureOf('')).toMatchObject({ warmupMs: 1_000, settleMs: 10_000 });
  });

  it('is as long as somebody wrote', () => {
    expect(measureOf('measure: { warm-up: 2s }\n')).toMatchObject({ warmupMs: 2_000 });
    expect(measureOf('measure: { warm-up: 2s }\n')).not.toHaveProperty('settleMs');
  });
});
