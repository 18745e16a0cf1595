import { neededRounds } from '../../src/compare/needed.js';
import { nextStep } from '../../src/compare/sequential.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../src/config/defaults.js';
import type { Gate, MeasureSettings } from '../../src/model/config.js';
import type { CellRecord, Generation } from '../../src/model/record.js';
import { ALL_KINDS } from '../../src/model/round.js';
import { seededRandom } from '../../src/system/random.js';
import { makeRecord } from '../../test/support/records.js';
import { drawer, type Pool } from './pools.js';
import { asSpent, roundSeconds } from './spending.js';

/** How loadgate spends a cell's time. */
export interface Spending {
  /** Of rounds that a cell may take, s. */
  readonly seconds: number;
  readonly duets: 1 | 2;
  /** Rounds of the later generations: those that the rule needs, or all. */
  readonly later: 'needed' | 'all';
  readonly gate?: Partial<Gate>;
}

/** As the defaults are. */
export const AS_SHIPPED = { duets: 1, later: 'needed' } as const;

/** A gate, and the time of rounds of a cell, in a report that spends it as the defaults do. */
export interface Asked {
  readonly name: string;
  readonly spending: Spending;
}

const asked = (slower: number, seconds: number): Asked => ({
  name: `gate ${slower * 100} %, ${seconds} s`,
  spending: { ...AS_SHIPPED, seconds, gate: { slower } },
});

/** The default gate, the least that a minute finds much for, and the least of three minutes. */
export const GATE_3 = asked(0.03, 60);
export const GATE_1 = asked(0.01, 60);
export const GATE_HALF = asked(0.005, 180);

/** Whole generations for the screen, and the shortest that there are from then on. */
function mostGenerations({ seconds, duets, later }: Spending): number {
  const whole = roundSeconds(ALL_KINDS, duets);
  if (later === 'all') return Math.floor(seconds / whole);
  const { screenGenerations: screen } = DEFAULT_MEASURE;
  return screen + Math.floor((seconds - screen * whole) / roundSeconds(['duet'], duets));
}

export function cellOf(pool: Pool, index: number, generations: readonly Generation[]): CellRecord {
  const [empty] = makeRecord().cells;
  if (empty === undefined) throw new Error('the sample record has no cell');
  const [target = '', scenario = ''] = pool.plant.split(' ');
  return { ...empty, target: `${target}-${index}`, scenario, generations };
}

/** A cell as loadgate would have measured it. */
export interface Measured {
  readonly cell: CellRecord;
  readonly seconds: number;
}

/** Gate and settings of a spending. */
export function askedBy(spending: Spending): { readonly gate: Gate; readonly settings: MeasureSettings } {
  return {
    gate: { ...DEFAULT_GATE, ...spending.gate },
    settings: { ...DEFAULT_MEASURE, maxGenerations: mostGenerations(spending) },
  };
}

/** Draws the generations that the code that decides real runs asks for, as many as fit into the time. */
export function measureCell(pool: Pool, spending: Spending, seed: number): Measured {
  const { gate, settings } = askedBy(spending);
  const draw = drawer(pool, seededRandom(seed));
  const generations: Generation[] = [];
  const cell = cellOf(pool, 0, generations);
  let seconds = 0;
  for (;;) {
    const phase = nextStep(cell, gate, settings);
    const kinds = spending.later === 'needed' ? neededRounds(cell, gate, settings) : ALL_KINDS;
    const takes = roundSeconds(kinds, spending.duets);
    if (phase === 'done' || seconds + takes > spending.seconds) return { cell, seconds };
    seconds += takes;
    generations.push({ ...asSpent(draw(kinds), kinds, spending.duets), index: generations.length, phase });
  }
}
