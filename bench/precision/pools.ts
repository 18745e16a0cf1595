import { readFileSync } from 'node:fs';
import type { CellRecord, Generation } from '../../src/model/record.js';
import type { Random } from '../../src/system/types.js';

/** A line of the raw data: what one block of generations of a plant gave. */
export interface Line {
  readonly plant: string;
  readonly noise: string;
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

/** Reads what collect.ts wrote. */
export function readPools(files: readonly string[]): readonly Pool[] {
  interface Growing {
    readonly plant: string;
    readonly noise: string;
    readonly generations: Generation[];
    readonly invalid: string[];
  }
  const pools = new Map<string, Growing>();
  for (const line of files.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))) {
    const { plant, noise, cell }: Line = JSON.parse(line);
    const key = `${plant}\n${noise}`;
    const pool: Growing = pools.get(key) ?? { plant, noise, generations: [], invalid: [] };
    pool.generations.push(...cell.generations);
    if (cell.invalid !== null) pool.invalid.push(cell.invalid.code);
    pools.set(key, pool);
  }
  return [...pools.values()];
}

/** Draws whole generations, none twice before all were drawn. */
export function drawer(pool: Pool, random: Random): () => Generation {
  let left: Generation[] = [];
  return () => {
    if (left.length === 0) left = [...random.shuffle(pool.generations)];
    const next = left.pop();
    if (next === undefined) throw new Error(`no generations of ${pool.plant}, ${pool.noise}`);
    return next;
  };
}
