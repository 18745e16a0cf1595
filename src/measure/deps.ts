import type { Files } from '../load/body-files.js';
import type { Generator } from '../load/job.js';
import type { RowSource } from '../load/rows.js';
import type { Tables } from '../load/table.js';
import type { Caps, MeasureSettings, Scenario, Target } from '../model/config.js';
import type { Generation, ReducedLoad, SideName, UnstableBody } from '../model/record.js';
import type { RoundKind } from '../model/round.js';
import type { Artifact, Instance, Runtime } from '../runtime/runtime.js';
import type { CleanupStack } from '../system/cleanup.js';
import type { Clock } from '../system/clock.js';
import type { CoreTime } from '../system/contention.js';
import type { Log } from '../system/log.js';
import type { Random } from '../system/random.js';
import type { Stopwatch } from '../system/stopwatch.js';
import type { Upstream } from '../upstream/upstream.js';
import type { PlannedService, RunningServices } from './services.js';

/** What measuring needs of the world. */
export interface MeasureDeps {
  readonly runtime: Runtime;
  readonly upstream: Upstream | null;
  /** Forks one load generator, pinned to the generator's cores. */
  readonly startGenerator: () => Promise<Generator>;
  readonly targetCores: readonly number[] | null;
  /** Cores of the services beside the targets; null: not pinned. */
  readonly serviceCores: readonly number[] | null;
  /** Time that cores of this machine have worked; null: it does not say. */
  readonly coreTime: (cores: readonly number[]) => CoreTime | null;
  /** Generator and target share a core: there is only one. */
  readonly sharesCore: boolean;
  readonly settings: MeasureSettings;
  /** The rows of scenarios that have data, the same for both sides. */
  readonly data?: ReadonlyMap<Scenario, ScenarioData>;
  /** Decides what is random in the requests of a generation, the same for both sides. Absent: 0. */
  readonly turnSeed?: number;
  /** The files that requests send, the same for both sides. Absent: none does. */
  readonly files?: RequestFiles;
  readonly rounds: RoundMix;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly cleanup: CleanupStack;
  readonly stopwatch: Stopwatch;
  readonly signal: AbortSignal;
  /**
   * After a fault of the machine and before the next generation: brings back what went away (engine, upstream).
   * @throws LoadgateError where it does not come back, the signal's reason
   */
  readonly recover: () => Promise<void>;
}

/** The rows of a scenario, and where a generator reads them from. */
export interface ScenarioData {
  readonly tables: Tables;
  readonly sources: Readonly<Record<string, RowSource>>;
}

/** The files that requests send. */
export interface RequestFiles {
  /** The folder that a generator reads them from, absolute. */
  readonly root: string;
  readonly contents: Files;
}

/** One target with what was built of it. */
export interface TargetPlan {
  readonly target: Target;
  readonly scenarios: readonly Scenario[];
  readonly candidate: Artifact;
  /** null: nothing to run beside the candidate; `noBaseline` says why. */
  readonly baseline: Artifact | null;
  readonly noBaseline: string | null;
  /** The other side is another target (duets.ts): each is judged alone. Absent: it is the same target's baseline. */
  readonly beside?: Target;
  /** What each side needs beside it, in the order of their needs. Absent: nothing. */
  readonly services?: Readonly<Record<SideName, readonly PlannedService[]>>;
}

/** One started side of a generation. */
export interface RunningSide {
  readonly side: SideName;
  readonly caps: Caps;
  readonly instance: Instance;
  readonly generator: Generator;
  /** null: the target needs none. */
  readonly services: RunningServices | null;
  /**
   * When its readiness request was answered: the time since its start was ordered, ms; null: nobody here starts it.
   * Rejects where it does not get ready.
   */
  readonly ready: Promise<number | null>;
}

/** What a cell wants of a generation. */
export interface Wanted {
  readonly phase: Generation['phase'];
  /** Of the rounds that `MeasureDeps.rounds` has, those of these kinds. */
  readonly kinds: readonly RoundKind[];
  /** The load that an earlier generation reduced the cell to. Absent: the scenario's. */
  readonly reduced?: ReducedLoad | undefined;
  /** Where a search for its capacity begins; null or absent: at its first level. */
  readonly guess?: number | null;
  /** Generations of the cell in which its services were counted. Absent: none. */
  readonly counted?: number;
  /** A limit judges its failed requests, so that they make no round unbelievable. Absent: they do. */
  readonly judgesErrors?: boolean;
  /** What is known of its bodies: why they are not compared; null: they are. Absent: it is to be found out. */
  readonly unstableBody?: UnstableBody | null;
}

/** Which rounds a generation has, for each scenario. */
export interface RoundMix {
  /** Rounds with both sides at once; none where there is one side. */
  readonly duets: number;
  /** Rounds of each side alone. */
  readonly solos: number;
  /** The only side that has solo rounds. Absent: each side has. */
  readonly soloOf?: SideName;
  /** Blocks of probe rounds: A B B A, two of a side. */
  readonly probes: number;
  /**
   * What a generator at its limit means for a cell with a closed loop. `reduce`: it is measured at a rate that the
   * generator holds easily. `end`: nothing more is measured of it, and it is invalid. `go-on`: it is as invalid, but gets
   * all its rounds, because its CPU time per request is still the target's own.
   */
  readonly atSaturation: 'reduce' | 'end' | 'go-on';
}
