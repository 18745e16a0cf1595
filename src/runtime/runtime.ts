/** A target's life: what every runtime does, and what it takes of the outside world. */
import type { Service, Target } from '../model/config.js';
import type { EngineProperties } from '../model/examination.js';
import type { ReplicaShares, RuntimeFacts, SideName } from '../model/record.js';
import type { CertificateFiles } from '../system/certificates.js';
import type { Clock } from '../system/clock.js';
import type { Exec } from '../system/exec.js';
import type { Log } from '../system/log.js';
import type { Counters } from './counters.js';
import type { Packages } from './packages.js';

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
  /** With the port that its image exposes, where the configuration names none. */
  readonly target: Target;
  readonly side: SideName;
  /** Image id (docker) or absolute folder (process). */
  readonly reference: string;
  /** Image size, bytes; null for processes. */
  readonly sizeBytes: number | null;
  readonly buildMs: number;
  /** The environment variables that the image sets. Absent: none. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Digests of the image's layers, the lowest first. Absent: it has none. */
  readonly layers?: readonly string[];
  /** What stands before its replicas. Absent: it has none. */
  readonly balancer?: BalancerArtifact;
}

/** The balancer before the replicas of a target. */
export interface BalancerArtifact {
  /** Image id. */
  readonly reference: string;
  /** Where it listens in its container. */
  readonly port: number;
}

export interface StartRequest {
  readonly artifact: Artifact;
  /** Cores that it is pinned to; null: not pinned. */
  readonly cores: readonly number[] | null;
  /** Added to the target's own environment (`UPSTREAM_URL`, …). */
  readonly env: Readonly<Record<string, string>>;
  /** Set where neither the image nor the target's own environment does. Absent: nothing. */
  readonly usual?: Readonly<Record<string, string>>;
  /** A side's network (`ServiceNetwork.name`), which the target joins besides its own. Absent: none. */
  readonly network?: string;
  readonly signal: AbortSignal;
}

export interface InstanceState {
  readonly running: boolean;
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
  /** It ended, and somebody has started it again: what runs there is not what was measured before. */
  readonly restarted?: boolean;
  /** The number of the replica that has ended, from 1 on. Absent: none, or there are no replicas. */
  readonly replica?: number;
}

/** A target at a URL: `host` and `port` are what its name led to. */
export interface Remote {
  /** Such as `https://stage.example.com`: what TLS and the Host header go by. */
  readonly origin: string;
  readonly certificates: CertificateFiles;
}

/** One started target. */
export interface Instance {
  readonly id: string;
  /** Where the generator sends its requests: never a published port, unless an engine on another machine runs it. */
  readonly host: string;
  readonly port: number;
  /** Where other containers of its network reach it. Not there: at `host` and `port`. */
  readonly inside?: { readonly host: string; readonly port: number };
  /** How it is asked where somebody else runs it. Not there: by plain HTTP, at the address itself. */
  readonly remote?: Remote;
  counters(): Promise<Counters>;
  /**
   * Says that it is going to be loaded, or has been: a reading of before is of no use now. Not there: each reading is new.
   */
  disturb?(): void;
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
  /** Where each of its replicas is reached past the balancer. Not there: the target has no replicas. */
  readonly replicas?: readonly Pick<Instance, 'host' | 'port'>[];
  /**
   * How much of the load each replica has had since it started, in the replicas' order. null: it can't be told. Not there:
   * the target has no replicas.
   */
  shares?(): Promise<ReplicaShares | null>;
  /** The balancer before its replicas. Not there: the target has no replicas. */
  readonly balancer?: Pick<Instance, 'state' | 'logs'>;
  /** Ends it and removes what it left. Idempotent. */
  stop(): Promise<void>;
}

/** A target's life. Errors are LoadgateErrors: `build-failed`, `dockerfile-missing`, `start-failed`, `engine-unreachable`, `disk-full`, … */
export interface Runtime {
  /** `url`: somebody else runs all of them. */
  readonly kind: 'docker' | 'process' | 'url';
  /** Runs what targets need beside them; null: this runtime has no services. */
  readonly services: ServiceRuntime | null;
  facts(): Promise<RuntimeFacts>;
  /** What its engine says of itself. Not there: it has none. */
  properties?(): Promise<EngineProperties>;
  /** The address on which our upstream must listen so that targets reach it. */
  upstreamHost(): Promise<string>;
  build(request: BuildRequest): Promise<Artifact>;
  start(request: StartRequest): Promise<Instance>;
  /** The packages that an image has. Not there: an artifact of this runtime is no image. */
  packages?(artifact: Artifact, signal: AbortSignal): Promise<Packages>;
  /**
   * After a fault of the machine, and with no instance in use: waits until targets can be started again, and
   * removes instances that could not be stopped.
   * @throws LoadgateError `engine-unreachable` where the engine does not come back; the signal's reason
   */
  recover(signal: AbortSignal): Promise<void>;
  /** Removes everything that this run made (containers, networks, cgroups), also what it lost sight of. Idempotent. */
  close(): Promise<void>;
}

/** An image that a service is started from. */
export interface ServiceImage {
  /** Image id. */
  readonly reference: string;
  readonly sizeBytes: number;
  /** The TCP ports that it EXPOSEs, in their order. */
  readonly ports: readonly number[];
  /** The paths of its VOLUMEs, which a committed image leaves out. */
  readonly volumes: readonly string[];
  /**
   * Its HEALTHCHECK, as a command in the container; null: it has none. It says when a service is ready. The engine does not
   * run it: the first time would be after its interval (30 s), and then in the middle of rounds.
   */
  readonly healthcheck: readonly string[] | null;
}

export interface ServiceImageRequest {
  readonly service: Service;
  readonly side: SideName;
  /** Absolute path of the checkout that the side is built from. */
  readonly sourceDir: string;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** A network of one side in one generation, which leads nowhere else. */
export interface ServiceNetwork {
  readonly name: string;
  /** Removes it; its containers have to be gone. Idempotent. */
  close(): Promise<void>;
}

/** The file system and the volumes that a service left, from which copies of it start. */
export interface ServiceState {
  readonly key: string;
  /** Image id. */
  readonly image: string;
  readonly volumes: readonly { readonly path: string; readonly volume: string }[];
}

export interface ServiceStart {
  readonly service: Service;
  readonly image: ServiceImage;
  /** null: the image alone. */
  readonly state: ServiceState | null;
  /** Name of the network on which it is reached by its name. */
  readonly network: string;
  /** Cores that it is pinned to; null: not pinned. */
  readonly cores: readonly number[] | null;
  readonly signal: AbortSignal;
}

/** One started service. */
export interface ServiceInstance extends Instance {
  /**
   * Runs a command in its container; an exit code other than 0 is a result.
   * @throws LoadgateError `service-command-timeout`, `service-exited`; the signal's reason
   */
  exec(argv: readonly string[], options: CommandLimits): Promise<CommandResult>;
  /**
   * Asks a command that stays in the container until the service ends: it is started for the first question, gets a line
   * for each, and ends each answer with an empty line. Where the command has ended, the result is how; the next question
   * starts it again.
   * @throws as `exec`
   */
  ask(argv: readonly string[], options: CommandLimits): Promise<CommandResult>;
}

export interface CommandLimits {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** How a command in a container ended. Streams are cut where they are long. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOnce extends CommandLimits {
  readonly artifact: Artifact;
  readonly argv: readonly string[];
  /** Name of the network of the services that it needs. */
  readonly network: string;
  /** Added to the target's own environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The life of what targets need beside them. Errors are LoadgateErrors: `service-build-failed`,
 * `service-image-unavailable`, `service-exited`, … and those of a runtime.
 */
export interface ServiceRuntime {
  /** Builds the image, or pulls it where it is not there. */
  image(request: ServiceImageRequest): Promise<ServiceImage>;
  openNetwork(signal: AbortSignal): Promise<ServiceNetwork>;
  /** Starts a service from its image or from a copy of a state. */
  start(request: ServiceStart): Promise<ServiceInstance>;
  /** Runs a command in a new container of a target's image (`prepare`), to its end. `output`: its last lines. */
  runOnce(request: RunOnce): Promise<{ readonly exitCode: number; readonly output: readonly string[] }>;
  /** Stops the service cleanly, and keeps its file system and volumes under a key, also for later runs. */
  keep(instance: ServiceInstance, key: string): Promise<ServiceState>;
  /** A state that was kept under this key, also by an earlier run; null: there is none. */
  kept(key: string): Promise<ServiceState | null>;
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
  /** Hosts that targets with a URL may be at; none where it is not given. */
  readonly allowHosts?: readonly string[];
  /**
   * Built images stay on the engine for builds of the same inputs, and are taken from there. Absent: neither, as for what
   * nobody here has reviewed.
   */
  readonly keepsImages?: boolean;
  /** Our own environment, of which allow-lists take a few names; `process.env` where it is not given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}
