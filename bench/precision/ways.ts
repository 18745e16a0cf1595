import { compareRecord } from '../../src/compare/compare.js';
import type { Random } from '../../src/system/random.js';
import { makeRecord } from '../../test/support/records.js';
import { askedBy, type Measured, measureCell, type Spending } from './drawn-cells.js';
import type { Pool } from './pools.js';

/** What one way says of one cell. */
export interface Said {
  readonly red: boolean;
  /** Neither shown nor ruled out. */
  readonly open: boolean;
  readonly generations: number;
  /** Time of its rounds, s. */
  readonly seconds: number;
}

/** A way of telling slower code, given the same raw data as the others: a pool a cell. */
export interface Way {
  readonly name: string;
  readonly says: (pools: readonly Pool[], random: Random) => readonly Said[];
}

/** Cells that a pool is measured as; reports are made of these, so that none is worked out for each report anew. */
const BANK = 400;

/** loadgate's own rule, on the code that decides real runs. */
export function loadgate(name: string, spending: Spending): Way {
  const { gate, settings } = askedBy(spending);
  const banks = new Map<Pool, Map<number, Measured>>();
  const anyOf = (pool: Pool, random: Random): Measured => {
    const bank = banks.get(pool) ?? new Map<number, Measured>();
    banks.set(pool, bank);
    const at = random.below(BANK);
    const known = bank.get(at) ?? measureCell(pool, spending, at);
    bank.set(at, known);
    return known;
  };
  return {
    name,
    says: (pools, random) => {
      const drawn = pools.map((pool) => anyOf(pool, random));
      const cells = drawn.map(({ cell }, at) => ({ ...cell, target: `${cell.target}-${at}` }));
      return compareRecord(makeRecord({ cells }), gate, settings).cells.map(({ verdict }, at) => ({
        red: verdict === 'regression',
        open: verdict === 'inconclusive',
        generations: cells[at]?.generations.length ?? 0,
        seconds: drawn[at]?.seconds ?? 0,
      }));
    },
  };
}
