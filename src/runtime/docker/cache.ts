/** Caches of layers between runs, as far as each builder knows them. A cache decides no result: a build can do without. */
import type { Build } from '../../model/config.js';
import { type Environment, type OwnEnvironment, pick } from '../environment.js';

/** BuildKit as a plugin of the client, BuildKit inside of an older client, or the engine's own old builder. */
export type BuilderKind = 'buildx' | 'inside' | 'classic';

type Cache = Build['cache'];

/** Makes BuildKit write into an image which step made each of its layers, so that the image is a cache. */
const INLINE_ARG = 'BUILDKIT_INLINE_CACHE=1';

/**
 * Options of `docker build`. BuildKit inside of a client knows no other caches than images; a registry is asked for one by
 * its name.
 */
export function cacheOptions(cache: Cache, builder: BuilderKind): string[] {
  if (builder === 'buildx') {
    return [
      ...cache.from.flatMap((place) => ['--cache-from', place]),
      ...cache.to.flatMap((place) => ['--cache-to', place]),
    ];
  }
  const images = cache.from.flatMap((place) => imageOf(place) ?? []);
  const isInline = builder === 'inside' && cache.to.some(isInlineCache);
  return [
    ...images.flatMap((image) => ['--cache-from', image]),
    ...(isInline ? ['--build-arg', INLINE_ARG] : []),
  ];
}

/** A sentence about caches that a builder does not know; null: it knows all of them. */
export function cachesLeftOut({ from, to }: Cache, builder: BuilderKind): string | null {
  if (builder === 'buildx') return null;
  const left = [
    ...from.filter((place) => imageOf(place) === null),
    ...to.filter((place) => builder === 'classic' || !isInlineCache(place)),
  ];
  if (left.length === 0) return null;
  const which = builder === 'inside' ? "This client's BuildKit" : 'The classic builder';
  return `${which} does not know the cache ${[...new Set(left)].join(' ')}: install the plugin buildx to use it.`;
}

/** The image of a cache, such as that of `type=registry,ref=ghcr.io/acme/api:cache`; null: it is no image. */
function imageOf(place: string): string | null {
  const fields = fieldsOf(place);
  if (fields === null) return place;
  return fields.get('type') === 'registry' ? (fields.get('ref') ?? null) : null;
}

const isInlineCache = (place: string): boolean => fieldsOf(place)?.get('type') === 'inline';

/** `type=registry,ref=…` by its names; null: it is a name of an image. */
const fieldsOf = (place: string): ReadonlyMap<string, string> | null =>
  place.includes('=')
    ? new Map(
        place.split(',').map((field) => {
          const [name = '', ...value] = field.split('=');
          return [name, value.join('=')];
        }),
      )
    : null;

/** What BuildKit needs to reach the cache of the workflow; no step of a Dockerfile sees it. */
const CACHE_SERVICE = [
  'ACTIONS_CACHE_URL',
  'ACTIONS_RESULTS_URL',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_CACHE_SERVICE_V2',
];

/** Added to the environment of a build whose cache is the workflow's. */
export function cacheEnv({ from, to }: Cache, own: OwnEnvironment): Environment {
  const usesService = [...from, ...to].some((place) => fieldsOf(place)?.get('type') === 'gha');
  return usesService ? pick(own, CACHE_SERVICE) : {};
}
