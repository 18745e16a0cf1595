import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { CellRecord, Generation } from '../../src/model/record.js';
import type { Random } from '../../src/system/types.js';

export const NOISES = ['quiet', 'noisy'] as const;

/** A line of the raw data: what one block of generations of a plant gave. */
export interface Line {
  /** Bed and scenario. */
  readonly plant: string;
  readonly target: string;
  /** Turns of an empty loop that take 1 % of a request's CPU time there. */
  readonly turns: number;
  readonly noise: (typeof NOISES)[number];
  /** Fingerprint of the machine. */
  readonly machine: string;
  readonly cell: CellRecord;
}

/** All generations of one plant under one kind of noise, in the order in which they were measured. */
export interface Pool {
  readonly plant: string;
  readonly noise: string;
  readonly generations: readonly Generation[];
  /** Generations that were lost because the cell became invalid, with the reasons. */
  readonly invalid: readonly string[];
}

/** Reads what collect.ts wrote; a name that ends with .gz is unpacked. */
export function readLines(files: readonly string[]): readonly Line[] {
  return files.flatMap((file) => {
    const bytes = readFileSync(file);
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim();
    return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Line);
  });
}

/** The generations of each plant. */
export function readPools(files: readonly string[]): readonly Pool[] {
  interface Growing {
    readonly plant: string;
    readonly noise: string;
    readonly generations: Generation[];
    readonly invalid: string[];
  }
  const pools = new Map<string, Growing>();
  for (const { plant, noise, cell } of readLines(files)) {
    const key = `${plant}\n${noise}`;
    const pool: Growing = pools.get(key) ?? { plant, noise, generations: [], invalid: [] };
    pool.generations.push(...cell.generations);
    if (cell.invalid !== null) pool.invalid.push(cell.invalid.code);
    pools.set(key, pool);
  }
  return [...pools.values()];
}

/** Those of one kind of noise that have generations, by name: what is drawn from them hangs on their order. */
export const poolsIn = (noise: Line['noise'], pools: readonly Pool[]): readonly Pool[] =>
  pools
    .filter((pool) => pool.noise === noise && pool.generations.length > 0)
    .sort((a, b) => a.plant.localeCompare(b.plant));

/** Draws whole generations, each at any time as likely as the others (Efron's bootstrap). */
export function drawer({ plant, noise, generations }: Pool, random: Random): () => Generation {
  if (generations.length === 0) throw new Error(`no generations of ${plant}, ${noise}`);
  return () => generations[random.below(generations.length)] as Generation;
}

/** Whether nothing was planted. */
export const isStill = (plant: string): boolean => plant.endsWith('-same');
