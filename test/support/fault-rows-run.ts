/** What can go wrong in the middle of a run, each provoked for real, against the built Action. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { docker } from './docker.js';
import { type EngineProxy, startEngineProxy } from './engine-proxy.js';
import type { FaultRow, Provoked } from './fault-row.js';
import {
  CALL,
  DOCKERFILE,
  killProcess,
  killVictim,
  late,
  MACHINES_FAULT,
  type Place,
  provoke,
  type RuntimeKind,
  TARGETS_FAULT,
  victims,
} from './fault-run.js';
import type { Change } from './pull-requests.js';
import { mountSmallDisk } from './small-disk.js';

/** The same server as the one worker of a supervisor, killed at its 400th request. */
const supervised = (server: string): string =>
  `import cluster from 'node:cluster';
if (cluster.isPrimary) {
  cluster.fork();
  cluster.on('exit', () => cluster.fork());
  await new Promise(() => {});
}
${server.replace('seen += 1;', "seen += 1;\n  if (seen === 400) process.kill(process.pid, 'SIGKILL');")}`;

/** Rows that both runtimes can have. */
export const runRows = (runtime: RuntimeKind): readonly FaultRow[] => [
  {
    ...TARGETS_FAULT,
    name: 'the port never opens',
    docs: 'The port never opens.',
    code: 'not-ready',
    says: /3 s/,
    provoke: () => provoke(runtime, { change: { 'victim/server.mjs': 'setInterval(() => {}, 1000);\n' } }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a wrong body',
    docs: 'It answers wrongly from the start.',
    code: 'wrong-answer',
    says: /wrong|expected/i,
    provoke: () =>
      provoke(runtime, {
        change: { 'victim/server.mjs': (text) => text.replace("return 'ok'", "return 'no'") },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a wrong body under load only',
    docs: 'It answers wrongly under load only.',
    code: 'wrong-body',
    says: /another body/,
    provoke: () =>
      provoke(runtime, {
        change: {
          'victim/server.mjs': (text) => text.replace("return 'ok'", "return seen > 100 ? 'no' : 'ok'"),
        },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a wrong status under load only',
    docs: 'It answers wrongly under load only.',
    code: 'wrong-status',
    says: /wrong status/,
    provoke: () => provoke(runtime, { change: { 'victim/server.mjs': late("throw new Error('no')") } }),
  },
  {
    ...TARGETS_FAULT,
    name: 'the target ends by itself mid-round',
    docs: 'It is killed, or ends, in a round.',
    code: 'target-exited',
    says: /exited with 1 under load/,
    provoke: () => provoke(runtime, { change: { 'victim/server.mjs': late('process.exit(1)') } }),
  },
  {
    ...TARGETS_FAULT,
    name: 'the target is killed mid-round',
    docs: 'It is killed, or ends, in a round.',
    code: 'target-exited',
    says: /exited/,
    provoke: () => provoke(runtime, { act: killVictim(runtime, 'candidate') }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a worker of the target ends mid-round and is replaced',
    docs: 'One of its processes ends in a round and is replaced, or its container is restarted.',
    code: 'target-restarted',
    says: /replaced in a round/,
    provoke: () => provoke(runtime, { change: { 'victim/server.mjs': supervised } }),
  },
  {
    ...TARGETS_FAULT,
    name: 'the target uses up its memory',
    docs: 'It uses up its memory.',
    code: 'oom-killed',
    says: /memory cap/,
    provoke: () =>
      provoke(runtime, { change: { 'victim/server.mjs': late('kept.push(Buffer.alloc(2 ** 20, 1))') } }),
  },
  {
    ...MACHINES_FAULT,
    name: 'the upstream dies',
    docs: 'The upstream dies.',
    code: 'child-died',
    measured: ['other/call'],
    says: /the upstream ended by itself/,
    provoke: () =>
      provoke(runtime, { scenario: CALL, act: async (place) => killProcess(place, /dist\/upstream\.js/) }),
  },
  {
    ...MACHINES_FAULT,
    name: 'a load generator is killed',
    docs: 'A load generator is killed.',
    code: 'child-died',
    says: /the load generator ended by itself/,
    provoke: () => provoke(runtime, { act: async (place) => killProcess(place, /dist\/load\.js/) }),
  },
];

/** The engine as a restart shows it to its clients: gone, its containers dead, and back, or not, after a time. */
async function provokeRestart(backAfterMs: number | null): Promise<Provoked> {
  const proxy: EngineProxy = await startEngineProxy();
  const act = async (place: Place) => {
    const containers = await victims(place);
    await proxy.down();
    await docker(['kill', ...containers]);
    if (backAfterMs === null) return;
    await sleep(backAfterMs);
    await proxy.up();
  };
  const options = {
    env: { DOCKER_HOST: proxy.host },
    // The post step of a run without an engine finds one again.
    afterMain: () => void (backAfterMs === null && proxy.up()),
  };
  return provoke('docker', { act, options, undo: () => proxy.close() });
}

const victimDockerfile = (step: string): Change => ({
  'victim/Dockerfile': DOCKERFILE.replace(
    'CMD',
    `RUN echo ${randomBytes(4).toString('hex')} && ${step}\nCMD`,
  ),
});

export const DOCKER_ROWS: readonly FaultRow[] = [
  {
    ...TARGETS_FAULT,
    name: 'the build fails',
    docs: 'The image does not build.',
    code: 'build-failed',
    says: /did not build/,
    provoke: () => provoke('docker', { change: victimDockerfile('false') }),
  },
  {
    ...MACHINES_FAULT,
    name: 'the disk is full while it builds',
    docs: 'The disk is full while an image is built.',
    code: 'disk-full',
    says: /disk is full/,
    // A build's /dev/shm is a file system of 64 MB.
    provoke: () =>
      provoke('docker', { change: victimDockerfile('dd if=/dev/zero of=/dev/shm/filler bs=1M count=80') }),
  },
  {
    ...MACHINES_FAULT,
    name: 'the base image can not be had',
    docs: "The base image can't be had.",
    code: 'base-image-unavailable',
    says: /base image of victim could not be pulled/,
    // Nobody listens there, whatever the machine is connected to.
    provoke: () =>
      provoke('docker', {
        change: {
          'victim/Dockerfile': DOCKERFILE.replace('node:24-slim', '127.0.0.1:1/nobody/nothing:1'),
        },
      }),
  },
  {
    ...MACHINES_FAULT,
    name: 'the engine restarts in a round',
    docs: 'The engine restarts.',
    code: 'engine-unreachable',
    says: /no Docker engine answers/,
    provoke: () => provokeRestart(6_000),
  },
  {
    ...MACHINES_FAULT,
    name: 'the engine restarts in a moment',
    docs: 'The engine restarts, and is back before anybody asked.',
    code: /^(targets-killed|engine-unreachable)$/,
    says: /ended at once|no Docker engine/,
    provoke: () => provokeRestart(0),
  },
  {
    ...MACHINES_FAULT,
    name: 'the engine goes away and stays away',
    docs: 'The engine goes away and stays away.',
    code: 'engine-unreachable, engine-unreachable',
    measured: [],
    says: /no Docker engine answers/,
    provoke: () => provokeRestart(null),
  },
];

export const DISK_ROWS: readonly FaultRow[] = [
  {
    ...MACHINES_FAULT,
    name: 'no room for the files of a commit',
    docs: 'No room for the files of a commit.',
    code: 'disk-full',
    verdict: 'inconclusive',
    measured: [],
    says: /unable to write file/,
    provoke: async () => {
      const disk = mountSmallDisk(256);
      const undo = () => {
        const left = disk.files();
        disk.remove();
        if (left.length > 0) throw new Error(`left on the small disk: ${left.join(', ')}`);
      };
      const change = { 'victim/data.bin': 'x'.repeat(400_000) };
      return provoke('process', { change, options: { env: { TMPDIR: disk.path } }, undo });
    },
  },
  {
    ...MACHINES_FAULT,
    name: 'no room for the record',
    docs: 'No room for the record.',
    code: null,
    verdict: 'nothing-to-measure',
    measured: [],
    says: /record could not be written/i,
    provoke: async () => {
      const disk = mountSmallDisk(64);
      disk.fill();
      return provoke('process', {
        idle: true,
        options: { env: { RUNNER_TEMP: disk.path } },
        undo: () => disk.remove(),
      });
    },
  },
];
