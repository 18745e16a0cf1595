import type { MetricComparison } from '../model/comparison.js';
import { partsOfServiceMetric } from '../model/counts.js';
import { escapeText } from './escape.js';
import { number, perRequest } from './format.js';
import type { Prose } from './prose.js';
import { eachAtStart, turnWords } from './turn-words.js';

/** The words of one thing that a service counts. */
interface CountWords {
  /** What a request does with it, and what several do. */
  readonly verbs: readonly [string, string];
  readonly one: string;
  readonly many: string;
}

const words = (verb: string, verbs: string, one: string, many = `${one}s`): CountWords => ({
  verbs: [verb, verbs],
  one,
  many,
});

const COUNTS: ReadonlyMap<string, CountWords> = new Map([
  ['queries', words('makes', 'make', 'query', 'queries')],
  ['commands', words('makes', 'make', 'command')],
  ['messages', words('publishes', 'publish', 'message')],
  ['transactions', words('makes', 'make', 'transaction')],
  ['scans', words('needs', 'need', 'scan of a table or index', 'scans of tables and indexes')],
  ['rows-read', words('reads', 'read', 'row')],
  ['rows-written', words('writes', 'write', 'row')],
  ['rows', words('gets or changes', 'get or change', 'row')],
  ['blocks', words('reads', 'read', 'block')],
]);

/** What is said of a service's count, before it becomes the words of a metric (metric-words.ts). */
export interface ServiceWords {
  readonly name: string;
  readonly long: string;
  readonly worse: readonly [string, string];
  readonly gained: readonly [string, string];
  figure(value: number): string;
  pair(from: number, to: number): string;
  /** A whole sentence without its full stop: `each request now makes **51 queries, 1 before**`. */
  does(metric: MetricComparison, prose: Prose): string;
  because(metric: MetricComparison): string;
}

/** @returns null where the metric is none of a service's */
export function serviceWords(metric: string): ServiceWords | null {
  const parts = partsOfServiceMetric(metric);
  if (parts === null) return null;
  // Names come from a record: one that a page would make a link of, such as a commit, is broken up.
  const service = escapeText(parts.service);
  const { verbs, one, many } = wordsOf(parts.count, service);
  const some = (count: number): string => `${shown(count)} ${count === 1 ? one : many}`;
  return {
    name: `${service} ${escapeText(parts.count.replaceAll('-', ' '))}/req`,
    long: `${many} of ${service} per request`,
    worse: [`${verbs[0]} more ${many}`, `${verbs[1]} more ${many}`],
    gained: [`${verbs[0]} fewer ${many}`, `${verbs[1]} fewer ${many}`],
    figure: some,
    pair: (from, to) => `${shown(from)} → ${shown(to)}`,
    does: ({ baseline, candidate, of }, { strong }) =>
      `${turnWords(of).each} now ${verbs[0]} ${strong(`${some(candidate)}, ${shown(baseline)} before`)}`,
    because: ({ baseline, candidate, of }) =>
      `${eachAtStart(of)} ${verbs[0]} ${some(candidate)} (${service}), ${shown(baseline)} before.`,
  };
}

/** A count of the user's own has the words of its name: `causes 12 cache misses`. */
function wordsOf(count: string, service: string): CountWords {
  if (count === 'connections')
    return words('opens', 'open', `connection to ${service}`, `connections to ${service}`);
  const own = escapeText(count.replaceAll('-', ' '));
  return COUNTS.get(count) ?? words('causes', 'cause', own, own);
}

/** Rows come in thousands; parts of a count are shown where it is small. */
const shown = (count: number): string => (count < 100 ? perRequest(count) : number(Math.round(count)));
