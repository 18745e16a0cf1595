import * as z from 'zod';
import * as limits from './limits.js';
import { count, type DeepReadonly, fact, listOf, name } from './parts.js';

const few = listOf(fact, limits.MAX_DIFFERENCES);

/**
 * What differs between the two sides of a target, besides its code: names only, since values may be secret. Lists end at
 * their limit.
 */
export const targetDifference = z.strictObject({
  target: name,
  /** How many files that its image is built from differ, besides those in `lists`. */
  sources: count,
  /** Its Dockerfile and its lists of packages that differ, such as `package-lock.json`: paths in the build context. */
  lists: few,
  /** The images that its own is built on, or that it is. null: the same. */
  base: z.strictObject({ baseline: fact, candidate: fact }).nullable(),
  /** Environment variables that only one side has, or that have another value. */
  variables: few,
  /** Other keys of the target in the configuration that differ, such as `command`. */
  settings: few,
});

export type TargetDifference = DeepReadonly<z.infer<typeof targetDifference>>;
