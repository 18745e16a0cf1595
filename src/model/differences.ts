import * as z from 'zod';
import * as limits from './limits.js';
import { count, type DeepReadonly, fact, listOf, name } from './parts.js';

/** A package by its manager and name, such as `pip flask`. null: that side does not have it. */
const packageChange = z.strictObject({ name: fact, baseline: fact.nullable(), candidate: fact.nullable() });

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
  /** Installed packages that differ, by what both images say of themselves. Absent: none, or nobody looked. */
  packages: z
    .strictObject({
      /** All of them. */
      total: count,
      some: listOf(packageChange, limits.MAX_DIFFERENCES),
    })
    .exactOptional(),
  /** Layers of the image on each side, and how many of them both begin with. Absent: they are the same, or have none. */
  layers: z.strictObject({ baseline: count, candidate: count, same: count }).exactOptional(),
});

export type PackageChange = DeepReadonly<z.infer<typeof packageChange>>;

export type TargetDifference = DeepReadonly<z.infer<typeof targetDifference>>;
