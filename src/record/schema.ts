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

/** Finite and not negative; zod refuses NaN and infinities by itself. */
const quantity = z.number().nonnegative();
const count = z.int().nonnegative();
const name = z.string().regex(limits.NAME_PATTERN);
const sha = z.string().regex(limits.SHA_PATTERN);
const code = z.string().max(64).regex(limits.CODE_PATTERN);
const digest = z.string().regex(limits.DIGEST_PATTERN);
const sentence = z.string().max(limits.MAX_SENTENCE);
const fact = z.string().max(limits.MAX_FACT);
const log = z.array(z.string().max(limits.MAX_LOG_LINE)).max(limits.MAX_LOG_LINES);
const side = z.enum(['baseline', 'candidate']);
const cores = z.array(count.max(limits.MAX_CORES)).max(limits.MAX_CORES);
const caps = z.array(z.enum(['cpus', 'core', 'memory', 'pids', 'open files', 'network'])).max(16);

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
});

const exactCounts = z.strictObject({
  requests: count,
  upstreamCalls: quantity.nullable(),
  upstreamConnections: quantity.nullable(),
  newConnections: quantity,
  responseBytes: quantity,
});

const rounds = z.array(roundFigures).max(limits.MAX_ROUNDS);

const sideFigures = z.strictObject({
  duet: rounds,
  solo: rounds,
  probe: rounds,
  counts: exactCounts.nullable(),
  peakMemoryBytes: quantity.nullable(),
});

const generation = z.strictObject({
  index: count,
  phase: z.enum(['screen', 'confirm']),
  startedFirst: side,
  durationMs: quantity,
  candidate: sideFigures,
  baseline: sideFigures.nullable(),
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
    generations: z.array(generation).max(limits.MAX_GENERATIONS),
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
const cells = z
  .array(cell)
  .max(limits.MAX_CELLS)
  .refine((all) => new Set(all.map((one) => `${one.target}/${one.scenario}`)).size === all.length, {
    error: 'expected each cell once, but two have the same target and scenario',
  });

const timing = z
  .record(z.string().regex(limits.STAGE_PATTERN), quantity)
  .refine((stages) => Object.keys(stages).length <= limits.MAX_STAGES, {
    error: `expected at most ${limits.MAX_STAGES} stages`,
  });

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
    cells,
    problems: z.array(problem).max(limits.MAX_PROBLEMS),
  }),
);
