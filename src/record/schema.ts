import * as z from 'zod';
import { RECORD_SCHEMA, type RunRecord } from '../model/record.js';
import * as limits from './limits.js';

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Does not compile where schema and interface say different things, whichever of them says more. */
const exactly =
  <T>() =>
  <S extends z.ZodType>(
    schema: Equal<DeepReadonly<z.infer<S>>, DeepReadonly<T>> extends true ? S : never,
  ): S =>
    schema;

/**
 * A list that is counted before anything in it is looked at, and given up at the first item that is wrong: the author
 * of a record must not get one issue for each of a million items.
 */
const listOf = <S extends z.ZodType>(item: S, max: number) =>
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

/** Finite and not negative; zod refuses NaN and infinities by itself. */
const quantity = z.number().nonnegative();
const count = z.int().nonnegative();
const name = z.string().regex(limits.NAME_PATTERN);
const sha = z.string().regex(limits.SHA_PATTERN);
const code = z.string().max(64).regex(limits.CODE_PATTERN);
const digest = z.string().regex(limits.DIGEST_PATTERN);
const sentence = z.string().max(limits.MAX_SENTENCE);
const fact = z.string().max(limits.MAX_FACT);
const log = listOf(z.string().max(limits.MAX_LOG_LINE), limits.MAX_LOG_LINES);
const side = z.enum(['baseline', 'candidate']);
const cores = listOf(count.max(limits.MAX_CORES), limits.MAX_CORES);
const caps = listOf(z.enum(['cpus', 'core', 'memory', 'pids', 'open files', 'network']), 16);

const latency = z.strictObject({
  mean: quantity,
  stdev: quantity,
  min: quantity,
  p50: quantity,
  p75: quantity,
  p90: quantity,
  p99: quantity,
  max: quantity,
});

const failures = z.strictObject({
  refused: count,
  reset: count,
  timeout: count,
  non2xx: count,
  wrongBody: count,
  other: count,
});

const shares = z.strictObject({
  throttledPeriods: count.nullable(),
  readyMs: quantity.nullable(),
  waitedMs: quantity.nullable(),
  othersCpu: quantity.nullable(),
  stealCpu: quantity.nullable(),
  replaced: count.nullable(),
});

const roundFigures = z.strictObject({
  windowMs: quantity,
  requests: count,
  rps: quantity,
  latencyUs: latency,
  failures,
  connectionsOpened: count,
  cpuUserUs: quantity.nullable(),
  cpuSystemUs: quantity.nullable(),
  throttledMs: quantity.nullable(),
  generatorCpu: quantity,
  generatorLoop: quantity,
  upstreamCalls: count.nullable().exactOptional(),
  upstreamConnections: count.nullable().exactOptional(),
  answers: count.exactOptional(),
  grownBytes: z.number().nullable().exactOptional(),
  shares: shares.exactOptional(),
});

const exactCounts = z.strictObject({
  requests: count,
  upstreamCalls: quantity.nullable(),
  upstreamConnections: quantity.nullable(),
  newConnections: quantity,
  responseBytes: quantity,
});

const rounds = listOf(roundFigures, limits.MAX_ROUNDS);

const sideFigures = z.strictObject({
  duet: rounds,
  solo: rounds,
  probe: rounds,
  counts: exactCounts.nullable(),
  peakMemoryBytes: quantity.nullable(),
  idleMemoryBytes: quantity.nullable().exactOptional(),
  cellMemoryBytes: quantity.nullable().exactOptional(),
});

const reference = z.strictObject({
  program: fact,
  machine: fact,
  rps: quantity,
  cpuUs: quantity.nullable(),
  serviceUs: quantity,
});

const generation = z.strictObject({
  index: count,
  phase: z.enum(['screen', 'confirm']),
  startedFirst: side,
  durationMs: quantity,
  candidate: sideFigures,
  baseline: sideFigures.nullable(),
  reference: reference.exactOptional(),
});

const cell = z
  .strictObject({
    target: name,
    scenario: name,
    inputs: digest,
    state: z.enum(['measured', 'unchanged', 'invalid', 'not-measured']),
    invalid: z.strictObject({ code, message: sentence, side, log }).nullable(),
    noBaseline: sentence.nullable(),
    carriedFrom: sha.nullable(),
    generations: listOf(generation, limits.MAX_GENERATIONS),
    dropped: z.strictObject({ starved: count, throttled: count }).exactOptional(),
  })
  .refine(({ state, invalid }) => state !== 'invalid' || invalid !== null, {
    path: ['invalid'],
    error: 'expected a reason, since the state is "invalid"',
  });

const machine = z.strictObject({
  fingerprint: fact,
  cpuModel: fact,
  cores: count,
  memoryBytes: count,
  os: fact,
  kernel: fact,
  arch: fact,
});

const runtime = z.strictObject({
  kind: z.enum(['docker', 'process']),
  version: fact,
  cgroup: z.enum(['v1', 'v2', 'none']),
  capsHeld: caps,
  capsMissing: caps,
  targetCores: cores.nullable(),
  generatorCores: cores.nullable(),
});

const problem = z.strictObject({
  kind: z.enum(['usage', 'machine']),
  code,
  message: sentence,
  hint: sentence,
  log,
  location: z.strictObject({ file: z.string().max(limits.MAX_PATH), line: count, column: count }).nullable(),
});

const image = z.strictObject({ target: name, side, sizeBytes: count.nullable(), buildMs: quantity });

const commit = z.strictObject({ sha, label: fact });

/** At most one row of a table for each target and scenario. */
const cells = listOf(cell, limits.MAX_CELLS).refine(
  (all) => new Set(all.map((one) => `${one.target}/${one.scenario}`)).size === all.length,
  {
    error: 'expected each cell once, but two have the same target and scenario',
  },
);

const timing = z
  .record(z.string(), z.unknown())
  .refine((stages) => Object.keys(stages).length <= limits.MAX_STAGES, {
    error: `expected at most ${limits.MAX_STAGES} stages`,
  })
  .pipe(z.record(z.string().regex(limits.STAGE_PATTERN), quantity));

/** The shape of `RunRecord`, strict: what is unknown is refused, not dropped. Members come out in this order. */
export const recordSchema = exactly<RunRecord>()(
  z.strictObject({
    schema: z.literal(RECORD_SCHEMA),
    version: fact,
    id: digest,
    startedAt: z.iso.datetime(),
    durationMs: quantity,
    seed: count,
    candidate: commit,
    baseline: commit.nullable(),
    baselineFigures: z.enum(['run', 'stored', 'none']),
    configDigest: digest,
    machine,
    runtime,
    caps: z.strictObject({ cpus: quantity, memoryBytes: quantity }),
    timing,
    images: z
      .array(image)
      .max(2 * limits.MAX_CELLS)
      .exactOptional(),
    reference: z.strictObject({ program: fact.nullable(), missing: sentence.nullable() }).exactOptional(),
    cells,
    asked: listOf(name.or(z.string().regex(limits.CELL_PATTERN)), limits.MAX_ASKED).exactOptional(),
    problems: listOf(problem, limits.MAX_PROBLEMS),
  }),
);
