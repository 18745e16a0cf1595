import type { NoProfile } from '../model/profile.js';
import type { Sample } from '../profile/sample.js';
import { V8_MODULE } from './v8-module.js';

/** Nothing was sampled. It fails no run: a profile that is missing says why. */
export class NotSampled extends Error {
  override readonly name = 'NotSampled';
  readonly why: NoProfile;

  constructor(why: NoProfile, cause?: unknown) {
    super(why.message, { cause });
    this.why = why;
  }
}

/** What is sampled: the processes of one side of a target. */
export interface SampledProcesses {
  /** As this machine counts them. */
  readonly processes: ReadonlySet<number>;
  /** CPUs that they may use at most. */
  readonly cpus: number;
  /** Module path of the target's Go code; null: it has none. */
  readonly goModule: string | null;
}

/** What was seen of processes. */
export interface Seen {
  readonly samples: readonly Sample[];
  /** How often their threads gave up the CPU to wait for something; null: it can't be told. */
  readonly waits: number | null;
}

/** One sampler at work. */
export interface Sampling {
  /**
   * Ends it, and reads what it saw. The processes must still run: they know the names of their functions.
   * @param processes those of now, with what was started meanwhile
   * @throws NotSampled `perf-failed`; the signal's reason
   */
  stop(processes: ReadonlySet<number>): Promise<Seen>;
  /** Ends it, and reads nothing. Idempotent. */
  cancel(): Promise<void>;
}

/** Looks at processes from outside, many times a second, and notes where they are. */
export interface Sampler {
  /**
   * @returns once it samples
   * @throws NotSampled `perf-missing`, `perf-denied`, `perf-failed`; the signal's reason
   */
  start(what: SampledProcesses, signal: AbortSignal): Promise<Sampling>;
}

/**
 * What tells runtimes to name the functions that they run, as variables of their environment.
 *
 * - CPython from 3.12 on makes a piece of machine code for each function (`-X perf`), older ones ignore the variable.
 * - Node.js loads a module that profiles its process from within (./v8-module.ts).
 */
export function namingEnv(set: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const before = set['NODE_OPTIONS'];
  return {
    PYTHONPERFSUPPORT: '1',
    NODE_OPTIONS: [...(before === undefined ? [] : [before]), `--import=${V8_MODULE}`].join(' '),
  };
}
