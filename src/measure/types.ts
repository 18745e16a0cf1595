import type { Generator } from '../load/types.js';
import type { MeasureSettings, Scenario, Target } from '../model/config.js';
import type { SideName } from '../model/record.js';
import type { Artifact, Instance, Runtime } from '../runtime/types.js';
import type { Stopwatch } from '../system/stopwatch.js';
import type { CleanupStack, Clock, Log, Random } from '../system/types.js';
import type { Upstream } from '../upstream/types.js';

/** What measuring needs of the world. */
export interface MeasureDeps {
  readonly runtime: Runtime;
  readonly upstream: Upstream | null;
  /** Forks one load generator, pinned to the generator's cores. */
  readonly startGenerator: () => Promise<Generator>;
  readonly targetCores: readonly number[] | null;
  /** Generator and target share a core: there is only one. */
  readonly sharesCore: boolean;
  readonly settings: MeasureSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly cleanup: CleanupStack;
  readonly stopwatch: Stopwatch;
  readonly signal: AbortSignal;
}

/** One target with what was built of it. */
export interface TargetPlan {
  readonly target: Target;
  readonly scenarios: readonly Scenario[];
  readonly candidate: Artifact;
  /** null: nothing to run beside the candidate; `noBaseline` says why. */
  readonly baseline: Artifact | null;
  readonly noBaseline: string | null;
}

/** One started side of a generation. */
export interface RunningSide {
  readonly side: SideName;
  readonly instance: Instance;
  readonly generator: Generator;
}

export type RoundKind = 'duet' | 'solo' | 'probe';
