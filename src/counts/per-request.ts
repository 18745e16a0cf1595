import { countStep } from '../model/counts.js';
import { growthOf, type Reading } from './reading.js';

/** What requests of one kind cost one service. */
export interface ServiceCounts {
  /** By the name of the count. */
  readonly perRequest: Readonly<Record<string, number>>;
  /** Counts that differ from request to request: they are reported, and decide nothing. */
  readonly unsteady: readonly string[];
}

/** Batches from which on one may differ: a HEALTHCHECK or a heartbeat asks the service, too. */
const ENOUGH_FOR_AN_ODD_ONE = 5;

/**
 * Counts per request: how much the counters grow over some requests, without what reading them adds.
 * @param idle readings with no request between them, two at least: they show what reading adds
 * @param after readings with `requests` requests before each but the first, two at least
 */
export function countsPerRequest(
  idle: readonly Reading[],
  after: readonly Reading[],
  requests: number,
): ServiceCounts {
  const own = growths(idle);
  const batches = growths(after);
  const perRequest: Record<string, number> = {};
  const unsteady: string[] = [];
  for (const name of Object.keys(batches[0] ?? {}).toSorted()) {
    const readingAdds = Math.min(...own.map((growth) => growth[name] ?? 0));
    const counts = batches.map((growth) => Math.max(0, (growth[name] ?? 0) - readingAdds) / requests);
    const usual = usualOf(name, counts);
    perRequest[name] = usual ?? counts.reduce((sum, count) => sum + count, 0) / counts.length;
    if (usual === null) unsteady.push(name);
  }
  return { perRequest, unsteady };
}

const growths = (readings: readonly Reading[]): Readonly<Record<string, number>>[] =>
  readings.slice(1).flatMap((after, at) => {
    const before = readings[at];
    return before === undefined ? [] : [growthOf(before, after)];
  });

/** What the batches agree on, by the step that counts; null: they don't. */
function usualOf(name: string, counts: readonly number[]): number | null {
  const usual = counts.toSorted((a, b) => a - b)[Math.floor((counts.length - 1) / 2)];
  if (usual === undefined) return null;
  const odd = counts.filter((count) => Math.abs(count - usual) >= countStep(name, Math.min(count, usual)));
  return odd.length <= (counts.length >= ENOUGH_FOR_AN_ODD_ONE ? 1 : 0) ? usual : null;
}
