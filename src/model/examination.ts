import type { Comparison, MetricName } from './comparison.js';
import type { RunRecord } from './record.js';

/** What an A/A run (the same code on both sides) says about a runner. */

/** A change that would have been seen four times out of five, for the time that a cell is given. */
export interface Visible {
  /** Time for one cell, its share of the starts included, s. */
  readonly seconds: number;
  /** Generations that fit into it. */
  readonly generations: number;
  /** Fraction; null: too short for two generations. */
  readonly change: number | null;
}

export interface Sensitivity {
  readonly metric: MetricName;
  /** Standard deviation of ln(candidate / baseline) per generation. */
  readonly stdev: number;
  /** Generations that it was estimated from. */
  readonly generations: number;
  readonly visible: readonly Visible[];
}

/** What the load generator can do on this machine, against a server that does next to nothing. */
export interface GeneratorCeiling {
  readonly connections: number;
  /** Right answers per second. */
  readonly rps: number;
  /** Share of its core that it used for that; 1: it could do no more. */
  readonly cpu: number;
  readonly p50Us: number;
}

/** How much of the machine others had while it was examined. */
export interface Contention {
  /** Share of the CPU time that the hypervisor gave to others, 0…1; null: the machine does not say. */
  readonly steal: number | null;
}

/** What an engine says of itself that matters for measuring. */
export interface EngineProperties {
  readonly version: string;
  /** Where the docker client looks for it; null: it does not say. */
  readonly address: string | null;
  readonly context: string;
  /** It runs without root; such an engine may lack controllers. */
  readonly isRootless: boolean;
  readonly cgroup: 'v1' | 'v2';
  /** Such as `overlay2`; null: it does not say. */
  readonly storageDriver: string | null;
  /** What builds images: BuildKit as a plugin of the client, inside of it, or the engine's old builder. */
  readonly builder: 'buildx' | 'inside' | 'classic';
  /** null: it is on this machine. */
  readonly remote: { readonly cores: number; readonly memoryBytes: number } | null;
}

export interface Examination {
  readonly record: RunRecord;
  /** Of the two sides, which are the same: whatever it claims is a false alarm. */
  readonly comparison: Comparison;
  /** Of the cells' sensitivities by metric, the worst one. */
  readonly sensitivities: readonly Sensitivity[];
  /** null: it could not be measured. */
  readonly ceiling: GeneratorCeiling | null;
  readonly contention: Contention;
  /** null: no engine was used. */
  readonly engine: EngineProperties | null;
}
