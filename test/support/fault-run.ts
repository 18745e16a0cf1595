/** Runs of the built Action in the middle of which something goes wrong, for real: what the rows of faults are made of. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runOnPullRequest, type WorkflowOptions } from './action-run.js';
import { docker } from './docker.js';
import type { Provoked } from './fault-row.js';
import { startForgeServer } from './forge-server.js';
import { processesOf } from './leftovers.js';
import { type Change, createOrigin } from './pull-requests.js';

export type RuntimeKind = 'process' | 'docker';

/** At its 50th request (the checks before make 13) it tells that it is under load: in its log and, as a process, by a file. */
export const SERVER = `import { createServer } from 'node:http';
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
export const DOCKERFILE = 'FROM node:24-slim\nWORKDIR /app\nCOPY server.mjs .\nCMD ["node", "server.mjs"]\n';
/** With it the target `victim` is measured first. */
const VICTIM_FIRST = '4';

const config = ({ scenario = PAGE, services, victim = '' }: Mishap): string => `budget: 45s
profile: never
caps: { cpus: 1, memory: 128m }
gate: { slower: 80%, latency: 90%, memory: 90% }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 3, warm-up: 300ms, duet: 500ms, solo: 300ms, probe: 200ms, trim: 60ms }
targets:
  victim: { build: victim, command: node server.mjs, port: 8080, ready-timeout: 3s${victim === '' ? '' : `, ${victim}`} }
  other: { build: other, command: node server.mjs, port: 8080 }
${
  services === undefined
    ? ''
    : `services:
  ${services}
`
}scenarios:
  ${scenario}
`;
const PAGE = 'page: { request: GET /, connections: 4, timeout: 1s, expect: { body: ok } }';
export const CALL =
  'call: { request: GET /call, connections: 4, upstream: { delay: 1ms, calls: 1 }, expect: { body: ok } }';

export interface Place {
  readonly id: string;
  readonly workspace: string;
  readonly temp: string;
}

interface Mishap {
  readonly scenario?: string;
  /** Lines of the configuration's `services`; absent: there are none. */
  readonly services?: string;
  /** More keys of the victim. */
  readonly victim?: string;
  /** Files of the default branch that are not as usual. */
  readonly base?: Readonly<Record<string, string>>;
  /** What the pull request does to the victim, besides touching both targets. */
  readonly change?: Change;
  /** Touches a README instead, so that there is nothing to measure. */
  readonly idle?: boolean;
  /** Done once the victim is under load. */
  readonly act?: (place: Place) => Promise<void>;
  readonly options?: Partial<WorkflowOptions>;
  readonly undo?: () => Promise<void> | void;
}

export async function provoke(runtime: RuntimeKind, mishap: Mishap): Promise<Provoked> {
  const origin = createOrigin({
    'loadgate.yml': config(mishap),
    ...Object.fromEntries(
      ['victim', 'other'].flatMap((target) => [
        [`${target}/server.mjs`, SERVER],
        [`${target}/Dockerfile`, DOCKERFILE],
      ]),
    ),
    ...mishap.base,
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

export const victims = async ({ id }: Place, side = ''): Promise<string[]> => {
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
export function killProcess(
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

export const killVictim = (runtime: RuntimeKind, side: 'candidate' | 'baseline') => async (place: Place) => {
  if (runtime === 'docker') await docker(['kill', ...(await victims(place, side))]);
  else killProcess(place, /\bnode server\.mjs/, (pid) => isCandidate(pid) === (side === 'candidate'));
};

/** The service with something else done at its requests from the 101st on, which is under load. */
export const late = (what: string): string =>
  `const kept = [];\n${SERVER.replace("return 'ok'", `if (seen > 100) { ${what} }\n  return 'ok'`)}`;

/** The other target is measured, and the victim's cell says why it is not. */
export const ROW = { comment: 'created', verdict: 'invalid', measured: ['other/page'] } as const;
export const TARGETS_FAULT = { ...ROW, exitCode: 2 } as const;
export const MACHINES_FAULT = { ...ROW, exitCode: 3 } as const;
