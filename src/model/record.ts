/**
 * What a run measured, as JSON: the schema that it is checked by before it is believed (src/record/parse.ts), and its
 * types. Strict: an unknown member is refused, not dropped. Members come out in the order in which they stand here.
 */
import * as z from 'zod';
import { cutOffSearch, sideCapacity } from './capacity.js';
import { targetDifference } from './differences.js';
import * as limits from './limits.js';
import {
  byName,
  code,
  count,
  type DeepReadonly,
  digest,
  fact,
  instant,
  listOf,
  log,
  name,
  quantity,
  sentence,
  serviceMetric,
  sha,
  side,
  targetOrCellName,
  urlOrigin,
} from './parts.js';
import { COUNT_PATTERN, SERVICE_PATTERN, STAGE_PATTERN } from './patterns.js';
import { cellProfile } from './profile.js';
import { roundFigures } from './round.js';
import { runtimeFacts } from './runtime-facts.js';
import { secondRun } from './second.js';
import { mergedShard, shardOfRun } from './shard.js';

export type { Failures, LatencySummary, RoundFigures, RoundShares } from './round.js';
export type { CapName, RuntimeFacts } from './runtime-facts.js';

export const RECORD_SCHEMA = 'loadgate.record/v1';

/** A map with few members, which are counted before they are read, and come out sorted by their names. */
const fewOf = <S extends z.ZodType>(what: string, key: RegExp, value: S, max: number) =>
  z
    .record(z.string(), z.unknown())
    .refine((members) => Object.keys(members).length <= max, { error: `expected at most ${max} ${what}` })
    .pipe(z.record(z.string().regex(key), value))
    .transform((members) =>
      Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    );

/** By service, then by the name of the count (src/model/counts.ts): per request. */
const serviceCounts = fewOf(
  'services',
  SERVICE_PATTERN,
  fewOf('counts', COUNT_PATTERN, quantity, limits.MAX_COUNTS),
  limits.MAX_COUNTED_SERVICES,
);

/** Exact counts over a known number of requests, sent one after the other. Each is per request. */
const exactCounts = z.strictObject({
  requests: count,
  upstreamCalls: quantity.nullable(),
  /** Connections that the upstream accepted per request. */
  upstreamConnections: quantity.nullable(),
  /** Connections that the client had to open per request beyond the first: 0 with keep-alive. */
  newConnections: quantity,
  /** Head and body as sent on the wire. */
  responseBytes: quantity,
  /** What the services counted of their own work. Absent: nothing was counted in this generation. */
  services: serviceCounts.exactOptional(),
  /** Those of them (`service/count`) that differed from request to request: reported, never judged. Absent: none. */
  unsteady: listOf(serviceMetric, limits.MAX_COUNTS * limits.MAX_COUNTED_SERVICES).exactOptional(),
});

const rounds = listOf(roundFigures, limits.MAX_ROUNDS);

/** What a service beside a target did in a generation of a cell. */
const serviceFigures = z.strictObject({
  /** Its CPU time for each right answer of the target in this cell's rounds, µs; null: the runtime can't tell. */
  cpuUs: quantity.nullable(),
  /** Its highest memory in this generation, whatever cell used it, bytes; null: the runtime can't tell. */
  peakMemoryBytes: quantity.nullable(),
});

const byReplica = listOf(quantity, limits.MAX_REPLICAS).refine((all) => all.length > 1, {
  error: 'expected two replicas at least',
});

/**
 * How a balancer shared a generation among the replicas of a target. The balancer of a user can't be asked for requests:
 * there, the bytes that the engine counts between it and each replica.
 */
const replicaShares = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('requests'), requests: byReplica }),
  z
    .strictObject({ kind: z.literal('bytes'), received: byReplica, sent: byReplica })
    .refine(({ received, sent }) => received.length === sent.length, {
      path: ['sent'],
      error: 'expected as many replicas as in "received"',
    }),
]);

/** One side of a cell in one generation. A list is in the order in which the rounds were run. */
const sideFigures = z.strictObject({
  duet: rounds,
  solo: rounds,
  probe: rounds,
  counts: exactCounts.nullable(),
  /**
   * From the order to start its container (or process) until its readiness request was answered, ms, up to 100 ms late.
   * Absent where nobody here starts it, and in records of 0.1.
   */
  startMs: quantity.exactOptional(),
  /** Highest memory of the container in this generation, whatever cell used it, bytes; null: the runtime can't tell. */
  peakMemoryBytes: quantity.nullable(),
  /** Memory before any load, without page cache, bytes; null: the runtime can't tell. Not in records of 0.1. */
  idleMemoryBytes: quantity.nullable().exactOptional(),
  /**
   * `idleMemoryBytes` and the most that this cell's own warm-up and rounds added to it, so that another cell's growth
   * is not in it (src/measure/memory.ts says how), bytes; null: the runtime can't tell. Not in records of 0.1.
   */
  cellMemoryBytes: quantity.nullable().exactOptional(),
  /**
   * As `cellMemoryBytes`, but only up to as many right answers as the slower side of this generation gave in all: both
   * sides at the same work. null: the runtime can't tell. Absent where one side ran, and in records of 0.1.
   */
  sameWorkMemoryBytes: quantity.nullable().exactOptional(),
  /** By name. Absent where the target needs none. */
  services: byName(serviceFigures, limits.MAX_SERVICES).exactOptional(),
  /** Over this generation, whatever cell was loaded. Absent: it has no replicas, or the runtime can't tell. */
  replicas: replicaShares.exactOptional(),
  /** How much it carries; then there are no rounds. Absent: nobody asked. */
  capacity: sideCapacity.exactOptional(),
});

/**
 * What the reference target (src/reference/) did beside a generation, under the same CPU cap: how fast the machine was
 * at that time.
 */
const referenceFigures = z.strictObject({
  /** What was run, and how. Figures of different programs say nothing of each other. */
  program: fact,
  /** Fingerprint of the machine: a generation may have been carried over from another one's record. */
  machine: fact,
  /** Right answers per second in a solo round. */
  rps: quantity,
  /** CPU time per request, user and system, µs; null: the runtime can't tell. */
  cpuUs: quantity.nullable(),
  /** Median latency on one connection, µs: geometric mean of the probe rounds. */
  serviceUs: quantity,
});

/** Fresh containers → ready → verified → warmed up → rounds → gone. The unit of statistics. */
const generation = z.strictObject({
  index: count,
  /** `screen` looks at every cell, `confirm` only at the flagged ones, with new data. */
  phase: z.enum(['screen', 'confirm']),
  startedFirst: side,
  durationMs: quantity,
  candidate: sideFigures,
  /** null: solo, there was no other side to run. */
  baseline: sideFigures.nullable(),
  /** Absent where the reference target did not run beside it. */
  reference: referenceFigures.exactOptional(),
  /** Another target, which ran beside it on the same cores for a ranking; then there is no baseline. Absent: none did. */
  beside: z.strictObject({ target: name, figures: sideFigures }).exactOptional(),
});

/** Why a cell has no figures that can be believed. */
const invalidReason = z.strictObject({
  /** An error code (`build-failed`, `oom-killed`, `wrong-body`, `generator-saturated`, …). */
  code,
  message: sentence,
  side,
  /** Last log lines, oldest first. */
  log,
});

/**
 * `measured`: figures are there. `unchanged`: its build inputs equal the baseline's, so nothing was measured;
 * `generations` may be carried over from the baseline. `invalid`: the figures can't be believed, `invalid` says why.
 * `not-measured`: the budget ended, or the run was cancelled, before its first generation.
 */
const cellState = z.enum(['measured', 'unchanged', 'invalid', 'not-measured']);

/**
 * Bodies of answers to one request that differ by themselves (src/measure/bodies.ts): those of neither side are compared
 * under load. `sides`: whose were seen to differ. `found`: by requests before the load, or only by the many under it.
 */
const unstableBody = z.strictObject({
  sides: z.enum(['candidate', 'baseline', 'both']),
  found: z.enum(['before-load', 'under-load']),
  /** Numbers, from 1, of the steps whose bodies differ. Absent: those of all, or there is one request. */
  steps: listOf(count.max(limits.MAX_STEPS), limits.MAX_STEPS).exactOptional(),
});

/** How many generations were dropped, by what spoilt them (src/measure/spoilt.ts). */
const droppedGenerations = z.strictObject({
  starved: count,
  throttled: count,
  /** Absent: none. */
  'generator-late': count.exactOptional(),
});

/** A closed loop in which the generator was the limit, so that the cell is measured at a rate that it holds easily. */
const reducedLoad = z.strictObject({
  /** Arrivals/s to each side. */
  rate: quantity,
  /** What the slower side answered in the closed loop, requests/s. */
  seen: quantity,
});

/** Where somebody else ran both sides of a cell. */
const cellUrl = z.strictObject({ candidate: urlOrigin, baseline: urlOrigin.nullable() });

const cellRecord = z
  .strictObject({
    target: name,
    scenario: name,
    /** Where somebody else ran it: no figure of its machine is known. Absent: loadgate ran it. */
    url: cellUrl.exactOptional(),
    /** Digest of everything that decides the result besides the machine (src/plan/digest.ts). */
    inputs: digest,
    state: cellState,
    invalid: invalidReason.nullable(),
    /** Why there is no baseline side (`new target`, `baseline did not build`, …); null where there is one. */
    noBaseline: sentence.nullable(),
    /** The commit whose figures these are, where they were carried over. */
    carriedFrom: sha.nullable(),
    generations: listOf(generation, limits.MAX_GENERATIONS),
    /** Method and path of the steps of a sequence, in their order. Absent: there is one request. */
    steps: listOf(fact, limits.MAX_STEPS).exactOptional(),
    /** Absent: the load is what the scenario says. */
    reduced: reducedLoad.exactOptional(),
    /** Generations that were dropped, because the machine had spoilt them. Absent: none. */
    dropped: droppedGenerations.exactOptional(),
    /** Absent: bodies did not differ, or the scenario does not want them compared. */
    unstableBody: unstableBody.exactOptional(),
    /** What the last search knew, which was cut off. It decides nothing. Absent: no search was, or a later one ended. */
    cutOff: cutOffSearch.exactOptional(),
    /** Absent: none was wanted. It decides nothing. */
    profile: cellProfile.exactOptional(),
  })
  .refine(({ state, invalid }) => state !== 'invalid' || invalid !== null, {
    path: ['invalid'],
    error: 'expected a reason, since the state is "invalid"',
  });

/** Each cell once: at most one row of a table for each target and scenario. */
const cells = listOf(cellRecord, limits.MAX_CELLS).refine(
  (all) => new Set(all.map((one) => `${one.target}/${one.scenario}`)).size === all.length,
  { error: 'expected each cell once, but two have the same target and scenario' },
);

/** The machine that ran it. Records of different fingerprints are not compared number by number. */
const machine = z.strictObject({
  fingerprint: fact,
  cpuModel: fact,
  cores: count,
  memoryBytes: count,
  os: fact,
  kernel: fact,
  arch: fact,
});

const commitRef = z.strictObject({
  sha,
  /** Branch, tag or `work tree`, as a person would say it. */
  label: fact,
});

/** How the wall time was spent, ms, by stage name (`config`, `fetch`, `build`, `start`, `verify`, `warm-up`, `rounds`, …). */
const timing = fewOf('stages', STAGE_PATTERN, quantity, limits.MAX_STAGES);

/** One side of a target, as this run built it. */
const builtImage = z.strictObject({
  target: name,
  side,
  /** null: a process has no image. */
  sizeBytes: count.nullable(),
  /** What the build took here, ms; little where the engine had it in its cache. */
  buildMs: quantity,
});

/** An error that ended a run or a part of it, as data. */
const problem = z.strictObject({
  kind: z.enum(['usage', 'machine']),
  code,
  message: sentence,
  hint: sentence,
  log,
  location: z.strictObject({ file: z.string().max(limits.MAX_PATH), line: count, column: count }).nullable(),
});

/** Whether the reference target ran, in a run that asked for it. Its figures are with the generations. */
const referenceRun = z.strictObject({
  /** null: it never ran. */
  program: fact.nullable(),
  /** Why it did not run, or not to the end; null: it did. */
  missing: sentence.nullable(),
});

export const recordSchema = z.strictObject({
  schema: z.literal(RECORD_SCHEMA),
  version: fact,
  id: digest,
  startedAt: instant,
  durationMs: quantity,
  /** Give it again to repeat every random choice. */
  seed: count,
  candidate: commitRef,
  /** null: there is no commit to compare with. */
  baseline: commitRef.nullable(),
  /** Where the base column comes from: `run` (measured beside the candidate) or `stored`. */
  baselineFigures: z.enum(['run', 'stored', 'none']),
  configDigest: digest,
  machine,
  runtime: runtimeFacts,
  caps: z.strictObject({ cpus: quantity, memoryBytes: quantity }),
  timing,
  /** In the order in which they were built. Not in records of 0.1. */
  images: z
    .array(builtImage)
    .max(2 * limits.MAX_CELLS)
    .exactOptional(),
  /** Absent where no reference was asked for. */
  reference: referenceRun.exactOptional(),
  cells,
  /** What differs between the sides of targets besides their code. Absent: nothing, or one side ran. */
  differences: listOf(targetDifference, limits.MAX_CELLS).exactOptional(),
  /** Targets or cells that a comment asked for, and nothing else was measured; absent: all. */
  asked: listOf(targetOrCellName, limits.MAX_ASKED).exactOptional(),
  /** The part of the cells that this run measured. Absent: all of them. */
  shard: shardOfRun.exactOptional(),
  /** The runs that measured parts of the cells, by their number. Absent: one run measured all of them. */
  shards: listOf(mergedShard(machine), limits.MAX_SHARDS).exactOptional(),
  /** The id of the run whose red cells this one measured again (src/record/second.ts). Absent: a run of its own. */
  confirms: digest.exactOptional(),
  /** What such a run measured, beside the run that it is about. Absent: there is none. */
  second: secondRun({
    machine,
    runtime: runtimeFacts,
    cells,
    problems: listOf(problem, limits.MAX_PROBLEMS),
  }).exactOptional(),
  /** What went wrong; measured cells are kept beside it. */
  problems: listOf(problem, limits.MAX_PROBLEMS),
});

export type SideName = z.infer<typeof side>;
export type ExactCounts = DeepReadonly<z.infer<typeof exactCounts>>;
export type SideFigures = DeepReadonly<z.infer<typeof sideFigures>>;
export type ReplicaShares = DeepReadonly<z.infer<typeof replicaShares>>;
export type ReferenceFigures = DeepReadonly<z.infer<typeof referenceFigures>>;
export type Generation = DeepReadonly<z.infer<typeof generation>>;
export type InvalidReason = DeepReadonly<z.infer<typeof invalidReason>>;
export type DroppedGenerations = DeepReadonly<z.infer<typeof droppedGenerations>>;
export type UnstableBody = DeepReadonly<z.infer<typeof unstableBody>>;
export type ReducedLoad = DeepReadonly<z.infer<typeof reducedLoad>>;
export type CellRecord = DeepReadonly<z.infer<typeof cellRecord>>;
export type Machine = DeepReadonly<z.infer<typeof machine>>;
export type CommitRef = DeepReadonly<z.infer<typeof commitRef>>;
export type Timing = DeepReadonly<z.infer<typeof timing>>;
export type BuiltImage = DeepReadonly<z.infer<typeof builtImage>>;
export type Problem = DeepReadonly<z.infer<typeof problem>>;
export type ReferenceRun = DeepReadonly<z.infer<typeof referenceRun>>;
export type RunRecord = DeepReadonly<z.infer<typeof recordSchema>>;

/**
 * Codes of a cell whose figures the machine has spoilt, without any fault of the target's. What was counted before the
 * load holds nevertheless.
 */
export const SPOILT_BY_MACHINE: ReadonlySet<string> = new Set([
  'generator-saturated',
  'generator-late',
  'starved',
  'throttled',
]);
