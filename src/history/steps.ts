import type { Interval } from '../model/metric.js';
import { holmAdjust } from '../stats/holm.js';
import { confidenceInterval, type Estimate, twoSidedP } from '../stats/inference.js';
import { changePoints } from './change-points.js';
import { type Link, linkSd, machineOf, withinMachines } from './series.js';
import type { HistorySettings } from './settings.js';
import type { Step, TrendValue } from './types.js';

const ALPHA = 0.05;
/** A change point is off by up to so many records (bench/drift.ts): a bisect starts that much earlier and later. */
const OFF_BY = 2;

export type IsWorse = (log: number) => boolean;

export function ratioInterval(estimate: Estimate): Interval {
  const { low, high } = confidenceInterval(estimate, ALPHA);
  return { low: Math.exp(low), high: Math.exp(high) };
}

/** The steps of a series of levels, whose values are independent of each other. */
export function levelSteps(
  values: readonly TrendValue[],
  settings: HistorySettings,
  isWorse: IsWorse,
): readonly Step[] {
  const points = changePoints(
    values.map(({ log }) => log),
    settings,
  );
  return points.flatMap(({ at, estimate, p }, index) => {
    const [before, after] = [values[at - 1], values[at]];
    if (before === undefined || after === undefined) return [];
    const [from, to] = [points[index - 1]?.at ?? 0, points[index + 1]?.at ?? values.length];
    const sides = [values.slice(from, at), values.slice(at, to)] as const;
    const good = values[Math.max(from, at - 1 - OFF_BY)] ?? before;
    const bad = values[Math.min(to - 1, at + OFF_BY)] ?? after;
    return [
      {
        ...step(before.sha, after.sha, after.place - before.place, estimate, p, isWorse),
        cause: isOfCode(...sides, settings) ? ('code' as const) : ('machine' as const),
        range: { good: good.sha, bad: bad.sha },
      },
    ];
  });
}

/** One machine on both sides, or a difference that is as sure on the machines that both sides have. */
function isOfCode(
  before: readonly TrendValue[],
  after: readonly TrendValue[],
  { p }: Pick<HistorySettings, 'p'>,
): boolean {
  if (new Set([...before, ...after].map(({ machine }) => machine)).size === 1) return true;
  const estimate = withinMachines(before, after);
  return estimate !== null && twoSidedP(estimate) <= p;
}

/** The steps of a chain: each link is tested by itself, because the sums of links are not independent. */
export function chainSteps(
  links: readonly Link[],
  { p: most, least }: HistorySettings,
  isWorse: IsWorse,
): readonly Step[] {
  const noise = linkSd(links);
  const measured = links.filter(({ count }) => count > 0);
  if (noise === null) return [];
  const estimates = measured.map(({ log, count }) => ({
    mean: log,
    standardError: noise.sd / Math.sqrt(count),
    degrees: noise.degrees,
  }));
  const adjusted = holmAdjust(estimates.map(twoSidedP));
  return measured.flatMap(({ from, to, before }, index) => {
    const [estimate, p = 1] = [estimates[index], adjusted[index]];
    if (estimate === undefined || p > most || Math.abs(Math.expm1(estimate.mean)) < least) return [];
    const { sha } = to.point;
    const commits = before === null ? 1 : to.place - before.place;
    const isOther = before !== null && machineOf(before.point) !== machineOf(to.point);
    return [
      {
        ...step(from, sha, commits, estimate, p, isWorse),
        cause: isOther ? ('machine' as const) : ('code' as const),
        range: { good: from, bad: sha },
      },
    ];
  });
}

function step(
  before: string,
  after: string,
  commits: number,
  estimate: Estimate,
  p: number,
  isWorse: IsWorse,
) {
  return {
    ...{ before, after, commits, p },
    ratio: Math.exp(estimate.mean),
    interval: ratioInterval(estimate),
    isWorse: isWorse(estimate.mean),
  };
}
