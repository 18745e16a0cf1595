import type { CapacityUnit, Plateau, SideCapacity } from '../model/capacity.js';
import type { CapacitySearch } from '../model/config.js';
import type {
  ExactCounts,
  LatencySummary,
  Machine,
  ReplicaShares,
  RuntimeFacts,
  Timing,
} from '../model/record.js';
import type { Relation } from '../rank/places.js';

export const LEADERBOARD_SCHEMA = 'loadgate.leaderboard/v1';

/** A file of a target's folder. `path` is for messages. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A target's facts from its about.yml, with the pinned versions. */
export interface Facts {
  readonly framework: string;
  /** null: there is no about.yml, or no pinned version. */
  readonly frameworkVersion: string | null;
  /** In plain words; null: there is no about.yml. */
  readonly server: string | null;
  /** null: the framework is its own server, or there is no about.yml. */
  readonly serverVersion: string | null;
  readonly interface: string | null;
  readonly async: boolean | null;
  /** `at once` or `one after the other`. */
  readonly upstreamMultiple: string | null;
  /** What the counts of workers, threads, and pooled connections limit; null: nothing. */
  readonly ceiling: string | null;
  /** What it reaches services with, by the service's name, in plain words with the pinned version. */
  readonly clients: Readonly<Record<string, string>>;
}

export interface TargetFacts extends Facts {
  readonly target: string;
  /** CPUs of its cap, of all its replicas together. */
  readonly cpus: number;
  /** Worker processes: `WORKERS` in its environment, otherwise `workers`, otherwise 1. */
  readonly workers: string;
  /** Containers of it behind a balancer; 1: no balancer. */
  readonly replicas: number;
  /** What each of them had of the load; null: there is one, or nothing is known. */
  readonly shares: Shares | null;
  /** Size of its image, bytes; null: a process has no image. */
  readonly imageBytes: number | null;
  /** Build time in this run, ms, which is short if the engine had it in its cache; null: unknown. */
  readonly buildMs: number | null;
}

/** How a target's balancer shared the load, over all of its generations. */
export interface Shares {
  /** Bytes where the balancer is the user's, who can't be asked for requests: those that a replica received. */
  readonly kind: ReplicaShares['kind'];
  /** By replica. */
  readonly amounts: readonly number[];
  /** The largest difference from the mean in any generation, as a share of it; of bytes, the way with the smaller one. */
  readonly largestDifference: number;
}

/** A figure over the generations of a cell. All except `spread` are in the figure's own unit. */
export interface Spread {
  /** Geometric mean over the generations. */
  readonly mean: number;
  /** Sample standard deviation of the logarithms: 0.01 is about 1 %; null: there is only one generation. */
  readonly spread: number | null;
  /** 95 % interval of the mean (Student's t on the logarithms). */
  readonly low: number | null;
  readonly high: number | null;
  /** The figure in each generation. */
  readonly values: readonly number[];
}

/**
 * A target's possible places: from 1 + the number of significantly better ones, to all except the significantly worse. Those
 * that duets show to be alike share a place.
 */
export interface RankRange {
  readonly best: number;
  readonly worst: number;
}

/** Two targets of one ranking, the better one first. */
export interface Pair {
  readonly better: string;
  readonly worse: string;
  /** Mean requests/s of the better divided by that of the worse: 1.05 is 5 % more. With its own 95 % interval. */
  readonly ratio: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Welch's p value on the logarithms, adjusted by Holm over all pairs of the ranking; null: too few generations. */
  readonly p: number | null;
  /** p < 0.05; of duets: what src/rank/ratios.ts says, or what follows from other pairs. */
  readonly differs: boolean;
  /**
   * Only of duets, whose `p`, `low`, and `high` are of all duets of the table: which is above, that they differ by 1 % at
   * most, or neither.
   */
  readonly relation?: Relation;
  /** Generations in which the two ran beside one another. Only of duets. */
  readonly duets?: number;
}

/** A target's requests/s by duets, relative to the reference. */
export interface ByDuets {
  /** To the reference's, with its own 95 % interval; null: it is the reference, or too little is known. */
  readonly ratio: number;
  readonly low: number | null;
  readonly high: number | null;
  /** The ratio times what the reference makes alone by all solo rounds (src/leaderboard/duets.ts). Approximate. */
  readonly rps: number;
  readonly rpsLow: number | null;
  readonly rpsHigh: number | null;
  /** Generations with the reference beside it, and with any other target. */
  readonly generations: number;
  /** By solo rounds, because its duets are uneven (src/rank/tables.ts). Absent: by duets. */
  readonly bySolo?: true;
}

/** A row's state in the ranking by requests per second. */
export type RowState =
  | 'ranked'
  /** Measured under another CPU quota than the ranked rows: shown, but not ranked with them. */
  | 'apart'
  /** Its figures aren't credible. */
  | 'invalid'
  | 'not-measured';

export interface Figures {
  readonly rps: Spread;
  /** CPU time per right answer, µs; null: the runtime doesn't measure it. */
  readonly cpuUs: Spread | null;
  /** Right answers in all solo rounds, and failed requests. */
  readonly requests: number;
  readonly failed: number;
  /** Each value is the median over the solo rounds, µs. */
  readonly latencyUs: LatencySummary;
  /** Median over the generations, bytes. */
  readonly peakMemoryBytes: number | null;
  /** The generator's largest share of its core in any solo round, 0…1. */
  readonly generatorCpu: number;
  /** Counted before the load, one request after the other. Each value is per request. */
  readonly counts: ExactCounts | null;
  /** CPU time of each service that it needs, by name, per right answer, µs; null: the runtime doesn't measure it. */
  readonly servicesCpuUs: Readonly<Record<string, Spread | null>>;
  /** Calls and connections that the upstream accepted in all solo rounds; null: no upstream, or an older record. */
  readonly upstream: { readonly calls: number; readonly connections: number } | null;
}

/** How much a target carries (src/measure/capacity/), one search a generation. */
export interface CapacityFigures {
  readonly of: CapacityUnit;
  /** null: a search ended at a bound. */
  readonly level: Spread | null;
  /** What each generation found. */
  readonly found: readonly Omit<SideCapacity, 'of' | 'plateaus'>[];
  /** All generations found the same, to the exactness of a search; null: there is only one. */
  readonly agrees: boolean | null;
  /** The highest level that held, and the lowest that broke, in the last generation; null: none. */
  readonly held: Plateau | null;
  readonly broke: Plateau | null;
}

export interface Row {
  readonly target: string;
  readonly state: RowState;
  /** Why it is invalid: code and sentence; null: it is valid. */
  readonly reason: { readonly code: string; readonly message: string } | null;
  readonly cpus: number;
  /** null: nothing was measured. An invalid row can have figures, which are in the JSON, but never in a ranking. */
  readonly figures: Figures | null;
  /** Absent: the scenario asks for none, or no search came to its end. Then `figures` are null. */
  readonly capacity?: CapacityFigures;
  /** Absent: the record has solo rounds only, or the row is not ranked. */
  readonly byDuets?: ByDuets;
  /** By requests/s, or by capacity; null: not ranked. */
  readonly rank: RankRange | null;
  /** Whether it differs from the next in the ranking; null: not ranked, or the last. */
  readonly differsFromNext: boolean | null;
  /** What is known of it and the next in the ranking. Only of duets, and not of the last. */
  readonly next?: Relation;
  /** By CPU time per request, among all rows whose CPU time is their own; null: unknown. */
  readonly cpuRank: RankRange | null;
}

export interface ScenarioBoard {
  readonly scenario: string;
  /** `GET /text`. */
  readonly request: string;
  readonly connections: number;
  readonly upstream: { readonly delayMs: number; readonly calls: number | null } | null;
  /** Absent: its load is as it says. */
  readonly search?: CapacitySearch;
  /** The target that the others ran beside. Absent: the record has solo rounds only. */
  readonly reference?: string;
  /** Ranked rows by requests/s, then rows under other quotas, then invalid rows, then unmeasured rows. */
  readonly rows: readonly Row[];
  /** All pairs of ranked rows. */
  readonly pairs: readonly Pair[];
}

export interface Leaderboard {
  readonly schema: typeof LEADERBOARD_SCHEMA;
  /** loadgate's version. */
  readonly version: string;
  readonly startedAt: string;
  /** Wall time of the whole run, and of its stages, ms. */
  readonly durationMs: number;
  readonly timing: Timing;
  readonly commit: { readonly sha: string; readonly label: string };
  readonly seed: number;
  readonly machine: Machine;
  readonly runtime: RuntimeFacts;
  /** CPUs that the ranked rows had. */
  readonly cpus: number;
  readonly memoryBytes: number;
  /** The configuration changed after the record was made: facts and connections can be newer than the figures. */
  readonly configChanged: boolean;
  readonly facts: readonly TargetFacts[];
  readonly scenarios: readonly ScenarioBoard[];
}
