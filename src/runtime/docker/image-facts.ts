/** What the engine says of images. */
import type { Environment } from '../environment.js';
import type { ServiceImage } from '../runtime.js';
import { imageInspectArgv } from './argv.js';
import type { DockerCli } from './client.js';
import { commandError } from './errors.js';
import { inspected } from './inspect.js';

/** What an image says of itself. */
export interface ImageFacts extends ServiceImage {
  /** The environment variables that it sets. */
  readonly variables: Environment;
  /** Digests of its layers, the lowest first. */
  readonly layers: readonly string[];
}

/** The part of `docker image inspect` that is used. */
interface Raw {
  readonly Id: string;
  readonly Size: number;
  readonly RootFS?: { readonly Layers?: readonly string[] | null } | null;
  readonly Metadata?: { readonly LastTagTime?: string };
  readonly Config?: {
    readonly Env?: readonly string[] | null;
    readonly Volumes?: Readonly<Record<string, unknown>> | null;
    readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
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

/** The same of an image that has to be there. @throws LoadgateError `engine-failed`, `engine-unreachable` */
export async function mustInspect(docker: DockerCli, image: string): Promise<ImageFacts> {
  const facts = await inspectImage(docker, image);
  if (facts === null) throw commandError(imageInspectArgv(image), `the image ${image} is gone`);
  return facts;
}

function factsOf({ Id, Size, Config, Metadata, RootFS }: Raw): LocalImage {
  return {
    reference: Id,
    sizeBytes: Size,
    layers: RootFS?.Layers ?? [],
    variables: variablesOf(Config?.Env ?? []),
    ports: portsOf(Object.keys(Config?.ExposedPorts ?? {})),
    volumes: Object.keys(Config?.Volumes ?? {}).sort(),
    healthcheck: healthcheckOf(Config?.Healthcheck?.Test ?? []),
    labels: Config?.Labels ?? {},
    taggedMs: Math.max(0, Date.parse(Metadata?.LastTagTime ?? '') || 0),
  };
}

/** @param exposed as the engine keeps them: `8080/tcp`, `53/udp` */
const portsOf = (exposed: readonly string[]): readonly number[] =>
  exposed
    .flatMap((port) => /^(\d+)(?:\/tcp)?$/.exec(port)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

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
