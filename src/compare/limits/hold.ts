import { breaksLimit, type CellComparison, type LimitComparison } from '../../model/comparison.js';
import type { MeasureSettings } from '../../model/config.js';
import type { Limits } from '../../model/figure-limits.js';
import type { BuiltImage, CellRecord, InvalidReason } from '../../model/record.js';
import { ALL_KINDS, failedShare, maxFailedShare } from '../../model/round.js';
import { impossibility } from '../plausible.js';
import { judgeLimits } from './judge.js';

/** What a cell is held to, besides the baseline. */
export interface Held {
  readonly limits: Limits;
  readonly images: readonly BuiltImage[];
  readonly settings: MeasureSettings;
}

/**
 * The verdict of a cell with its limits: counts go before limits, and limits before everything else. A limit that is
 * broken makes the cell a regression, whatever it is compared with and whatever improved. One that is open leaves it
 * undecided, unless it is red already.
 */
export function holdToLimits(cell: CellComparison, record: CellRecord, held: Held): CellComparison {
  if (Object.keys(held.limits).length === 0 || !isBelieved(cell, record)) return cell;
  const limits = judgeLimits({ cell: record, images: held.images }, held.limits, held.settings);
  const all = { ...cell, limits };
  if (breaksLimit(all)) return broken(all);
  if (cell.verdict === 'regression' || cell.verdict === 'invalid') return all;
  const open = limits.filter(({ verdict }) => verdict !== 'holds').map(({ limit }) => limit);
  if (open.length === 0) return all;
  const reason = { code: 'limits-undecided', limits: open } as const;
  return { ...all, verdict: 'inconclusive', decidedBy: null, reason };
}

/** Whether the candidate has figures of its own: what is wrong with its baseline does not matter here. */
function isBelieved({ verdict, reason, invalid }: CellComparison, record: CellRecord): boolean {
  if (record.generations.length === 0 || verdict === 'unchanged') return false;
  if (reason?.code === 'only-counts') return false;
  if (verdict === 'invalid') return invalid?.side === 'baseline' && impossibility(record) === null;
  return true;
}

function broken({ invalid: _, ...cell }: CellComparison & { readonly limits: readonly LimitComparison[] }) {
  const counted = cell.metrics.filter((row) => row.kind === 'exact' && row.verdict === 'regression');
  const isCounted = counted.some(({ metric }) => metric === cell.decidedBy);
  const decidedBy = isCounted ? cell.decidedBy : (counted[0]?.metric ?? null);
  const reason = decidedBy === null ? null : cell.reason;
  return { ...cell, verdict: 'regression', decidedBy, reason } as const;
}

/**
 * Why too many requests of a cell failed for its figures to be believed; null: they did not. Failed requests are judged by
 * the limit for `errors`, where there is one by the rules of whoever judges: who measured may have had another one.
 */
export function failedTooOften(
  { generations, state, url }: CellRecord,
  { errors }: Limits,
): Omit<InvalidReason, 'log'> | null {
  // Nothing hangs on what somebody else runs.
  if (state !== 'measured' || url !== undefined) return null;
  const most = maxFailedShare(errors !== undefined);
  for (const generation of generations) {
    for (const side of ['candidate', 'baseline'] as const) {
      const rounds = ALL_KINDS.flatMap((kind) => generation[side]?.[kind] ?? []);
      const worst = Math.max(0, ...rounds.map(failedShare));
      if (worst <= most) continue;
      const message = `${(100 * worst).toPrecision(2)} % of the requests of a round failed`;
      return { code: 'request-failed', side, message };
    }
  }
  return null;
}
