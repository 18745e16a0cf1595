/**
 * Our load generator (autocannon's client, our histogram) beside wrk, on the same targets, with 1, 32 and 256
 * connections. Target on the first core, generator on the last; the two take turns, and who is first changes.
 * Prints a Markdown table: medians over the repeats, and half of the interquartile range.
 *
 *   apt-get install wrk nginx-light        (without nginx, only the slower targets are measured)
 *   node scripts/run-ts.mjs bench/generator.ts [repeats] [seconds a run]
 */
import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { promisify } from 'node:util';
import { markdownTable } from 'markdown-table';
import { startGenerator } from '../src/load/generator.js';
import type { Generator } from '../src/load/job.js';
import { allowedCores } from '../src/runtime/cores.js';
import { readMachine } from '../src/system/machine.js';
import { findProgram } from '../src/system/program.js';
import { bundleChild } from '../test/support/bundle.js';
import { loadJob } from '../test/support/load.js';
import { type RawTarget, startNginx, startNodeServer } from './raw-targets.js';

const CONNECTIONS = [1, 32, 256];
const TRIM_MS = 250;
/** What makes a target as slow as a fast web framework. */
const WORK_US = 100;
const REPEATS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 2);

/** One run. Latencies are µs. */
interface Run {
  readonly rps: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU time as a share of a core; null: not known. */
  readonly cpu: number | null;
}

type Tool = (url: string, connections: number) => Promise<Run>;

function ours(generator: Generator): Tool {
  return async (url, connections) => {
    const startAtNs = (process.hrtime.bigint() + 100_000_000n).toString();
    const durationMs = SECONDS * 1000 + 2 * TRIM_MS;
    const job = loadJob(url, { connections, durationMs, trimMs: TRIM_MS, startAtNs });
    const { rps, latencyUs, failures, generatorCpu } = await generator.run(job);
    const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
    if (failed > 0) throw new Error(`${failed} requests failed: ${JSON.stringify(failures)}`);
    return { rps, p50: latencyUs.p50, p99: latencyUs.p99, cpu: generatorCpu };
  };
}

const UNIT_US: Readonly<Record<string, number>> = { us: 1, ms: 1e3, s: 1e6, m: 60e6 };

function wrk(program: string, core: number): Tool {
  return async (url, connections) => {
    const args = ['-c', String(core), program, '-t1', `-c${connections}`, `-d${SECONDS}s`, '--latency', url];
    const { stdout } = await promisify(execFile)('taskset', args);
    const quantile = (percent: number): number => {
      const [, value, unit] = new RegExp(`^ +${percent}% +([\\d.]+)(us|ms|s|m) *$`, 'm').exec(stdout) ?? [];
      return Number(value) * (UNIT_US[unit ?? ''] ?? Number.NaN);
    };
    const rps = Number(/^Requests\/sec: +([\d.]+)$/m.exec(stdout)?.[1]);
    if (/Non-2xx|Socket errors/.test(stdout) || Number.isNaN(rps)) throw new Error(`wrk failed:\n${stdout}`);
    return { rps, p50: quantile(50), p99: quantile(99), cpu: null };
  };
}

async function takeTurns(tools: Readonly<Record<'ours' | 'wrk', Tool>>, url: string, connections: number) {
  const runs: Record<'ours' | 'wrk', Run[]> = { ours: [], wrk: [] };
  await tools.ours(url, connections); // Just-in-time compilers compile.
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const order = repeat % 2 === 0 ? (['ours', 'wrk'] as const) : (['wrk', 'ours'] as const);
    for (const name of order) runs[name].push(await tools[name](url, connections));
  }
  return runs;
}

/** Linear between order statistics. */
function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at % 1);
}

function cell(runs: readonly Run[], figure: (run: Run) => number): string {
  const values = runs.map(figure);
  const median = quantileOf(values, 0.5);
  const spread = (quantileOf(values, 0.75) - quantileOf(values, 0.25)) / 2;
  const shown = median < 1000 ? median.toFixed(1) : Math.round(median).toLocaleString('en-GB');
  return `${shown} ± ${((spread / median) * 100).toFixed(1)} %`;
}

function rows(target: string, connections: number, runs: Readonly<Record<'ours' | 'wrk', readonly Run[]>>) {
  return (['ours', 'wrk'] as const).map((name) => {
    const of = runs[name];
    const cpu = of.every((run) => run.cpu === null)
      ? ''
      : cell(of, (run) => (run.cpu ?? 0) * 100).replace(/ ±.*/, ' %');
    const figures = [cell(of, (run) => run.rps), cell(of, (run) => run.p50), cell(of, (run) => run.p99)];
    return [target, String(connections), name === 'ours' ? 'loadgate' : 'wrk', ...figures, cpu];
  });
}

async function measure(
  targets: readonly RawTarget[],
  tools: Readonly<Record<'ours' | 'wrk', Tool>>,
): Promise<string> {
  const table = [
    ['target', 'connections', 'generator', 'requests/s', 'p50, µs', 'p99, µs', "generator's CPU"],
  ];
  for (const target of targets) {
    for (const connections of CONNECTIONS) {
      table.push(...rows(target.name, connections, await takeTurns(tools, target.url, connections)));
    }
  }
  return markdownTable(table, { align: ['l', 'r', 'l', 'r', 'r', 'r', 'r'] });
}

async function main(): Promise<void> {
  const cores = allowedCores();
  const [first, last] = [cores[0], cores.at(-1)];
  const program = findProgram('wrk');
  if (program === null) throw new Error('wrk is not here: apt-get install wrk');
  if (first === undefined || last === undefined || first === last) throw new Error('two cores are needed');
  const bundle = await bundleChild('src/load/child.ts');
  const generator = await startGenerator({ childPath: bundle.path, cores: [last] });
  const nginx = findProgram('nginx', `${process.env['PATH']}:/usr/sbin`);
  const targets = [
    ...(nginx === null ? [] : [await startNginx(nginx, first)]),
    await startNodeServer(first),
    await startNodeServer(first, WORK_US),
  ];
  try {
    const before = loadavg();
    const table = await measure(targets, { ours: ours(generator), wrk: wrk(program, last) });
    const { cpuModel, cores: count } = readMachine();
    const load = [before, loadavg()].map(([minute]) => minute?.toFixed(1)).join(' before, ');
    const what = `${REPEATS} runs of ${SECONDS} s each`;
    process.stdout.write(`${table}\n\n${what}, on ${count} × ${cpuModel}; load average ${load} after.\n`);
  } finally {
    await Promise.all([generator.close(), ...targets.map((target) => target.close())]);
    bundle.remove();
  }
}

await main();
