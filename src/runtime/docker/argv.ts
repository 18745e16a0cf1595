/** Every command line that loadgate gives to the docker client, as argv arrays without the program's name. Pure. */
import { createHash } from 'node:crypto';
import type { Build, Caps, ContainerOptions } from '../../model/config.js';
import type { CapName, SideName } from '../../model/record.js';
import { type BuilderKind, cacheOptions } from './cache.js';

export type { BuilderKind };

const RUN_LABEL = 'loadgate.run';
const TARGET_LABEL = 'loadgate.target';
const SIDE_LABEL = 'loadgate.side';
const SERVICE_LABEL = 'loadgate.service';
const BALANCER_LABEL = 'loadgate.balancer';
const STATE_LABEL = 'loadgate.state';
/** The volumes of a state, as `path=volume`. */
export const VOLUMES_LABEL = 'loadgate.state-volumes';

/** What the files of an image with files are. */
export const FILES_LABEL = 'loadgate.files';

/** Longer names of targets are cut in an image's name. */
const MAX_NAME = 100;

export const infoArgv = (): string[] => ['info', '--format', '{{json .}}'];
/** Prints what the server is made of, as JSON. */
export const serverArgv = (): string[] => ['version', '--format', '{{json .Server}}'];

export const versionArgv = (): string[] => ['version', '--format', '{{.Server.Version}}'];
export const contextArgv = (): string[] => ['context', 'inspect', '--format', '{{json .}}'];
/** The client's own version, as a sentence; no engine is asked. */
export const clientVersionArgv = (): string[] => ['--version'];
/** Connects stdin and stdout with the engine's API. */
export const dialArgv = (): string[] => ['system', 'dial-stdio'];
/** Of ssh: prints what its settings make of a host. */
export const sshHostArgv = (host: string): string[] => ['-G', '--', host];
export const buildxVersionArgv = (): string[] => ['buildx', 'version'];

/**
 * The name under which an image is kept. It does not depend on the commit, so a target leaves two names on a machine,
 * however often it is measured. Repository names are lower case with single separators; a target's name that had
 * to be changed for it gets a digest, so that no two targets share an image name.
 */
export function imageTag(target: string, side: SideName): string {
  const plain = target
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (plain === target && target.length <= MAX_NAME) return `loadgate/${plain}:${side}`;
  const digest = createHash('sha256').update(target).digest('hex').slice(0, 8);
  const start = plain.slice(0, MAX_NAME).replace(/-$/, '');
  return `loadgate/${start === '' ? digest : `${start}-${digest}`}:${side}`;
}

/** The same for a service: a target may have its name. */
export function serviceImageTag(service: string, side: SideName): string {
  return imageTag(service, side).replace('loadgate/', 'loadgate/services/');
}

/** The image of a target or service with its `files`. */
export const filesImageTag = (kind: 'target' | 'service', name: string, side: SideName): string =>
  (kind === 'target' ? imageTag : serviceImageTag)(name, side).replace('loadgate/', 'loadgate/files/');

export interface BuildArgvOptions {
  /** Name of the target or service. */
  readonly name: string;
  readonly kind: 'target' | 'service';
  readonly side: SideName;
  /** Absolute. */
  readonly context: string;
  /** Absolute. */
  readonly dockerfile: string;
  readonly build: Build;
  /** Options for secrets and SSH ids (build-secrets.ts). */
  readonly secrets: readonly string[];
  /** The image's id is written to it; every builder can. */
  readonly iidFile: string;
  readonly builder: BuilderKind;
}

/**
 * No label names the run: labels are part of an image, and a new value would be a new image each time.
 * `--force-rm` (classic builder) removes the intermediate container of a failed or cancelled step.
 */
export function buildArgv(options: BuildArgvOptions): string[] {
  const { build, builder, kind, name } = options;
  return [
    'build',
    ...(builder === 'classic' ? ['--force-rm'] : ['--progress', 'plain']),
    ...['--file', options.dockerfile],
    ...['--tag', (kind === 'target' ? imageTag : serviceImageTag)(name, options.side)],
    ...['--label', `${kind === 'target' ? TARGET_LABEL : SERVICE_LABEL}=${name}`],
    ...['--iidfile', options.iidFile],
    ...Object.entries(build.args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...(build.target === null ? [] : ['--target', build.target]),
    ...(build.platform === null ? [] : ['--platform', build.platform]),
    ...(build.network === null ? [] : ['--network', build.network]),
    ...options.secrets,
    ...cacheOptions(build.cache, builder),
    ...['--', options.context],
  ];
}

/** Prints what the engine knows of an image, as JSON. */
export const imageInspectArgv = (image: string): string[] => ['image', 'inspect', '--', image];

/** Prints the tags that the engine has of a repository. */
export const listTagsArgv = (name: string): string[] => ['image', 'ls', '--format', '{{.Tag}}', name];

export const pullArgv = (image: string): string[] => ['pull', '--', image];

export const containerName = (runId: string, number: number): string => `loadgate-${runId}-${number}`;

/** What runs in a container. A service is reached by its name, and keeps it as its host name. */
export type ContainerSubject =
  | { readonly kind: 'target'; readonly name: string; readonly side: SideName }
  | { readonly kind: 'service'; readonly name: string }
  /** The balancer of the target with this name. `isOurs`: of our own image. */
  | { readonly kind: 'balancer'; readonly name: string; readonly side: SideName; readonly isOurs: boolean };

/** A volume that a container finds at a path, as it is: the image's own files are not copied into it. */
export interface VolumeMount {
  readonly volume: string;
  readonly path: string;
}

/** A port of a container, and the address of the engine's machine at which it is published. */
export interface Published {
  readonly address: string;
  readonly port: number;
}

export interface CreateArgvOptions {
  readonly runId: string;
  readonly name: string;
  readonly image: string;
  readonly network: string;
  /** The network leads nowhere, so that no name outside of it can be known. */
  readonly isInternal: boolean;
  readonly subject: ContainerSubject;
  readonly container: ContainerOptions;
  readonly volumes: readonly VolumeMount[];
  /** Absent or null: no port is. */
  readonly published?: Published | null;
  readonly caps: Caps;
  /** Caps that the engine can't hold: an engine without the controller refuses a container that asks for some. */
  readonly missing: readonly CapName[];
  /** null: not pinned. */
  readonly cores: readonly number[] | null;
  /** Absolute path of the env-file. */
  readonly envFile: string;
}

/**
 * A container with every cap that the engine can hold. Its environment is in a file: environment.ts says why.
 *
 * - `--memory-swap` equals `--memory`: no swap, which would make a leak slow instead of dead.
 * - `--no-healthcheck`: an image's own check would run in the middle of a round. That of a service is run by us until it
 *   says that the service is ready.
 * - the `local` log driver, bounded and not blocking: a target that logs every request must not fill the disk,
 *   nor wait for the engine.
 * - Targets have no capabilities but those that they ask for. Services have Docker's default ones, since the start
 *   scripts of databases change files' owners and their own user (`gosu`, `su`, `setpriv`, which need no new privileges).
 *   So do balancers of users: the official image of nginx changes its user, too.
 * - No `--init`, no socket, no restart; no volumes but the copies of a service's state. No published port, unless the engine
 *   is on another machine.
 */
export function createArgv(options: CreateArgvOptions): string[] {
  const { caps, missing } = options;
  const cap = (name: CapName, ...flags: string[]): string[] => (missing.includes(name) ? [] : flags);
  const memory = String(caps.memoryBytes);
  return [
    'create',
    ...['--name', options.name],
    ...['--label', `${RUN_LABEL}=${options.runId}`],
    ...subjectArgv(options.subject),
    ...['--network', options.network],
    ...(options.isInternal ? QUICK_NAMES : []),
    ...publishArgv(options.published ?? null),
    ...cap('cpus', '--cpus', nanoExact(caps.cpus)),
    ...(options.cores === null ? [] : cap('core', '--cpuset-cpus', options.cores.join(','))),
    ...cap('memory', '--memory', memory, '--memory-swap', memory),
    ...cap('pids', '--pids-limit', String(caps.pids)),
    ...['--ulimit', `nofile=${caps.openFiles}:${caps.openFiles}`],
    ...['--security-opt', 'no-new-privileges'],
    '--no-healthcheck',
    ...optionsArgv(options.container),
    ...options.volumes.flatMap(({ volume, path }) => ['--mount', csv(volumeFields(volume, path))]),
    ...[
      '--log-driver',
      'local',
      '--log-opt',
      'max-size=4m',
      '--log-opt',
      'max-file=2',
      '--log-opt',
      'mode=non-blocking',
    ],
    ...['--env-file', options.envFile],
    ...['--pull', 'never'],
    '--',
    options.image,
    ...commandOf(options.container),
  ];
}

/**
 * A name that an internal network does not have is unknown at once. Engines before 26 ask the machine's name servers,
 * which can't be reached from there: 10 s with the defaults of the C library. With `ndots` set they don't do so for names
 * without a dot (0 s); others fail after two attempts of 1 s.
 */
const QUICK_NAMES = [
  ...['--dns-opt', 'ndots:0', '--dns-opt', 'timeout:1', '--dns-opt', 'attempts:2'],
  // No search domain of the machine's: it would make another name, with a dot, of each.
  ...['--dns-search', '.'],
];

function subjectArgv(subject: ContainerSubject): string[] {
  if (subject.kind !== 'service') {
    const label = subject.kind === 'target' ? TARGET_LABEL : BALANCER_LABEL;
    const isBare = subject.kind === 'target' || subject.isOurs;
    return [
      ...['--label', `${label}=${subject.name}`, '--label', `${SIDE_LABEL}=${subject.side}`],
      ...(isBare ? ['--cap-drop', 'ALL'] : []),
    ];
  }
  // Some servers (RabbitMQ) find their data by the host name, so that a copy needs the same one.
  return [
    ...['--label', `${SERVICE_LABEL}=${subject.name}`],
    ...['--network-alias', subject.name, '--hostname', subject.name],
  ];
}

/** The engine chooses the port of its machine. */
const publishArgv = (published: Published | null): string[] => {
  if (published === null) return [];
  const { address, port } = published;
  return ['--publish', `${address.includes(':') ? `[${address}]` : address}::${port}`];
};

function optionsArgv(options: ContainerOptions): string[] {
  const { entrypoint, user, workingDir, extraHosts, tmpfs, shmSizeBytes, capAdd } = options;
  return [
    ...(entrypoint === null ? [] : ['--entrypoint', entrypoint[0] ?? '']),
    ...(user === null ? [] : ['--user', user]),
    ...(workingDir === null ? [] : ['--workdir', workingDir]),
    ...Object.entries(extraHosts).flatMap(([name, address]) => ['--add-host', `${name}:${address}`]),
    ...tmpfs.flatMap((path) => ['--tmpfs', path]),
    ...(shmSizeBytes === null ? [] : ['--shm-size', String(shmSizeBytes)]),
    ...capAdd.flatMap((capability) => ['--cap-add', capability]),
  ];
}

/** The docker client takes only the first word of an entrypoint; the others stand before the command. */
const commandOf = ({ entrypoint, command }: Pick<ContainerOptions, 'command' | 'entrypoint'>): string[] => [
  ...(entrypoint ?? []).slice(1),
  ...(command ?? []),
];

const volumeFields = (volume: string, path: string): string[] => [
  ...['type=volume', `source=${volume}`, `target=${path}`, 'volume-nocopy=true'],
];

/** The client reads a mount as a line of CSV. */
function csv(fields: readonly string[]): string {
  return fields.map((field) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
}

/** In billionths, which is what Docker counts in: it refuses 0.3333333333 as too precise. */
const nanoExact = (cpus: number): string => String(Number(cpus.toFixed(9)));

export const startArgv = (container: string): string[] => ['start', container];
/** Prints its exit code when it has ended. */
export const waitArgv = (container: string): string[] => ['wait', container];
export const execArgv = (container: string, argv: readonly string[]): string[] => [
  ...['exec', container],
  ...argv,
];
/** Of a command that reads what it is asked. */
export const stayArgv = (container: string, argv: readonly string[]): string[] =>
  ['exec', '--interactive', container].concat(argv);
/** @param graceSeconds how long it may take to end by itself */
export const stopArgv = (container: string, graceSeconds: number): string[] => [
  ...['stop', '-t', String(graceSeconds), container],
];
export const inspectArgv = (container: string): string[] => ['container', 'inspect', container];

/** With time stamps, since the two streams come apart and are put in order by them. */
export function logsArgv(container: string, lines: number): string[] {
  return ['logs', '--timestamps', '--tail', String(lines), container];
}

/** Also removes the anonymous volumes that an image's VOLUME made. */
export const removeContainersArgv = (containers: readonly string[]): string[] => [
  ...['rm', '--force', '--volumes', '--'],
  ...containers,
];

export const listContainersArgv = (runId: string): string[] => [
  ...['ps', '--all', '--quiet', '--no-trunc'],
  ...['--filter', `label=${RUN_LABEL}=${runId}`],
];

/** A state's own label, by which it is found between runs. */
export const stateLabel = (key: string): string => `${STATE_LABEL}=${key}`;

export const listStateImagesArgv = (): string[] => [
  ...['image', 'ls', '--quiet', '--no-trunc', '--filter', `label=${STATE_LABEL}`],
];
export const listStateVolumesArgv = (): string[] => [
  ...['volume', 'ls', '--quiet', '--filter', `label=${STATE_LABEL}`],
];
export const volumesInspectArgv = (volumes: readonly string[]): string[] => [
  ...['volume', 'inspect', '--'],
  ...volumes,
];
export const tagArgv = (image: string, tag: string): string[] => ['image', 'tag', image, tag];
/** Not by force: the engine refuses to remove one that is in use. */
export const removeVolumeArgv = (volume: string): string[] => ['volume', 'rm', '--', volume];
export const removeImageArgv = (image: string): string[] => ['image', 'rm', '--', image];

/** Makes an image of a container's file system, without its volumes. @param state goes into its labels */
export const commitArgv = (
  container: string,
  tag: string,
  { key, volumes }: { readonly key: string; readonly volumes: string },
): string[] => [
  'commit',
  ...['--change', `LABEL ${STATE_LABEL}=${JSON.stringify(key)}`],
  ...['--change', `LABEL ${VOLUMES_LABEL}=${JSON.stringify(volumes)}`],
  ...[container, tag],
];

/** A container that never runs. An image without a command is not created: it gets its own. */
export const createForFilesArgv = (
  runId: string,
  image: string,
  container: Pick<ContainerOptions, 'command' | 'entrypoint'>,
): string[] => [
  ...['create', '--label', runLabel(runId), '--pull', 'never', '--network', 'none'],
  ...(container.entrypoint === null ? [] : ['--entrypoint', container.entrypoint[0] ?? '']),
  ...['--', image, ...commandOf(container)],
];
/** Unpacks an archive from stdin. */
export const putFilesArgv = (container: string): string[] => ['cp', '-', `${container}:/`];
/** Writes the container's file system to stdout, as an archive. */
export const exportArgv = (container: string): string[] => ['export', container];
export const commitFilesArgv = (container: string, tag: string, key: string): string[] => [
  ...['commit', '--change', `LABEL ${FILES_LABEL}=${key}`, container, tag],
];

/**
 * Copies volumes by the program `cp` of an image, in a container that ends with it. Its VOLUMEs are covered: the engine
 * would fill them with the image's files first.
 */
export function copyArgv(
  runId: string,
  image: string,
  pairs: readonly { readonly path: string; readonly from: string; readonly to: string }[],
): string[] {
  return [
    ...['run', '--rm', '--label', runLabel(runId), '--pull', 'never', '--no-healthcheck'],
    ...['--network', 'none', '--user', '0:0', '--security-opt', 'no-new-privileges'],
    ...pairs.flatMap(({ path }) => ['--mount', csv(['type=tmpfs', `target=${path}`])]),
    ...pairs.flatMap(({ from, to }, at) => [
      ...['--mount', csv([...volumeFields(from, `/loadgate-copy/from/${at}`), 'readonly'])],
      ...['--mount', csv(volumeFields(to, `/loadgate-copy/to/${at}`))],
    ]),
    ...['--entrypoint', 'cp', '--', image, '-a', '/loadgate-copy/from/.', '/loadgate-copy/to/'],
  ];
}

export const volumeCreateArgv = (label: string, name: string): string[] => [
  ...['volume', 'create', '--label', label, name],
];

export const runLabel = (runId: string): string => `${RUN_LABEL}=${runId}`;

export const listVolumesArgv = (runId: string): string[] => [
  ...['volume', 'ls', '--quiet'],
  ...['--filter', `label=${runLabel(runId)}`],
];

export const removeVolumesArgv = (volumes: readonly string[]): string[] => [
  ...['volume', 'rm', '--force', '--'],
  ...volumes,
];
