import { countStep, KNOWN_COUNTS, serviceMetric } from '../../model/counts.js';
import type { SideFigures } from '../../model/record.js';
import { countVerdict } from './counts.js';
import type { BothSides, Counts, ExactMetric } from './metric.js';

/**
 * What one service counts: one metric for each of its counts, named `service/count`. Which there are, the record says
 * alone. A difference counts as for upstream calls, by the count's own step (`countStep`).
 *
 * A count that differs from request to request, or from one generation of a side to the next, is reported and never judged
 * (its threshold is null): the same code does not give the same count.
 */
export const serviceCount = (service: string, count: string): ExactMetric => ({
  name: serviceMetric(service, count),
  kind: 'exact',
  unit: 'per request',
  better: 'smaller',
  counts: (both) => countsOf(both, service, count),
  judge: (counts) => judge(counts, count),
  step: ({ candidate }) => countStep(count, candidate),
});

/** A metric for each count that both sides have, the most telling first (`KNOWN_COUNTS`), then by service. */
export function serviceCountsOf({ baseline, candidate }: BothSides): readonly ExactMetric[] {
  const theirs = namesOf(baseline);
  return [...namesOf(candidate).values()]
    .filter(({ name }) => theirs.has(name))
    .toSorted((a, b) => rankOf(a.count) - rankOf(b.count) || (a.name < b.name ? -1 : 1))
    .map(({ service, count }) => serviceCount(service, count));
}

interface Named {
  readonly name: string;
  readonly service: string;
  readonly count: string;
}

function namesOf(sides: readonly SideFigures[]): ReadonlyMap<string, Named> {
  const names = new Map<string, Named>();
  for (const { counts } of sides) {
    for (const [service, ofService] of Object.entries(counts?.services ?? {})) {
      for (const count of Object.keys(ofService)) {
        const name = serviceMetric(service, count);
        names.set(name, { name, service, count });
      }
    }
  }
  return names;
}

function rankOf(count: string): number {
  const rank = (KNOWN_COUNTS as readonly string[]).indexOf(count);
  return rank === -1 ? KNOWN_COUNTS.length : rank;
}

function countsOf({ baseline, candidate }: BothSides, service: string, count: string): Counts | null {
  const read = (sides: readonly SideFigures[]): number[] =>
    sides.flatMap(({ counts }) => counts?.services?.[service]?.[count] ?? []);
  const both = { baseline: read(baseline), candidate: read(candidate) };
  if (both.baseline.length === 0 || both.candidate.length === 0) return null;
  const name = serviceMetric(service, count);
  const isMarked = [...baseline, ...candidate].some(({ counts }) => counts?.unsteady?.includes(name));
  const isSteady = !isMarked && [both.baseline, both.candidate].every((side) => agree(side, count));
  return isSteady ? both : { ...both, unsteady: true };
}

const agree = (side: readonly number[], count: string): boolean =>
  Math.max(...side) - Math.min(...side) < countStep(count, Math.min(...side));

function judge(counts: Counts, count: string): ReturnType<ExactMetric['judge']> {
  if (counts.unsteady === true) return { verdict: 'no-change', threshold: null };
  const step = countStep(count, Math.min(...counts.baseline, ...counts.candidate));
  const verdict = countVerdict(counts, step);
  // Steady on both sides, so that the means of the sides are near each other: no more than that is not known.
  return { verdict: verdict === 'inconclusive' ? 'no-change' : verdict, threshold: 0 };
}
