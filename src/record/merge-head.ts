import { canonicalJson, sha256 } from '../model/canonical.js';
import type { CapName, Machine, ReferenceRun, RunRecord, RuntimeFacts } from '../model/record.js';
import type { ShardRecord } from './merge-same.js';

type Head = Omit<RunRecord, 'cells' | 'problems' | 'shard'>;

/**
 * What a merged record says of the run as a whole: times are those of all jobs together.
 * @param shards all that left a record, by their numbers
 * @param planned those of them that knew their cells
 */
export function commonHead(shards: readonly ShardRecord[], planned: readonly ShardRecord[]): Head {
  const known = planned.length > 0 ? planned : shards;
  const { shard: _, cells: __, problems: ___, ...first } = known[0] as ShardRecord;
  const { images: ____, differences: _____, reference: ______, ...head } = first;
  const started = shards.map(({ startedAt }) => Date.parse(startedAt));
  const ended = shards.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs);
  const reference = referenceOf(known);
  return {
    ...head,
    id: sha256(shards.map(({ id }) => id).join(' ')).slice(0, 12),
    startedAt: new Date(Math.min(...started)).toISOString(),
    durationMs: Math.max(...ended) - Math.min(...started),
    baselineFigures: figuresOf(known),
    machine: machineOf(known),
    runtime: runtimeOf(known),
    timing: timingOf(known),
    ...listsOf(known),
    ...(reference === null ? {} : { reference }),
    shards: shards.map(({ shard, id, startedAt, durationMs, machine }) => ({
      index: shard.index,
      id,
      startedAt,
      durationMs,
      machine,
    })),
  };
}

/** What is listed by targets, of which each is in one shard. */
function listsOf(shards: readonly ShardRecord[]): Pick<Head, 'images' | 'differences'> {
  const images = shards.flatMap((record) => record.images ?? []);
  const differences = shards.flatMap((record) => record.differences ?? []);
  return {
    ...(shards.some((record) => record.images !== undefined) ? { images } : {}),
    ...(differences.length > 0 ? { differences } : {}),
  };
}

/** A shard in which nothing changed has no figures of a baseline. */
function figuresOf(shards: readonly ShardRecord[]): RunRecord['baselineFigures'] {
  const all = shards.map(({ baselineFigures }) => baselineFigures);
  return (['run', 'stored'] as const).find((one) => all.includes(one)) ?? 'none';
}

/**
 * The machine, where all shards had the same. Else what they have in common, under a fingerprint that says which cells ran
 * where: it equals that of another run only if the same cells ran on the same machines.
 */
function machineOf(shards: readonly ShardRecord[]): Machine {
  const machines = shards.map(({ machine }) => machine);
  const [first] = machines as [Machine, ...Machine[]];
  if (machines.every(({ fingerprint }) => fingerprint === first.fingerprint)) return first;
  const places = shards.flatMap(({ cells, machine }) =>
    cells.map(({ target, scenario }) => `${target}/${scenario} ${machine.fingerprint}`),
  );
  const several = (read: (machine: Machine) => string): string =>
    distinct(machines.map(read)).join(' and ').slice(0, 200);
  return {
    fingerprint: sha256(canonicalJson(places.toSorted())),
    cpuModel: several(({ cpuModel }) => cpuModel),
    cores: Math.min(...machines.map(({ cores }) => cores)),
    memoryBytes: Math.min(...machines.map(({ memoryBytes }) => memoryBytes)),
    os: several(({ os }) => os),
    kernel: several(({ kernel }) => kernel),
    arch: several(({ arch }) => arch),
  };
}

/** What held in all shards that ran anything: a cap that one of them lacked was not held. */
function runtimeOf(shards: readonly ShardRecord[]): RuntimeFacts {
  const ran = shards.filter(({ cells }) =>
    cells.some(({ state, generations }) => state !== 'unchanged' && generations.length > 0),
  );
  const all = (ran.length > 0 ? ran : shards).map(({ runtime }) => runtime);
  const first =
    all.find(({ kind }) => kind === 'process') ??
    all.find(({ kind }) => kind === 'docker') ??
    (all[0] as RuntimeFacts);
  const own = all.filter(({ kind }) => kind !== 'url');
  const missing = new Set(own.flatMap(({ capsMissing }) => capsMissing));
  const held = new Set(own.flatMap(({ capsHeld }) => capsHeld).filter((cap) => !missing.has(cap)));
  return {
    ...first,
    version: distinct(own.length === 0 ? [first.version] : own.map(({ version }) => version))
      .join(', ')
      .slice(0, 200),
    capsHeld: inOrder(first.capsHeld, held),
    capsMissing: inOrder(first.capsMissing, missing),
  };
}

const inOrder = (order: readonly CapName[], caps: ReadonlySet<CapName>): readonly CapName[] => [
  ...order.filter((cap) => caps.has(cap)),
  ...[...caps].filter((cap) => !order.includes(cap)),
];

/** By stage, ms of all shards together. */
function timingOf(shards: readonly ShardRecord[]): RunRecord['timing'] {
  const sums = new Map<string, number>();
  for (const { timing } of shards)
    for (const [stage, ms] of Object.entries(timing)) sums.set(stage, (sums.get(stage) ?? 0) + ms);
  return Object.fromEntries(sums);
}

/** The reference target, where it was asked for; missing where one shard lacks it. */
function referenceOf(shards: readonly ShardRecord[]): ReferenceRun | null {
  const runs = shards.flatMap(({ reference }) => reference ?? []);
  if (runs.length === 0) return null;
  return {
    program: runs.find(({ program }) => program !== null)?.program ?? null,
    missing: runs.find(({ missing }) => missing !== null)?.missing ?? null,
  };
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
