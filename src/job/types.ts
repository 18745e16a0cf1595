import type { Config, Target } from '../model/config.js';
import type { CommitRef, Machine, RunRecord } from '../model/record.js';
import type { FormerVerdicts } from '../model/request.js';
import type { Shard } from '../model/shard.js';
import type { Runtime } from '../runtime/runtime.js';
import type { Sampler } from '../sampler/sampler.js';
import type { CleanupStack } from '../system/cleanup.js';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { SocketLimits } from '../system/socket-limits.js';
import type { Stopwatch } from '../system/stopwatch.js';
import type { KeepLog } from './problems.js';
import type { KeepProfile } from './profile-files.js';
import type { Watch } from './so-far.js';

/** A file of one version of the code. */
export interface SourceFile {
  /** Relative to the folder that was listed. */
  readonly path: string;
  /** Regular, executable, link or submodule, as git writes it. */
  readonly mode: string;
  /** Digest of its content. */
  readonly id: string;
}

/** One version of the code. */
export interface JobSide {
  readonly ref: CommitRef;
  /** Ids of the content of paths (git's tree or blob ids), null where one is not there. To be asked for all at once. */
  contentIds(paths: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  /** A file's text, symbolic links followed; null: there is none. */
  readText(path: string): Promise<string | null>;
  /** All files below a folder; null: there is none. */
  listFiles(folder: string): Promise<readonly SourceFile[] | null>;
  /**
   * Absolute path of its files; made at the first call.
   * @param needs `git`: with a `.git`, as in a clean checkout
   */
  sourceDir(needs: { readonly git: boolean }): Promise<string>;
  /**
   * Makes sure that paths of the repository are in its files, where a checkout may be one of a part of it.
   * @throws LoadgateError `not-checked-out` (usage)
   */
  mustHave(paths: readonly string[]): Promise<void>;
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
  /** Only some cells are measured again, as a comment asked; absent: all are. `filter` is what is measured. */
  readonly part?: {
    /** Targets or cells, as the comment names them. */
    readonly asked: readonly string[];
    /** Login of who asked. */
    readonly by: string;
    /** The verdicts that all other cells keep. */
    readonly former: FormerVerdicts;
  };
  /** The part of the cells that this run measures; absent: all. */
  readonly shard?: Shard;
  /** Whose generations say how long the cells of all shards take. Absent: those of `stored`. */
  readonly times?: RunRecord;
  /** People accepted regressions: cells that a count has made red are confirmed in all else, too (`Pace.confirmsAll`). */
  readonly confirmsAll?: boolean;
  /** The record may become a baseline: the reference target is measured, too. */
  readonly reference?: boolean;
  /** Why no cell is profiled, whatever the configuration says, a clause. Absent: the configuration decides. */
  readonly noProfiles?: string;
  /** Measures cells whose two sides are the same, too: a runner that is compared with itself. */
  readonly evenIfUnchanged?: boolean;
}

export interface JobDeps {
  /** Is told what is known while cells are measured. Absent: nobody watches. */
  readonly watch?: Watch;
  /** Gets whole logs of which the record has an excerpt only. Absent: they are not kept. */
  readonly keepLog?: KeepLog;
  /** `allowHosts`: hosts that targets with a URL may be at. */
  readonly chooseRuntime: (targets: readonly Target[], allowHosts: readonly string[]) => Promise<Runtime>;
  /** Absolute paths of the child processes' bundles. */
  readonly bundles: { readonly load: string; readonly upstream: string; readonly reference: string };
  /** Takes profiles after the verdict. Absent: none are taken. */
  readonly sampler?: Sampler;
  /** Gets the files of profiles. Absent: they are not kept. */
  readonly keepProfile?: KeepProfile;
  readonly allowedCores: readonly number[];
  /** How many connections this machine allows. Absent: nobody asked. */
  readonly socketLimits?: SocketLimits;
  readonly machine: Machine;
  /** loadgate's own version. */
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly cleanup: CleanupStack;
  readonly stopwatch: Stopwatch;
  readonly signal: AbortSignal;
}
