/**
 * Whether latencies at a fixed rate are right: p50, p99 and p99.9 of the load generator beside those that are computed, against
 * servers whose latencies are known to the microsecond. Server on the first core, generator on the last.
 *
 * - `bimodal`: every request takes 20 ms, each 50th 200 ms.
 * - `stall`: every request takes 20 ms, and the server does nothing at all for half a second in every 4 s. With few
 *   connections, requests also wait for one of those.
 *
 *   node scripts/run-ts.mjs bench/latency.ts [--repeats 5] [--seconds 12] [--rate 400]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { startGenerator } from '../src/load/generator.js';
import type { Generator, LoadResult } from '../src/load/job.js';
import { allowedCores } from '../src/runtime/cores.js';
import { findProgram } from '../src/system/program.js';
import { bundleChild } from '../test/support/bundle.js';
import { loadJob } from '../test/support/load.js';
import { refusedPort } from '../test/support/servers.js';

const { values: asked } = parseArgs({
  options: {
    repeats: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '12' },
    rate: { type: 'string', default: '400' },
  },
});
const [REPEATS, SECONDS, RATE] = [asked.repeats, asked.seconds, asked.rate].map(Number) as [
  number,
  number,
  number,
];

const USUAL_MS = 20;
const SLOW_MS = 200;
const SLOW_EVERY = 50;
const STALL = { everyMs: 4000, fromMs: 1000, lastsMs: 500 };
const TRIM_MS = 250;

/** Answers by a clock of its own that it never waits for: its timers would be a millisecond late. */
const SERVER = `
const [port, kind] = process.argv.slice(1);
const stall = ${JSON.stringify(STALL)};
const due = [];
let first, count = 0, busy = false;
const server = require('node:http').createServer((request, response) => {
  const now = performance.now();
  first ??= now;
  count += 1;
  const slow = kind === 'bimodal' && count % ${SLOW_EVERY} === 0;
  due.push({ at: now + (slow ? ${SLOW_MS} : ${USUAL_MS}), response });
});
const stalled = (now) => kind === 'stall' && first !== undefined
  && now - first >= stall.fromMs && (now - first - stall.fromMs) % stall.everyMs < stall.lastsMs;
const turn = () => {
  while (stalled(performance.now()));
  const now = performance.now();
  for (let at = 0; at < due.length; at += 1) {
    if (due[at].at > now) continue;
    due[at].response.end('x');
    due[at] = due[due.length - 1];
    due.pop();
    at -= 1;
  }
  setImmediate(turn);
};
server.listen(Number(port), '127.0.0.1', 4096, () => process.send('ready'));
turn();
process.on('disconnect', () => process.exit());
`;

/** The end of the stall that a moment lies in; the moment itself where it lies in none. */
function afterStall(ms: number): number {
  const into = (ms - STALL.fromMs) % STALL.everyMs;
  return ms >= STALL.fromMs && into < STALL.lastsMs ? ms - into + STALL.lastsMs : ms;
}

/** Latencies of the requests that arrive inside the window, ms, as they have to be. */
function truth(kind: string, connections: number): readonly number[] {
  const freeAt = new Float64Array(connections);
  const latencies: number[] = [];
  for (let index = 0; (index * 1000) / RATE < SECONDS * 1000; index += 1) {
    const arrivesAt = (index * 1000) / RATE;
    const connection = freeAt.indexOf(Math.min(...freeAt));
    const sentAt = Math.max(arrivesAt, freeAt[connection] ?? 0);
    const isSlow = kind === 'bimodal' && (index + 1) % SLOW_EVERY === 0;
    const answer =
      kind === 'stall' ? afterStall(afterStall(sentAt) + USUAL_MS) : sentAt + (isSlow ? SLOW_MS : USUAL_MS);
    freeAt[connection] = answer;
    if (arrivesAt >= TRIM_MS && arrivesAt < SECONDS * 1000 - TRIM_MS) latencies.push(answer - arrivesAt);
  }
  return latencies.sort((a, b) => a - b);
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;

async function measure(kind: string, connections: number, generator: Generator): Promise<LoadResult> {
  const port = await refusedPort();
  const [core = 0] = allowedCores();
  const server: ChildProcess = spawn(
    findProgram('taskset') ?? 'taskset',
    ['-c', String(core), process.execPath, '-e', SERVER, String(port), kind],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  try {
    await once(server, 'message');
    const startAtNs = (process.hrtime.bigint() + 300_000_000n).toString();
    const durationMs = SECONDS * 1000;
    return await generator.run(
      loadJob(`http://127.0.0.1:${port}/`, {
        ...{ connections, durationMs, trimMs: TRIM_MS, startAtNs, rate: RATE, expectBody: null },
      }),
    );
  } finally {
    server.disconnect();
    await sleep(50);
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function rowsOf(kind: string, connections: number, generator: Generator): Promise<string[][]> {
  const results: LoadResult[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    results.push(await measure(kind, connections, generator));
  }
  const latencies = truth(kind, connections);
  const lateMs = median(results.map(({ arrivals }) => (arrivals?.lateUs ?? 0) / 1000));
  return (
    [
      ['p50', 0.5],
      ['p99', 0.99],
      ['p99.9', 0.999],
    ] as const
  ).map(([name, share]) => {
    const key = name === 'p99.9' ? 'p999' : name;
    const all = results.map(({ latencyUs }) => (latencyUs[key] ?? 0) / 1000);
    const right = quantile(latencies, share);
    const off = (value: number): string => `${((value / right - 1) * 100).toFixed(2)} %`;
    const worst = all.toSorted((a, b) => Math.abs(b / right - 1) - Math.abs(a / right - 1))[0] ?? 0;
    const figures = [right, median(all)].map((ms) => ms.toFixed(2));
    return [kind, String(connections), name, ...figures, off(median(all)), off(worst), lateMs.toFixed(2)];
  });
}

const bundle = await bundleChild('src/load/child.ts');
const core = allowedCores().at(-1) ?? 0;
const generator = await startGenerator({ childPath: bundle.path, cores: [core] });
try {
  const rows: string[][] = [];
  for (const [kind, connections] of [
    ['bimodal', 256],
    ['stall', 512],
    ['stall', 64],
  ] as const) {
    rows.push(...(await rowsOf(kind, connections, generator)));
  }
  const head = ['server', 'connections', '', 'computed, ms', 'loadgate, ms', 'off', 'worst', 'p99 late, ms'];
  const align = ['l', 'r', 'l', 'r', 'r', 'r', 'r', 'r'];
  process.stdout.write(
    `${markdownTable([head, ...rows], { align })}\n\n${REPEATS} rounds of ${SECONDS} s at ${RATE} requests/s each: medians.\n`,
  );
} finally {
  await generator.close();
  bundle.remove();
}
