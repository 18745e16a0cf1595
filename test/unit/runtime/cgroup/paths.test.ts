import { expect, test } from 'vitest';
import { findCgroup } from '../../../../src/runtime/cgroup/paths.js';

const v1Mounts = `
31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct
35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
39 31 0:36 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`;
const v2Mounts = '35 24 0:30 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n';

test('v1, with cpu and cpuacct in one hierarchy; hybrid machines count as v1', () => {
  const own = '5:memory:/docker/abc\n4:pids:/docker/abc\n3:cpu,cpuacct:/docker/abc\n0::/docker/abc\n';
  expect(findCgroup(v1Mounts, own)).toEqual({
    version: 'v1',
    folders: {
      cpu: '/sys/fs/cgroup/cpu,cpuacct/docker/abc',
      cpuacct: '/sys/fs/cgroup/cpu,cpuacct/docker/abc',
      memory: '/sys/fs/cgroup/memory/docker/abc',
      pids: '/sys/fs/cgroup/pids/docker/abc',
    },
  });
});

test('v2', () => {
  expect(findCgroup(v2Mounts, '0::/system.slice/docker-abc.scope\n')).toEqual({
    version: 'v2',
    folder: '/sys/fs/cgroup/system.slice/docker-abc.scope',
    root: '/sys/fs/cgroup',
  });
});

test('a path with colons and a mount with blanks', () => {
  const mounts = '35 24 0:30 / /sys/my\\040cgroup rw - cgroup2 cgroup2 rw\n';
  expect(findCgroup(mounts, '0::/a:b\n')).toEqual({
    version: 'v2',
    folder: '/sys/my cgroup/a:b',
    root: '/sys/my cgroup',
  });
});

test('a mount that shows a part of the hierarchy', () => {
  const mounts = '35 24 0:30 /docker/outer /sys/fs/cgroup ro - cgroup2 cgroup2 rw\n';
  expect(findCgroup(mounts, '0::/docker/outer/inner\n')).toMatchObject({ folder: '/sys/fs/cgroup/inner' });
  expect(findCgroup(mounts, '0::/docker/outer\n')).toMatchObject({ folder: '/sys/fs/cgroup' });
});

test('no cgroup file system', () => {
  expect(findCgroup('23 1 0:21 / /proc rw - proc proc rw\n', '0::/\n')).toBeNull();
  expect(findCgroup('', '')).toBeNull();
});
