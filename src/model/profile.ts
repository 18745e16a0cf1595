/**
 * CPU samples of both sides of a cell, by function: taken after its verdict, and never part of it. A record says what was
 * seen in each generation; what differs is worked out when it is told (src/profile/difference.ts).
 */
import * as z from 'zod';
import { MAX_PROFILE_GENERATIONS, MAX_PROFILED_FUNCTIONS } from './limits.js';
import { code, count, type DeepReadonly, fact, listOf, quantity, sentence } from './parts.js';

/** When profiles are taken: of all cells, of those that take more CPU time, or of none. */
export type ProfileWhen = 'always' | 'on-regression' | 'never';

/** For each right answer, in each generation: CPU time, µs, unless it says something else. */
const byGeneration = listOf(quantity, MAX_PROFILE_GENERATIONS);

const profiledFunction = z.strictObject({
  name: fact,
  /** As the runtime knows it; null: not known. */
  file: fact.nullable(),
  /** Whose code it is (src/profile/sample.ts). What a function calls of the other kinds is its own time. */
  kind: z.enum(['own', 'library', 'runtime', 'kernel']),
  baseline: byGeneration,
  candidate: byGeneration,
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
export type SampledProfile = DeepReadonly<z.infer<typeof sampledProfile>>;
export type NoProfile = DeepReadonly<z.infer<typeof noProfile>>;
export type CellProfile = DeepReadonly<z.infer<typeof cellProfile>>;
