import type { CellRecord, Generation, RoundFigures, SideFigures } from '../../src/model/record.js';
import { makeCell, makeGenerations, type Ratios } from './records.js';

/** An open loop, as a test wants to say it. Ratios are candidate / baseline. */
export interface RateOptions {
  /** Arrivals/s. */
  readonly rate?: number;
  /** Share of the arrivals that each side answers. */
  readonly answered?: { readonly baseline?: number; readonly candidate?: number };
  readonly p95?: number;
  readonly p99?: number;
  /** The rate is loadgate's own. */
  readonly reduced?: boolean;
}

const P95_US = 20_000;
const P99_US = 40_000;

/** A cell whose duet and solo rounds are open loops, with the spread of a quiet machine. */
export function makeRateCell(
  { rate = 500, answered = {}, p95 = 1, p99 = 1, reduced = false }: RateOptions = {},
  ratios: Ratios = {},
  counts: { readonly screen: number; readonly confirm?: number } = { screen: 4, confirm: 5 },
): CellRecord {
  const wobble = (at: number): number => [1.01, 0.99, 1.012, 0.988][at % 4] ?? 1;
  const side = (figures: SideFigures, share: number, tail: readonly [number, number]): SideFigures => {
    const open = (round: RoundFigures): RoundFigures => ({
      ...round,
      rps: rate * share,
      latencyUs: { ...round.latencyUs, p95: P95_US * tail[0], p99: P99_US * tail[1], p999: P99_US * 2 },
      arrivals: { rate, count: rate * 2, unsent: 0, lateUs: 1100, ...(reduced ? { reduced: true } : {}) },
    });
    return { ...figures, duet: figures.duet.map(open), solo: figures.solo.map(open) };
  };
  const generations = makeGenerations(ratios, counts).map(
    (one, at): Generation => ({
      ...one,
      candidate: side(one.candidate, answered.candidate ?? 1, [p95 * wobble(at), p99 * wobble(at + 1)]),
      baseline: one.baseline === null ? null : side(one.baseline, answered.baseline ?? 1, [1, 1]),
    }),
  );
  return makeCell({ generations, ...(reduced ? { reduced: { rate, seen: 2 * rate } } : {}) });
}
