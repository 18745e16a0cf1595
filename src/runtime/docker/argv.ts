/** Every command line that loadgate gives to the docker client, as argv arrays without the program's name. Pure. */
import { createHash } from 'node:crypto';
import type { Build, Caps } from '../../model/config.js';
import type { CapName, SideName } from '../../model/record.js';

export type NetworkKind = 'internal' | 'open';
/** BuildKit as a plugin of the client, BuildKit inside of an older client, or the engine's own old builder. */
export type BuilderKind = 'buildx' | 'inside' | 'classic';

const RUN_LABEL = 'loadgate.run';
const TARGET_LABEL = 'loadgate.target';
const SIDE_LABEL = 'loadgate.side';

/** Longer names of targets are cut in an image's name. */
const MAX_NAME = 100;

export const infoArgv = (): string[] => ['info', '--format', '{{json .}}'];
export const versionArgv = (): string[] => ['version', '--format', '{{.Server.Version}}'];
export const contextArgv = (): string[] => ['context', 'inspect', '--format', '{{json .}}'];
/** The client's own version, as a sentence; no engine is asked. */
export const clientVersionArgv = (): string[] => ['--version'];
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

export interface BuildArgvOptions {
  readonly target: string;
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
  const { build, builder } = options;
  return [
    'build',
    ...(builder === 'classic' ? ['--force-rm'] : ['--progress', 'plain']),
    ...['--file', options.dockerfile],
    ...['--tag', imageTag(options.target, options.side)],
    ...['--label', `${TARGET_LABEL}=${options.target}`],
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

/** A cache decides no result: a builder that does not know one of its kind does without. */
function cacheOptions({ from, to }: Build['cache'], builder: BuilderKind): string[] {
  const isImage = (place: string): boolean => !place.includes('=');
  const known = builder === 'buildx' ? from : from.filter(isImage);
  return [
    ...known.flatMap((place) => ['--cache-from', place]),
    ...(builder === 'buildx' ? to.flatMap((place) => ['--cache-to', place]) : []),
  ];
}

/** Prints its size, and the variables that it sets as JSON. */
export const imageFactsArgv = (image: string): string[] => [
  'image',
  'inspect',
  '--format',
  '{{.Size}} {{json .Config.Env}}',
  image,
];

export function networkName(runId: string, kind: NetworkKind): string {
  return kind === 'internal' ? `loadgate-${runId}` : `loadgate-${runId}-open`;
}

export function networkCreateArgv(runId: string, kind: NetworkKind): string[] {
  return [
    ...['network', 'create', '--driver', 'bridge'],
    ...(kind === 'internal' ? ['--internal'] : []),
    ...['--label', `${RUN_LABEL}=${runId}`],
    networkName(runId, kind),
  ];
}

export const networkInspectArgv = (network: string): string[] => ['network', 'inspect', network];

export const containerName = (runId: string, number: number): string => `loadgate-${runId}-${number}`;

export interface CreateArgvOptions {
  readonly runId: string;
  readonly name: string;
  readonly image: string;
  readonly network: string;
  readonly target: string;
  readonly side: SideName;
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
 * - `--no-healthcheck`: an image's own check would run in the middle of a round.
 * - the `local` log driver, bounded and not blocking: a target that logs every request must not fill the disk,
 *   nor wait for the engine.
 * - No `--init`, no socket, no volume, no published port, no restart.
 */
export function createArgv(options: CreateArgvOptions): string[] {
  const { caps, missing } = options;
  const cap = (name: CapName, ...flags: string[]): string[] => (missing.includes(name) ? [] : flags);
  const memory = String(caps.memoryBytes);
  return [
    'create',
    ...['--name', options.name],
    ...['--label', `${RUN_LABEL}=${options.runId}`],
    ...['--label', `${TARGET_LABEL}=${options.target}`],
    ...['--label', `${SIDE_LABEL}=${options.side}`],
    ...['--network', options.network],
    ...cap('cpus', '--cpus', nanoExact(caps.cpus)),
    ...(options.cores === null ? [] : cap('core', '--cpuset-cpus', options.cores.join(','))),
    ...cap('memory', '--memory', memory, '--memory-swap', memory),
    ...cap('pids', '--pids-limit', String(caps.pids)),
    ...['--ulimit', `nofile=${caps.openFiles}:${caps.openFiles}`],
    ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
    '--no-healthcheck',
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
  ];
}

/** In billionths, which is what Docker counts in: it refuses 0.3333333333 as too precise. */
const nanoExact = (cpus: number): string => String(Number(cpus.toFixed(9)));

export const startArgv = (container: string): string[] => ['start', container];
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

export const listNetworksArgv = (runId: string): string[] => [
  ...['network', 'ls', '--quiet', '--no-trunc'],
  ...['--filter', `label=${RUN_LABEL}=${runId}`],
];

export const removeNetworkArgv = (network: string): string[] => ['network', 'rm', network];
