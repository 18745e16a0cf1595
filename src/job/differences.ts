import { posix } from 'node:path';
import type { TargetPlan } from '../measure/deps.js';
import type { PlannedService } from '../measure/services.js';
import { canonicalJson } from '../model/canonical.js';
import type { Build, Target } from '../model/config.js';
import type { TargetDifference } from '../model/differences.js';
import { baseImage } from '../model/dockerfile-images.js';
import { MAX_DIFFERENCES, MAX_FACT } from '../model/limits.js';
import type { Artifact, Runtime } from '../runtime/runtime.js';
import { fileIds, keptFiles } from './build-inputs.js';
import type { JobDeps, JobRequest, JobSide, SourceFile } from './types.js';

/** Files that say which packages come into an image, and what it is made of. */
const LISTS =
  /^(?:Dockerfile|(?:dev-|test-)?requirements[\w.-]*\.(?:txt|in)|constraints\.txt|package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|pyproject\.toml|poetry\.lock|uv\.lock|Pipfile(?:\.lock)?|go\.(?:mod|sum)|Cargo\.(?:toml|lock)|Gemfile(?:\.lock)?|composer\.(?:json|lock)|pom\.xml|gradle\.lockfile)$/;

/** Keys of a target that say nothing here: the caps of both sides are the same, and the others have a place of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...['name', 'location', 'caps', 'network', 'limits', 'readyTimeoutMs'],
  ...['build', 'image', 'env', 'url', 'port'],
]);

/**
 * What differs between both sides of each target that runs on both, besides the code: also where that is nothing. Nothing is
 * built or started to know it.
 * It decides nothing, so that a run goes on without it where it can't be read.
 */
export async function differencesOf(
  plans: readonly TargetPlan[],
  request: Pick<JobRequest, 'candidate' | 'baseline'>,
  runtime: Runtime['kind'],
  { log, signal }: Pick<JobDeps, 'log' | 'signal'>,
): Promise<readonly TargetDifference[]> {
  try {
    return await readDifferences(plans, request, runtime);
  } catch (error) {
    signal.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    log.warning(`What else differs between both sides could not be read, and is missing here: ${why}`);
    return [];
  }
}

async function readDifferences(
  plans: readonly TargetPlan[],
  { candidate, baseline }: Pick<JobRequest, 'candidate' | 'baseline'>,
  runtime: Runtime['kind'],
): Promise<readonly TargetDifference[]> {
  if (baseline === null) return [];
  const found: TargetDifference[] = [];
  for (const plan of plans) {
    if (plan.baseline === null || plan.target.url !== null) continue;
    const { services } = plan;
    const now = { side: candidate, artifact: plan.candidate, services: services?.candidate ?? [] };
    const then = { side: baseline, artifact: plan.baseline, services: services?.baseline ?? [] };
    found.push(await differenceOf(now, then, runtime));
  }
  return found;
}

/** What differs is more than the code. */
export const isWorthAWord = ({ lists, base, variables, settings, packages }: TargetDifference): boolean =>
  base !== null || packages !== undefined || lists.length + variables.length + settings.length > 0;

interface Sided {
  readonly side: Pick<JobSide, 'contentIds' | 'readText' | 'listFiles'>;
  readonly artifact: Pick<Artifact, 'target' | 'variables' | 'layers'>;
  readonly services: readonly Pick<PlannedService, 'service' | 'image'>[];
}

/** @internal exported for its unit test. */
export async function differenceOf(
  now: Sided,
  then: Sided,
  runtime: Runtime['kind'] = 'docker',
): Promise<TargetDifference> {
  const { target } = now.artifact;
  const changed = changedKeys(await filesOf(now, runtime), await filesOf(then, runtime));
  const lists = changed.filter((path) => LISTS.test(posix.basename(path)));
  const [candidate, before] = [await baseOf(now), await baseOf(then)];
  // A process starts on what the machine has.
  const isMoved = runtime === 'docker' && candidate !== null && before !== null && candidate !== before;
  return {
    target: target.name,
    sources: changed.length - lists.length,
    lists: few(lists),
    base: isMoved ? { baseline: before.slice(0, MAX_FACT), candidate: candidate.slice(0, MAX_FACT) } : null,
    variables: few(changedKeys(variablesOf(now), variablesOf(then))),
    settings: few([
      ...settingsOf(now.artifact.target, then.artifact.target),
      ...changedKeys(servicesOf(now), servicesOf(then)),
    ]),
    ...layersOf(now, then),
  };
}

/** Nothing where all layers are the same, or where there are none. */
function layersOf({ artifact: now }: Sided, { artifact: then }: Sided): Pick<TargetDifference, 'layers'> {
  const [candidate, baseline] = [now.layers ?? [], then.layers ?? []];
  const first = candidate.findIndex((layer, at) => layer !== baseline[at]);
  const same = first === -1 ? candidate.length : first;
  if (same === candidate.length && same === baseline.length) return {};
  return { layers: { baseline: baseline.length, candidate: candidate.length, same } };
}

const few = (all: readonly string[]): readonly string[] =>
  all.slice(0, MAX_DIFFERENCES).map((text) => text.slice(0, MAX_FACT));

/** Under which the Dockerfile stands among the files, wherever it is. */
const DOCKERFILE = 'Dockerfile';

/** Mode and content of what comes into a build, or of the folder that a process starts in, by the path in it. */
async function filesOf(
  { side, artifact: { target } }: Sided,
  runtime: Runtime['kind'],
): Promise<ReadonlyMap<string, string>> {
  const { build } = target;
  const idsOf = (files: readonly SourceFile[] | null) =>
    (files ?? []).map(({ path, mode, id }) => [path, `${mode} ${id}`] as const);
  if (runtime === 'process') return new Map(idsOf(await side.listFiles(build?.context ?? '.')));
  const beside = Object.entries((await fileIds(side, [target]))(target).files ?? {});
  const put = beside.map(([path, id]) => [path, id ?? ''] as const);
  if (build === null) return new Map(put);
  const own = posix.relative(build.context, build.dockerfile);
  const files = idsOf(await keptFiles(side, build));
  const ids = await side.contentIds([build.dockerfile]);
  return new Map([
    ...files.filter(([path]) => path !== own),
    [DOCKERFILE, ids.get(build.dockerfile) ?? ''],
    // Absolute paths in the container, which none in a context is.
    ...put,
  ]);
}

async function baseOf({ side, artifact: { target } }: Sided): Promise<string | null> {
  if (target.image !== null) return target.image;
  const text = target.build === null ? null : await side.readText(target.build.dockerfile);
  return text === null || target.build === null ? null : baseImage(text, target.build);
}

const variablesOf = ({ artifact: { target, variables = {} } }: Sided): ReadonlyMap<string, string> =>
  new Map(Object.entries({ ...variables, ...target.env }));

/** What it needs, by name: the image, and how it is started. */
const servicesOf = ({ services }: Sided): ReadonlyMap<string, string> =>
  new Map(
    services.map(({ service, image }) => [
      `services.${service.name}`,
      canonicalJson({ ...service, location: null, image: image.reference }),
    ]),
  );

function settingsOf(now: Target, then: Target): readonly string[] {
  const own = changedKeys(keysOf(now, ELSEWHERE), keysOf(then, ELSEWHERE));
  const built = changedKeys(keysOf(now.build ?? {}, PLACES), keysOf(then.build ?? {}, PLACES));
  return [...own, ...built.map((key) => `build.${key}`)];
}

/** Keys of a build that say where it lies. */
const PLACES: ReadonlySet<string> = new Set<keyof Build>(['context', 'dockerfile', 'cache']);

const keysOf = (of: object, except: ReadonlySet<string>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(of)
      .filter(([key]) => !except.has(key))
      .map(([key, value]) => [key, canonicalJson(value ?? null)]),
  );

/** Keys that only one has, or that have another value, sorted. */
function changedKeys(now: ReadonlyMap<string, string>, then: ReadonlyMap<string, string>): readonly string[] {
  const all = new Set([...now.keys(), ...then.keys()]);
  return [...all].filter((key) => now.get(key) !== then.get(key)).toSorted();
}
