import type { LimitComparison } from '../model/comparison.js';
import type { LimitName } from '../model/figure-limits.js';
import type { Interval } from '../model/metric.js';
import { bytes, bytesPair, number, rate, time, timePair } from './format.js';
import type { Prose } from './prose.js';

/** The words of a limit, and how its figures are written. */
interface LimitWords {
  /** In a table's cell or a headline: `p99`. */
  readonly name: string;
  /** A figure as a clause: `p99 is 312 ms`. */
  is(figure: string): string;
  figure(value: number): string;
  /** Both ends of an interval: `290 to 340 ms`. */
  span(interval: Interval): string;
  readonly isLeast?: true;
}

const arrowless = (text: string): string => text.replace(' → ', ' to ');
const IN_TIME = { figure: time, span: ({ low, high }: Interval) => arrowless(timePair(low, high)) };
const IN_BYTES = { figure: bytes, span: ({ low, high }: Interval) => arrowless(bytesPair(low, high)) };

const quantile = (name: string): LimitWords => ({ ...IN_TIME, name, is: (figure) => `${name} is ${figure}` });

const WORDS: Readonly<Record<LimitName, LimitWords>> = {
  p50: quantile('p50'),
  p95: quantile('p95'),
  p99: quantile('p99'),
  errors: {
    name: 'errors',
    is: (figure) => `${figure} of the requests fail`,
    figure: (share) => `${shareText(share)} %`,
    span: ({ low, high }) => `${shareText(low)} to ${shareText(high)} %`,
  },
  requests: {
    name: 'requests/s',
    is: (figure) => `it answers ${figure}`,
    figure: rate,
    span: ({ low, high }) => `${rate(low).replace(' req/s', '')} to ${rate(high)}`,
    isLeast: true,
  },
  cpu: { ...IN_TIME, name: 'CPU/req', is: (figure) => `CPU time per request is ${figure}` },
  memory: { ...IN_BYTES, name: 'peak memory', is: (figure) => `peak memory is ${figure}` },
  'start-time': { ...IN_TIME, name: 'start time', is: (figure) => `the start takes ${figure}` },
  'image-size': { ...IN_BYTES, name: 'image size', is: (figure) => `the image has ${figure}` },
};

export const limitWords = (name: LimitName): LimitWords => WORDS[name];

/** A share in %, with as many decimals as it needs: `0`, `0.012`, `1.2`. */
function shareText(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0';
  const decimals = Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(percent))));
  return number(percent, decimals)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

/** `p99 ≤ 250 ms`, `requests/s ≥ 500 req/s`. */
export function boundText({ limit, bound }: LimitComparison): string {
  const { name, figure, isLeast } = WORDS[limit];
  return `${name} ${isLeast === true ? '≥' : '≤'} ${figure(bound)}`;
}

/** `the limit is 250 ms`. */
export function limitIs({ limit, bound }: LimitComparison): string {
  const { figure, isLeast } = WORDS[limit];
  return `the limit is ${isLeast === true ? 'at least ' : ''}${figure(bound)}`;
}

/** A figure beside its limit, as a clause: `p99 is **312 ms** (290 to 340 ms), the limit is 250 ms`. */
export function limitClause(row: LimitComparison, { strong }: Pick<Prose, 'strong'>): string {
  const { name, is, figure, span } = WORDS[row.limit];
  if (row.figure === null) return `${name} is not known, and ${limitIs(row)}`;
  const range = row.interval === null ? '' : ` (${span(row.interval)})`;
  const open = row.verdict === 'undecided' ? ': not decided' : '';
  const little = row.verdict === 'unknown' ? ' under a load that is too little to tell' : '';
  return `${is(strong(figure(row.figure)))}${range}${little}, ${limitIs(row)}${open}`;
}

/** What the baseline does about a limit that the candidate breaks: `The baseline breaks it, too: 310 ms.`; null: it holds it. */
export function baselineToo({ limit, bound, baseline }: LimitComparison): string | null {
  const { figure, isLeast } = WORDS[limit];
  const isBroken = baseline !== null && (isLeast === true ? baseline < bound : baseline > bound);
  return isBroken ? `The baseline breaks it, too: ${figure(baseline)}.` : null;
}

/** What cells do that break limits, for one cell and for several: `breaks its p99 limit`. */
export function breaksWords(broken: readonly LimitName[], isOne: boolean): string {
  const [first, ...others] = new Set(broken);
  const which = first === undefined || others.length > 0 ? null : WORDS[first].name;
  const [verb, whose] = isOne ? ['breaks', 'its'] : ['break', 'their'];
  return which === null ? `${verb} ${isOne ? 'limits' : 'their limits'}` : `${verb} ${whose} ${which} limit`;
}
