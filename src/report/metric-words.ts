import type { KnownMetric } from '../compare/metrics/all.js';
import type { MetricComparison, MetricName } from '../model/comparison.js';
import type { CellRecord } from '../model/record.js';
import {
  bytes,
  bytesPair,
  isFactor,
  number,
  perRequest,
  plural,
  rate,
  size,
  time,
  timePair,
  times,
} from './format.js';
import { capacityDetail, cpuDetail, type Detail, growthDetail } from './metric-details.js';
import type { Prose } from './prose.js';
import { serviceWords } from './service-words.js';
import { eachAtStart, turnWords } from './turn-words.js';

/** The words of a metric, and how its figures are written. */
export interface MetricWords {
  readonly better: KnownMetric['better'];
  readonly unit: KnownMetric['unit'];
  /** In a table's cell or a list: `CPU/req`. */
  readonly name: string;
  /** Inside a sentence: `CPU time per request`. */
  readonly long: string;
  /** Whether it is about speed: then its cells are `slower` and `faster`, else `worse` and `better`. */
  readonly isSpeed: boolean;
  /** `2 of 24 cells …`, for one cell and for several. */
  readonly worse: readonly [string, string];
  readonly improved: string;
  /** The same of a cell in which something else got worse, for one cell and for several. */
  readonly gained: readonly [string, string];
  figure(value: number): string;
  pair(from: number, to: number): string;
  /**
   * What a cell does now: `answers **6.2 % fewer requests per second**`. How sure that is stands after it. With `isOfRequest`
   * it has a subject of its own: `each request now makes **51 queries, 1 before**`.
   */
  does(metric: MetricComparison, prose: Prose): string;
  /** Figures that stand after that; null: there are none that say more. */
  figures(metric: MetricComparison): string | null;
  /** What else the record knows of the change. */
  readonly detail?: (metric: MetricComparison, record: CellRecord) => Detail | null;
  /** How it explains the change of another metric; null: it explains none. */
  readonly because: Because | null;
  readonly isOfRequest?: true;
  /** Whether the cell's reason says more of it, where there is one (`remark` of the metric's own file). */
  readonly hasRemark?: true;
}

interface Because {
  /** The lowest first. Counts are certain, so they lead. */
  readonly place: number;
  /** A change that the rule does not claim is none: counts, and growth within an allocator's steps. */
  readonly onlyJudged: boolean;
  /** A whole sentence. */
  sentence(metric: MetricComparison, detail: Detail | null): string;
}

/** The compiler holds a metric's words to what its own file says of it. */
type WordsOf<Metric> = Metric extends KnownMetric ? MetricWords & Pick<Metric, 'better' | 'unit'> : never;
type Words = { readonly [Name in KnownMetric['name']]: WordsOf<Extract<KnownMetric, { name: Name }>> };

const SPEED = {
  isSpeed: true,
  worse: ['got slower', 'got slower'],
  improved: 'got faster',
  gained: ['got faster', 'got faster'],
} as const;
const NEED = { isSpeed: false, improved: 'got better' } as const;
const CARRIES = { ...NEED, better: 'larger', detail: capacityDetail, because: null } as const;
const IN_TIME = { unit: 'µs', figure: time, pair: timePair } as const;
const IN_BYTES = { unit: 'bytes', figure: bytes, pair: bytesPair } as const;
const counted = (one: string) => ({
  unit: 'per request' as const,
  figure: (count: number) => plural(count, one),
  pair: (from: number, to: number) => `${perRequest(from)} → ${perRequest(to)}`,
});

const WORDS: Words = {
  throughput: {
    ...SPEED,
    better: 'larger',
    unit: 'requests/s',
    name: 'throughput',
    long: 'throughput',
    figure: rate,
    pair: (from, to) => `${rate(from)} → ${rate(to)}`,
    does: (metric, { strong }) =>
      `answers ${strong(much(metric, 'fewer requests per second', 'more requests per second', 'the requests per second'))}`,
    figures: () => null,
    // Where it is not what the cell is about, it is the price of what a request asks of a service.
    because: {
      place: -1,
      onlyJudged: true,
      sentence: ({ ratio, interval }) =>
        isFactor(ratio)
          ? `That gives ${times(ratio)} times the throughput.`
          : ratio < 1
            ? `That costs ${size(ratio, interval)} of the throughput.`
            : `That brings ${size(ratio, interval)} more throughput.`,
    },
  },
  answered: {
    ...SPEED,
    better: 'larger',
    unit: 'requests/s',
    name: 'answered',
    long: 'requests answered at the fixed rate',
    worse: ["can't keep up", "can't keep up"],
    figure: rate,
    pair: (from, to) => `${rate(from)} → ${rate(to)}`,
    does: (metric, { strong }) =>
      `answers ${strong(much(metric, 'fewer of the requests that arrive', 'more of the requests that arrive', 'the requests that arrive'))}`,
    figures: ({ baseline, candidate }) => `${rate(baseline)} → ${rate(candidate)}`,
    because: {
      place: 3,
      onlyJudged: true,
      sentence: ({ baseline, candidate }) =>
        `It can't keep up: ${rate(baseline)} → ${rate(candidate)} of what arrives.`,
    },
  },
  p95: tailWords('p95', 'slowest 5 %'),
  p99: tailWords('p99', 'slowest 1 %'),
  cpu: {
    ...SPEED,
    ...IN_TIME,
    better: 'smaller',
    name: 'CPU/req',
    long: 'CPU time per request',
    figure: (us) => `${time(us)} CPU`,
    does: (metric, { strong }) =>
      `needs ${strong(much(metric, 'less CPU time per request', 'more CPU time per request', 'the CPU time per request'))}`,
    figures: timeFigures,
    detail: cpuDetail,
    because: {
      place: 3,
      onlyJudged: false,
      sentence: (metric, detail) => {
        const difference = time(Math.abs(metric.candidate - metric.baseline));
        const where = detail === null ? '' : `, ${detail.long}`;
        return `Each request costs ${difference} ${metric.ratio > 1 ? 'more' : 'less'} CPU time${where}.`;
      },
    },
  },
  latency: {
    ...SPEED,
    ...IN_TIME,
    better: 'smaller',
    name: 'service time',
    long: 'service time',
    does: (metric, { strong }) =>
      `takes ${strong(much(metric, 'less time', 'longer', 'as long'))} for a ${turnWords(metric.of).one} on its own`,
    figures: timeFigures,
    because: {
      place: 4,
      onlyJudged: false,
      sentence: ({ ratio, baseline, candidate, of }) =>
        `A ${turnWords(of).one} on its own takes ${ratio > 1 ? 'longer' : 'less time'}: ${timePair(baseline, candidate)}.`,
    },
  },
  memory: {
    ...NEED,
    ...IN_BYTES,
    better: 'smaller',
    name: 'peak memory',
    long: 'peak memory',
    worse: ['needs more memory', 'need more memory'],
    gained: ['needs less memory', 'need less memory'],
    does: (metric, { strong }) =>
      `needs ${strong(much(metric, 'less memory', 'more memory', 'the memory'))} at its peak`,
    figures: byteFigures,
    because: null,
  },
  'idle-memory': {
    ...NEED,
    ...IN_BYTES,
    better: 'smaller',
    name: 'idle memory',
    long: 'memory before any load',
    worse: ['needs more memory before any load', 'need more memory before any load'],
    gained: ['needs less memory before any load', 'need less memory before any load'],
    does: (metric, { strong }) =>
      `needs ${strong(much(metric, 'less memory', 'more memory', 'the memory'))} before any load`,
    figures: byteFigures,
    because: {
      place: 7,
      onlyJudged: true,
      sentence: ({ baseline, candidate }) => `Before any load, it holds ${bytesPair(baseline, candidate)}.`,
    },
  },
  growth: {
    ...NEED,
    ...IN_BYTES,
    better: 'smaller',
    name: 'memory growth',
    long: 'memory after more requests',
    worse: ['needs more memory with every request', 'need more memory with every request'],
    gained: ['needs less memory with every request', 'need less memory with every request'],
    does: (metric, { strong }) =>
      `needs ${strong(much(metric, 'less memory', 'more memory', 'the memory'))} after more requests`,
    figures: byteFigures,
    detail: growthDetail,
    because: {
      place: 6,
      onlyJudged: true,
      sentence: ({ baseline, candidate }, detail) =>
        detail === null
          ? `Memory after more requests has changed: ${bytesPair(baseline, candidate)}.`
          : `Of memory, ${detail.long}.`,
    },
  },
  'upstream-calls': {
    ...NEED,
    ...counted('call'),
    better: 'smaller',
    name: 'upstream calls/req',
    long: 'upstream calls per request',
    worse: ['makes more upstream calls', 'make more upstream calls'],
    gained: ['makes fewer upstream calls', 'make fewer upstream calls'],
    does: (metric, { strong }) => `makes ${strong(instead(metric, 'upstream call'))}`,
    figures: () => null,
    because: {
      place: 1,
      onlyJudged: true,
      sentence: ({ baseline, candidate, of }) =>
        `${eachAtStart(of)} makes ${plural(candidate, 'upstream call')} where it made ${perRequest(baseline)}.`,
    },
  },
  connections: {
    ...NEED,
    ...counted('connection'),
    better: 'smaller',
    name: 'new connections/req',
    long: 'new connections per request',
    worse: ['opens more connections', 'open more connections'],
    gained: ['opens fewer connections', 'open fewer connections'],
    hasRemark: true,
    does: (metric, { strong }) => `opens ${strong(instead(metric, 'new connection'))}`,
    figures: () => null,
    because: {
      place: 2,
      onlyJudged: true,
      sentence: ({ baseline, candidate, of }) =>
        `${eachAtStart(of)} opens ${plural(candidate, 'new connection')} where it opened ${perRequest(baseline)}.`,
    },
  },
  'response-bytes': {
    ...NEED,
    ...IN_BYTES,
    better: 'smaller',
    name: 'bytes/req',
    long: 'response bytes',
    worse: ['sends larger answers', 'send larger answers'],
    gained: ['sends smaller answers', 'send smaller answers'],
    does: ({ ratio }, { strong }) => `sends answers that are ${strong(ratio > 1 ? 'larger' : 'smaller')}`,
    figures: byteFigures,
    because: {
      place: 5,
      onlyJudged: false,
      sentence: ({ ratio, baseline, candidate }) =>
        `Answers have ${ratio > 1 ? 'grown' : 'shrunk'}: ${bytesPair(baseline, candidate)}.`,
    },
  },
  capacity: {
    ...CARRIES,
    unit: 'connections',
    name: 'capacity',
    long: 'connections that it carries',
    worse: ['carries fewer connections', 'carry fewer connections'],
    gained: ['carries more connections', 'carry more connections'],
    figure: (level) => plural(Math.round(level), 'connection'),
    pair: (from, to) => `${number(from)} → ${number(to)} connections`,
    does: (metric, { strong }) =>
      `carries ${strong(much(metric, 'fewer connections', 'more connections', 'the connections'))}`,
    figures: ({ baseline, candidate }) => `${number(baseline)} → ${number(candidate)}`,
  },
  'capacity-rate': {
    ...CARRIES,
    unit: 'requests/s',
    name: 'capacity',
    long: 'requests per second that it carries',
    worse: ['carries fewer requests per second', 'carry fewer requests per second'],
    gained: ['carries more requests per second', 'carry more requests per second'],
    figure: rate,
    pair: (from, to) => `${rate(from)} → ${rate(to)}`,
    does: (metric, { strong }) =>
      `carries ${strong(much(metric, 'fewer requests per second', 'more requests per second', 'the requests per second'))}`,
    figures: ({ baseline, candidate }) => `${rate(baseline)} → ${rate(candidate)}`,
  },
  'url-median': {
    ...SPEED,
    ...IN_TIME,
    better: 'smaller',
    name: 'p50',
    long: 'median latency',
    does: (metric, { strong }) =>
      `takes ${strong(much(metric, 'less time', 'longer', 'as long'))} for half of the requests`,
    figures: timeFigures,
    because: null,
  },
};

/** Words of a quantile of the latencies at a fixed rate. */
function tailWords<const Name extends 'p95' | 'p99'>(name: Name, which: string) {
  return {
    ...SPEED,
    ...IN_TIME,
    better: 'smaller',
    name,
    long: `${name} at the fixed rate`,
    does: (metric, { strong }) =>
      `takes ${strong(much(metric, 'less time', 'longer', 'as long'))} for the ${which} of the ${turnWords(metric.of).many}`,
    figures: timeFigures,
    because: {
      place: 5,
      onlyJudged: true,
      sentence: ({ ratio, baseline, candidate, of }) =>
        `The ${which} of the ${turnWords(of).many} take ${ratio > 1 ? 'longer' : 'less time'}: ${timePair(baseline, candidate)}.`,
    },
  } as const satisfies MetricWords & { readonly name: Name };
}

const TABLE: ReadonlyMap<MetricName, MetricWords> = new Map(Object.entries(WORDS));

/** What a service counts: which services and counts there are, the record says alone. */
function ofService(name: MetricName): MetricWords | null {
  const said = serviceWords(name);
  if (said === null) return null;
  const because = { place: 0, onlyJudged: true, sentence: said.because };
  const shared = { better: 'smaller', unit: 'per request', isOfRequest: true, figures: () => null } as const;
  return { ...NEED, ...shared, ...said, because };
}

/** What is said of a metric that another version of loadgate accepted. */
const unknown = (name: MetricName): MetricWords => ({
  ...NEED,
  ...counted(name),
  better: 'smaller',
  name,
  long: name,
  worse: ['got worse', 'got worse'],
  gained: ['got better', 'got better'],
  does: (metric, { strong }) => `has ${strong(much(metric, 'less', 'more', 'of it'))} ${name}`,
  figures: () => null,
  because: null,
});

export const metricWords = (name: MetricName): MetricWords =>
  TABLE.get(name) ?? ofService(name) ?? unknown(name);

/** The name of a metric in a cell, of what it is there: `db queries/sequence`. */
export const nameIn = ({ metric, of }: Pick<MetricComparison, 'metric' | 'of'>): string =>
  metricWords(metric).name.replace(/\/req$/, `/${turnWords(of).short}`);

/** The same inside a sentence: `queries of db per sequence`. */
export const longIn = ({ metric, of }: Pick<MetricComparison, 'metric' | 'of'>): string =>
  metricWords(metric).long.replace(/per request$/, turnWords(of).per);

/** The metric that people ask for. */
export const PRIMARY: KnownMetric['name'] = 'throughput';

function timeFigures({ baseline, candidate }: MetricComparison): string {
  return timePair(baseline, candidate);
}

function byteFigures({ baseline, candidate }: MetricComparison): string {
  return bytesPair(baseline, candidate);
}

function much({ ratio, interval }: MetricComparison, less: string, more: string, whole: string): string {
  if (isFactor(ratio)) return `${times(ratio)} times ${whole}`;
  return `${size(ratio, interval)} ${ratio < 1 ? less : more}`;
}

const instead = ({ baseline, candidate, of }: MetricComparison, one: string): string =>
  `${plural(candidate, one)} ${turnWords(of).per} instead of ${perRequest(baseline)}`;
