import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { judgeShares } from '../../src/measure/spoilt.js';
import type { CellRecord, Generation, SideFigures } from '../../src/model/record.js';
import type { RoundKind } from '../../src/model/round.js';
import type { Random } from '../../src/system/random.js';
import { STILL_BEDS } from './plants.js';

export const NOISES = ['quiet', 'noisy'] as const;
export type Noise = (typeof NOISES)[number];

/** A line of the raw data: what one block of generations of a plant gave. */
export interface Line {
  /** Bed and scenario. */
  readonly plant: string;
  readonly target: string;
  /** Turns of an empty loop that take 1 % of a request's CPU time there. */
  readonly turns: number;
  readonly noise: Noise;
  /** Fingerprint of the machine. */
  readonly machine: string;
  readonly cell: CellRecord;
}

/** All generations of one plant under one kind of noise, in the order in which they were measured. */
export interface Pool {
  readonly plant: string;
  readonly noise: string;
  readonly generations: readonly Generation[];
}

/** The objects of a file with one a line; a name that ends with .gz is unpacked. */
export function readJsonLines<T>(file: string): readonly T[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as T);
}

/** Reads what collect.ts wrote. */
export const readLines = (files: readonly string[]): readonly Line[] =>
  files.flatMap((file) => readJsonLines<Line>(file));

const CAPS = { cpus: 1 };

/** Whether a run of today would keep it, also where the rule was another one when it was measured. */
function isKept({ candidate, baseline }: Generation): boolean {
  return candidate.duet.every((ours, at) => {
    const theirs = baseline?.duet[at];
    const sides = [{ side: 'candidate', figures: ours, caps: CAPS } as const];
    const duet =
      theirs === undefined ? sides : [...sides, { side: 'baseline', figures: theirs, caps: CAPS } as const];
    return judgeShares(duet) === null;
  });
}

/** All generations of each plant. */
export function readAll(files: readonly string[]): readonly Pool[] {
  interface Growing {
    readonly plant: string;
    readonly noise: string;
    readonly generations: Generation[];
  }
  const pools = new Map<string, Growing>();
  for (const { plant, noise, cell } of readLines(files)) {
    const key = `${plant}\n${noise}`;
    const pool: Growing = pools.get(key) ?? { plant, noise, generations: [] };
    pool.generations.push(...cell.generations);
    pools.set(key, pool);
  }
  return [...pools.values()];
}

/** Those that a run would keep. */
export const keptOf = (pools: readonly Pool[]): readonly Pool[] =>
  pools.map((pool) => ({ ...pool, generations: pool.generations.filter(isKept) }));

/** Those of one kind of noise that have generations, by name: what is drawn from them hangs on their order. */
export const poolsIn = (noise: Noise, pools: readonly Pool[]): readonly Pool[] =>
  pools
    .filter((pool) => pool.noise === noise && pool.generations.length > 0)
    .sort((a, b) => a.plant.localeCompare(b.plant));

/** Draws a generation that has had rounds of these kinds. */
export type Draw = (kinds: readonly RoundKind[]) => Generation;

/**
 * Draws generations, each at any time as likely as the others (Efron's bootstrap). One that was measured with duets alone
 * borrows the other rounds of a whole one where these are needed.
 */
export function drawer({ plant, noise, generations }: Pool, random: Random): Draw {
  const any = <T>(all: readonly T[]): T => all[random.below(all.length)] as T;
  const whole = generations.filter(isWhole);
  if (whole.length === 0) throw new Error(`no whole generations of ${plant}, ${noise}`);
  return (kinds) => {
    const drawn = any(generations);
    return isWhole(drawn) || kinds.every((kind) => kind === 'duet') ? drawn : completed(drawn, any(whole));
  };
}

const isWhole = ({ candidate: { duet, solo } }: Generation): boolean => duet.length === 0 || solo.length > 0;

function completed(light: Generation, { candidate, baseline }: Generation): Generation {
  const sideOf = (side: SideFigures, { solo, probe }: SideFigures): SideFigures => ({ ...side, solo, probe });
  return {
    ...light,
    candidate: sideOf(light.candidate, candidate),
    baseline: light.baseline === null || baseline === null ? null : sideOf(light.baseline, baseline),
  };
}

/** Whether nothing was planted into the route, whatever was planted into others of its process. */
export const isStill = (plant: string): boolean => plant.endsWith('-same');

/** Whether both sides are of the same code altogether. */
const isAlike = ({ plant }: Pool): boolean => STILL_BEDS.has(plant.split(' ', 1)[0] ?? '');

export const alikeIn = (pools: readonly Pool[]): readonly Pool[] => pools.filter(isAlike);

/** Those of routes that nothing was planted into, beside others of their process that something was. */
export const besidePlantsIn = (pools: readonly Pool[]): readonly Pool[] =>
  pools.filter((pool) => isStill(pool.plant) && !isAlike(pool));
