/** A target's life: what every runtime does, and what it takes of the outside world. */
import type { Target } from '../model/config.js';
import type { RuntimeFacts, SideName } from '../model/record.js';
import type { Clock } from '../system/clock.js';
import type { Exec } from '../system/exec.js';
import type { Log } from '../system/log.js';
import type { Counters } from './counters.js';

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
  /** The environment variables that the image sets. Absent: none. */
  readonly variables?: Readonly<Record<string, string>>;
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

/** What a runtime takes of the outside world. */
export interface RuntimeDeps {
  readonly exec: Exec;
  readonly clock: Clock;
  /** On every label and in every name of what the run makes. */
  readonly runId: string;
  readonly log?: Log;
  /** Ends the looking for an engine; starts and builds have signals of their own. */
  readonly signal?: AbortSignal;
  /** Cores that this process may use; read from the machine where it is not given. */
  readonly allowedCores?: readonly number[];
  /** Our own environment, of which allow-lists take a few names; `process.env` where it is not given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}
