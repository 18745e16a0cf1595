/** Where targets ran, and what held them: a part of the record. */
import * as z from 'zod';
import * as limits from './limits.js';
import { count, type DeepReadonly, fact, listOf, sentence } from './parts.js';

const capName = z.enum(['cpus', 'core', 'memory', 'pids', 'open files', 'network']);
const cores = listOf(count.max(limits.MAX_CORES), limits.MAX_CORES);

/** The machine of an engine that is not on the one which makes the load. */
const remoteEngine = z.strictObject({
  kind: z.literal('remote'),
  /** Of the engine and its machine. */
  fingerprint: fact,
  cores: count,
  memoryBytes: count,
  kernel: fact,
  arch: fact,
});

export const runtimeFacts = z.strictObject({
  /** `url`: somebody else ran all targets. */
  kind: z.enum(['docker', 'process', 'url']),
  /** Engine version, or Node.js version for processes. */
  version: fact,
  cgroup: z.enum(['v1', 'v2', 'none']),
  /** Which caps held: a report says so. */
  capsHeld: listOf(capName, 16),
  capsMissing: listOf(capName, 16),
  /** Core lists; null: not pinned (a single core). */
  targetCores: cores.nullable(),
  generatorCores: cores.nullable(),
  /** Of the services beside the targets; null: not pinned. Absent: there were none. */
  serviceCores: cores.nullable().exactOptional(),
  /** Absent: targets ran on the machine that made the load. `targetCores` and `serviceCores` are cores of its machine. */
  engine: remoteEngine.exactOptional(),
  /** Why targets ran as processes where Docker comes first. Absent: processes were asked for, or Docker was used. */
  instead: sentence.exactOptional(),
});

export type CapName = z.infer<typeof capName>;
export type RuntimeFacts = DeepReadonly<z.infer<typeof runtimeFacts>>;
