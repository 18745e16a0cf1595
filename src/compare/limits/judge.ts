import type { LimitComparison } from '../../model/comparison.js';
import type { MeasureSettings } from '../../model/config.js';
import { LIMIT_NAMES, type LimitName, type Limits } from '../../model/figure-limits.js';
import type { Interval } from '../../model/metric.js';
import type { BuiltImage, CellRecord, SideName } from '../../model/record.js';
import type { RoundKind } from '../../model/round.js';
import { looksAtAll, RULE, schedule } from '../rule.js';
import { sides } from '../samples.js';
import { FIGURES } from './figures.js';

/**
 * Holds a cell's absolute figures to its limits. A limit is broken where the whole 95 % interval of the candidate's figure
 * lies beyond it, and holds where none of it does. The baseline decides nothing. A cell with limits is looked at as
 * often as `looksAtAll` says, and goes on until none is open; the interval holds for all of these looks together, because
 * each has the same share of what they may err by (Bonferroni). Where a run ends between two, that is the next one's share.
 */

/** Figures of a cell, and the sizes of its images. */
interface Measured {
  readonly cell: Pick<CellRecord, 'target' | 'generations' | 'reduced'>;
  readonly images: readonly BuiltImage[];
}

/** @returns in the order of the limits' names */
export function judgeLimits(
  { cell, images }: Measured,
  limits: Limits,
  settings: MeasureSettings,
): readonly LimitComparison[] {
  const alpha = alphaOf(settings);
  return LIMIT_NAMES.flatMap((limit) => {
    const bound = limits[limit];
    if (bound === undefined) return [];
    return limit === 'image-size'
      ? imageSize(cell.target, images, bound)
      : judgeFigure(limit, bound, cell, alpha);
  });
}

const alphaOf = (settings: MeasureSettings): number =>
  RULE.intervalAlpha / looksAtAll(schedule(settings)).length;

function imageSize(target: string, images: readonly BuiltImage[], bound: number): LimitComparison {
  const of = (side: SideName): number | null =>
    images.find((image) => image.target === target && image.side === side)?.sizeBytes ?? null;
  const figure = of('candidate');
  const verdict = figure === null ? 'unknown' : figure > bound ? 'broken' : 'holds';
  const baseline = of('baseline');
  return { limit: 'image-size', bound, figure, baseline, interval: null, generations: 0, verdict };
}

function judgeFigure(
  limit: keyof typeof FIGURES,
  bound: number,
  { generations, reduced }: Measured['cell'],
  alpha: number,
): LimitComparison {
  const { better, read } = FIGURES[limit];
  const candidate = read(sides(generations, 'candidate'));
  const baseline = read(sides(generations, 'baseline'))?.figure ?? null;
  if (candidate === null) {
    return { limit, bound, figure: null, baseline, interval: null, generations: 0, verdict: 'unknown' };
  }
  const { figure } = candidate;
  const interval = candidate.interval(alpha, 1);
  const seen = verdictOf(figure, interval, bound, better);
  // What carries a reduced load may well carry more.
  const isTooLittle = limit === 'requests' && reduced !== undefined && seen !== 'holds';
  const verdict = isTooLittle ? 'unknown' : seen;
  return { limit, bound, figure, baseline, interval, generations: candidate.generations, verdict };
}

function verdictOf(
  figure: number,
  interval: Interval | null,
  bound: number,
  better: 'smaller' | 'larger',
): 'holds' | 'broken' | 'undecided' {
  // No number of requests shows that none will ever fail: that none has is all that there is.
  if (bound === 0 && figure === 0) return 'holds';
  if (interval === null) return 'undecided';
  const [inside, outside] =
    better === 'smaller'
      ? [interval.high <= bound, interval.low > bound]
      : [interval.low >= bound, interval.high < bound];
  return outside ? 'broken' : inside ? 'holds' : 'undecided';
}

/**
 * Kinds of rounds that the open limits of a cell need: those that its last look has not decided, and that as many
 * generations as there may be could. Whether they could is asked from the second look on: the first knows the spread badly.
 * @returns null: no limit is open
 */
export function openLimits(
  cell: Pick<CellRecord, 'generations'>,
  limits: Limits,
  settings: MeasureSettings,
): readonly RoundKind[] | null {
  const plan = schedule(settings);
  const made = cell.generations.length;
  const look = looksAtAll(plan).findLast((size) => size <= made);
  if (look === undefined || made >= plan.max) return null;
  const seen = sides(cell.generations.slice(0, look), 'candidate');
  const alpha = alphaOf(settings);
  const isOpen = (name: keyof typeof FIGURES): boolean => {
    const { better, read } = FIGURES[name];
    const absolute = read(seen);
    if (absolute === null) return false;
    const decides = (more: number): boolean =>
      verdictOf(absolute.figure, absolute.interval(alpha, more), limits[name] ?? 0, better) !== 'undecided';
    if (decides(1)) return false;
    return look === plan.screen || decides(RULE.hopelessFactor ** 2 * (plan.max / look));
  };
  const open = figureNames(limits).filter(isOpen);
  return open.length === 0 ? null : open.flatMap((name) => FIGURES[name].rounds);
}

const figureNames = (limits: Limits): readonly (keyof typeof FIGURES)[] =>
  LIMIT_NAMES.filter((name): name is Exclude<LimitName, 'image-size'> => name !== 'image-size').filter(
    (name) => limits[name] !== undefined,
  );
