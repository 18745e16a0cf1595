/** What a run measured, as JSON. Checked by src/record/schema.ts before it is believed. */

import type { RoundFigures } from './round.js';

export type { Failures, LatencySummary, RoundFigures, RoundShares } from './round.js';

export const RECORD_SCHEMA = 'loadgate.record/v1';

export type SideName = 'baseline' | 'candidate';

/** Exact counts over a known number of requests, sent one after the other. Each is per request. */
export interface ExactCounts {
  readonly requests: number;
  readonly upstreamCalls: number | null;
  /** Connections that the upstream accepted per request. */
  readonly upstreamConnections: number | null;
  /** Connections that the client had to open per request beyond the first: 0 with keep-alive. */
  readonly newConnections: number;
  /** Head and body as sent on the wire. */
  readonly responseBytes: number;
}

/** One side of a cell in one generation. A list is in the order in which the rounds were run. */
export interface SideFigures {
  readonly duet: readonly RoundFigures[];
  readonly solo: readonly RoundFigures[];
  readonly probe: readonly RoundFigures[];
  readonly counts: ExactCounts | null;
  /** Highest memory of the container in this generation, whatever cell used it, bytes; null: the runtime can't tell. */
  readonly peakMemoryBytes: number | null;
  /** Memory before any load, without page cache, bytes; null: the runtime can't tell. Not there in records of 0.1. */
  readonly idleMemoryBytes?: number | null;
  /**
   * `idleMemoryBytes` and the most that this cell's own warm-up and rounds added to it, so that another cell's growth
   * is not in it (src/measure/memory.ts says how), bytes; null: the runtime can't tell. Not there in records of 0.1.
   */
  readonly cellMemoryBytes?: number | null;
}

/**
 * What the reference target (src/reference/) did beside a generation, under the same CPU cap: how fast the machine was
 * at that time.
 */
export interface ReferenceFigures {
  /** What was run, and how. Figures of different programs say nothing of each other. */
  readonly program: string;
  /** Fingerprint of the machine: a generation may have been carried over from another one's record. */
  readonly machine: string;
  /** Right answers per second in a solo round. */
  readonly rps: number;
  /** CPU time per request, user and system, µs; null: the runtime can't tell. */
  readonly cpuUs: number | null;
  /** Median latency on one connection, µs: geometric mean of the probe rounds. */
  readonly serviceUs: number;
}

/** Fresh containers → ready → verified → warmed up → rounds → gone. The unit of statistics. */
export interface Generation {
  readonly index: number;
  /** `screen` looks at every cell, `confirm` only at the flagged ones, with new data. */
  readonly phase: 'screen' | 'confirm';
  readonly startedFirst: SideName;
  readonly durationMs: number;
  readonly candidate: SideFigures;
  /** null: solo, there was no other side to run. */
  readonly baseline: SideFigures | null;
  /** Not there where the reference target did not run beside it. */
  readonly reference?: ReferenceFigures;
}

/** Why a cell has no figures that can be believed. */
export interface InvalidReason {
  /** An error code (`build-failed`, `oom-killed`, `wrong-body`, `generator-saturated`, …). */
  readonly code: string;
  readonly message: string;
  readonly side: SideName;
  /** Last log lines, oldest first. */
  readonly log: readonly string[];
}

/**
 * Codes of a cell whose figures the machine has spoilt, without any fault of the target's. What was counted before the
 * load holds nevertheless.
 */
export const SPOILT_BY_MACHINE: ReadonlySet<string> = new Set([
  'generator-saturated',
  'starved',
  'throttled',
]);

export type CellState =
  /** Figures are there. */
  | 'measured'
  /** Its build inputs equal the baseline's: nothing was measured. `generations` may be carried over from the baseline. */
  | 'unchanged'
  /** Figures can't be believed; `invalid` says why. */
  | 'invalid'
  /** The budget ended, or the run was cancelled, before its first generation. */
  | 'not-measured';

export interface CellRecord {
  readonly target: string;
  readonly scenario: string;
  /** Digest of everything that decides the result besides the machine (src/plan/digest.ts). */
  readonly inputs: string;
  readonly state: CellState;
  readonly invalid: InvalidReason | null;
  /** Why there is no baseline side (`new target`, `baseline did not build`, …), null where there is one. */
  readonly noBaseline: string | null;
  /** The commit whose figures these are, where they were carried over. */
  readonly carriedFrom: string | null;
  readonly generations: readonly Generation[];
  /** Generations that were dropped, because the machine had spoilt them. Absent: none. */
  readonly dropped?: DroppedGenerations;
}

/** How many, by what spoilt them (src/measure/spoilt.ts). */
export interface DroppedGenerations {
  readonly starved: number;
  readonly throttled: number;
}

/** The machine's fingerprint. Records of different fingerprints are not compared number by number. */
export interface Machine {
  readonly fingerprint: string;
  readonly cpuModel: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly os: string;
  readonly kernel: string;
  readonly arch: string;
}

export type CapName = 'cpus' | 'core' | 'memory' | 'pids' | 'open files' | 'network';

export interface RuntimeFacts {
  readonly kind: 'docker' | 'process';
  /** Engine version, or Node.js version for processes. */
  readonly version: string;
  readonly cgroup: 'v1' | 'v2' | 'none';
  /** Which caps held: a report says so. */
  readonly capsHeld: readonly CapName[];
  readonly capsMissing: readonly CapName[];
  /** Core lists; null: not pinned (a single core). */
  readonly targetCores: readonly number[] | null;
  readonly generatorCores: readonly number[] | null;
}

export interface CommitRef {
  readonly sha: string;
  /** Branch, tag or `work tree`, as a person would say it. */
  readonly label: string;
}

/** How the wall time was spent, ms, by stage name (`config`, `fetch`, `build`, `start`, `verify`, `warm-up`, `rounds`, …). */
export type Timing = Readonly<Record<string, number>>;

/** One side of a target, as this run built it. */
export interface BuiltImage {
  readonly target: string;
  readonly side: SideName;
  /** null: a process has no image. */
  readonly sizeBytes: number | null;
  /** What the build took here, ms; little where the engine had it in its cache. */
  readonly buildMs: number;
}

/** An error that ended a run or a part of it, as data. */
export interface Problem {
  readonly kind: 'usage' | 'machine';
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly log: readonly string[];
  readonly location: { readonly file: string; readonly line: number; readonly column: number } | null;
}

/** Whether the reference target ran, in a run that asked for it. Its figures are with the generations. */
export interface ReferenceRun {
  /** null: it never ran. */
  readonly program: string | null;
  /** Why it did not run, or not to the end; null: it did. */
  readonly missing: string | null;
}

export interface RunRecord {
  readonly schema: typeof RECORD_SCHEMA;
  readonly version: string;
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Can be given again to repeat every random choice. */
  readonly seed: number;
  /** null only where no git repository is (the demo). */
  readonly candidate: CommitRef;
  readonly baseline: CommitRef | null;
  /** Where the base column comes from: `run` (measured beside the candidate) or `stored`. */
  readonly baselineFigures: 'run' | 'stored' | 'none';
  readonly configDigest: string;
  readonly machine: Machine;
  readonly runtime: RuntimeFacts;
  readonly caps: { readonly cpus: number; readonly memoryBytes: number };
  readonly timing: Timing;
  /** In the order in which they were built. Not there in records of 0.1. */
  readonly images?: readonly BuiltImage[];
  /** Not there where no reference was asked for. */
  readonly reference?: ReferenceRun;
  readonly cells: readonly CellRecord[];
  /** Targets or cells that a comment asked for, and nothing else was measured; not there: all. */
  readonly asked?: readonly string[];
  /** What went wrong; measured cells are kept beside it. */
  readonly problems: readonly Problem[];
}
