/**
 * CPU samples of both sides of a cell, by function: taken after its verdict, and never part of it. A record says what was
 * seen in each generation; what differs is worked out when it is told (src/profile/difference.ts).
 */
import * as z from 'zod';
import { MAX_PROFILE_GENERATIONS, MAX_PROFILE_NODES, MAX_PROFILED_FUNCTIONS } from './limits.js';
import { code, count, type DeepReadonly, fact, listOf, quantity, sentence } from './parts.js';

/** When profiles are taken: of all cells, of those that take more CPU time, or of none. */
export type ProfileWhen = 'always' | 'on-regression' | 'never';

/** For each right answer, in each generation: CPU time, µs, unless it says something else. */
const byGeneration = listOf(quantity, MAX_PROFILE_GENERATIONS);

/** Whose code it is (src/profile/sample.ts). */
const functionKind = z.enum(['own', 'library', 'runtime', 'kernel']);

const profiledFunction = z.strictObject({
  name: fact,
  /** As the runtime knows it; null: not known. */
  file: fact.nullable(),
  /** What a function calls of the other kinds is its own time. */
  kind: functionKind,
  baseline: byGeneration,
  candidate: byGeneration,
});

/** A function as another one called it, with all that it called: means over the generations. */
const profileNode = z.strictObject({
  /** Place of whoever called it, before its own; null: nobody who is known. */
  parent: z.int().nonnegative().nullable(),
  name: fact,
  file: fact.nullable(),
  kind: functionKind,
  baseline: quantity,
  candidate: quantity,
});

const sampledProfile = z
  .strictObject({
    kind: z.literal('sampled'),
    /** Samples in all generations. */
    samples: z.strictObject({ baseline: count, candidate: count }),
    /** All functions together, those that are left out too. */
    baseline: byGeneration,
    candidate: byGeneration,
    /** Those that changed or cost most, each once. */
    functions: listOf(profiledFunction, MAX_PROFILED_FUNCTIONS),
    /** Who called whom. Absent: nobody kept it. */
    calls: listOf(profileNode, MAX_PROFILE_NODES)
      .refine((nodes) => nodes.every(({ parent }, at) => parent === null || parent < at), {
        error: 'expected whoever calls before whom it calls',
      })
      .exactOptional(),
    /** How often a thread gave up the CPU to wait, for each right answer. Absent: it could not be told. */
    waits: z.strictObject({ baseline: byGeneration, candidate: byGeneration }).exactOptional(),
  })
  .refine(
    ({ baseline, candidate, functions, waits }) =>
      baseline.length > 1 &&
      [
        candidate,
        ...[...functions, ...(waits === undefined ? [] : [waits])].flatMap((one) => [
          one.baseline,
          one.candidate,
        ]),
      ].every(({ length }) => length === baseline.length),
    { error: 'expected the same generations, two at least, of both sides and of all functions' },
  );

/** Why there is none, though one was wanted. */
const noProfile = z.strictObject({ kind: z.literal('none'), code, message: sentence });

export const cellProfile = z.discriminatedUnion('kind', [sampledProfile, noProfile]);

export type ProfiledFunction = DeepReadonly<z.infer<typeof profiledFunction>>;
export type ProfileNode = DeepReadonly<z.infer<typeof profileNode>>;
export type SampledProfile = DeepReadonly<z.infer<typeof sampledProfile>>;
export type NoProfile = DeepReadonly<z.infer<typeof noProfile>>;
export type CellProfile = DeepReadonly<z.infer<typeof cellProfile>>;
