/** The kinds of value that a configuration holds, as zod schemas (src/model/issues.ts says how they say what is wrong). */
import * as z from 'zod';
import { type Issues, quote, wrong } from '../model/issues.js';
import { NAME_PATTERN } from '../model/patterns.js';
import { parseRepositoryPath } from './paths.js';
import {
  formatDuration,
  formatFraction,
  formatRate,
  formatSize,
  parseDuration,
  parseFraction,
  parseRate,
  parseSize,
} from './units.js';

/** What the JSON Schema tells about a key. */
export interface About {
  readonly description: string;
  /** As a person would write it; the real defaults are in src/config/defaults.ts. */
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
}

interface Range {
  readonly from: number;
  readonly to: number;
}

type Reader = (input: string | number, issues: Issues) => number;

function bounded(parse: Reader, { from, to }: Range, format: (value: number) => string): Reader {
  return (input, issues) => {
    const before = issues.issues.length;
    const value = parse(input, issues);
    const isRead = issues.issues.length === before;
    if (!isRead || (value >= from && value <= to)) return value;
    return wrong(issues, `${quote(input)} is out of range: ${format(from)} to ${format(to)}`);
  };
}

function measured(phrase: string, reader: Reader, about: About) {
  const written = z.union([z.string({ error: phrase }), z.number({ error: phrase })], { error: phrase });
  // Told of what is written: zod leaves defaults and examples out of the input side of a transform.
  return written.meta({ ...about }).transform(reader);
}

/** A duration, ms; `from` and `to` in ms. */
export function duration(range: Range, about: About) {
  return measured('a duration like 100ms, 2s or 10m', bounded(parseDuration, range, formatDuration), about);
}

/** A size, bytes; `from` and `to` in bytes. */
export function size(range: Range, about: About) {
  return measured('a size like 512m or 1g', bounded(parseSize, range, formatSize), about);
}

/** Arrivals in a time, per second; `from` and `to` too. */
export function rate(range: Range, about: About) {
  return measured('a rate like 500/s', bounded(parseRate, range, formatRate), about);
}

/** A share, as a fraction; `from` and `to` too. */
export function share(range: Range, about: About) {
  return measured('a share like 3% or 0.03', bounded(parseFraction, range, formatFraction), about);
}

/** A whole number. */
export function whole({ from, to }: Range, about: About) {
  const error = `a whole number from ${from} to ${to}`;
  return z
    .int({ error })
    .min(from, { error })
    .max(to, { error })
    .meta({ ...about });
}

/** A number that may have a fraction. */
export function decimal({ from, to }: Range, about: About) {
  const error = `a number from ${from} to ${to}`;
  return z
    .number({ error })
    .min(from, { error })
    .max(to, { error })
    .meta({ ...about });
}

/** One of some words. */
export function choice<const T extends readonly [string, ...string[]]>(words: T, about: About) {
  return z.enum(words, { error: words.map((word) => quote(word)).join(' or ') }).meta({ ...about });
}

/** One word of a pattern. */
export const word = (pattern: RegExp, phrase: string, about: About) =>
  z
    .string({ error: phrase })
    .regex(pattern, { error: phrase })
    .meta({ ...about });

/** One, or a list of up to 20 of them. */
export const oneOrMore = <S extends z.ZodType<string>>(item: S, phrase: string, description: string) =>
  z
    .union(
      [item.transform((one) => [one]), z.array(item, { error: phrase }).max(20, { error: 'at most 20' })],
      { error: phrase },
    )
    .meta({ description });

/** Text; numbers and booleans count as what is written (src/config/read-yaml.ts keeps their spelling). */
const plainText = z.union([z.string(), z.number(), z.boolean()], { error: 'text' }).transform(String);

/** Bytes of a text: a program can't be given an argument of 128 KiB (Linux, MAX_ARG_STRLEN). */
const LONGEST_TEXT = 60_000;

/** Names with text, such as an environment. */
export function texts(name: { readonly pattern: RegExp; readonly phrase: string }, about: About) {
  const value = plainText
    .refine((text) => !text.includes('\0'), { error: 'the text holds a NUL character' })
    .refine((text) => Buffer.byteLength(text) <= LONGEST_TEXT, { error: 'the text is longer than 60 kB' });
  return z
    .record(z.string().regex(name.pattern, { error: name.phrase }), value, {
      error: 'a mapping of names to text',
    })
    .meta({ ...about });
}

/** Names of variables and build arguments. */
export const VARIABLE = {
  pattern: /^[A-Za-z_][A-Za-z0-9_.-]*$/,
  phrase: 'a variable name such as WORKERS',
};

/** A path inside the repository. */
export function repositoryPath(about: About) {
  return z
    .string({ error: 'a path inside the repository' })
    .meta({ ...about })
    .transform(parseRepositoryPath);
}

/** Name of a target or scenario. */
export const name = z
  .string({ error: 'a name' })
  .regex(NAME_PATTERN, {
    error:
      'a name of at most 63 letters, digits, dots, dashes and underscores that starts with a letter or digit',
  })
  // `constructor` and its like would be found in every object that is indexed by name.
  .refine((text) => !(text in Object.prototype), {
    error: 'names such as "constructor" belong to JavaScript itself',
  });

/**
 * A mapping with these keys and no others. For unknown keys, the error is the list of the known ones.
 */
export function section<S extends z.core.$ZodLooseShape>(shape: S, about: About) {
  const known = Object.keys(shape).join(' ');
  return z
    .strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? known : 'a mapping') })
    .meta({ ...about });
}
