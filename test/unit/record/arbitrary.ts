import fc from 'fast-check';
import type { Plateau, SideCapacity } from '../../../src/model/capacity.js';
import type { TargetDifference } from '../../../src/model/differences.js';
import {
  type BuiltImage,
  type CapName,
  type CellRecord,
  type ExactCounts,
  type Failures,
  type Generation,
  type LatencySummary,
  type Problem,
  RECORD_SCHEMA,
  type ReferenceFigures,
  type ReferenceRun,
  type RoundFigures,
  type RunRecord,
  type RuntimeFacts,
  type SideFigures,
} from '../../../src/model/record.js';
import { rounded } from '../../../src/record/serialise.js';

/** Numbers as a record holds them: already rounded, from tiny to huge. */
const quantity = fc
  .oneof(
    fc.double({ min: 0, max: 1e15, noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: 0, max: 10_000, noNaN: true }),
    fc.nat(),
  )
  .map((value) => (Object.is(value, -0) ? 0 : rounded(value)));
const count = fc.oneof(fc.nat(), fc.maxSafeNat());
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);
const sha = fc.stringMatching(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const code = fc.constantFrom('build-failed', 'oom-killed', 'x', '4-0-4');
const text = fc.string({ unit: 'binary', maxLength: 60 });
const log = fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 40 });
const side = fc.constantFrom('baseline' as const, 'candidate' as const);
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });

const latencyUs = fc.record<LatencySummary>({
  mean: quantity,
  stdev: quantity,
  min: quantity,
  p50: quantity,
  p75: quantity,
  p90: quantity,
  p99: quantity,
  max: quantity,
});

const latencyWithTail = fc
  .tuple(latencyUs, quantity, quantity)
  .map(([summary, p95, p999]): LatencySummary => ({ ...summary, p95, p999 }));

const failures = fc.record<Failures>({
  refused: count,
  reset: count,
  timeout: count,
  non2xx: count,
  wrongBody: count,
  other: count,
});

const roundOfAnyVersion = {
  windowMs: quantity,
  requests: count,
  rps: quantity,
  latencyUs,
  failures,
  connectionsOpened: count,
  cpuUserUs: orNull(quantity),
  cpuSystemUs: orNull(quantity),
  throttledMs: orNull(quantity),
  generatorCpu: quantity,
  generatorLoop: quantity,
};
const round = fc.oneof(
  fc.record<RoundFigures>(roundOfAnyVersion),
  fc.record<RoundFigures>({
    ...roundOfAnyVersion,
    latencyUs: latencyWithTail,
    arrivals: fc.oneof(
      fc.record({ rate: quantity, count, unsent: count, lateUs: quantity }),
      fc.record({
        rate: quantity,
        reduced: fc.constant(true as const),
        count,
        unsent: count,
        lateUs: quantity,
      }),
    ),
    upstreamCalls: orNull(count),
    upstreamConnections: orNull(count),
    answers: count,
    grownBytes: orNull(fc.integer()),
    shares: fc.record({
      throttledPeriods: orNull(count),
      readyMs: orNull(quantity),
      waitedMs: orNull(quantity),
      othersCpu: orNull(quantity),
      stealCpu: orNull(quantity),
      replaced: orNull(count),
    }),
  }),
);

const countsOfAnyVersion = {
  requests: count,
  upstreamCalls: orNull(quantity),
  upstreamConnections: orNull(quantity),
  newConnections: quantity,
  responseBytes: quantity,
};
const countName = fc.stringMatching(/^[a-z0-9]{1,8}(?:-[a-z0-9]{1,8}){0,2}$/);
const counts = fc.oneof(
  fc.record<ExactCounts>(countsOfAnyVersion),
  fc.record<ExactCounts>({
    ...countsOfAnyVersion,
    services: fc.dictionary(countName, fc.dictionary(countName, quantity, { maxKeys: 16 }), { maxKeys: 8 }),
    unsteady: fc.array(
      fc.tuple(countName, countName).map((names) => names.join('/')),
      { maxLength: 3 },
    ),
  }),
);

const plateau = fc.record<Plateau>({
  level: quantity,
  stop: orNull(fc.constantFrom('errors', 'latency', 'cpu', 'answers', 'exited', 'generator', 'ports')),
  steady: fc.boolean(),
  windowMs: quantity,
  requests: count,
  rps: quantity,
  p50Us: quantity,
  p99Us: quantity,
  failures,
  cpu: orNull(quantity),
  memoryBytes: orNull(quantity),
  connectionsOpened: count,
  generatorCpu: quantity,
  generatorLoop: quantity,
  generatorDelayUs: quantity,
  generatorMemoryBytes: quantity,
});
const capacity = fc.record<SideCapacity>({
  of: fc.constantFrom('connections', 'rate'),
  low: quantity,
  high: orNull(quantity),
  level: quantity,
  stop: fc.constantFrom('errors', 'latency', 'cpu', 'answers', 'exited', 'generator', 'ports', 'to'),
  plateaus: fc.array(plateau, { maxLength: 3 }),
});

const rounds = fc.array(round, { maxLength: 2 });
const sideOfAnyVersion = {
  duet: rounds,
  solo: rounds,
  probe: rounds,
  counts: orNull(counts),
  peakMemoryBytes: orNull(count),
};
const sideFigures = fc.oneof(
  fc.record<SideFigures>(sideOfAnyVersion),
  fc.record<SideFigures>({
    ...sideOfAnyVersion,
    idleMemoryBytes: orNull(count),
    cellMemoryBytes: orNull(count),
    replicas: fc.record({
      kind: fc.constant('requests'),
      requests: fc.array(quantity, { minLength: 2, maxLength: 16 }),
    }),
    services: fc.dictionary(
      fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
      fc.record({ cpuUs: orNull(quantity), peakMemoryBytes: orNull(count) }),
      { maxKeys: 3 },
    ),
  }),
  fc.record<SideFigures>({
    ...sideOfAnyVersion,
    idleMemoryBytes: orNull(count),
    cellMemoryBytes: orNull(count),
    sameWorkMemoryBytes: orNull(count),
    startMs: quantity,
  }),
  fc.record<SideFigures>({ ...sideOfAnyVersion, capacity }),
);

const generationOfAnyVersion = {
  index: count,
  phase: fc.constantFrom('screen', 'confirm'),
  startedFirst: side,
  durationMs: quantity,
  candidate: sideFigures,
  baseline: orNull(sideFigures),
};
const reference = fc.record<ReferenceFigures>({
  program: text,
  machine: text,
  rps: quantity,
  cpuUs: orNull(quantity),
  serviceUs: quantity,
});
const generation = fc.oneof(
  fc.record<Generation>(generationOfAnyVersion),
  fc.record<Generation>({ ...generationOfAnyVersion, reference }),
);

const unfinished = capacity.map(({ of, plateaus }) => ({ of, plateaus }));

const cellOfAnyVersion = {
  target: name,
  scenario: name,
  inputs: fc.stringMatching(/^[0-9a-f]{64}$/),
  state: fc.constantFrom(
    'measured' as const,
    'unchanged' as const,
    'invalid' as const,
    'not-measured' as const,
  ),
  invalid: orNull(fc.record({ code, message: text, side, log })),
  noBaseline: orNull(text),
  carriedFrom: orNull(sha),
  generations: fc.array(generation, { maxLength: 2 }),
};
const cell = fc
  .oneof(
    fc.record<CellRecord>(cellOfAnyVersion),
    fc.record<CellRecord>({
      ...cellOfAnyVersion,
      unstableBody: fc.record({
        sides: fc.constantFrom('candidate', 'baseline', 'both'),
        found: fc.constantFrom('before-load', 'under-load'),
      }),
      cutOff: fc.record({ candidate: unfinished, baseline: orNull(unfinished) }),
    }),
  )
  .filter(({ state, invalid }) => state !== 'invalid' || invalid !== null);

const problem = fc.record<Problem>({
  kind: fc.constantFrom('usage', 'machine'),
  code,
  message: text,
  hint: text,
  log,
  location: orNull(fc.record({ file: text, line: count, column: count })),
});

const commit = fc.record({ sha, label: text });
const cores = orNull(fc.array(fc.nat(4096), { maxLength: 4 }));

const image = fc.record<BuiltImage>({ target: name, side, sizeBytes: orNull(count), buildMs: quantity });

const runtimeWithoutServices = {
  kind: fc.constantFrom('docker' as const, 'process' as const),
  version: text,
  cgroup: fc.constantFrom('v1' as const, 'v2' as const, 'none' as const),
  capsHeld: fc.subarray<CapName>(['cpus', 'core', 'memory', 'pids', 'open files', 'network']),
  capsMissing: fc.subarray<CapName>(['cpus', 'core', 'memory', 'pids', 'open files', 'network']),
  targetCores: cores,
  generatorCores: cores,
};

const machine = fc.record({
  fingerprint: text,
  cpuModel: text,
  cores: count,
  memoryBytes: count,
  os: text,
  kernel: text,
  arch: text,
});
const id = fc.stringMatching(/^[0-9a-f]{12}$/);
const startedAt = fc
  .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

const recordOfAnyVersion: fc.Arbitrary<RunRecord> = fc.record<RunRecord>({
  schema: fc.constant(RECORD_SCHEMA),
  version: text,
  id,
  startedAt,
  durationMs: quantity,
  seed: fc.nat(0xffff_ffff),
  candidate: commit,
  baseline: orNull(commit),
  baselineFigures: fc.constantFrom('run', 'stored', 'none'),
  configDigest: fc.stringMatching(/^[0-9a-f]{64}$/),
  machine,
  runtime: fc.oneof(
    fc.record<RuntimeFacts>(runtimeWithoutServices),
    fc.record<RuntimeFacts>({ ...runtimeWithoutServices, serviceCores: cores }),
  ),
  caps: fc.record({ cpus: quantity, memoryBytes: count }),
  timing: fc.dictionary(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,20}$/), quantity, { maxKeys: 5 }),
  cells: fc.uniqueArray(cell, { maxLength: 3, selector: ({ target, scenario }) => `${target}/${scenario}` }),
  problems: fc.array(problem, { maxLength: 2 }),
});

const texts = fc.array(text, { maxLength: 2 });
const difference = fc.record<TargetDifference>({
  target: name,
  sources: count,
  lists: texts,
  base: orNull(fc.record({ baseline: text, candidate: text })),
  variables: texts,
  settings: texts,
});

const unit = fc.record({
  target: name,
  scenarios: fc.uniqueArray(name, { maxLength: 3 }),
  shard: fc.integer({ min: 1, max: 4 }),
});
const shard = fc.record({
  index: fc.integer({ min: 1, max: 4 }),
  of: fc.integer({ min: 4, max: 256 }),
  plan: fc.uniqueArray(unit, { maxLength: 3, selector: ({ target }) => target }),
});
const shards = fc.array(
  fc.record({ index: fc.integer({ min: 1, max: 256 }), id, startedAt, durationMs: quantity, machine }),
  { maxLength: 3 },
);

/** Any record that the schema allows, with small lists. */
export const anyRecord: fc.Arbitrary<RunRecord> = fc
  .tuple(
    recordOfAnyVersion,
    orNull(fc.array(image, { maxLength: 3 })),
    orNull(fc.record<ReferenceRun>({ program: orNull(text), missing: orNull(text) })),
    orNull(fc.array(difference, { maxLength: 2 })),
    orNull(shard),
    orNull(shards),
  )
  .map(([record, images, ran, differences, part, parts]) => ({
    ...record,
    ...(part === null ? {} : { shard: part }),
    ...(parts === null ? {} : { shards: parts }),
    ...(images === null ? {} : { images }),
    ...(ran === null ? {} : { reference: ran }),
    ...(differences === null ? {} : { differences }),
  }));
