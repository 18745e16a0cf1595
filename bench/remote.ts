/**
 * An engine on another machine (docs/engines.md), which is a network namespace of this one: the figures of `loadgate doctor` beside
 * those of this machine's engine, and what becomes of a run when the engine goes away. Needs root, and for ssh the package
 * openssh-server.
 *
 *   node scripts/run-ts.mjs bench/remote.ts [SECONDS] [local] [tcp] [ssh] [faults]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import type { Examination } from '../src/model/examination.js';
import type { RoundFigures } from '../src/model/record.js';
import { cpuUs } from '../src/model/round.js';
import { sweepRun } from '../src/runtime/docker/sweep.js';
import { exec } from '../src/system/exec.js';
import { ROOT } from '../test/support/action-run.js';
import { type FarEngine, startFarEngine } from '../test/support/far-engine.js';

type Env = Readonly<Record<string, string | undefined>>;

const [first = '', ...others] = process.argv.slice(2);
const hasTime = /^\d+$/.test(first);
const seconds = hasTime ? Number(first) : 60;
const named = hasTime ? others : process.argv.slice(2);
const isWanted = (part: string): boolean => named.length === 0 || named.includes(part);

/** @param act done when the first generation has begun; it ends before the run is looked at */
async function doctor(env: Env, budget: number, act: () => Promise<void> = async () => {}) {
  const cli = [
    join(ROOT, 'dist/cli.js'),
    'doctor',
    '--runtime',
    'docker',
    '--budget',
    `${budget}s`,
    '--json',
  ];
  const startedMs = Date.now();
  const child = spawn(process.execPath, cli, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [json, said] = ['', ''];
  let acting: Promise<void> | null = null;
  child.stdout.on('data', (chunk: Buffer) => {
    json += String(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += String(chunk);
    if (said.includes('generation 1')) acting ??= act();
  });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  await acting;
  if (json === '') throw new Error(`no report: ${said}`);
  return { found: JSON.parse(json) as Examination, said, exitCode, tookMs: Date.now() - startedMs };
}

const mean = (values: readonly (number | null)[]): number => {
  const known = values.flatMap((value) => value ?? []);
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
};

function row(name: string, { found, tookMs }: { found: Examination; tookMs: number }): string[] {
  const { record, sensitivities } = found;
  const generations = record.cells.flatMap((cell) => cell.generations);
  const solos = generations.flatMap(({ candidate }): readonly RoundFigures[] => candidate.solo);
  const sd = (metric: string) => sensitivities.find((one) => one.metric === metric)?.stdev ?? Number.NaN;
  const prices = record.cells.find(({ scenario }) => scenario === 'prices')?.generations ?? [];
  return [
    name,
    String(generations.length),
    mean(generations.map(({ durationMs }) => durationMs / 1000)).toFixed(1),
    mean(solos.map(({ rps }) => rps)).toFixed(0),
    mean(prices.flatMap(({ candidate }) => candidate.duet.map(cpuUs))).toFixed(1),
    `${(100 * sd('throughput')).toFixed(2)} %`,
    `${(100 * sd('cpu')).toFixed(2)} %`,
    `${(100 * sd('latency')).toFixed(2)} %`,
    `${found.comparison.counts.regression + found.comparison.counts.improvement}`,
    (tookMs / 1000).toFixed(0),
  ];
}

const FIGURES = ['engine', 'generations', 's each', 'solo req/s', 'prices: CPU µs', 's.d. throughput', 's.d. CPU', 's.d. latency', 'false alarms', 'took, s']; // biome-ignore format: a row

async function figures(far: FarEngine): Promise<void> {
  const rows: string[][] = [];
  if (isWanted('local')) rows.push(row('this machine', await doctor({}, seconds)));
  if (isWanted('tcp')) rows.push(row('tcp', await doctor(far.tcp, seconds)));
  if (isWanted('ssh') && far.ssh !== null) rows.push(row('ssh', await doctor(far.ssh, seconds)));
  if (rows.length > 0) console.log(`${markdownTable([FIGURES, ...rows])}\n`);
}

const LABEL = ['--filter', 'label=loadgate.run'];

function leftOn(far: FarEngine): string {
  const lines = (...argv: readonly string[]) => far.docker(...argv, ...LABEL).split('\n').filter((line) => line !== '').length; // biome-ignore format: short
  return `${lines('ps', '--all', '--quiet')} containers, ${lines('network', 'ls', '--quiet')} networks, ${lines('volume', 'ls', '--quiet')} volumes`; // biome-ignore format: short
}

async function faults(far: FarEngine): Promise<void> {
  const rows: string[][] = [];
  const told = async (name: string, env: Env, act?: () => Promise<void>): Promise<string> => {
    const { found, said } = await doctor(env, 30, act);
    const { record, comparison } = found;
    const codes = [...record.problems.map(({ code }) => code), ...record.cells.flatMap(({ invalid }) => invalid?.code ?? [])]; // biome-ignore format: short
    const warnings = /clean-up of .*/.exec(said)?.[0] ?? '';
    const { regression, improvement } = comparison.counts;
    const green = comparison.counts['no-change'];
    rows.push([name, [...new Set(codes)].join(', ') || 'none', `${regression + improvement} claimed, ${green} no-change`, leftOn(far), warnings]); // biome-ignore format: a row
    return record.id;
  };
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const lost = await told('the link is lost in a round, and stays away', far.tcp, async () => {
    await pause(8_000);
    far.link(false);
  });
  far.link(true);
  // What the post step of the Action does.
  const swept = await sweepRun(exec, lost, { own: far.tcp });
  const removed = `${swept.containers.length} containers, ${swept.networks.length} networks removed`;
  rows.push(['the link is back, and the post step runs', '', '', leftOn(far), removed]);
  await told('the engine restarts in a round', far.tcp, async () => {
    await pause(8_000);
    await far.restart();
  });
  const { env, stop } = await far.clock(3600_000);
  await told('its clock is an hour ahead', env);
  await stop();
  console.log(markdownTable([['fault', 'codes', 'verdicts', 'left on it', 'said'], ...rows]));
}

const far = await startFarEngine();
try {
  await far.load('node:24-slim');
  await figures(far);
  if (isWanted('faults')) await faults(far);
} finally {
  await far.close();
}
