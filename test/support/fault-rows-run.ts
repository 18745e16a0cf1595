/** What can go wrong in the middle of a run, each provoked for real, against the built Action. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runOnPullRequest, type WorkflowOptions } from './action-run.js';
import { docker } from './docker.js';
import { type EngineProxy, startEngineProxy } from './engine-proxy.js';
import type { FaultRow, Provoked } from './fault-row.js';
import { startForgeServer } from './forge-server.js';
import { processesOf } from './leftovers.js';
import { type Change, createOrigin } from './pull-requests.js';
import { mountSmallDisk } from './small-disk.js';

export type RuntimeKind = 'process' | 'docker';

/** At its 50th request (the checks before make 13) it tells that it is under load: in its log and, as a process, by a file. */
const SERVER = `import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
let seen = 0;
const answer = async (url) => {
  for (let n = 0; n < 300_000; n++); // Some work, so that the load generator is never the limit.
  if (url === '/call') return (await fetch(process.env.UPSTREAM_URL)).text();
  return 'ok';
};
const server = createServer(async (request, response) => {
  seen += 1;
  if (seen === 50) {
    console.log('under load');
    try { writeFileSync(process.env.HOME + '/under-load', ''); } catch {}
  }
  try { response.end(await answer(request.url)); }
  catch { response.writeHead(502).end(); }
});
server.listen(process.env.PORT, process.env.HOST ?? '0.0.0.0');
process.once('SIGTERM', () => process.exit(0));
`;
const DOCKERFILE = 'FROM node:24-slim\nWORKDIR /app\nCOPY server.mjs .\nCMD ["node", "server.mjs"]\n';
/** With it the target `victim` is measured first. */
const VICTIM_FIRST = '4';

const config = (scenario: string): string => `budget: 45s
caps: { cpus: 1, memory: 128m }
gate: { slower: 80%, latency: 90%, memory: 90% }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 3, warm-up: 300ms, duet: 500ms, solo: 300ms, probe: 200ms, trim: 60ms }
targets:
  victim: { build: victim, command: node server.mjs, port: 8080, ready-timeout: 3s }
  other: { build: other, command: node server.mjs, port: 8080 }
scenarios:
  ${scenario}
`;
const PAGE = 'page: { request: GET /, connections: 4, timeout: 1s, expect: { body: ok } }';
const CALL =
  'call: { request: GET /call, connections: 4, upstream: { delay: 1ms, calls: 1 }, expect: { body: ok } }';

interface Place {
  readonly id: string;
  readonly workspace: string;
  readonly temp: string;
}

interface Mishap {
  readonly scenario?: string;
  /** What the pull request does to the victim, besides touching both targets. */
  readonly change?: Change;
  /** Touches a README instead, so that there is nothing to measure. */
  readonly idle?: boolean;
  /** Done once the victim is under load. */
  readonly act?: (place: Place) => Promise<void>;
  readonly options?: Partial<WorkflowOptions>;
  readonly undo?: () => Promise<void> | void;
}

async function provoke(runtime: RuntimeKind, mishap: Mishap): Promise<Provoked> {
  const origin = createOrigin({
    'loadgate.yml': config(mishap.scenario ?? PAGE),
    ...Object.fromEntries(
      ['victim', 'other'].flatMap((target) => [
        [`${target}/server.mjs`, SERVER],
        [`${target}/Dockerfile`, DOCKERFILE],
      ]),
    ),
  });
  const forge = await startForgeServer();
  const touch = (before: string) => `${before}// touched\n`;
  const touched: Change =
    mishap.idle === true
      ? { 'README.md': '# Changed\n' }
      : { 'victim/server.mjs': touch, 'other/server.mjs': touch };
  const pull = origin.open(50, { ...touched, ...mishap.change });
  let id = '';
  let acting = Promise.resolve();
  const onLine: WorkflowOptions['onLine'] = (line, place) => {
    id = /^loadgate \S+, run ([0-9a-f]+)$/.exec(line)?.[1] ?? id;
    const { act } = mishap;
    if (act === undefined || !/victim: generation 1 of/.test(line)) return;
    acting = underLoad(runtime, { id, ...place }).then(() => act({ id, ...place }));
    acting.catch(() => {}); // It is looked at when the run has ended.
  };
  try {
    const inputs = { runtime, seed: VICTIM_FIRST };
    const run = await runOnPullRequest(pull, { origin, forge, inputs, onLine, ...mishap.options });
    await acting;
    const close = async () => {
      origin.remove();
      await forge.close();
      await mishap.undo?.();
    };
    return { run, forge, close };
  } catch (error) {
    origin.remove();
    await forge.close();
    await mishap.undo?.();
    throw error;
  }
}

async function underLoad(runtime: RuntimeKind, place: Place): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    if (runtime === 'process' ? processLoaded(place) : await containerLoaded(place)) return;
    await sleep(25);
  }
  throw new Error('the victim was never under load');
}

const processLoaded = ({ temp }: Place): boolean =>
  readdirSync(temp).some((name) => existsSync(join(temp, name, 'under-load')));

const victims = async ({ id }: Place, side = ''): Promise<string[]> => {
  const filters = [`label=loadgate.run=${id}`, 'label=loadgate.target=victim'];
  if (side !== '') filters.push(`label=loadgate.side=${side}`);
  const text = await docker(['ps', '--quiet', ...filters.flatMap((one) => ['--filter', one])]);
  return text.split('\n').filter((line) => line !== '');
};

async function containerLoaded(place: Place): Promise<boolean> {
  const logs = await Promise.all((await victims(place)).map((one) => docker(['logs', one]).catch(() => '')));
  return logs.some((text) => text.includes('under load'));
}

/** Kills one of the run's processes, whose command line matches. */
function killProcess(
  { workspace, temp }: Place,
  command: RegExp,
  suits: (pid: number) => boolean = () => true,
): void {
  const pid = processesOf(workspace, temp)
    .filter((line) => command.test(line))
    .map((line) => Number.parseInt(line, 10))
    .find(suits);
  if (pid === undefined) throw new Error(`no process is like ${command}`);
  process.kill(pid, 'SIGKILL');
}

/** Whether a process runs the pull request's version. */
const isCandidate = (pid: number): boolean =>
  readFileSync(`/proc/${pid}/cwd/server.mjs`, 'utf8').includes('// touched');

const killVictim = (runtime: RuntimeKind) => async (place: Place) => {
  if (runtime === 'docker') await docker(['kill', ...(await victims(place, 'candidate'))]);
  else killProcess(place, /\bnode server\.mjs/, isCandidate);
};

/** The other target is measured, and the victim's cell says why it is not. */
const ROW = { comment: 'created', verdict: 'invalid', measured: ['other/page'] } as const;
const TARGETS_FAULT = { ...ROW, exitCode: 2 } as const;
const MACHINES_FAULT = { ...ROW, exitCode: 3 } as const;

/** Rows that both runtimes can have. */
export const runRows = (runtime: RuntimeKind): readonly FaultRow[] => [
  {
    ...TARGETS_FAULT,
    name: 'the port never opens',
    code: 'not-ready',
    says: /3 s/,
    provoke: () => provoke(runtime, { change: { 'victim/server.mjs': 'setInterval(() => {}, 1000);\n' } }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a wrong body',
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
    name: 'the target is killed mid-round',
    code: 'target-exited',
    says: /exited/,
    provoke: () => provoke(runtime, { act: killVictim(runtime) }),
  },
  {
    ...TARGETS_FAULT,
    name: 'the target uses up its memory',
    code: 'oom-killed',
    says: /memory cap/,
    provoke: () =>
      provoke(runtime, {
        change: {
          'victim/server.mjs': (text) =>
            `const kept = [];\n${text.replace("return 'ok'", "if (seen > 100) kept.push(Buffer.alloc(2 ** 20, 1)); return 'ok'")}`,
        },
      }),
  },
  {
    ...MACHINES_FAULT,
    name: 'the upstream dies',
    code: 'child-died',
    measured: ['other/call'],
    says: /the upstream ended by itself/,
    provoke: () =>
      provoke(runtime, { scenario: CALL, act: async (place) => killProcess(place, /dist\/upstream\.js/) }),
  },
  {
    ...MACHINES_FAULT,
    name: 'a load generator is killed',
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
    code: 'build-failed',
    says: /did not build/,
    provoke: () => provoke('docker', { change: victimDockerfile('false') }),
  },
  {
    ...MACHINES_FAULT,
    name: 'the disk is full while it builds',
    code: 'disk-full',
    says: /disk is full/,
    // A build's /dev/shm is a file system of 64 MB.
    provoke: () =>
      provoke('docker', { change: victimDockerfile('dd if=/dev/zero of=/dev/shm/filler bs=1M count=80') }),
  },
  {
    ...MACHINES_FAULT,
    name: 'the engine restarts in a round',
    code: 'engine-unreachable',
    says: /no Docker engine answers/,
    provoke: () => provokeRestart(6_000),
  },
  {
    ...MACHINES_FAULT,
    name: 'the engine restarts in a moment',
    code: /^(targets-killed|target-exited|engine-unreachable)$/,
    exitCode: [2, 3],
    says: /exited|ended at once|no Docker engine/,
    provoke: () => provokeRestart(0),
  },
  {
    ...MACHINES_FAULT,
    name: 'the engine goes away and stays away',
    code: 'engine-unreachable, engine-unreachable',
    measured: [],
    says: /no Docker engine answers/,
    provoke: () => provokeRestart(null),
  },
];

export const DISK_ROWS: readonly FaultRow[] = [
  {
    ...MACHINES_FAULT,
    name: 'no room for a worktree',
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
