import { describe, expect, test } from 'vitest';
import { LoadgateError } from '../../../../src/model/error.js';
import { chooseRuntime } from '../../../../src/runtime/choose.js';
import { createDockerCli } from '../../../../src/runtime/docker/client.js';
import { findEngine } from '../../../../src/runtime/docker/engine.js';
import { containerLogs, inspect } from '../../../../src/runtime/docker/inspect.js';
import { gatewayOf, isOurs } from '../../../../src/runtime/docker/network.js';
import { sweepRun } from '../../../../src/runtime/docker/sweep.js';
import { systemClock } from '../../../../src/system/clock.js';
import type { Exec, ExecResult } from '../../../../src/system/exec.js';
import { aTarget } from '../../../support/targets.js';

type Answers = Record<string, Partial<ExecResult> | Error>;

/** A docker client that answers by the beginning of its arguments; what it was asked is in `asked`. */
function fakeDocker(answers: Answers): { exec: Exec; asked: string[] } {
  const asked: string[] = [];
  const exec: Exec = async ([, ...args]) => {
    const line = args.join(' ');
    asked.push(line);
    const answer = Object.entries(answers).find(([start]) => line.startsWith(start))?.[1] ?? {};
    if (answer instanceof Error) throw answer;
    return { exitCode: 0, stdout: '', stderr: '', ...answer };
  };
  return { exec, asked };
}

const ourSubnet = '127.0.0.0/8';
const info = {
  ServerVersion: '28.0.1',
  Driver: 'overlay2',
  OSType: 'linux',
  CgroupVersion: '2',
  MemoryLimit: true,
  CpuCfsQuota: true,
  CPUSet: true,
  PidsLimit: true,
};
const bridge = (subnet: string) => JSON.stringify([{ Id: 'b', IPAM: { Config: [{ Subnet: subnet }] } }]);
const good: Answers = {
  info: { stdout: JSON.stringify(info) },
  'network inspect bridge': { stdout: bridge(ourSubnet) },
  'context inspect': {
    stdout: JSON.stringify({ Name: 'work', Endpoints: { docker: { Host: 'unix:///run/my.sock' } } }),
  },
  'buildx version': {},
};
const missing = new LoadgateError('x', { kind: 'machine', code: 'program-missing', hint: 'x' });
const timeout = new LoadgateError('x', { kind: 'machine', code: 'timeout', hint: 'x' });
const down = { exitCode: 1, stderr: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.' };

const find = (answers: Answers, own = {}) => findEngine(createDockerCli(fakeDocker(answers).exec, {}), own);

describe('findEngine', () => {
  test('tells what the engine is', async () => {
    expect(await find(good)).toEqual({
      version: '28.0.1',
      cgroup: 'v2',
      capsHeld: ['cpus', 'core', 'memory', 'pids', 'open files', 'network'],
      capsMissing: [],
      place: expect.objectContaining({ isolation: 'internal', publishedAt: null }),
      context: 'work',
      address: 'unix:///run/my.sock',
      isRootless: false,
      storageDriver: 'overlay2',
      builder: {
        program: 'docker',
        kind: 'buildx',
        env: { DOCKER_BUILDKIT: '1', BUILDX_BUILDER: 'work', BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
      },
    });
  });

  test('caps that the engine has no controller for are missing', async () => {
    const stdout = JSON.stringify({ ...info, CpuCfsQuota: false, CPUSet: false });
    expect(await find({ ...good, info: { stdout } })).toMatchObject({ capsMissing: ['cpus', 'core'] });
  });

  test.each<[string, Answers, string]>([
    ['no client', { ...good, info: missing }, 'engine-unreachable'],
    ['a client whose engine is down', { ...good, info: down }, 'engine-unreachable'],
    [
      'a client that ends with 0 although the engine is down',
      {
        ...good,
        info: { stdout: JSON.stringify({ ServerErrors: ['Cannot connect to the Docker daemon'] }) },
      },
      'engine-unreachable',
    ],
    ['an engine that hangs', { ...good, info: timeout }, 'engine-unreachable'],
    ['an answer that is none', { ...good, info: { stdout: 'hello' } }, 'engine-unreachable'],
    [
      'an engine in a virtual machine',
      { ...good, 'network inspect bridge': { stdout: bridge('203.0.113.0/24') } },
      'engine-unusable',
    ],
    [
      'Windows containers',
      { ...good, info: { stdout: JSON.stringify({ ...info, OSType: 'windows' }) } },
      'engine-unusable',
    ],
  ])('%s', async (_, answers, code) => {
    await expect(find(answers)).rejects.toMatchObject({ code, kind: 'machine' });
  });
});

describe('an engine whose containers are not here says where they are, and what to do', () => {
  const away = { 'network inspect bridge': { stdout: bridge('203.0.113.0/24') } };
  const told = (changes: object) => ({ info: { stdout: JSON.stringify({ ...info, ...changes }) } });
  const at = (host: string) => ({
    'context inspect': { stdout: JSON.stringify({ Name: 'x', Endpoints: { docker: { Host: host } } }) },
  });
  test.each<[string, Answers, RegExp, RegExp]>([
    [
      'rootless',
      told({ SecurityOptions: ['name=seccomp,profile=default', 'name=rootless'] }),
      /is rootless/,
      /as root/,
    ],
    ['Docker Desktop', told({ OperatingSystem: 'Docker Desktop' }), /is Docker Desktop/, /on Linux/],
    ['by a tunnel', at('tcp://127.0.0.1:2375'), /have no addresses on this machine/, /same Linux machine/],
    [
      'by a tunnel over IPv6',
      at('tcp://[::1]:2375'),
      /have no addresses on this machine/,
      /same Linux machine/,
    ],
    ['by a socket', {}, /have no addresses on this machine/, /same Linux machine/],
  ])('%s', async (_, answers, message, hint) => {
    await expect(find({ ...good, ...away, ...answers })).rejects.toMatchObject({
      code: 'engine-unusable',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  test('and is used over tcp where they are here', async () => {
    expect(await find({ ...good, ...at('tcp://127.0.0.1:2375') })).toMatchObject({
      version: '28.0.1',
      place: { publishedAt: null, api: null },
    });
  });
});

describe('where no engine can be used, the error says which one was tried, and why', () => {
  const podman = JSON.stringify({ host: { buildahVersion: '1.28.2' }, version: { Version: '4.3.1' } });
  test.each<[string, Answers, string]>([
    [
      'no engine at the address of the context',
      {
        ...good,
        info: { exitCode: 1, stderr: 'Cannot connect to the Docker daemon at unix:///x.sock. Is it?' },
      },
      'no Docker engine answers at unix:///x.sock',
    ],
    [
      'the words of a newer client',
      {
        ...good,
        info: {
          exitCode: 1,
          stderr: 'failed to connect to the docker API at unix:///x.sock; check if the path is correct',
        },
      },
      'no Docker engine answers at unix:///x.sock',
    ],
    ['an engine that hangs', { ...good, info: timeout }, 'no Docker engine answers at unix:///run/my.sock'],
    [
      'an answer that is none',
      { ...good, info: { stdout: 'hello' } },
      'no Docker engine answers at unix:///run/my.sock',
    ],
    ['no client', { ...good, info: missing }, 'this machine has no program `docker`'],
    [
      'Podman under the name of docker',
      { ...good, info: { stdout: podman } },
      'the program `docker` of this machine is Podman',
    ],
    [
      'Podman behind the docker client',
      {
        ...good,
        'version --format {{json .Server}}': {
          stdout: JSON.stringify({
            Components: [{ Name: 'Podman Engine', Version: '4.3.1' }],
            Version: '4.3.1',
          }),
        },
      },
      "the engine at unix:///run/my.sock is Podman, which only speaks Docker's API",
    ],
    [
      'an engine whose containers are elsewhere',
      { ...good, 'network inspect bridge': { stdout: bridge('203.0.113.0/24') } },
      'the containers of the Docker engine at unix:///run/my.sock have no addresses on this machine',
    ],
    [
      'a user who may not talk to it',
      {
        ...good,
        info: {
          exitCode: 1,
          stderr:
            'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: dial unix /var/run/docker.sock: connect: permission denied',
        },
      },
      'this user may not talk to the Docker engine at unix:///var/run/docker.sock',
    ],
    [
      'a context that is not there',
      {
        ...good,
        info: { exitCode: 1, stderr: 'Current context "gone" is not found on the file system' },
        'context inspect': { exitCode: 1 },
      },
      'no Docker engine answers',
    ],
  ])('%s', async (_, answers, message) => {
    await expect(find(answers)).rejects.toMatchObject({ message, kind: 'machine' });
  });
});

describe('chooseRuntime', () => {
  const deps = (answers: Answers) => ({
    exec: fakeDocker(answers).exec,
    clock: systemClock,
    runId: 'unit',
    env: {},
  });
  const asProcess = aTarget({ command: ['node', 'server.js'] });
  const noEngine = {
    ...good,
    info: { exitCode: 1, stderr: 'Cannot connect to the Docker daemon at unix:///x.sock. Is it?' },
  };

  test('auto: Docker where an engine answers', async () => {
    expect((await chooseRuntime('auto', deps(good), [asProcess])).kind).toBe('docker');
  });

  test('auto: processes where every target has a command, and the facts say why', async () => {
    const said: string[] = [];
    const log = { warning: (message: string) => said.push(message) } as never;
    const runtime = await chooseRuntime('auto', { ...deps(noEngine), log }, [asProcess]);
    expect(runtime.kind).toBe('process');
    expect(said).toEqual(['Targets run as processes: no Docker engine answers at unix:///x.sock.']);
    expect((await runtime.facts()).instead).toBe('no Docker engine answers at unix:///x.sock');
  });

  test('auto: where one has no command, what keeps Docker from being used is the error', async () => {
    await expect(chooseRuntime('auto', deps(noEngine), [asProcess, aTarget()])).rejects.toMatchObject({
      code: 'engine-unreachable',
      kind: 'machine',
      message: 'no Docker engine answers at unix:///x.sock',
    });
  });

  test('auto: a process of its own stands for the command', async () => {
    const target = aTarget({ process: ['node', 'dev.js'] });
    expect((await chooseRuntime('auto', deps(noEngine), [target])).kind).toBe('process');
  });

  test('services need Docker, whatever else says how a process is started', async () => {
    const needy = aTarget({ name: 'api', command: ['node', 'server.js'], needs: ['db', 'cache'] });
    await expect(chooseRuntime('auto', deps(noEngine), [asProcess, needy])).rejects.toMatchObject({
      code: 'services-need-docker',
      kind: 'machine',
      message:
        'api needs services (db, cache), which run in Docker only: no Docker engine answers at unix:///x.sock',
    });
    await expect(chooseRuntime('process', deps(good), [needy])).rejects.toMatchObject({
      code: 'services-need-docker',
      kind: 'usage',
    });
    expect((await chooseRuntime('auto', deps(good), [needy])).kind).toBe('docker');
  });

  test('docker without an engine is an error', async () => {
    await expect(
      chooseRuntime('docker', deps({ ...good, info: missing }), [asProcess]),
    ).rejects.toMatchObject({
      code: 'engine-unreachable',
    });
  });

  test('process asks no engine', async () => {
    const { exec, asked } = fakeDocker(good);
    const runtime = await chooseRuntime('process', { exec, clock: systemClock, runId: 'unit', env: {} }, [
      asProcess,
    ]);
    expect(runtime.kind).toBe('process');
    expect(asked).toEqual([]);
    expect((await runtime.facts()).instead).toBeUndefined();
  });

  test('a cancelled run does not fall back', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'));
    await expect(
      chooseRuntime('auto', { ...deps({ ...good, info: missing }), signal }, [asProcess]),
    ).rejects.toThrow('cancelled');
  });
});

describe('sweepRun', () => {
  const clock = { ...systemClock, sleep: async () => {} };

  test('removes by label, and says what', async () => {
    const { exec, asked } = fakeDocker({
      ps: { stdout: 'c1\nc2\n' },
      'network ls': { stdout: 'n1\n' },
      'volume ls': { stdout: 'v1\nv2\n' },
    });
    expect(await sweepRun(exec, 'r', { own: {}, clock })).toEqual({
      containers: ['c1', 'c2'],
      networks: ['n1'],
      volumes: ['v1', 'v2'],
    });
    expect(asked).toContain('volume rm --force -- v1 v2');
    expect(asked).toContain('rm --force --volumes -- c1 c2');
    expect(asked).toContain('network rm n1');
  });

  test('nothing there: nothing removed', async () => {
    const { exec, asked } = fakeDocker({});
    expect(await sweepRun(exec, 'r', { own: {}, clock })).toEqual({
      containers: [],
      networks: [],
      volumes: [],
    });
    expect(asked.filter((line) => line.includes('rm '))).toEqual([]);
  });

  test('what is gone in between is fine', async () => {
    const { exec } = fakeDocker({
      ps: { stdout: 'c1\n' },
      rm: { exitCode: 1, stderr: 'Error response from daemon: No such container: c1\n' },
      'network ls': { stdout: 'n1\n' },
      'network rm': {
        exitCode: 1,
        stderr: 'Error response from daemon: network n1 not found\nexit status 1\n',
      },
    });
    expect(await sweepRun(exec, 'r', { own: {}, clock })).toEqual({
      containers: ['c1'],
      networks: ['n1'],
      volumes: [],
    });
  });

  test('a network is tried again while endpoints detach', async () => {
    let tries = 0;
    const exec: Exec = async ([, ...args]) => {
      if (args[0] === 'network' && args[1] === 'ls') return { exitCode: 0, stdout: 'n1\n', stderr: '' };
      if (args[0] !== 'network') return { exitCode: 0, stdout: '', stderr: '' };
      tries += 1;
      const stderr = 'error while removing network: network loadgate-r id n1 has active endpoints';
      return tries < 3 ? { exitCode: 1, stdout: '', stderr } : { exitCode: 0, stdout: '', stderr: '' };
    };
    await sweepRun(exec, 'r', { own: {}, clock });
    expect(tries).toBe(3);
  });

  test('a client that a second Ctrl-C ends is run again', async () => {
    const asked: string[] = [];
    const exec: Exec = async ([, ...args]) => {
      const line = args.join(' ');
      const again = asked.includes(line);
      asked.push(line);
      if (!again) return { exitCode: 130, stdout: '', stderr: '' };
      return { exitCode: 0, stdout: args[0] === 'ps' ? 'c1\n' : '', stderr: '' };
    };
    expect(await sweepRun(exec, 'r', { own: {}, clock })).toEqual({
      containers: ['c1'],
      networks: [],
      volumes: [],
    });
    expect(asked.filter((line) => line === 'rm --force --volumes -- c1')).toHaveLength(2);
  });

  test('what stays is an error, and so is an engine that does not answer', async () => {
    const stays = fakeDocker({
      ps: { stdout: 'c1\n' },
      rm: { exitCode: 1, stderr: 'could not kill: odd\n' },
    });
    await expect(sweepRun(stays.exec, 'r', { own: {}, clock })).rejects.toMatchObject({
      code: 'engine-failed',
    });
    await expect(sweepRun(fakeDocker({ ps: down }).exec, 'r', { own: {}, clock })).rejects.toMatchObject({
      code: 'engine-unreachable',
    });
  });

  test('an empty id is nobody', async () => {
    const { exec, asked } = fakeDocker({});
    await sweepRun(exec, '', { own: {}, clock });
    expect(asked).toEqual([]);
  });
});

describe('an engine that goes away in the middle is an error', () => {
  const docker = createDockerCli(fakeDocker({ container: down, logs: down }).exec, {});

  test('for the state and the log of a container', async () => {
    await expect(inspect(docker, 'c1')).rejects.toMatchObject({ code: 'engine-unreachable' });
    await expect(containerLogs(docker, 'c1', 5)).rejects.toMatchObject({ code: 'engine-unreachable' });
  });

  test('a container that is gone is not', async () => {
    const gone = { exitCode: 1, stderr: 'Error: No such container: c1\n' };
    const other = createDockerCli(fakeDocker({ container: gone, logs: gone }).exec, {});
    expect(await inspect(other, 'c1')).toBeNull();
    expect(await containerLogs(other, 'c1', 5)).toEqual([]);
  });
});

describe('the address of this machine in a network', () => {
  const inspected = (config: unknown) => JSON.stringify([{ Id: 'x', IPAM: { Config: config } }]);

  test.each([
    [
      'beside IPv6',
      [
        { Subnet: 'fd00::/64', Gateway: 'fd00::1' },
        { Subnet: '172.18.0.0/16', Gateway: '172.18.0.1' },
      ],
      '172.18.0.1',
    ],
    ['with a prefix', [{ Subnet: '10.1.0.0/16', Gateway: '10.1.9.9/16' }], '10.1.9.9'],
    ['not told', [{ Subnet: '172.17.0.0/16' }], '172.17.0.1'],
    ['IPv6 alone', [{ Subnet: 'fd00::/64' }], null],
    ['none', null, null],
  ])('%s', (_, config, gateway) => {
    expect(gatewayOf(inspected(config))).toBe(gateway);
  });

  test('is ours where we can listen on it', async () => {
    expect(await isOurs('127.0.0.1')).toBe(true);
    expect(await isOurs('203.0.113.7')).toBe(false);
  });
});

describe('an engine on another machine', () => {
  const far = (host: string, told: object = {}): Answers => ({
    ...good,
    info: {
      stdout: JSON.stringify({
        ...info,
        ...{ ID: 'AAAA', NCPU: 4, MemTotal: 8 * 2 ** 30, KernelVersion: '6.1.0', Architecture: 'x86_64' },
        ...told,
      }),
    },
    'context inspect': { stdout: JSON.stringify({ Name: 'x', Endpoints: { docker: { Host: host } } }) },
  });

  test.each([
    ['tcp', 'tcp://192.0.2.7:2376', '192.0.2.7'],
    ['ssh', 'ssh://ci@192.0.2.7', '192.0.2.7'],
    ['IPv6', 'tcp://[2001:db8::7]:2376', '2001:db8::7'],
  ])('by %s, even if its networks have the addresses of ours', async (_, host, address) => {
    const { place, ...engine } = await find(far(host));
    expect(place).toMatchObject({ isolation: 'no-masquerade', publishedAt: address });
    expect(place.engine).toEqual({
      kind: 'remote',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      ...{ cores: 4, memoryBytes: 8 * 2 ** 30, kernel: '6.1.0', arch: 'x86_64' },
    });
    expect(engine).toMatchObject({ capsMissing: ['network'] });
  });

  test("by the name that SSH's settings give it", async () => {
    const answers = {
      ...far('ssh://build-box'),
      '-G -- build-box': { stdout: 'user ci\nhostname 192.0.2.9\n' },
    };
    expect((await find(answers)).place.publishedAt).toBe('192.0.2.9');
  });

  test('has another fingerprint than another engine', async () => {
    const one = (await find(far('tcp://192.0.2.7:1'))).place.engine;
    const other = (await find(far('tcp://192.0.2.7:1', { ID: 'BBBB' }))).place.engine;
    expect(one?.fingerprint).not.toBe(other?.fingerprint);
  });

  test.each([
    ['an hour ahead', 3600_000, /60 minutes ahead of/],
    ['an hour behind', -3600_000, /60 minutes behind/],
  ])('with a clock that is %s', async (_, offMs, message) => {
    const SystemTime = new Date(Date.now() + offMs).toISOString();
    await expect(find(far('tcp://192.0.2.7:2376', { SystemTime }))).rejects.toMatchObject({
      code: 'engine-clock',
      kind: 'machine',
      message: expect.stringMatching(message),
    });
  });

  test('with a clock that is half a minute off', async () => {
    const SystemTime = new Date(Date.now() + 30_000).toISOString();
    expect((await find(far('tcp://192.0.2.7:2376', { SystemTime }))).place.publishedAt).toBe('192.0.2.7');
  });

  test('whose name this machine does not know', async () => {
    await expect(find(far('ssh://no-such-host.invalid'))).rejects.toMatchObject({ code: 'engine-unusable' });
  });

  test('with Windows containers', async () => {
    await expect(find(far('tcp://192.0.2.7:2376', { OSType: 'windows' }))).rejects.toMatchObject({
      code: 'engine-unusable',
      message: expect.stringContaining('Windows containers'),
    });
  });

  test('is reached at published ports, and by other containers at its own', async () => {
    const { place } = await find(far('tcp://192.0.2.7:2376'));
    const now = { running: true, exitCode: null, oomKilled: false, startedAt: '', pid: 1, volumes: [] };
    const seen = {
      ...now,
      address: () => '172.20.0.2',
      published: (port: number) => (port === 80 ? 32768 : null),
    };
    const inside = { host: '172.20.0.2', port: 80 };
    expect(place.reach(seen, 'net', 80)).toEqual({ host: '192.0.2.7', port: 32768, inside });
    expect(place.reach(seen, 'net', 81)).toBeNull();
    expect(place.reach(seen, 'net', null)).toMatchObject({ host: '172.20.0.2' });
  });
});
