/** Tells from the docker client's words what went wrong; it has no codes for it. Pure. */
import type { LoadgateError } from '../../model/error.js';
import { machineError, type Subject, targetError } from '../errors.js';
import type { Buildable } from '../source-paths.js';
import type { BuilderKind } from './argv.js';

const UNREACHABLE =
  /cannot connect to the docker daemon|is the docker daemon running|error during connect|failed to connect to the docker api|docker daemon is not running|^(error: )?unexpected eof$/im;
const NO_PERMISSION = /permission denied while trying to connect/i;
/** Where the client looked for the engine, in its own words. */
const ADDRESS = /(?:daemon|daemon socket|docker api) at ([a-z]+:\/\/[^\s;]+?)[.:;]?(?:\s|$)/i;
const DISK_FULL = /no space left on device|disk quota exceeded/i;

/** A step of the user's own Dockerfile ran and failed, with the classic builder or BuildKit. */
const STEP_FAILED =
  /returned a non-zero code: \d+|did not complete successfully: exit code|executor failed running .*: exit code/;
/** A registry did not answer, or not as it should. An image that does not exist there is the Dockerfile's fault. */
const REGISTRY_FAILED =
  /dial tcp|no such host|i\/o timeout|tls handshake timeout|client\.timeout exceeded|context deadline exceeded|connection (refused|reset)|network is unreachable|x509: |proxyconnect|toomanyrequests|too many requests|rate limit|received unexpected http status: 5|unexpected status.*: 5\d\d|(502|503|504) \w+|error pulling image configuration|failed to copy: httpreadseeker/i;

/**
 * A COPY or ADD that found nothing in the build context: the classic builder of 20.10, of older engines, and with a
 * pattern; BuildKit of 20.10, and of 23 and newer.
 */
const FILE_MISSING = [
  /(?:COPY|ADD) failed: file not found in build context.*?: stat [^:]+: file does not exist/,
  /(?:COPY|ADD) failed: stat \S*?\/docker-builder\d+\/[^:]+: no such file or directory/,
  /(?:COPY|ADD) failed: no source files were specified/,
  /failed to (?:compute cache key|calculate checksum of ref)\b.*?"\/[^"]+":? not found/,
];

/** What Docker says where a cap is out of the machine's range. */
const CAP_REFUSED =
  /range of cpus is from|requested cpus are not available|minimum memory limit|invalid (value|range).*cpuset|rlimit|ulimit|less than minimum memory/i;

const IMAGE_MISSING = /no such image|unable to find image/i;
const ADDRESSES_USED_UP = /non-overlapping ipv4 address pool|address pools have been fully subnetted/i;

/** Disk full or engine gone: said of any command. null: something else. */
export function engineError(output: string): LoadgateError | null {
  if (DISK_FULL.test(output)) {
    return machineError('the disk is full', {
      code: 'disk-full',
      hint: 'Free some space (`docker system df` shows what the engine keeps) and run it again.',
    });
  }
  if (NO_PERMISSION.test(output)) {
    return machineError(`this user may not talk to the Docker engine${at(addressIn(output))}`, {
      code: 'engine-unreachable',
      hint: 'Add the user to the group `docker` and log in again, or run with the runtime `process`.',
    });
  }
  if (UNREACHABLE.test(output)) return engineUnreachable(addressIn(output));
  if (ADDRESSES_USED_UP.test(output)) {
    return machineError('the Docker engine has no addresses left for another network', {
      code: 'engine-failed',
      hint: 'Remove networks that nobody uses: `docker network ls`, `docker network rm`.',
    });
  }
  return null;
}

/** @param address where it was looked for; null: not known @param said what was heard instead of an answer */
export function engineUnreachable(
  address: string | null,
  { cause, said = '' }: { readonly cause?: unknown; readonly said?: string } = {},
): LoadgateError {
  return machineError(`no Docker engine answers${at(address)}`, {
    code: 'engine-unreachable',
    hint: 'Start it (`systemctl start docker`) and look at its log, or correct DOCKER_HOST or DOCKER_CONTEXT, which say where it is. To measure without one, use the runtime `process`.',
    log: lines(said).slice(-20),
    cause,
  });
}

export function clientMissing(cause: unknown): LoadgateError {
  return machineError('this machine has no program `docker`', {
    code: 'engine-unreachable',
    hint: 'Install Docker, or add the folder of the docker client to PATH. To measure without Docker, use the runtime `process`.',
    cause,
  });
}

/**
 * Podman answers to the name of docker, and to few of its words; its Docker API has no BuildKit, and no networks of this
 * machine before a container runs.
 * @param address of that API; null: `docker` itself is Podman
 */
export function isPodman(address: string | null = null): LoadgateError {
  const message =
    address === null
      ? 'the program `docker` of this machine is Podman'
      : `the engine at ${address} is Podman, which only speaks Docker's API`;
  const hint =
    address === null
      ? 'Install Docker, or put its client before Podman on PATH.'
      : 'Install Docker Engine, and let DOCKER_HOST or DOCKER_CONTEXT point to it.';
  return machineError(message, {
    code: 'engine-unusable',
    hint: `${hint} To measure without Docker, use the runtime \`process\`.`,
  });
}

/** Why the containers of an engine can't be reached from here, as far as it says; `unknown`: it does not. */
export type Whereabouts = 'rootless' | 'windows' | 'desktop' | 'unknown';

const BESIDE =
  'Let the job run on the same Linux machine as the engine, and not in a container of its own (`container:` in a workflow); or use the runtime `process`.';

const ELSEWHERE: Readonly<Record<Whereabouts, readonly [message: (which: string) => string, hint: string]>> =
  {
    unknown: [(which) => `the containers of ${which} have no addresses on this machine`, BESIDE],
    rootless: [
      (which) =>
        `${which} is rootless: its containers have no addresses on this machine, and not all caps hold there`,
      'Use an engine that runs as root on this machine (`DOCKER_HOST=unix:///var/run/docker.sock`), or the runtime `process`.',
    ],
    windows: [
      (which) => `${which} runs Windows containers, of which loadgate knows neither caps nor counters`,
      'Use an engine with Linux containers. To load a service that already runs elsewhere, give the target a `url`.',
    ],
    desktop: [
      (which) =>
        `${which} is Docker Desktop: its containers are in a virtual machine, and have no addresses on this one`,
      'Use Docker Engine on Linux (in WSL: installed there), or the runtime `process`.',
    ],
  };

/** @param address of the engine; null: not known */
export function notLocal(address: string | null, whereabouts: Whereabouts = 'unknown'): LoadgateError {
  const which = address === null ? 'this Docker engine' : `the Docker engine at ${address}`;
  const [message, hint] = ELSEWHERE[whereabouts];
  return machineError(message(which), { code: 'engine-unusable', hint });
}

const at = (address: string | null): string => (address === null ? '' : ` at ${address}`);

/** null: the client did not say it. */
const addressIn = (said: string): string | null => ADDRESS.exec(said)?.[1] ?? null;

/** Why a docker command of ours ended with an exit code other than 0. */
export function commandError(argv: readonly string[], output: string): LoadgateError {
  return (
    engineError(output) ??
    machineError(`\`docker ${argv.slice(0, 2).join(' ')}\` failed: ${firstLine(output)}`, {
      code: 'engine-failed',
      hint: "Look at the Docker engine's log, and run it again.",
      log: lines(output).slice(-20),
    })
  );
}

/** What a build was tried with. */
export interface BuildTried {
  readonly builder: BuilderKind;
  /** What of the Dockerfile only BuildKit knows; null: nothing. */
  readonly feature: string | null;
}

/** @param log every line of the build, oldest first */
export function buildError(target: Buildable, log: readonly string[], tried: BuildTried): LoadgateError {
  const output = log.join('\n');
  // What a step of the Dockerfile says of networks and daemons is its own affair; a full disk is ours.
  const ownStep = STEP_FAILED.test(output);
  const general = !ownStep || DISK_FULL.test(output) ? engineError(output) : null;
  if (general !== null) {
    const message = `${general.message}, while the image of ${target.name} was built`;
    return machineError(message, { code: general.code, hint: general.hint, log });
  }
  if (!ownStep && REGISTRY_FAILED.test(output)) {
    return machineError(`the base image of ${target.name} could not be pulled`, {
      code: 'base-image-unavailable',
      hint: 'Check that the registry answers from this machine (rate limits, log-in, proxy), and run it again.',
      log,
    });
  }
  if (tried.builder === 'classic' && tried.feature !== null && !ownStep) {
    return machineError(`the Dockerfile of ${target.name} needs BuildKit (${tried.feature})`, {
      code: 'buildkit-missing',
      hint: 'Only the classic builder is there: install the plugin buildx (`docker/setup-buildx-action`, or the package docker-buildx-plugin or docker-buildx), and do not set DOCKER_BUILDKIT=0.',
      log,
    });
  }
  return targetError(target, `the image of ${target.name} did not build`, {
    code: 'build-failed',
    hint: buildHint(target, ownStep ? '' : output, tried),
    log,
  });
}

/** @param output what the builder itself said; empty where a step of the Dockerfile failed */
function buildHint(target: Buildable, output: string, { feature }: BuildTried): string {
  if (feature === 'a heredoc' && /unknown instruction/i.test(output)) {
    return "This engine's BuildKit does not know heredocs yet: write `# syntax=docker/dockerfile:1` as the Dockerfile's first line, or use Docker Engine 23 or newer.";
  }
  // A build by hand would find what an earlier step of the job left in the work tree, and so show nothing.
  if (FILE_MISSING.some((pattern) => pattern.test(output))) {
    return 'A file that COPY or ADD names is not in the build context. Both sides are built from git alone: what an earlier step of the job made, or what git ignores, is not there. Make it in a stage of the Dockerfile, or commit it; check .dockerignore too.';
  }
  return `Build it by hand to see the same: ${byHand(target)}`;
}

/** People copy it into a shell, and a pull request chose the paths. */
function byHand({ build }: Buildable): string {
  const words = [build?.dockerfile ?? 'Dockerfile', build?.context ?? '.'].map((path) => {
    const word = path.startsWith('-') ? `./${path}` : path;
    return /^[\w./@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  });
  return ['docker build --file', ...words].join(' ');
}

/** Why an image could not be had by its name. @param log every line of the pull */
export function pullError(subject: Subject, image: string, log: readonly string[]): LoadgateError {
  const output = log.join('\n');
  const general = engineError(output);
  if (general?.code === 'disk-full') return general;
  const message = `the image ${image} of ${subject.name} is not on this machine and could not be pulled`;
  if (REGISTRY_FAILED.test(output)) {
    const hint =
      'Check that the registry answers from this machine (rate limits, log-in, proxy), and run it again.';
    return machineError(message, { code: 'image-unavailable', hint, log });
  }
  const hint = `Check the name and the tag, and that this job is logged in where it is private; \`docker pull ${image}\` says the same.`;
  return targetError(subject, message, { code: 'image-unavailable', hint, log });
}

/** Why a container could not be made or started. */
export function startError(target: Subject, command: 'create' | 'start', output: string): LoadgateError {
  if (CAP_REFUSED.test(output)) {
    return targetError(target, `${target.name}: this machine can't give these limits: ${firstLine(output)}`, {
      code: 'caps-refused',
      hint: 'Lower the limits under `caps` (CPUs, memory, processes, files) to what the machine has, or use a larger one.',
    });
  }
  if (IMAGE_MISSING.test(output)) {
    return machineError(`the image of ${target.name} was removed while it was in use`, {
      code: 'image-gone',
      hint: 'Something else on this machine removes images (`docker image prune`): run it again.',
    });
  }
  if (command === 'start' && engineError(output) === null) {
    return targetError(target, `the container of ${target.name} did not start: ${firstLine(output)}`, {
      code: 'start-failed',
      hint: 'Check CMD and ENTRYPOINT in its Dockerfile, and that the memory limit (`memory` under `caps`) is enough to start it.',
      log: lines(output).slice(-20),
    });
  }
  return commandError([command], output);
}

const lines = (output: string): string[] => output.split('\n').filter((line) => line.trim() !== '');

/** Without the client's own preamble. */
function firstLine(output: string): string {
  const line = lines(output).find((one) => !/^(warning|deprecated)/i.test(one)) ?? 'no message';
  return line.replace(/^(docker: )?Error( response from daemon)?: /, '').slice(0, 300);
}
