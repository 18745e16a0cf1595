/**
 * Durations, sizes and shares as people write them. Each reader takes what YAML gives (text or a number) and returns
 * the value in loadgate's unit, or says what is wrong with it, as transforms of zod do.
 */
import { type Issues, quote, wrong } from '../model/issues.js';

const DURATION_HELP = 'write it like 100ms, 2s or 10m';
const SIZE_HELP = 'write it like 512m, 1g or 1GiB';
const FRACTION_HELP = 'write it like 3% or 0.03';

const MS_BY_UNIT: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};

/** As `docker run --memory` counts: k, kb and KiB are all 1,024 bytes. */
const BYTES_BY_PREFIX: Readonly<Record<string, number>> = {
  '': 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
};

const NUMBER = String.raw`\d{1,15}(?:\.\d{1,9})?|\.\d{1,9}`;
const DURATION_PART = new RegExp(`^(${NUMBER})\\s*(ms|s|min|m|h)\\s*`, 'i');
const SIZE = new RegExp(`^(${NUMBER})\\s*(?:([kmgt])(?:i?b|i)?|b|bytes|)$`, 'i');
const RATE = new RegExp(`^(${NUMBER})\\s*/\\s*(s|min|m)$`, 'i');
const FRACTION = new RegExp(`^(${NUMBER})\\s*(%?)$`);

/**
 * A duration: `100ms`, `1.5s`, `10m`, `1h`, `1m30s`. A bare number has no unit and is refused, but for 0.
 * @returns ms, to the microsecond
 */
export function parseDuration(input: string | number, issues: Issues): number {
  const text = String(input).trim();
  if (/^0+(\.0+)?$/.test(text)) return 0;
  if (/^-/.test(text)) return wrong(issues, `${quote(input)} is negative: a duration is not`);
  if (new RegExp(`^(${NUMBER})$`).test(text)) {
    return wrong(issues, `${quote(input)} has no unit: write ${text}ms, ${text}s or ${text}m`);
  }
  let rest = text;
  let total = 0;
  let last = Number.POSITIVE_INFINITY;
  while (rest !== '') {
    const part = DURATION_PART.exec(rest);
    const unit = MS_BY_UNIT[part?.[2]?.toLowerCase() ?? ''];
    // Units go down (1h30m): 1m1m and 5s1h are slips, not durations.
    if (part === null || unit === undefined || unit >= last) {
      return wrong(issues, `${quote(input)} is no duration: ${DURATION_HELP}`);
    }
    total += Number(part[1]) * unit;
    last = unit;
    rest = rest.slice(part[0].length);
  }
  if (last === Number.POSITIVE_INFINITY)
    return wrong(issues, `${quote(input)} is no duration: ${DURATION_HELP}`);
  return Math.round(total * 1_000) / 1_000;
}

/**
 * A size: `512m`, `1g`, `1.5GiB`, or plain bytes. Prefixes are powers of 1,024, as Docker's are.
 * @returns bytes, a whole number
 */
export function parseSize(input: string | number, issues: Issues): number {
  const match = SIZE.exec(String(input).trim());
  if (match === null) return wrong(issues, `${quote(input)} is no size: ${SIZE_HELP}`);
  const factor = BYTES_BY_PREFIX[(match[2] ?? '').toLowerCase()] ?? 1;
  return Math.round(Number(match[1]) * factor);
}

/**
 * A share: `3%`, or 0.03. A bare number of 1 or more is refused, since `slower: 3` means 3 % to whoever
 * writes it.
 * @returns a fraction, 0.03 for 3 %
 */
export function parseFraction(input: string | number, issues: Issues): number {
  const text = String(input).trim();
  const match = FRACTION.exec(text);
  if (match === null) return wrong(issues, `${quote(input)} is no share: ${FRACTION_HELP}`);
  const value = Number(match[1]);
  // Divided, not multiplied: 7 / 100 is 0.07, 7 * 0.01 is 0.07 and a bit.
  if (match[2] === '%') return value / 100;
  if (value >= 1)
    return wrong(issues, `${quote(input)} would be ${value * 100} %: write ${text}% or ${value / 100}`);
  return value;
}

/**
 * Arrivals in a time: `500/s`, `90/min`, `0.5/s`. A bare number has no unit and is refused.
 * @returns arrivals/s
 */
export function parseRate(input: string | number, issues: Issues): number {
  const text = String(input).trim();
  if (new RegExp(`^(${NUMBER})$`).test(text)) {
    return wrong(issues, `${quote(input)} has no unit: write ${text}/s or ${text}/min`);
  }
  const match = RATE.exec(text);
  if (match === null) return wrong(issues, `${quote(input)} is no rate: write it like 500/s or 90/min`);
  return (Number(match[1]) * 1_000) / (MS_BY_UNIT[match[2]?.toLowerCase() ?? ''] ?? 1_000);
}

/** `500` → `500/s`. */
export const formatRate = (perSecond: number): string => `${Number(perSecond.toPrecision(12))}/s`;

/** `600000` → `10m`: the largest unit that leaves a whole number, else ms. */
export function formatDuration(ms: number): string {
  for (const unit of ['h', 'm', 's'] as const) {
    const size = MS_BY_UNIT[unit] as number;
    if (ms !== 0 && ms % size === 0) return `${ms / size}${unit}`;
  }
  return ms > 1_000 && ms % 100 === 0 ? `${ms / 1_000}s` : `${ms}ms`;
}

/** `1073741824` → `1g`: the largest prefix that leaves a whole number, else bytes. */
export function formatSize(bytes: number): string {
  for (const prefix of ['t', 'g', 'm', 'k'] as const) {
    const size = BYTES_BY_PREFIX[prefix] as number;
    if (bytes !== 0 && bytes % size === 0) return `${bytes / size}${prefix}`;
  }
  return String(bytes);
}

/** `0.03` → `3%`. */
export function formatFraction(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(12))}%`;
}
