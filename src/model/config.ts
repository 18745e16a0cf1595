import type { CapacityUnit } from './capacity.js';
import type { SourceLocation } from './error.js';
import type { Limited } from './figure-limits.js';
import type { MeasureSettings } from './measure-settings.js';
import type { ProfileWhen } from './profile.js';

export type { MeasureSettings } from './measure-settings.js';

/** What a container or process may use. */
export interface Caps {
  /** CPUs, may be a fraction (0.5). */
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly pids: number;
  readonly openFiles: number;
}

/** Thresholds are fractions: 0.03 is 3 %. */
export interface Gate {
  /** Throughput lost, or CPU time per request gained, that counts as slower. */
  readonly slower: number;
  /** Service time (probe rounds) gained that counts as slower. */
  readonly latency: number;
  /** Peak memory gained that counts as a regression. */
  readonly memory: number;
  /** Bytes of a response, head and body, gained that count as a regression. */
  readonly bytes: number;
  readonly onInconclusive: 'pass' | 'warn' | 'fail';
}

export interface HttpRequest {
  readonly method: string;
  /** Path with query, starts with `/`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** A file of the repository that is sent as it is, byte for byte. */
export interface BodyFile {
  /** Relative to the repository's root. */
  readonly file: string;
}

/** A field of a form: a text, or an uploaded file. */
export interface FormField {
  readonly name: string;
  readonly content: string | UploadedFile;
}

export interface UploadedFile extends BodyFile {
  /** The name that the target sees. */
  readonly filename: string;
  /** Its Content-Type. */
  readonly type: string;
}

/** A text, a file, or a form (`multipart/form-data`). */
export type RequestBody = string | BodyFile | { readonly multipart: readonly FormField[] };

/** A request of a scenario, whose body may come from files. */
export interface ScenarioRequest extends Omit<HttpRequest, 'body'> {
  readonly body: RequestBody | null;
}

/** What a right answer looks like. Where body and json are both null, the first answer that repeats is the right one. */
export interface Expectation {
  /** Exact status, or null for any 2xx. */
  readonly status: number | null;
  /** Header names in lower case → exact value. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact body text. */
  readonly body: string | null;
  /** A JSON value that the body must be equal to, whatever its spelling (`undefined`: not given). */
  readonly json?: unknown;
  /** Bodies differ as they like, and are not compared. */
  readonly anyBody?: true;
  /** JSONPaths (RFC 9535) of what is left out wherever JSON bodies are compared. */
  readonly ignore?: readonly string[];
  /** A regular expression (flag `u`) that is found in the body. */
  readonly matches?: string;
  /** How large the body must be. */
  readonly size?: SizeRange;
}

/** Both ends belong to it. */
export interface SizeRange {
  /** Bytes. */
  readonly from: number;
  /** Bytes; null: no limit. */
  readonly to: number | null;
}

export interface Build {
  /** Folder relative to the repository's root, `.` for the root. */
  readonly context: string;
  /** Dockerfile relative to the repository's root. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  /** Stage of a multi-stage Dockerfile; null: the last one. */
  readonly target: string | null;
  /** Such as `linux/arm64`; null: the engine's own. */
  readonly platform: string | null;
  /** What `RUN` reaches; null: the engine's default. */
  readonly network: 'default' | 'none' | 'host' | null;
  /** Values that `RUN --mount=type=secret` sees. They are in no image, argv, log or record. */
  readonly secrets: readonly BuildSecret[];
  /** Ids for `RUN --mount=type=ssh`, each forwarded from the agent of the job (SSH_AUTH_SOCK). */
  readonly ssh: readonly string[];
  /** Where layers are cached, as `docker build` spells it (`type=gha`). It decides no result. */
  readonly cache: { readonly from: readonly string[]; readonly to: readonly string[] };
}

/** A build of which only the folder and the Dockerfile are said. */
export const PLAIN_BUILD: Omit<Build, 'context' | 'dockerfile'> = {
  args: {},
  target: null,
  platform: null,
  network: null,
  secrets: [],
  ssh: [],
  cache: { from: [], to: [] },
};

export interface BuildSecret {
  /** As the Dockerfile names it. */
  readonly id: string;
  /** The variable of the job's environment that holds the value. */
  readonly env: string;
}

/** How a container is started, beyond its image. */
export interface ContainerOptions {
  /** argv; null: the image's own. */
  readonly entrypoint: readonly string[] | null;
  /** argv; null: the image's own. */
  readonly command: readonly string[] | null;
  /** `user`, `uid` or `uid:gid`; null: the image's own. */
  readonly user: string | null;
  /** Absolute path in the container; null: the image's own. */
  readonly workingDir: string | null;
  /** Host names → addresses, as lines of /etc/hosts. */
  readonly extraHosts: Readonly<Record<string, string>>;
  /** Absolute paths in the container that are kept in memory, each with Docker's options (`/run:size=64m`). */
  readonly tmpfs: readonly string[];
  /** Size of /dev/shm; null: Docker's default. */
  readonly shmSizeBytes: number | null;
  /** Linux capabilities, without `CAP_`. */
  readonly capAdd: readonly string[];
  /** Absolute paths in the container → files or folders of the repository that are put there. Absent: none. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A container that starts as its image says. */
export const PLAIN_CONTAINER: ContainerOptions = {
  entrypoint: null,
  command: null,
  user: null,
  workingDir: null,
  extraHosts: {},
  tmpfs: [],
  shmSizeBytes: null,
  capAdd: [],
};

/** What says that a service is ready: a command in its container that exits with 0, or a request. */
export type ServiceReady =
  | { readonly kind: 'run'; readonly argv: readonly string[] }
  | { readonly kind: 'request'; readonly request: HttpRequest };

/** Where the counters of a service are read: in a known server, or by a command that prints `name value` lines. */
export type CountSource = 'mysql' | 'postgres' | 'redis' | 'rabbitmq' | { readonly run: readonly string[] };

/** What targets need beside them, such as a database. Exactly one of `build` and `image` is there. */
export interface Service {
  /** A DNS label: targets reach it by this name. */
  readonly name: string;
  readonly build: Build | null;
  readonly image: string | null;
  readonly container: ContainerOptions;
  readonly env: Readonly<Record<string, string>>;
  /** The port that it listens on inside its container; null: the one that its image exposes, if any. */
  readonly port: number | null;
  /** null: the HEALTHCHECK of its image, else the port answering. */
  readonly ready: ServiceReady | null;
  readonly readyTimeoutMs: number;
  /** argv that is run once in the started, ready container; every generation of each side starts from what it leaves. */
  readonly seed: readonly string[] | null;
  readonly count: CountSource | null;
  readonly caps: Caps;
  /** Names of the services that start before it. */
  readonly needs: readonly string[];
  readonly location: SourceLocation | null;
}

/**
 * The user's own balancer before the replicas of a target, which it finds as `replica-1`, `replica-2` and so on. Exactly one
 * of `build` and `image` is there.
 */
export interface Balancer {
  readonly build: Build | null;
  readonly image: string | null;
  readonly container: ContainerOptions;
  readonly env: Readonly<Record<string, string>>;
  /** The port that it listens on inside its container; null: the one that its image exposes. */
  readonly port: number | null;
  readonly caps: Caps;
}

/** What a balancer uses is not the target's, and it is to be no limit of its own. Its open files are the target's. */
export const BALANCER_CAPS: Omit<Caps, 'openFiles'> = { cpus: 1, memoryBytes: 256 * 2 ** 20, pids: 64 };

/** Origins (`https://stage.example.com`) at which somebody else runs a target. */
export interface TargetUrl {
  readonly candidate: string;
  /** What runs beside it in duets; null: nothing does. */
  readonly baseline: string | null;
}

/** One service under test. At least one of `build`, `image`, `url`, `command` and `process` is there. */
export interface Target extends Limited {
  readonly name: string;
  /** How Docker makes it. */
  readonly build: Build | null;
  /** An image that Docker runs as it is; null: it is built. */
  readonly image: string | null;
  /** Where somebody else runs it; null: loadgate runs it. */
  readonly url: TargetUrl | null;
  /**
   * What starts it, argv. In Docker it wins over the image's CMD (`container.command` is the same); where no engine
   * answers, `process` wins over it.
   */
  readonly command: readonly string[] | null;
  /** What a process is started with, argv, in `build.context` (or the root) with `PORT` set; null: `command`. */
  readonly process: readonly string[] | null;
  /** How its container is started. */
  readonly container: ContainerOptions;
  /** Names of the services that start before it. */
  readonly needs: readonly string[];
  /** argv that is run once for each state in the target's own image, before it starts; null: nothing. */
  readonly prepare: readonly string[] | null;
  /** Containers of it behind a balancer; 1: no balancer. */
  readonly replicas: number;
  /** The user's own balancer; null: ours. */
  readonly balancer: Balancer | null;
  /** `WORKERS`, whatever the cap; null: one for each whole CPU. */
  readonly workers: number | null;
  /** The port that it listens on in its container; null: the one that its image exposes. `PORT` tells a process another. */
  readonly port: number | null;
  readonly env: Readonly<Record<string, string>>;
  /** The readiness request; null: the first scenario's own request. */
  readonly ready: HttpRequest | null;
  /** What the answer to the readiness request has to be; null: any 2xx or 3xx. */
  readonly readyExpect: Expectation | null;
  readonly readyTimeoutMs: number;
  readonly caps: Caps;
  /** `internal`: reaches the upstream and nothing else. `open`: reaches the internet (opt-out). */
  readonly network: 'internal' | 'open';
  readonly location: SourceLocation | null;
}

/** What most targets don't ask for. */
export const PLAIN_TARGET = {
  image: null,
  url: null,
  process: null,
  container: PLAIN_CONTAINER,
  needs: [],
  prepare: null,
  replicas: 1,
  balancer: null,
  workers: null,
  readyExpect: null,
} as const satisfies Partial<Target>;

export interface UpstreamUse {
  /** How long our upstream waits before it answers each call, ms. */
  readonly delayMs: number;
  /** Upstream calls that one request is meant to make; null: whatever it makes. */
  readonly calls: number | null;
  /** Whether the target is meant to use its connections to the upstream again; null: as it likes. */
  readonly reuse: 'on' | 'off' | null;
  /** With `reuse: 'on'`, the connections that the rounds of a generation may open at most; null: not checked. */
  readonly pool: number | null;
}

/** Rows that requests take their values from. */
export interface DataFile {
  /** Relative to the repository's root; its name says whether it is CSV, JSON or NDJSON (src/load/rows.ts). */
  readonly file: string;
  /** `shuffle`: in an order that the seed decides. Absent: as they are in the file. */
  readonly order?: 'shuffle';
  /** `once`: no row comes twice to a side between its start and its end. Absent: after the last one, the first comes again. */
  readonly use?: 'once';
}

/** Where a value is in an answer: a JSONPath (RFC 9535) in its body, a header, or a cookie that it sets. */
export type Capture =
  | { readonly from: 'json'; readonly path: string }
  /** `name`: in lower case. */
  | { readonly from: 'header'; readonly name: string }
  | { readonly from: 'cookie'; readonly name: string };

/** One request of a sequence. */
export interface ScenarioStep {
  /** Path, headers, body and the texts of a form may hold placeholders (src/model/template.ts). */
  readonly request: ScenarioRequest;
  readonly expect: Expectation;
  /** What later steps take from its answer, by the name that placeholders use. Absent: nothing. */
  readonly capture?: Readonly<Record<string, Capture>>;
}

/** A search for how much a target carries. Levels are connections (closed loop), or arrivals/s (open loop). */
export interface CapacitySearch {
  readonly of: CapacityUnit;
  /** The first level, and the highest. */
  readonly from: number;
  readonly to: number;
  /** A level that goes beyond one of these is too much. */
  readonly until: {
    /** null: no limit. */
    readonly p99Ms: number | null;
    /** Failed requests, as a share of all. */
    readonly errors: number;
    /** CPU time, as a share of the target's cap; null: no limit. */
    readonly cpu: number | null;
  };
  /** How long each level is measured, once the load has settled, ms. */
  readonly holdMs: number;
}

/** What a mix has of another scenario. */
export interface MixPart {
  readonly scenario: string;
  /** Of the requests, in whole percent. */
  readonly percent: number;
}

/** One kind of request, or of a sequence of requests, sent to every target (or to those named). */
export interface Scenario extends Omit<ScenarioStep, 'capture'>, Limited {
  readonly name: string;
  /**
   * One after the other on one connection; `request` and `expect` are then those of the first one. Absent: `request` is the
   * only one.
   */
  readonly steps?: readonly ScenarioStep[];
  /** The scenarios whose requests `steps` are, in the same order: each request is one of them. Absent: they follow one another. */
  readonly mix?: readonly MixPart[];
  /** It is a part of mixes alone, and no cell of its own. Absent: it is one. */
  readonly isPart?: true;
  /** Cookies that answers set are sent with the later requests of the same sequence. */
  readonly cookies?: true;
  /** Rows by the name that placeholders use. */
  readonly data?: Readonly<Record<string, DataFile>>;
  readonly upstream: UpstreamUse | null;
  /** Concurrent connections in duet and solo rounds; with `rate`, the most that are open at a time. */
  readonly connections: number;
  /** Arrivals/s to each side in duet and solo rounds (open loop). Absent: each connection waits for its answer (closed loop). */
  readonly rate?: number;
  /** It is searched for how much it carries, instead of being loaded as it is. Absent: it is loaded. */
  readonly capacity?: CapacitySearch;
  /** A request that takes longer than this failed, ms. */
  readonly timeoutMs: number;
  /** Names of the targets that it is sent to; null: all. */
  readonly targets: readonly string[] | null;
  readonly location: SourceLocation | null;
}

/** The checked configuration: every default is filled in, every name is known. */
export interface Config extends Limited {
  /** Path of the file that it came from, relative to the repository's root; null: from inputs alone. */
  readonly file: string | null;
  /** Time spent measuring, ms. */
  readonly budgetMs: number;
  /** `duet`: both sides run here. `stored`: only the candidate runs, against the stored record. */
  readonly compare: 'duet' | 'stored';
  /** Absent: it is not written, which means `on-regression` (src/config/defaults.ts). */
  readonly profile?: ProfileWhen;
  readonly gate: Gate;
  readonly measure: MeasureSettings;
  readonly targets: readonly Target[];
  readonly services: readonly Service[];
  readonly scenarios: readonly Scenario[];
  /** What was left out of a Compose file and changes nothing, each with its place. Absent: nothing. */
  readonly remarks?: readonly string[];
  /** Hosts that `url` targets may name (src/model/hosts.ts reads them). */
  readonly allowHosts: readonly string[];
}
