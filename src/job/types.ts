import type { Comparison, GateResult } from '../model/comparison.js';
import type { Config } from '../model/config.js';
import type { CommitRef, Machine, RunRecord } from '../model/record.js';
import type { Runtime } from '../runtime/runtime.js';
import type { CleanupStack } from '../system/cleanup.js';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { Stopwatch } from '../system/stopwatch.js';

/** One version of the code. */
export interface JobSide {
  readonly ref: CommitRef;
  /** Ids of the content of paths (git's tree or blob ids), null where one is not there. To be asked for all at once. */
  contentIds(paths: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  /** Absolute path of a checkout of it; made at the first call. */
  sourceDir(): Promise<string>;
}

export interface JobRequest {
  readonly id: string;
  readonly config: Config;
  /** Targets or cells (`flask`, `flask/json`) to measure; empty: all. */
  readonly filter: readonly string[];
  readonly candidate: JobSide;
  readonly baseline: JobSide | null;
  /** The configuration as the baseline has it; null: it has none that can be read, and the candidate's is used for both. */
  readonly baselineConfig: Config | null;
  /** Why there is no baseline; null where there is one. */
  readonly noBaseline: string | null;
  /** The stored record of the baseline commit or of its nearest ancestor that has one. */
  readonly stored: RunRecord | null;
  readonly seed: number;
  /** What a comment asked for, for the record; `filter` is what is measured. */
  readonly asked?: readonly string[];
  /** The record may become a baseline: the reference target is measured, too. */
  readonly reference?: boolean;
  /** Measures cells whose two sides are the same, too: a runner that is compared with itself. */
  readonly evenIfUnchanged?: boolean;
}

export interface JobDeps {
  readonly chooseRuntime: () => Promise<Runtime>;
  /** Absolute paths of the child processes' bundles. */
  readonly bundles: { readonly load: string; readonly upstream: string; readonly reference: string };
  readonly allowedCores: readonly number[];
  readonly machine: Machine;
  /** loadgate's own version. */
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly cleanup: CleanupStack;
  readonly stopwatch: Stopwatch;
  readonly signal: AbortSignal;
}

/** How a run ended. There is always one, also after an error: what was measured before is in the record. */
export interface Outcome {
  readonly record: RunRecord;
  readonly comparison: Comparison;
  readonly gate: GateResult;
}
