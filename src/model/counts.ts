/** What services count of their own work, by the names that records, comparisons, and reports use. */

/**
 * Counts that loadgate knows: what they mean, and which step counts (src/compare/metrics/service-counts.ts). A count of
 * the user's own may have any other name (`COUNT_PATTERN`).
 */
export const KNOWN_COUNTS = [
  /** Statements that clients sent. */
  'queries',
  /** Commands that were carried out. */
  'commands',
  /** Messages that publishers sent. */
  'messages',
  'transactions',
  /** Scans of tables and indexes. */
  'scans',
  /** Rows that the server looked at, whether or not it sent them. */
  'rows-read',
  'rows-written',
  /** Rows that the server sent or changed. */
  'rows',
  /** Blocks that were looked at, in memory or on disk. */
  'blocks',
  /** Connections that the service accepted. */
  'connections',
] as const;

type KnownCount = (typeof KNOWN_COUNTS)[number];

/** `service/count`: the name of a service's count as a metric, such as `db/queries`. */
export const serviceMetric = (service: string, count: string): string => `${service}/${count}`;

/** The two names of which such a metric consists; null: it is a metric of another kind. */
export function partsOfServiceMetric(metric: string): { service: string; count: string } | null {
  const [service, count, ...more] = metric.split('/');
  return service === undefined || count === undefined || more.length > 0 ? null : { service, count };
}

/** Least difference that counts, per request: the nearest whole one. */
const ONE = 0.5;
const SHARE = 0.1;

/**
 * The difference of a service's count, per request, from which on it is one.
 * - Things that code asks for (queries, commands, messages, transactions): the nearest whole one, also where there were
 *   200. Each is a round trip.
 * - Work that follows from them (rows, blocks, scans): a tenth, and two at least. The same query touches a row or a block
 *   more or less for reasons of the server's: a purged row, a split page. A lost index makes it thousands.
 * - Connections, and names that loadgate does not know: a tenth, and the nearest whole one at least.
 * @param from the smaller of the two counts, per request
 */
export function countStep(count: string, from: number): number {
  if (ROUND_TRIPS.has(count)) return ONE;
  return Math.max(WORK.has(count) ? 2 : ONE, SHARE * from);
}

const ROUND_TRIPS: ReadonlySet<string> = new Set<KnownCount>([
  'queries',
  'commands',
  'messages',
  'transactions',
]);
const WORK: ReadonlySet<string> = new Set<KnownCount>([
  'scans',
  'rows-read',
  'rows-written',
  'rows',
  'blocks',
]);
