/**
 * One run of 40 cells beside four shards of it and their merge, for real: 8 small Node.js services with 5 scenarios each, as
 * processes, measured by dist/cli.js. Every service differs from its baseline by a comment, and two cells by half of their work.
 *
 *   node scripts/run-ts.mjs bench/shards.ts --folder FOLDER --part whole    # about 8 minutes
 *   node scripts/run-ts.mjs bench/shards.ts --folder FOLDER --part 1        # 2, 3, 4: about 2 minutes each
 *   node scripts/run-ts.mjs bench/shards.ts --folder FOLDER --part merge    # seconds
 *
 * Each part leaves its record in the folder, so that they may run at different times, on an otherwise quiet machine. `merge`
 * compares the verdicts, writes the comment, and tries what a merge has to refuse. It fails where a cell is red that was not
 * made slower, where one that was is not red, where both decide a cell otherwise, or where something is not refused. A cell that
 * only one of them could decide is named.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { judge, NOTHING_ELSE, type Outcome } from '../src/compare/judge.js';
import { parseConfig } from '../src/config/parse.js';
import { recordName } from '../src/model/shard.js';
import { parseRecord } from '../src/record/parse.js';
import { serialiseRecord } from '../src/record/serialise.js';
import { renderComment } from '../src/report/comment.js';
import { TERMINAL_CONTEXT } from '../src/report/terminal.js';
import { ROOT } from './precision/run.js';

const { values: asked } = parseArgs({ options: { folder: { type: 'string' }, part: { type: 'string' } } });
const { folder: folderAsked, part } = asked;
const SHARDS = 4;
const PARTS = ['whole', ...Array.from({ length: SHARDS }, (_, at) => `${at + 1}`), 'merge'];
if (folderAsked === undefined || part === undefined || !PARTS.includes(part))
  throw new Error(`shards.ts --folder FOLDER --part ${PARTS.join('|')}`);
const folder = resolve(folderAsked);
const repository = join(folder, 'repository');
const records = join(folder, 'records');

const TARGETS = 8;
const SCENARIOS = 5;
/** Cells that get slower, and by how much of their work. */
const PLANTED: ReadonlyMap<string, number> = new Map([
  ['service-2/sum-3', 1.5],
  ['service-6/sum-1', 1.5],
]);
/** Whole runs hold all cells, each shard a quarter of them. */
const BUDGETS = { whole: '11m', shard: '4m' };
const SEED = '20261128';

/** Steps that a request of a scenario takes: 0.1 to 0.3 ms. */
const stepsOf = (scenario: number): number => 60_000 + 30_000 * scenario;

const server = (target: number, version: string): string => {
  const steps = Array.from({ length: SCENARIOS }, (_, scenario) => {
    const slower = version === 'candidate' ? (PLANTED.get(`service-${target}/sum-${scenario}`) ?? 1) : 1;
    return Math.round(stepsOf(scenario) * slower);
  });
  return `// ${version}
import { createServer } from 'node:http';
const steps = ${JSON.stringify(steps)};
const server = createServer((request, response) => {
  const count = steps[Number(request.url.slice(1))] ?? 0;
  let sum = 0;
  for (let at = 0; at < count; at++) sum = (sum * 31 + at) | 0;
  response.end(sum === 1 ? 'one' : 'done');
});
server.keepAliveTimeout = 75_000;
server.listen(Number(process.env.PORT), process.env.HOST ?? '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
`;
};

const each = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

/** Rounds are short, so the gate is wide: both runs can decide all cells. */
const CONFIG = `caps: { cpus: 1, memory: 256m }
gate: { slower: 10% }
profile: never
measure: { screen-generations: 3, confirm-generations: 4, max-generations: 16, warm-up: 1s, duet: 500ms, solo: 250ms, probe: 100ms, trim: 60ms }
targets:
${each(TARGETS, (at) => `  service-${at}: { build: service-${at}, command: node server.mjs, port: 8080 }`)}
scenarios:
${each(SCENARIOS, (at) => `  sum-${at}: { request: GET /${at}, connections: 8, expect: { status: 200 } }`)}
`;

function git(...argv: readonly string[]): void {
  const who = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'commit.gpgsign=false'];
  const date = '2026-01-01T00:00:00Z';
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const { status, stderr } = spawnSync('git', [...who, ...argv], { cwd: repository, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${argv.join(' ')}: ${stderr}`);
}

/** The same commits each time, so that parts which ran at different times are of one run. */
function makeRepository(): void {
  if (existsSync(join(repository, '.git'))) return;
  rmSync(repository, { recursive: true, force: true });
  mkdirSync(repository, { recursive: true });
  git('init', '--quiet', '--initial-branch', 'main');
  for (const version of ['baseline', 'candidate']) {
    if (version === 'candidate') git('switch', '--quiet', '--create', 'slower');
    writeFileSync(join(repository, 'loadgate.yml'), CONFIG);
    writeFileSync(join(repository, '.gitignore'), '.loadgate/\n');
    for (let target = 0; target < TARGETS; target++) {
      mkdirSync(join(repository, `service-${target}`), { recursive: true });
      writeFileSync(join(repository, `service-${target}`, 'server.mjs'), server(target, version));
    }
    git('add', '--all');
    git('commit', '--quiet', '--message', version);
  }
}

/** Runs loadgate as a user does. @returns its exit code and what it wrote to the log and the terminal */
function loadgate(...argv: readonly string[]): { readonly exitCode: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'dist/cli.js'), ...argv], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
  return { exitCode: status, text: `${stderr}${stdout}` };
}

const pathOf = (name: string): string => join(records, name);
const shardPath = (index: number): string => pathOf(recordName({ index, of: SHARDS }));

function measure(name: string, budget: string, path: string, more: readonly string[]): void {
  mkdirSync(records, { recursive: true });
  const startedMs = performance.now();
  const { exitCode, text } = loadgate(
    ...['run', '--base', 'main', '--runtime', 'process', '--seed', SEED],
    ...['--budget', budget, '--record', path, ...more],
  );
  writeFileSync(pathOf(`${name}.log`), text);
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  console.log(`${name}: exit code ${exitCode} after ${seconds} s; ${text.trim().split('\n').at(-1)}`);
  if (!existsSync(path)) throw new Error(text.slice(-2000));
}

const outcomeOf = (path: string): Outcome => {
  const { gate, measure } = parseConfig(CONFIG, 'loadgate.yml');
  const record = parseRecord(readFileSync(path, 'utf8'), path);
  return judge(record, { ...NOTHING_ELSE, gate, measure });
};

const verdictsOf = ({ comparison }: Outcome): ReadonlyMap<string, string> =>
  new Map(comparison.cells.map(({ target, scenario, verdict }) => [`${target}/${scenario}`, verdict]));

const faults: string[] = [];
const check = (isRight: boolean, what: string): void => {
  console.log(`${isRight ? 'ok  ' : 'NOT '} ${what}`);
  if (!isRight) faults.push(what);
};

/** A merge that has to fail, and what it has to name. */
function refused(what: string, paths: readonly string[], named: RegExp): void {
  const { exitCode, text } = loadgate('merge', ...paths, '--record', pathOf('refused.json'));
  const said = text.split('\n').find((line) => named.test(line));
  check(
    exitCode !== 0 && exitCode !== null && said !== undefined,
    `${what}: exit code ${exitCode}, ${said?.trim()}`,
  );
}

function compareVerdicts(whole: Outcome, merged: Outcome): void {
  const [one, four] = [verdictsOf(whole), verdictsOf(merged)];
  const kinds = [...new Set([...one.values(), ...four.values()])].toSorted();
  const count = (verdicts: ReadonlyMap<string, string>, kind: string): string =>
    `${[...verdicts.values()].filter((verdict) => verdict === kind).length}`;
  const rows = kinds.map((kind) => [kind, count(one, kind), count(four, kind)]);
  console.log(`\n${markdownTable([['verdict', 'one run', `${SHARDS} shards`], ...rows])}\n`);
  const others = [...one].filter(([cell, verdict]) => four.get(cell) !== verdict);
  for (const [cell, verdict] of others) console.log(`     ${cell}: ${verdict}, in shards ${four.get(cell)}`);
  const opposed = others.filter(([cell, verdict]) => ![verdict, four.get(cell)].includes('inconclusive'));
  check(
    opposed.length === 0 && one.size === four.size,
    `of ${one.size} cells ${one.size - others.length} have the same verdict, and none the opposite`,
  );
  for (const [name, verdicts] of [
    ['one run', one],
    ['shards', four],
  ] as const) {
    const red = [...verdicts].filter(([, verdict]) => verdict === 'regression').map(([cell]) => cell);
    check(
      red.length === PLANTED.size && red.every((cell) => PLANTED.has(cell)),
      `${name}: red are the slower cells alone: ${red.join(', ')}`,
    );
  }
}

function merge(): void {
  const shards = Array.from({ length: SHARDS }, (_, at) => shardPath(at + 1));
  const merged = loadgate('merge', ...shards, '--record', pathOf('merged.json'));
  check(merged.exitCode === 1, `merge: exit code ${merged.exitCode}, as for a regression`);
  const [whole, four] = [outcomeOf(pathOf('whole.json')), outcomeOf(pathOf('merged.json'))];
  compareVerdicts(whole, four);
  const comment = renderComment(four.record, four.comparison, four.gate, TERMINAL_CONTEXT);
  writeFileSync(pathOf('comment.md'), comment);
  console.log(
    `\none comment, ${comment.length} characters: ${comment.split('\n').find((line) => line.startsWith('#'))}\n`,
  );

  const [first = '', ...others] = shards;
  refused('a missing shard', shards.slice(0, -1), /record of shard 4\/4 is missing/i);
  const copy = pathOf('copy.json');
  cpSync(first, copy);
  refused('a double shard', [...shards, copy], /records of shard 1\/4/);
  const record = parseRecord(readFileSync(first, 'utf8'), first);
  writeFileSync(copy, serialiseRecord({ ...record, seed: record.seed + 1 }));
  refused('another seed', [copy, ...others], /differ in their seed/);
  refused('the record of a whole run', [pathOf('whole.json'), ...others], /of a whole run/);
  if (faults.length > 0) process.exitCode = 1;
}

makeRepository();
if (part === 'merge') merge();
else if (part === 'whole') measure('whole', BUDGETS.whole, pathOf('whole.json'), []);
else measure(`shard ${part}`, BUDGETS.shard, shardPath(Number(part)), ['--shard', `${part}/${SHARDS}`]);
