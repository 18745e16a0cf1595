import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { launchArgv } from '../../../../src/runtime/process/launch.js';
import { createPorts } from '../../../../src/runtime/process/ports.js';
import { endedByOom, parseStatusBytes, parseTimes } from '../../../../src/runtime/process/usage.js';

test('CPU time of a process with that of the children it waited for', () => {
  const stat = '7 (a) b) S 3 7 7 0 -1 4194560 1 2 3 4 11 12 13 14 20 0 1 0 4711 0 0';
  expect(parseTimes(stat)).toEqual({ user: 24, system: 26 });
});

test('memory of a process', () => {
  const status = 'Name:\tnode\nVmPeak:\t 9 kB\nVmHWM:\t   2048 kB\nVmRSS:\t   1024 kB\n';
  expect(parseStatusBytes(status, 'VmHWM')).toBe(2 ** 21);
  expect(parseStatusBytes(status, 'VmRSS')).toBe(2 ** 20);
  expect(parseStatusBytes('Name:\tkthread\n', 'VmRSS')).toBe(0);
});

test('the launcher gets everything as arguments', () => {
  const options = {
    command: ['node', 'a b; rm -rf /'],
    openFiles: 99,
    joinFiles: ['/c/cgroup.procs'],
    cores: [0, 1],
  };
  const [shell, flag, script, ...rest] = launchArgv(options, {
    taskset: '/bin/taskset',
    setpriv: '/bin/setpriv',
  });
  expect([shell, flag]).toEqual(['/bin/sh', '-c']);
  expect(script).not.toContain('node');
  expect(rest).toEqual([
    ...['loadgate', '99', '/c/cgroup.procs', '--'],
    ...['/bin/setpriv', '--pdeathsig', 'KILL', '/bin/taskset', '-c', '0,1', 'node', 'a b; rm -rf /'],
  ]);
  expect(
    launchArgv({ ...options, cores: null, joinFiles: [] }, { taskset: '/bin/taskset', setpriv: null }).slice(
      3,
    ),
  ).toEqual(['loadgate', '99', '--', 'node', 'a b; rm -rf /']);
});

test.each([
  ['SIGKILL', false, 1, 2, true],
  ['SIGKILL', false, 1, 1, false],
  ['SIGKILL', true, 1, 2, false],
  ['SIGTERM', false, 1, 2, false],
  [null, false, 1, 2, false],
  ['SIGKILL', false, null, 2, false],
] as const)(
  'ended by %s (by us: %s), kills on the machine %s → %s: out of memory %s',
  (signal, ours, before, now, oom) => {
    expect(endedByOom({ signal, ours, before, now })).toBe(oom);
  },
);

test('ports: none twice, and none that is taken', async () => {
  const first = await createPorts(5).next();
  const server = createServer().listen(first, '127.0.0.1');
  await once(server, 'listening');
  const ports = createPorts(5);
  const got = [await ports.next(), await ports.next(), await ports.next()];
  server.close();
  expect(new Set([first, ...got]).size).toBe(4);
  expect(got.every((port) => port >= 1024 && port < 32_768)).toBe(true);
});
