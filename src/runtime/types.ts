import type { Target } from '../model/config.js';
import type { RuntimeFacts, SideName } from '../model/record.js';

export interface BuildRequest {
  readonly target: Target;
  readonly side: SideName;
  /** Absolute path of the checkout that the side is built from. */
  readonly sourceDir: string;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** What a build leaves: an image id, or a folder to start a process in. */
export interface Artifact {
  readonly target: Target;
  readonly side: SideName;
  /** Image id (docker) or absolute folder (process). */
  readonly reference: string;
  /** Image size, bytes; null for processes. */
  readonly sizeBytes: number | null;
  readonly buildMs: number;
  /** Names of the environment variables that the image sets. Absent: none. */
  readonly variables?: readonly string[];
}

export interface StartRequest {
  readonly artifact: Artifact;
  /** Cores that it is pinned to; null: not pinned. */
  readonly cores: readonly number[] | null;
  /** Added to the target's own environment (`UPSTREAM_URL`, …). */
  readonly env: Readonly<Record<string, string>>;
  /** Set where neither the image nor the target's own environment does. Absent: nothing. */
  readonly usual?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What the scheduler says of one thread (schedstat, proc(5)); cumulative, ns. */
export interface ThreadTime {
  readonly ranNs: number;
  /** Ready to run, and waiting for a CPU. */
  readonly waitedNs: number;
}

/** By thread id. Empty where the kernel keeps no such times. */
export type ThreadTimes = ReadonlyMap<number, ThreadTime>;

/** Cumulative since start. `null`: this runtime can't tell. */
export interface Counters {
  /** CLOCK_MONOTONIC when they were read, ns. */
  readonly atNs: bigint;
  readonly cpuUserUs: number | null;
  readonly cpuSystemUs: number | null;
  readonly throttledUs: number | null;
  /** Periods of the quota (100 ms) in which it was held back. Absent: this runtime can't tell. */
  readonly throttledPeriods?: number | null;
  /** Of its threads. Absent: this runtime can't tell. */
  readonly threads?: ThreadTimes | null;
  readonly memoryBytes: number | null;
  readonly peakMemoryBytes: number | null;
}

export interface InstanceState {
  readonly running: boolean;
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
  /** It ended, and somebody has started it again: what runs there is not what was measured before. */
  readonly restarted?: boolean;
}

/** One started target. */
export interface Instance {
  readonly id: string;
  /** Where the generator sends its requests, never a published port. */
  readonly host: string;
  readonly port: number;
  counters(): Promise<Counters>;
  /**
   * `Counters.memoryBytes` of now, where one reading costs next to nothing (a few small files), so that it can be
   * sampled while a round runs; null: it can't be read any more. Not there: only `counters` tells.
   */
  memoryBytes?(): number | null;
  state(): Promise<InstanceState>;
  /** Ids of its processes, as this machine counts them; null: it can't be told. */
  processes(): ReadonlySet<number> | null;
  /** Last lines, oldest first. */
  logs(lines: number): Promise<readonly string[]>;
  /** Ends it and removes what it left. Idempotent. */
  stop(): Promise<void>;
}

/** A target's life. Errors are LoadgateErrors: `build-failed`, `dockerfile-missing`, `start-failed`, `engine-unreachable`, `disk-full`, … */
export interface Runtime {
  readonly kind: 'docker' | 'process';
  facts(): Promise<RuntimeFacts>;
  /** The address on which our upstream must listen so that targets reach it. */
  upstreamHost(): Promise<string>;
  build(request: BuildRequest): Promise<Artifact>;
  start(request: StartRequest): Promise<Instance>;
  /**
   * After a fault of the machine, and with no instance in use: waits until targets can be started again, and
   * removes instances that could not be stopped.
   * @throws LoadgateError `engine-unreachable` where the engine does not come back; the signal's reason
   */
  recover(signal: AbortSignal): Promise<void>;
  /** Removes everything that this run made (containers, networks, cgroups), also what it lost sight of. Idempotent. */
  close(): Promise<void>;
}
