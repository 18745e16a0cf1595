import type { CellRecord } from '../model/record.js';
import type { Relation } from '../rank/places.js';
import { type RatioPair, type RatioRanking, rankRatios } from '../rank/ratios.js';
import { duetsOf, generationsOf, referenceOf } from '../rank/tables.js';
import { confidenceInterval, estimateMean } from '../stats/inference.js';
import { mean } from '../stats/summary.js';
import { ALPHA } from './figures.js';
import type { Ranking } from './rank.js';
import type { ByDuets, Figures, Pair } from './types.js';

/** A scenario of which targets ran beside one another. */
export interface DuetBoard {
  readonly reference: string;
  readonly byRps: Ranking;
  readonly byCpu: Ranking;
  readonly byTarget: ReadonlyMap<string, ByDuets>;
  /** What is known of a target and the next in the ranking. */
  readonly next: ReadonlyMap<string, Relation>;
}

interface Entry {
  readonly cell: CellRecord;
  readonly figures: Figures | null;
}

/**
 * Ranks by duets.
 * @param ranked those that are ranked by requests/s
 * @param ownCpu those that are ranked by CPU time per request
 * @param cores that the targets were pinned to; null: none
 * @returns null: the record has solo rounds only
 */
export function duetBoardOf(
  ranked: readonly Entry[],
  ownCpu: readonly Entry[],
  cores: number | null,
): DuetBoard | null {
  const cells = ranked.map(({ cell }) => cell);
  const common = referenceOf(cells);
  const [first] = cells;
  if (common === null || first === undefined) return null;
  // One that failed later than others were measured beside it is not ranked, and no measure either.
  const reference = cells.some(({ target }) => target === common) ? common : first.target;
  const { duets, bySolo } = duetsOf(cells, reference, 'throughput', cores);
  const ranking = rankRatios(reference, duets, 'high');
  const cpuCells = ownCpu.map(({ cell }) => cell);
  const cpu = rankRatios(reference, duetsOf(cpuCells, reference, 'cpu', cores).duets, 'low');
  const byRps = rankingOf(ranking, cells);
  return {
    reference,
    byRps,
    byCpu: rankingOf(cpu, cpuCells),
    byTarget: byTargetOf(ranking, ranked, bySolo),
    next: neighboursOf(ranking),
  };
}

function rankingOf(ranking: RatioRanking, cells: readonly CellRecord[]): Ranking {
  const next = neighboursOf(ranking);
  return {
    order: ranking.order,
    ranks: ranking.ranks,
    pairs: ranking.pairs.map((pair) => pairOf(pair, cells)),
    differsFromNext: new Map([...next].map(([target, relation]) => [target, relation === 'apart'])),
  };
}

function pairOf(
  { better, worse, difference, estimate, p, relation }: RatioPair,
  cells: readonly CellRecord[],
): Pair {
  const interval = estimate === null ? null : confidenceInterval(estimate, ALPHA);
  return {
    better,
    worse,
    ratio: Math.exp(difference),
    low: interval && Math.exp(interval.low),
    high: interval && Math.exp(interval.high),
    p,
    differs: relation === 'apart',
    relation,
    duets: generationsOf(cells, better, worse),
  };
}

function neighboursOf({ order, pairs }: RatioRanking): ReadonlyMap<string, Relation> {
  const below = new Map(order.slice(0, -1).map((target, at) => [target, order[at + 1]]));
  return new Map(
    pairs.flatMap(({ better, worse, relation }) =>
      below.get(better) === worse ? [[better, relation] as const] : [],
    ),
  );
}

/**
 * What each target makes alone: its ratio times one common rate, at which the ratios of all targets fit their solo rounds best
 * (the mean of ln(alone / ratio)). So the mean over the table is that of the solo rounds, and the ratios are those of the duets.
 * The intervals hold the spread of both: of the ratio, and of the common rate, whose values are the targets.
 */
function byTargetOf(
  { ratios }: RatioRanking,
  entries: readonly Entry[],
  bySolo: ReadonlySet<string>,
): ReadonlyMap<string, ByDuets> {
  const solo = entries.flatMap(({ cell: { target }, figures }) => {
    const ratio = ratios.get(target);
    return figures === null || ratio === undefined ? [] : [Math.log(figures.rps.mean) - ratio.mean];
  });
  if (solo.length === 0) return new Map();
  const scale = mean(solo);
  const common = solo.length < 2 ? null : confidenceInterval(estimateMean(solo), ALPHA);
  return new Map(
    entries.flatMap(({ cell }) => {
      const ratio = ratios.get(cell.target);
      if (ratio === undefined) return [];
      const { mean: middle, low, high } = ratio;
      const half = common === null ? null : Math.hypot(common.high - scale, (high ?? middle) - middle);
      const figures: ByDuets = {
        ratio: Math.exp(middle),
        low: low === null ? null : Math.exp(low),
        high: high === null ? null : Math.exp(high),
        rps: Math.exp(scale + middle),
        rpsLow: half === null ? null : Math.exp(scale + middle - half),
        rpsHigh: half === null ? null : Math.exp(scale + middle + half),
        generations: cell.generations.filter(({ beside }) => beside !== undefined).length,
        ...(bySolo.has(cell.target) ? { bySolo: true } : {}),
      };
      return [[cell.target, figures] as const];
    }),
  );
}
