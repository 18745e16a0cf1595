/**
 * All of docs/internals/precision.md by one command: collects generations (quiet, then beside a noisy neighbour) and stored
 * records, and works out the tables and the pictures. What a folder holds already is added to, so it can be continued.
 *
 *   node scripts/run-ts.mjs bench/precision/all.ts FOLDER [MINUTES quiet and noisy each = 60] [RECORDS = 20]
 *
 * Leaves generations.jsonl and stored.jsonl (raw data, an object a line), tables.md, stored.md, and the pictures in
 * FOLDER. Needs a Docker engine and dist/, and a machine that does nothing else meanwhile.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOISES } from './pools.js';
import { ROOT } from './run.js';

/** Runs a bench of this folder to its end. @returns what it printed @throws Error where it failed */
function run(bench: string, ...args: readonly (string | number)[]): string {
  console.error(`${bench} ${args.join(' ')}`);
  const argv = [join(ROOT, 'scripts/run-ts.mjs'), join(ROOT, 'bench/precision', bench), ...args.map(String)];
  const { status, signal, stdout } = spawnSync(process.execPath, argv, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${bench} ended with ${signal ?? status}`);
  return stdout;
}

const [folder, minutes = '60', records = '20'] = process.argv.slice(2);
if (folder === undefined) throw new Error('all.ts FOLDER [MINUTES] [RECORDS]');
mkdirSync(folder, { recursive: true });
const generations = join(folder, 'generations.jsonl');
const stored = join(folder, 'stored.jsonl');

for (const noise of NOISES) run('collect.ts', generations, minutes, noise);
// Each compares all that there is by then.
const pairs = NOISES.map((noise) => run('stored.ts', stored, records, noise)).at(-1) ?? '';
writeFileSync(join(folder, 'stored.md'), pairs);
const tables = run('evaluate.ts', 'all', generations);
writeFileSync(join(folder, 'tables.md'), tables);
run('plots.ts', folder, generations);
console.log(tables);
