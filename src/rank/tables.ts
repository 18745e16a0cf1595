import type { CellRecord, Generation, RoundFigures } from '../model/record.js';
import { cpuUs } from '../model/round.js';
import { isPositive, meanLog } from '../stats/ratio.js';
import { mean, sampleVariance } from '../stats/summary.js';
import type { DuetValues } from './ratios.js';

/** What targets are ranked by. Both are per generation. */
export type RankedBy = 'throughput' | 'cpu';

const READ: Readonly<Record<RankedBy, (round: RoundFigures) => number | null>> = {
  throughput: ({ rps }) => rps,
  cpu: cpuUs,
};

/** Share of the targets' cores from which on two that run at once get in one another's way. */
const FULL = 0.85;
/** How far the CPU shares of two may be apart that both take what they can get. */
const UNEVEN = 0.15;

/**
 * Whether a duet's rates are not in the ratio that both have alone: its cores were full, and one of them had more of them
 * than the other, because that one wanted no more (it waits for an upstream, or has few threads). Alone, the first would have
 * got more than in the duet, the second would not.
 * @param cores of both together; null: they are not pinned, and nothing can be told
 */
function isUneven(one: RoundFigures, other: RoundFigures, cores: number | null): boolean {
  const [a, b] = [one, other].map((round) => ((cpuUs(round) ?? 0) * round.rps) / 1e6) as [number, number];
  if (cores === null || a === 0 || b === 0 || a + b < FULL * cores) return false;
  return Math.abs(a - b) > UNEVEN * Math.max(a, b);
}

/** What the duets of one scenario say. */
export interface ScenarioDuets {
  readonly duets: readonly DuetValues[];
  /** Targets whose duets are uneven: their values are of solo rounds. */
  readonly bySolo: ReadonlySet<string>;
}

/** One generation of two targets. */
interface Duet {
  readonly target: string;
  readonly beside: string;
  readonly value: number;
  readonly isUneven: boolean;
}

/**
 * The values of all duets of a scenario. A target most of whose duets with the reference are uneven gets those of its solo
 * rounds, relative to the mean of the reference's; its other duets don't count.
 * @param cells of one scenario; those that are not ranked are left out
 * @param cores that the targets are pinned to; null: none
 */
export function duetsOf(
  cells: readonly CellRecord[],
  reference: string,
  by: RankedBy,
  cores: number | null,
): ScenarioDuets {
  const names = new Set(cells.map(({ target }) => target));
  const all = cells.flatMap((cell) => duetsIn(cell, by, cores)).filter(({ beside }) => names.has(beside));
  const bySolo = new Set(by === 'cpu' ? [] : [...names].filter((name) => areUneven(name, reference, all)));
  const base = cells.find(({ target }) => target === reference);
  const solo = [...bySolo].flatMap((target) =>
    soloValues(
      cells.find((cell) => cell.target === target),
      base,
    ),
  );
  const kept = all.filter(
    (duet) => (by === 'cpu' || !duet.isUneven) && !bySolo.has(duet.target) && !bySolo.has(duet.beside),
  );
  return { duets: [...grouped(kept), ...solo], bySolo };
}

/** @returns one for each generation in which another target ran beside it, and both have the figure */
function duetsIn({ target, generations }: CellRecord, by: RankedBy, cores: number | null): readonly Duet[] {
  return generations.flatMap(({ candidate, beside }) => {
    const [own, other] = [candidate.duet, beside?.figures.duet ?? []];
    const value = logRatioOf(own.map(READ[by]), other.map(READ[by]));
    if (beside === undefined || value === null) return [];
    const uneven = own.filter((round, at) => isUneven(round, other[at] as RoundFigures, cores)).length;
    return [{ target, beside: beside.target, value, isUneven: 2 * uneven > own.length }];
  });
}

/** Mean over the rounds of ln(own / other); null: a figure is missing. */
function logRatioOf(own: readonly (number | null)[], other: readonly (number | null)[]): number | null {
  const isWhole = (values: readonly (number | null)[]): values is readonly number[] =>
    values.length > 0 && values.every((value) => value !== null && isPositive(value));
  if (own.length !== other.length || !isWhole(own) || !isWhole(other)) return null;
  return meanLog(own) - meanLog(other);
}

function areUneven(name: string, reference: string, duets: readonly Duet[]): boolean {
  const own = duets.filter(
    ({ target, beside }) =>
      (target === name && beside === reference) || (target === reference && beside === name),
  );
  return 2 * own.filter((duet) => duet.isUneven).length > own.length;
}

function grouped(duets: readonly Duet[]): readonly DuetValues[] {
  const byPair = new Map<string, { target: string; beside: string; values: number[] }>();
  for (const { target, beside, value } of duets) {
    const pair = byPair.get(`${target}/${beside}`) ?? { target, beside, values: [] };
    pair.values.push(value);
    byPair.set(`${target}/${beside}`, pair);
  }
  return [...byPair.values()];
}

function soloValues(cell: CellRecord | undefined, base: CellRecord | undefined): readonly DuetValues[] {
  const [own, other] = [cell, base].map((one) => (one?.generations ?? []).flatMap(soloLog)) as [
    number[],
    number[],
  ];
  if (cell === undefined || base === undefined || own.length === 0 || other.length < 2) return [];
  const middle = mean(other);
  return [
    {
      target: cell.target,
      beside: base.target,
      values: own.map((value) => value - middle),
      knownVariance: sampleVariance(other) / other.length,
    },
  ];
}

/** ln of the requests/s alone in one generation. */
function soloLog({ candidate: { solo } }: Generation): readonly number[] {
  const rates = solo.map(({ rps }) => rps);
  return rates.length > 0 && rates.every(isPositive) ? [meanLog(rates)] : [];
}

/** Generations of two targets so far, whichever of them is named first. */
export const generationsOf = (cells: readonly CellRecord[], a: string, b: string): number =>
  cells
    .filter(({ target }) => target === a || target === b)
    .flatMap(({ target, generations }) =>
      generations.filter(({ beside }) => beside !== undefined && beside.target === (target === a ? b : a)),
    ).length;

/** The target that most generations of a scenario had beside them, by name among equals; null: they had none. */
export function referenceOf(cells: readonly CellRecord[]): string | null {
  const counts = new Map<string, number>();
  for (const { generations } of cells)
    for (const { beside } of generations)
      if (beside !== undefined) counts.set(beside.target, (counts.get(beside.target) ?? 0) + 1);
  const [first] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return first?.[0] ?? null;
}
