import type { DataFile, RequestBody, ScenarioRequest, ScenarioStep, SizeRange } from '../model/config.js';
import type { Failures, LatencySummary } from '../model/record.js';
import type { ArrivalFigures, StepFigures } from '../model/round.js';
import type { CertificateFiles } from '../system/certificates.js';
import type { BodyRule } from './body-rule.js';
import type { Opening } from './opening.js';
import type { RowSource } from './rows.js';

/** Length of the steps in which a round's answers are counted, ms: half of the pause between memory readings. */
export const PROGRESS_STEP_MS = 50;

/** One round of load on one side. */
export interface LoadJob {
  /** `http://host:port/path?query`: a loopback or container address; with `remote` any host, by http or https. */
  readonly url: string;
  /** What a host that somebody else runs is reached by. Absent: the address in `url`. */
  readonly remote?: RemoteLoad;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestBody | null;
  /** The folder that files of bodies are read from, absolute. Absent: there are none. */
  readonly filesRoot?: string;
  readonly connections: number;
  /** Arrivals/s, evenly spaced (open loop). Absent: each connection sends when it has its answer (closed loop). */
  readonly rate?: number;
  /** When the first arrival comes, in steps of 1/`rate`, from 0 to below 1. Absent: 0. */
  readonly phase?: number;
  /** Whole length, including trims, ms. */
  readonly durationMs: number;
  /** Cut from both ends, ms. */
  readonly trimMs: number;
  /** Cut from the start instead of `trimMs`, until the load has settled, ms. */
  readonly settleMs?: number;
  readonly timeoutMs: number;
  /** Start of the load, CLOCK_MONOTONIC ns, a decimal string (IPC has no bigint). Both sides of a duet get the same. */
  readonly startAtNs: string;
  /** Exact status, or null for any 2xx. */
  readonly expectStatus: number | null;
  /** The body whose bytes are known to be right, base64; null: none are. */
  readonly expectBody: string | null;
  /** Size of the body. Absent: any. */
  readonly expectSize?: SizeRange;
  /** What a body with other bytes must be. Absent: it is wrong; where no bytes are known to be right, any is right. */
  readonly expectRule?: BodyRule;
  /**
   * Requests that differ from turn to turn, or follow one another on a connection: their texts may hold placeholders, and they
   * take the place of `method`, `headers`, `body`, of the path in `url`, and of what is expected above. Absent: all
   * requests are the same.
   */
  readonly steps?: readonly LoadStep[];
  /** Shares of `steps`, in whole percent: each turn is one of them. Absent: a turn is all of them, one after the other. */
  readonly mix?: readonly number[];
  /** Cookies that answers set are sent with later requests of the same turn. */
  readonly cookies?: true;
  /** What the turns of `steps` are filled with. Absent: nothing. */
  readonly turns?: LoadTurns;
}

/** A host at a URL, whose name was looked up before. */
export interface RemoteLoad {
  readonly address: string;
  readonly certificates: CertificateFiles;
}

/** How long after its start a round can last, ms: an open loop takes as long again for what still waits when it ends. */
export const longestMs = ({ durationMs, timeoutMs, rate, steps = [] }: LoadJob): number =>
  (rate === undefined ? 1 : 2) * durationMs + Math.max(1, steps.length) * timeoutMs;

/** Cut from the start of a round, ms. */
export const headMs = ({ trimMs, settleMs = trimMs }: Pick<LoadJob, 'trimMs' | 'settleMs'>): number =>
  settleMs;

/** ms; 0: it should have started. */
export const untilStartMs = ({ startAtNs }: Pick<LoadJob, 'startAtNs'>): number =>
  Math.max(0, Number(BigInt(startAtNs) - process.hrtime.bigint()) / 1e6);

/** One request of a turn. */
export interface LoadStep {
  readonly request: ScenarioRequest;
  /** Exact status, or null for any 2xx. */
  readonly expectStatus: number | null;
  /** As `LoadJob.expectBody`; null also where `expectText` says it. */
  readonly expectBody: string | null;
  /** The exact body as a text with placeholders; null: there is none. */
  readonly expectText: string | null;
  /** Size of the body. Absent: any. */
  readonly expectSize?: SizeRange;
  /** As `LoadJob.expectRule`. */
  readonly expectRule?: BodyRule;
  /** What later steps take from its answer. Absent: nothing. */
  readonly capture?: ScenarioStep['capture'];
}

/** What the turns of a round are filled with. */
export interface LoadTurns {
  /** Decides whatever is random. */
  readonly seed: number;
  /** Number of the first turn, and of its row. */
  readonly index: number;
  readonly row: number;
  /** Rows, by the name that placeholders use. */
  readonly data: Readonly<Record<string, RowSource & Pick<DataFile, 'order' | 'use'>>>;
}

export interface LoadResult {
  /** The trimmed window, CLOCK_MONOTONIC ns, decimal strings. */
  readonly windowStartNs: string;
  readonly windowEndNs: string;
  readonly windowMs: number;
  /** Right answers inside the window. */
  readonly requests: number;
  /** Right answers of the whole round, including its ends. */
  readonly answers: number;
  /** The same answers by time: right answers in each `PROGRESS_STEP_MS` from `startedNs` on. */
  readonly progress: readonly number[];
  /** Time of the first requests, CLOCK_MONOTONIC ns, a decimal string. */
  readonly startedNs: string;
  readonly rps: number;
  readonly latencyUs: LatencySummary;
  readonly failures: Failures;
  /** Turns that began, and those whose answers were all right. Absent: the job has no `steps`. */
  readonly turns?: { readonly begun: number; readonly done: number };
  /** The load ended early: the rows that are used once are used up. */
  readonly usedUp?: true;
  /** By step. Absent: there is one step. */
  readonly steps?: readonly StepFigures[];
  /** Each turn was one of `steps`. Absent: all of them. */
  readonly mixed?: true;
  /** What became of the arrivals of an open loop. Absent: the loop is closed. */
  readonly arrivals?: ArrivalFigures;
  readonly connectionsOpened: number;
  /** Connections that could not be opened because this machine had no more ports or open files. */
  readonly exhausted: number;
  /** The generator's own use in the window: share of one core, event loop utilisation 0…1. */
  readonly generatorCpu: number;
  readonly generatorLoop: number;
  /** How late its event loop came to a timer in the window: exceeded by one in a hundred, µs. */
  readonly generatorDelayUs: number;
  /** The generator's resident memory at the end, bytes. */
  readonly generatorMemoryBytes: number;
}

/** A load generator: a child process of its own. */
export interface Generator {
  readonly pid: number;
  /**
   * Opens the connections of the next job, and waits until they are open, or ten seconds: how a load of many
   * connections (`OPENED_FIRST`) is made ready before its start is set.
   */
  open(job: LoadJob, signal?: AbortSignal): Promise<Opening>;
  /** Reads rows of later jobs, so that none of them starts late. @throws as `readRows` does; the signal's reason */
  readAhead(data: readonly LoadTurns['data'][], signal?: AbortSignal): Promise<void>;
  run(job: LoadJob, signal?: AbortSignal): Promise<LoadResult>;
  /** Ends the child. Idempotent. */
  close(): Promise<void>;
}

/** A generator with a started process. */
export interface GeneratorProcess extends Generator {
  /** The cores that it is actually pinned to; null if this machine can't pin. */
  readonly cores: readonly number[] | null;
}
