/**
 * Collects generations for docs/internals/precision.md: the same code on both sides, and planted slowdowns, on a quiet machine
 * and beside a noisy neighbour. Raw data goes to a file with a JSON object a line, and is added to what is there.
 *
 *   node scripts/run-ts.mjs bench/precision/collect.ts FILE.jsonl MINUTES quiet|noisy [bed …]
 *
 * Needs a Docker engine. Blocks of a few generations of each bed, in random order, so that a drift of the machine
 * meets all of them.
 */
import { appendFileSync, existsSync } from 'node:fs';
import { newSeed } from '../../src/job/session.js';
import type { RunRecord } from '../../src/model/record.js';
import { seededRandom } from '../../src/system/random.js';
import { measureBed } from './measure-bed.js';
import { withNoise } from './neighbours.js';
import { BEDS, type Bed, calibration } from './plants.js';
import { type Line, type Noise, readLines } from './pools.js';
import { CALIBRATION_TURNS, turnsOfOnePercent } from './turns.js';

const CALIBRATION = { whole: 6, light: 0, duets: 2 } as const;

let ended = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (ended = true));

/** Turns of each service, as the file has them, so that what is planted stays the same however often it is continued. */
async function turnsFor(file: string, beds: readonly Bed[]): Promise<ReadonlyMap<string, number>> {
  const known = existsSync(file) ? readLines([file]) : [];
  const turns = new Map(known.map(({ target, turns }) => [target, turns]));
  for (const { target } of beds) {
    if (turns.has(target)) continue;
    const plants = [calibration(CALIBRATION_TURNS[target])];
    const record = await measureBed({ name: target, target, plants, block: CALIBRATION }, 0);
    const [cell] = record.cells;
    if (cell === undefined) throw new Error('the calibration has no cell');
    turns.set(target, turnsOfOnePercent(cell, CALIBRATION_TURNS[target]));
    console.error(`${target}: ${turns.get(target)?.toFixed(1)} turns take 1 % of a request's CPU time`);
  }
  return turns;
}

async function collect(file: string, minutes: number, noise: Noise, beds: readonly Bed[]): Promise<void> {
  const turns = await turnsFor(file, beds);
  const endMs = Date.now() + minutes * 60_000;
  const random = seededRandom(newSeed());
  for (let block = 0; ; block++) {
    for (const bed of random.shuffle(beds)) {
      if (Date.now() >= endMs || ended) return;
      const plants = bed.plants.filter(({ every = 1 }) => block % every === 0);
      const turned = turns.get(bed.target) ?? 0;
      const record = await withNoise(noise, () => measureBed({ ...bed, plants }, turned));
      for (const cell of record.cells) {
        const plant = `${bed.pool ?? bed.name} ${cell.scenario}`;
        const { fingerprint: machine } = record.machine;
        const line: Line = { plant, target: bed.target, turns: turned, noise, machine, cell };
        appendFileSync(file, `${JSON.stringify(line)}\n`);
      }
      tell(bed, record, Math.round((endMs - Date.now()) / 60_000));
    }
  }
}

function tell({ name }: Bed, { cells, durationMs }: RunRecord, minutesLeft: number): void {
  const generations = cells.reduce((sum, cell) => sum + cell.generations.length, 0);
  const done = `${name}: ${cells.length} cells, ${generations} generations in ${Math.round(durationMs / 1000)} s, ${minutesLeft} min left`;
  const invalid = cells.flatMap(({ scenario, invalid }) =>
    invalid === null ? [] : [`${scenario}: ${invalid.message}`],
  );
  console.error([done, ...invalid].join('; '));
}

const [file, minutes, noise, ...names] = process.argv.slice(2);
if (file === undefined || !(Number(minutes) > 0) || (noise !== 'quiet' && noise !== 'noisy')) {
  throw new Error('collect.ts FILE.jsonl MINUTES quiet|noisy [bed …]');
}
const chosen = BEDS.filter(({ name }) => names.length === 0 || names.includes(name));
await collect(file, Number(minutes), noise, chosen);
