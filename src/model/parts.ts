/**
 * What the schemas of records, acceptances and requests are made of. A record can come from a fork's pull request, so
 * every part has a bound.
 */
import * as z from 'zod';
import * as limits from './limits.js';
import * as patterns from './patterns.js';

/** A shape that nobody changes once it has been read. */
export type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;

/**
 * A list that is counted before its items are read, and given up at the first wrong item: the author of a record must
 * not get an issue for each of a million items.
 */
export const listOf = <S extends z.ZodType>(item: S, max: number) =>
  z
    .array(z.unknown())
    .max(max)
    .transform((items, context): z.output<S>[] => {
      const read: z.output<S>[] = [];
      for (const [index, value] of items.entries()) {
        const { success, data, error } = item.safeParse(value);
        if (success) {
          read.push(data);
          continue;
        }
        for (const issue of error.issues)
          context.addIssue({ ...issue, path: [index, ...issue.path] } as never);
        return z.NEVER;
      }
      return read;
    });

/** Values by the names of targets or services, counted before they are read; in the order of their names. */
export const byName = <S extends z.ZodType>(value: S, max: number) =>
  z
    .record(z.string(), z.unknown())
    .refine((members) => Object.keys(members).length <= max, { error: `expected at most ${max} members` })
    .transform((members) => Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1))))
    .pipe(z.record(z.string().regex(patterns.NAME_PATTERN), value));

/** Finite and not negative; zod refuses NaN and infinities by itself. */
export const quantity = z.number().nonnegative();
/** A whole number from 0. */
export const count = z.int().nonnegative();
/** A whole number from 1. */
export const positive = z.int().positive();

/** A target's or a scenario's name. */
export const name = z.string().regex(patterns.NAME_PATTERN);
export const cellName = z.string().refine(patterns.isCellName);
export const targetOrCellName = z.string().refine(patterns.isTargetOrCellName);
export const sha = z.string().regex(patterns.SHA_PATTERN);
/** An error's code. */
export const code = z.string().max(64).regex(patterns.CODE_PATTERN);
/** What a service counts, as a metric: `service/count`. */
export const serviceMetric = z.string().refine(patterns.isServiceMetric);
export const digest = z.string().regex(patterns.DIGEST_PATTERN);
/** A sentence for people, such as a message. */
export const sentence = z.string().max(limits.MAX_SENTENCE);
/** A short fact, such as a CPU's model. */
export const fact = z.string().max(limits.MAX_FACT);
/** Last lines of a log, oldest first. */
export const log = listOf(z.string().max(limits.MAX_LOG_LINE), limits.MAX_LOG_LINES);
/** A login. */
export const login = z.string().min(1).max(100);
/** ISO 8601, UTC. */
export const instant = z.iso.datetime();

/** Scheme, host, and port of a URL. */
export const urlOrigin = z.string().max(limits.MAX_ORIGIN).regex(patterns.ORIGIN_PATTERN);

export const side = z.enum(['baseline', 'candidate']);
