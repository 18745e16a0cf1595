import { describe, expect, test } from 'vitest';
import { PLAIN_BUILD, PLAIN_CONTAINER } from '../../../../src/model/config.js';
import type { CapName } from '../../../../src/model/record.js';
import * as argv from '../../../../src/runtime/docker/argv.js';
import * as networks from '../../../../src/runtime/docker/network-argv.js';

const create = {
  runId: 'abc123',
  name: 'loadgate-abc123-1',
  image: 'sha256:feed',
  network: 'loadgate-abc123',
  isInternal: true,
  subject: { kind: 'target', name: 'flask', side: 'candidate' },
  container: PLAIN_CONTAINER,
  volumes: [],
  caps: { cpus: 0.5, memoryBytes: 268_435_456, pids: 100, openFiles: 2048 },
  missing: [],
  cores: [0, 1],
  envFile: '/tmp/x/env',
} as const;

/** The values that follow an option. */
function valuesOf(list: readonly string[], option: string): string[] {
  return list.flatMap((item, at) => (item === option ? [list[at + 1] ?? ''] : []));
}

describe('create', () => {
  test('sets every cap of the design', () => {
    const list = argv.createArgv(create);
    expect(valuesOf(list, '--cpus')).toEqual(['0.5']);
    expect(valuesOf(list, '--cpuset-cpus')).toEqual(['0,1']);
    expect(valuesOf(list, '--memory')).toEqual(['268435456']);
    expect(valuesOf(list, '--memory-swap')).toEqual(['268435456']);
    expect(valuesOf(list, '--pids-limit')).toEqual(['100']);
    expect(valuesOf(list, '--ulimit')).toEqual(['nofile=2048:2048']);
    expect(valuesOf(list, '--cap-drop')).toEqual(['ALL']);
    expect(valuesOf(list, '--security-opt')).toEqual(['no-new-privileges']);
    expect(valuesOf(list, '--network')).toEqual(['loadgate-abc123']);
    expect(valuesOf(list, '--label')).toEqual([
      'loadgate.run=abc123',
      'loadgate.target=flask',
      'loadgate.side=candidate',
    ]);
  });

  test.each<[CapName, readonly string[]]>([
    ['cpus', ['--cpus']],
    ['core', ['--cpuset-cpus']],
    ['memory', ['--memory', '--memory-swap']],
    ['pids', ['--pids-limit']],
  ])('without %s the engine is not asked for it, and for the rest as before', (name, options) => {
    const all = argv.createArgv(create);
    const list = argv.createArgv({ ...create, missing: [name] });
    const left = all.filter((item, at) => !options.includes(item) && !options.includes(all[at - 1] ?? ''));
    expect(list).toEqual(left);
    expect(all.length - list.length).toBe(2 * options.length);
  });

  test('publishes no port, mounts nothing, gives no privileges', () => {
    const list = argv.createArgv(create);
    for (const option of [
      '--publish',
      '-p',
      '--publish-all',
      '-P',
      '--volume',
      '-v',
      '--mount',
      '--privileged',
    ]) {
      expect(list).not.toContain(option);
    }
  });

  test('the environment is in a file', () => {
    const list = argv.createArgv(create);
    expect(list).not.toContain('--env');
    expect(valuesOf(list, '--env-file')).toEqual(['/tmp/x/env']);
  });

  test('CPUs are no more precise than Docker takes them', () => {
    const cpus = (count: number) =>
      valuesOf(argv.createArgv({ ...create, caps: { ...create.caps, cpus: count } }), '--cpus');
    expect(cpus(1 / 3)).toEqual(['0.333333333']);
    expect(cpus(512)).toEqual(['512']);
  });

  test('without cores it pins nothing', () => {
    expect(argv.createArgv({ ...create, cores: null })).not.toContain('--cpuset-cpus');
  });

  test('the image is last and can be no option', () => {
    expect(argv.createArgv({ ...create, image: '--privileged' }).slice(-2)).toEqual(['--', '--privileged']);
  });
});

describe("a container's options", () => {
  const container = {
    entrypoint: ['/start', '--first'],
    command: ['serve', '--all'],
    user: '999:999',
    workingDir: '/srv',
    extraHosts: { mail: '10.0.0.5' },
    tmpfs: ['/run:size=64m'],
    shmSizeBytes: 268_435_456,
    capAdd: ['SYS_NICE'],
  };

  test('are those of the configuration', () => {
    const list = argv.createArgv({ ...create, container });
    expect(valuesOf(list, '--entrypoint')).toEqual(['/start']);
    expect(valuesOf(list, '--user')).toEqual(['999:999']);
    expect(valuesOf(list, '--workdir')).toEqual(['/srv']);
    expect(valuesOf(list, '--add-host')).toEqual(['mail:10.0.0.5']);
    expect(valuesOf(list, '--tmpfs')).toEqual(['/run:size=64m']);
    expect(valuesOf(list, '--shm-size')).toEqual(['268435456']);
    expect(valuesOf(list, '--cap-add')).toEqual(['SYS_NICE']);
    expect(list.slice(list.indexOf('--'))).toEqual(['--', 'sha256:feed', '--first', 'serve', '--all']);
  });

  test('a target has no other capabilities, a service has those of Docker', () => {
    expect(valuesOf(argv.createArgv({ ...create, container }), '--cap-drop')).toEqual(['ALL']);
    const list = argv.createArgv({ ...create, container, subject: { kind: 'service', name: 'db' } });
    expect(list).not.toContain('--cap-drop');
    expect(valuesOf(list, '--cap-add')).toEqual(['SYS_NICE']);
    expect(valuesOf(list, '--security-opt')).toEqual(['no-new-privileges']);
  });

  test('a service is known by its name', () => {
    const list = argv.createArgv({ ...create, subject: { kind: 'service', name: 'db' } });
    expect(valuesOf(list, '--network-alias')).toEqual(['db']);
    expect(valuesOf(list, '--hostname')).toEqual(['db']);
    expect(valuesOf(list, '--label')).toEqual(['loadgate.run=abc123', 'loadgate.service=db']);
    expect(list).toContain('--no-healthcheck');
    expect(argv.createArgv(create)).toContain('--no-healthcheck');
  });

  test('volumes are mounted as they are, whatever their paths', () => {
    const volumes = [{ volume: 'v0', path: '/var/lib/my,"q"' }];
    expect(valuesOf(argv.createArgv({ ...create, volumes }), '--mount')).toEqual([
      'type=volume,source=v0,"target=/var/lib/my,""q""",volume-nocopy=true',
    ]);
  });

  test('only an internal network knows no name outside of it', () => {
    expect(valuesOf(argv.createArgv(create), '--dns-opt')).toEqual(['ndots:0', 'timeout:1', 'attempts:2']);
    expect(argv.createArgv({ ...create, isInternal: false })).not.toContain('--dns-opt');
  });
});

describe('build', () => {
  const build = {
    name: 'flask',
    kind: 'target',
    side: 'baseline',
    context: '/src/app',
    dockerfile: '/src/app/Dockerfile',
    build: {
      ...PLAIN_BUILD,
      context: 'app',
      dockerfile: 'app/Dockerfile',
      args: { MODE: 'release', EMPTY: '', ODD: 'a=b c' },
    },
    secrets: [],
    iidFile: '/tmp/x/image-id',
    builder: 'classic',
  } as const;

  test('the classic builder removes the containers of failed steps', () => {
    const list = argv.buildArgv(build);
    expect(list).toEqual([
      'build',
      '--force-rm',
      ...['--file', '/src/app/Dockerfile'],
      ...['--tag', 'loadgate/flask:baseline'],
      ...['--label', 'loadgate.target=flask'],
      ...['--iidfile', '/tmp/x/image-id'],
      ...['--build-arg', 'MODE=release', '--build-arg', 'EMPTY=', '--build-arg', 'ODD=a=b c'],
      ...['--', '/src/app'],
    ]);
  });

  test('stage, platform, network and secrets are those of the configuration', () => {
    const more = { ...build.build, target: 'app', platform: 'linux/arm64', network: 'none' } as const;
    const secrets = ['--secret', 'id=npmrc,env=LOADGATE_SECRET_0'];
    const list = argv.buildArgv({ ...build, build: more, secrets, builder: 'inside' });
    expect(valuesOf(list, '--target')).toEqual(['app']);
    expect(valuesOf(list, '--platform')).toEqual(['linux/arm64']);
    expect(valuesOf(list, '--network')).toEqual(['none']);
    expect(valuesOf(list, '--secret')).toEqual(['id=npmrc,env=LOADGATE_SECRET_0']);
    expect(list.slice(-2)).toEqual(['--', '/src/app']);
  });

  test('a builder without some kind of cache does without', () => {
    const cache = { from: ['type=gha', 'registry.example/app:cache'], to: ['type=gha,mode=max'] };
    const list = (builder: argv.BuilderKind) =>
      argv.buildArgv({ ...build, build: { ...build.build, cache }, builder });
    expect(valuesOf(list('buildx'), '--cache-from')).toEqual(cache.from);
    expect(valuesOf(list('buildx'), '--cache-to')).toEqual(cache.to);
    expect(valuesOf(list('inside'), '--cache-from')).toEqual(['registry.example/app:cache']);
    expect(list('classic')).not.toContain('--cache-to');
  });

  test('BuildKit prints plain lines', () => {
    const list = argv.buildArgv({ ...build, builder: 'buildx' });
    expect(valuesOf(list, '--progress')).toEqual(['plain']);
    expect(list).not.toContain('--force-rm');
  });

  test('nothing of the run is in it, so that the cache is hit', () => {
    expect(argv.buildArgv(build).join(' ')).not.toContain('loadgate.run');
  });
});

describe('imageTag', () => {
  test('is the same each time', () => {
    expect(argv.imageTag('flask', 'candidate')).toBe('loadgate/flask:candidate');
  });

  test.each(['Flask', 'my_app', 'a..b', '-a-', 'ünïcode', '---', 'x'.repeat(300)])(
    'is a valid name for %j',
    (target) => {
      expect(argv.imageTag(target, 'baseline')).toMatch(
        /^loadgate\/(?=.{1,120}:)[a-z0-9]+(-[a-z0-9]+)*:baseline$/,
      );
    },
  );

  test('no two targets share one', () => {
    const names = ['app', 'App', 'APP', 'a-pp', 'a_pp', 'a.pp', 'a--pp'];
    expect(new Set(names.map((name) => argv.imageTag(name, 'candidate'))).size).toBe(names.length);
  });
});

test('networks: internal unless asked otherwise, labelled', () => {
  expect(networks.networkCreateArgv('abc', 'internal', 'internal')).toContain('--internal');
  expect(networks.networkCreateArgv('abc', 'open', 'internal')).not.toContain('--internal');
  for (const kind of ['internal', 'open'] as const) {
    expect(valuesOf(networks.networkCreateArgv('abc', kind, 'internal'), '--label')).toEqual([
      'loadgate.run=abc',
    ]);
  }
  expect(networks.networkName('abc', 'open')).not.toBe(networks.networkName('abc', 'internal'));
});

test('networks of an engine on another machine: ports can be published, and nothing outside answers', () => {
  const list = networks.networkCreateArgv('abc', 'internal', 'no-masquerade');
  expect(list).not.toContain('--internal');
  expect(valuesOf(list, '--opt')).toEqual(['com.docker.network.bridge.enable_ip_masquerade=false']);
  expect(valuesOf(networks.networkCreateArgv('abc', 'open', 'no-masquerade'), '--opt')).toEqual([]);
});

test.each([
  ['10.0.0.1', '10.0.0.1::8080'],
  ['fd00::1', '[fd00::1]::8080'],
])('a port is published at %s alone, and only where it is asked for', (address, published) => {
  const list = argv.createArgv({ ...create, published: { address, port: 8080 } });
  expect(valuesOf(list, '--publish')).toEqual([published]);
  expect(argv.createArgv(create)).not.toContain('--publish');
  expect(argv.createArgv({ ...create, published: null })).not.toContain('--publish');
});

test('a service and a target of one name share no image name', () => {
  expect(argv.serviceImageTag('flask', 'candidate')).toBe('loadgate/services/flask:candidate');
});

test('what a run made is listed by its label', () => {
  expect(valuesOf(argv.listVolumesArgv('abc'), '--filter')).toEqual(['label=loadgate.run=abc']);
  expect(valuesOf(argv.listContainersArgv('abc'), '--filter')).toEqual(['label=loadgate.run=abc']);
  expect(argv.listContainersArgv('abc')).toContain('--all');
  expect(valuesOf(networks.listNetworksArgv('abc'), '--filter')).toEqual(['label=loadgate.run=abc']);
});
