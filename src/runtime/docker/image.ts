/** Images by their ids: built from a checkout, or by name, pulled where this machine does not have them. */
import { join } from 'node:path';
import { WHOLE_LOG_LINES } from '../../model/log-excerpt.js';
import type { Environment } from '../environment.js';
import { createLogRing } from '../log-lines.js';
import { withRunFolder } from '../run-folders.js';
import type { Artifact, BuildRequest, ServiceImage, ServiceImageRequest } from '../runtime.js';
import { imageInspectArgv, pullArgv } from './argv.js';
import { buildBalancer } from './balancer.js';
import { type BuildDeps, buildImage, type ImageRequest } from './build.js';
import { type DockerCli, throwIfInterrupted } from './client.js';
import { buildConfig } from './client-config.js';
import { commandError, pullError } from './errors.js';
import { inspected } from './inspect.js';

/** A registry that takes longer than this hangs, ms. */
const PULL_TIMEOUT_MS = 30 * 60_000;

/** What an image says of itself. */
export interface ImageFacts extends ServiceImage {
  /** The environment variables that it sets. */
  readonly variables: Environment;
}

/**
 * The image of one side of a target.
 * @throws as `buildImage`; `image-unavailable` (usage or machine)
 */
export async function targetImage(request: BuildRequest, deps: BuildDeps): Promise<Artifact> {
  const { target, side } = request;
  const startedNs = deps.clock.monotonicNs();
  const { reference, sizeBytes, variables } = await imageOf(
    { ...request, kind: 'target', subject: target },
    deps,
  );
  const balancer = target.replicas > 1 ? { balancer: await buildBalancer(request, deps) } : {};
  const buildMs = Math.round(Number(deps.clock.monotonicNs() - startedNs) / 1e6);
  return { target, side, reference, sizeBytes, variables, buildMs, ...balancer };
}

/** The image of one side of a service. @throws as `targetImage` */
export const serviceImage = (request: ServiceImageRequest, deps: BuildDeps): Promise<ImageFacts> =>
  imageOf({ ...request, kind: 'service', subject: request.service }, deps);

async function imageOf(request: ImageRequest, deps: BuildDeps): Promise<ImageFacts> {
  const { docker } = deps;
  const { image } = request.subject;
  if (image === null) return mustInspect(docker, await buildImage(request, deps));
  const local = await inspectImage(docker, image);
  if (local !== null) return local;
  await pull(image, request, deps);
  return mustInspect(docker, image);
}

async function pull(image: string, request: ImageRequest, deps: BuildDeps): Promise<void> {
  const { signal, subject } = request;
  const log = createLogRing(WHOLE_LOG_LINES);
  const onLine = (line: string): void => {
    log.push(line);
    request.onLine(line);
  };
  const { exitCode } = await withRunFolder(deps.runId, async (folder) => {
    const env = await buildConfig(join(folder, 'client'), deps.own);
    return deps.docker.run(pullArgv(image), { env, signal, onLine, timeoutMs: PULL_TIMEOUT_MS });
  });
  if (exitCode === 0) return;
  await throwIfInterrupted(deps.clock, signal);
  throw pullError(subject, image, log.last(WHOLE_LOG_LINES));
}

/** The part of `docker image inspect` that is used. */
interface Raw {
  readonly Id: string;
  readonly Size: number;
  readonly Metadata?: { readonly LastTagTime?: string };
  readonly Config?: {
    readonly Env?: readonly string[] | null;
    readonly Volumes?: Readonly<Record<string, unknown>> | null;
    readonly Healthcheck?: { readonly Test?: readonly string[] | null } | null;
    readonly Labels?: Readonly<Record<string, string>> | null;
  } | null;
}

/** What is known of an image that is there. */
interface LocalImage extends ImageFacts {
  readonly labels: Readonly<Record<string, string>>;
  /** When it was given a name last, ms since 1970; 0: never. */
  readonly taggedMs: number;
}

/** @returns null: this machine does not have it @throws LoadgateError `engine-unreachable` */
export async function inspectImage(docker: DockerCli, image: string): Promise<LocalImage | null> {
  const raw = await inspected<Raw>(docker, imageInspectArgv(image));
  return raw === null ? null : factsOf(raw);
}

async function mustInspect(docker: DockerCli, image: string): Promise<ImageFacts> {
  const facts = await inspectImage(docker, image);
  if (facts === null) throw commandError(imageInspectArgv(image), `the image ${image} is gone`);
  return facts;
}

function factsOf({ Id, Size, Config, Metadata }: Raw): LocalImage {
  return {
    reference: Id,
    sizeBytes: Size,
    variables: variablesOf(Config?.Env ?? []),
    volumes: Object.keys(Config?.Volumes ?? {}).sort(),
    healthcheck: healthcheckOf(Config?.Healthcheck?.Test ?? []),
    labels: Config?.Labels ?? {},
    taggedMs: Math.max(0, Date.parse(Metadata?.LastTagTime ?? '') || 0),
  };
}

/** @param test as the engine keeps it: `CMD` and an argv, or `CMD-SHELL` and a text */
function healthcheckOf([kind, ...words]: readonly string[]): readonly string[] | null {
  if (kind === 'CMD' && words.length > 0) return words;
  return kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words] : null;
}

function variablesOf(set: readonly string[]): Environment {
  const pairs = set.map((one) => {
    const at = one.indexOf('=');
    return at === -1 ? ([one, ''] as const) : ([one.slice(0, at), one.slice(at + 1)] as const);
  });
  return Object.fromEntries(pairs);
}
