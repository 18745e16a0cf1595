import type { Interval } from '../model/comparison.js';

/** Numbers as people read them. All of these are pure and give plain text with ordinary spaces. */

const MINUS = '\u2212';
/** From this ratio on, `×13.5` is easier to grasp than `+1,250 %`. */
const FACTOR_FROM = 3;
/** Changes of this size (percent) need no decimals, unless they are known much better. */
const LARGE_PERCENT = 30;

/** `4812.4, 0` → `4,812`; a true minus sign; never `−0`. */
export function number(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return '—';
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const digits = whole.replace(/\B(?=(?:\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
  return value < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits;
}

/** `1 cell`, `2 cells`, `1,024 cells`, `0.5 cells`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${perRequest(count)} ${count === 1 ? one : many}`;
}

/** `a, b and c`. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Requests per second: `4,812 req/s`, `61.3 req/s`, `6.92 req/s`. */
export function rate(rps: number): string {
  return `${number(rps, decimalsFor(rps, 100))} req/s`;
}

/** A count per request that need not be whole: `2`, `1.5`, `0.03`. */
export function perRequest(count: number): string {
  return number(count, 2).replace(/\.?0+$/, '');
}

/** µs → `208 µs`, `5.52 ms`, `1.20 s`. */
export function time(us: number): string {
  const unit = timeUnit(us);
  return `${inUnit(us, unit)} ${unit.name}`;
}

/** µs → `208 → 221 µs`: both in the unit of the larger one. */
export function timePair(from: number, to: number): string {
  return pair(from, to, timeUnit(Math.max(from, to)));
}

/** Bytes → `152 B`, `82.4 MiB`, `1.2 GiB`, `16 GiB`. */
export function bytes(count: number): string {
  const unit = byteUnit(count);
  return `${inUnit(count, unit).replace(/\.0$/, '')} ${unit.name}`;
}

/** Bytes → `82.4 → 107 MiB`. */
export function bytesPair(from: number, to: number): string {
  return pair(from, to, byteUnit(Math.max(from, to)));
}

/** Wall time, ms → `40 ms`, `0.8 s`, `42 s`, `9 min 12 s`, `1 h 3 min`. */
export function duration(ms: number): string {
  if (ms < 100) return `${number(ms)} ms`;
  if (ms < 10_000) return `${number(ms / 1000, 1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = `${number(Math.floor(minutes / 60))} h`;
  return minutes % 60 === 0 ? hours : `${hours} ${minutes % 60} min`;
}

/** A fraction without sign, as thresholds are told: `3 %`, `1.4 %`, `0.25 %`. */
export function percent(fraction: number): string {
  const value = Math.abs(fraction) * 100;
  const decimals = value >= 10 ? 0 : value >= 1 ? 1 : 2;
  return `${number(value, decimals)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')} %`;
}

/** A share without sign and decimals: `37 %`. */
export function share(fraction: number): string {
  return `${number(fraction * 100)} %`;
}

/** `−6.2 %`, `+94 %`, `×13.5`: with as many decimals as its interval supports. */
export function change(ratio: number, interval: Interval | null): string {
  if (!Number.isFinite(ratio)) return '—';
  if (isFactor(ratio)) return factor(ratio);
  return `${signed(ratio, decimalsOf(ratio, interval))} %`;
}

/** `−7.1 … −5.3 %`, `×13.1 … ×13.9`, in the same spelling and precision as {@link change}. */
export function range(ratio: number, interval: Interval): string {
  if (isFactor(ratio)) return `${factor(interval.low)} … ${factor(interval.high)}`;
  const decimals = decimalsOf(ratio, interval);
  return `${signed(interval.low, decimals)} … ${signed(interval.high, decimals)} %`;
}

/** The size of a change without its direction, `6.2 %`. */
export function size(ratio: number, interval: Interval | null): string {
  return `${number(Math.abs(ratio - 1) * 100, decimalsOf(ratio, interval))} %`;
}

/** For a sentence: `between 5.3 and 7.1 %`; with signs where the interval holds 0. */
export function between(ratio: number, interval: Interval): string {
  if (isFactor(ratio)) return `between ${times(interval.low)} and ${times(interval.high)} times`;
  const decimals = decimalsOf(ratio, interval);
  const holdsZero = interval.low <= 1 && interval.high >= 1;
  if (holdsZero) return `between ${signed(interval.low, decimals)} and ${signed(interval.high, decimals)} %`;
  const ends = [interval.low, interval.high].map((end) => Math.abs(end - 1) * 100).sort((a, b) => a - b);
  const [near = 0, far = 0] = ends;
  return `between ${number(near, decimals)} and ${number(far, decimals)} %`;
}

/** Whether {@link change} writes this ratio as a factor. */
export function isFactor(ratio: number): boolean {
  return ratio >= FACTOR_FROM;
}

/** A factor without its sign, `13.5`. */
export function times(ratio: number): string {
  return number(ratio, ratio >= 100 ? 0 : 1);
}

function factor(ratio: number): string {
  return `×${times(ratio)}`;
}

function signed(ratio: number, decimals: number): string {
  const text = number((ratio - 1) * 100, decimals);
  return ratio > 1 && /[1-9]/.test(text) ? `+${text}` : text;
}

/**
 * Decimals that an interval supports: an interval of ±2 percentage points and more shows none, ±0.9 shows
 * one, ±0.09 shows two. One more where an end would else be rounded onto 0, which the interval excludes.
 */
function decimalsOf(ratio: number, interval: Interval | null): number {
  const value = Math.abs(ratio - 1) * 100;
  if (interval === null) return value >= LARGE_PERCENT ? 0 : 1;
  const half = ((interval.high - interval.low) / 2) * 100;
  const decimals = half >= 2 || (half >= 0.5 && value >= LARGE_PERCENT) ? 0 : half >= 0.1 ? 1 : 2;
  const nearest = Math.min(Math.abs(interval.low - 1), Math.abs(interval.high - 1)) * 100;
  const excludesZero = interval.low > 1 || interval.high < 1;
  return excludesZero && decimals < 2 && Number(nearest.toFixed(decimals)) === 0 ? decimals + 1 : decimals;
}

/** The same text that is not broken into lines inside of a figure: `208 → 221 µs`, `4.2 %`. */
export function unbreakable(text: string): string {
  return text.replace(/ (?=[→%]|(?:µs|ms|s|B|[KMG]iB)(?![\w-]))|(?<=→) /g, '\u00a0');
}

interface Unit {
  readonly name: string;
  readonly per: number;
  /** Never more decimals than this. */
  readonly most: number;
  /** No decimals from here on. */
  readonly whole: number;
}

const MICROSECOND: Unit = { name: 'µs', per: 1, most: 1, whole: 10 };
const MILLISECOND: Unit = { name: 'ms', per: 1_000, most: 2, whole: 100 };
const SECOND: Unit = { name: 's', per: 1_000_000, most: 2, whole: 100 };

function timeUnit(us: number): Unit {
  return us >= SECOND.per ? SECOND : us >= MILLISECOND.per ? MILLISECOND : MICROSECOND;
}

const BYTE: Unit = { name: 'B', per: 1, most: 0, whole: 1 };
const KIB: Unit = { name: 'KiB', per: 2 ** 10, most: 1, whole: 100 };
const MIB: Unit = { name: 'MiB', per: 2 ** 20, most: 1, whole: 100 };
const GIB: Unit = { name: 'GiB', per: 2 ** 30, most: 1, whole: 100 };

function byteUnit(count: number): Unit {
  return [GIB, MIB, KIB].find((unit) => count >= unit.per) ?? BYTE;
}

function inUnit(value: number, unit: Unit): string {
  const scaled = value / unit.per;
  return number(scaled, Math.min(unit.most, decimalsFor(scaled, unit.whole)));
}

/** Both in one unit and with the decimals of the larger one. */
function pair(from: number, to: number, unit: Unit): string {
  const decimals = Math.min(unit.most, decimalsFor(Math.max(from, to) / unit.per, unit.whole));
  return `${number(from / unit.per, decimals)} → ${number(to / unit.per, decimals)} ${unit.name}`;
}

/** Three significant digits, down to none from `whole` on. */
function decimalsFor(value: number, whole: number): number {
  const magnitude = Math.abs(value);
  return magnitude >= whole ? 0 : magnitude >= whole / 10 ? 1 : 2;
}
