import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Build } from '../../model/config.js';
import { WHOLE_LOG_LINES } from '../../model/log-excerpt.js';
import type { Clock } from '../../system/clock.js';
import { type Environment, type OwnEnvironment, pick } from '../environment.js';
import { createLogRing } from '../log-lines.js';
import { withRunFolder } from '../run-folders.js';
import type { Artifact, BuildRequest } from '../runtime.js';
import { resolveBuild } from '../source-paths.js';
import { buildArgv, imageFactsArgv } from './argv.js';
import { type BuildSecrets, buildSecrets } from './build-secrets.js';
import { buildKitFeature } from './builder.js';
import type { DockerCli } from './client.js';
import { buildConfig } from './client-config.js';
import type { Engine } from './engine.js';
import { buildError } from './errors.js';

/** A build that takes longer hangs, ms. */
const BUILD_TIMEOUT_MS = 60 * 60_000;
const LATE_ABORT_MS = 100;

export interface BuildDeps {
  readonly docker: DockerCli;
  /** Our own environment, which says where the docker client has its settings. */
  readonly own: OwnEnvironment;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly runId: string;
}

/**
 * Builds the image of one side. It is used by its id, and kept after the run as a cache, under the name
 * `loadgate/<target>:<side>` (argv.ts, imageTag).
 *
 * @throws LoadgateError `build-failed`, `dockerfile-missing`, `context-missing`, `context-outside`, `no-build`
 *   `secret-missing` (usage); `buildkit-missing`, `base-image-unavailable`, `disk-full`, `engine-unreachable` (machine); the signal's
 *   reason
 */
export async function buildImage(request: BuildRequest, deps: BuildDeps): Promise<Artifact> {
  const { target, side, sourceDir, signal } = request;
  const { docker, clock } = deps;
  const startedNs = clock.monotonicNs();
  const paths = resolveBuild(target, sourceDir);
  const { builder } = deps.engine;
  const secrets = buildSecrets(target, deps.own, builder);
  const reference = await withRunFolder(deps.runId, async (folder) => {
    const iidFile = join(folder, 'image-id');
    const argv = buildArgv({
      target: target.name,
      side,
      ...paths,
      secrets: secrets.options,
      iidFile,
      builder: builder.kind,
    });
    const settings = await buildConfig(join(folder, 'client'), deps.own);
    const env = { ...cacheEnv(paths.build, deps.own), ...builder.env, ...settings, ...secrets.env };
    await runBuild(argv, { env, masked: secrets.masked }, request, paths.dockerfile, deps);
    return (await readFile(iidFile, 'utf8')).trim();
  });
  const facts = imageFacts(await docker.output(imageFactsArgv(reference), { signal }));
  const buildMs = Math.round(Number(clock.monotonicNs() - startedNs) / 1e6);
  return { target, side, reference, buildMs, ...facts };
}

/** @param printed what `imageFactsArgv` prints: `12345 ["PATH=/bin"]`, or `null` where it sets none */
function imageFacts(printed: string): Pick<Artifact, 'sizeBytes' | 'variables'> {
  const [size = '', ...rest] = printed.trim().split(' ');
  const set = JSON.parse(rest.join(' ') || 'null') as readonly string[] | null;
  const variables = (set ?? []).map((one) => {
    const at = one.indexOf('=');
    return at === -1 ? ([one, ''] as const) : ([one.slice(0, at), one.slice(at + 1)] as const);
  });
  return { sizeBytes: Number(size), variables: Object.fromEntries(variables) };
}

/** What BuildKit needs to reach the cache of the workflow; no step of a Dockerfile sees it. */
const CACHE_SERVICE = [
  'ACTIONS_CACHE_URL',
  'ACTIONS_RESULTS_URL',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_CACHE_SERVICE_V2',
];

function cacheEnv({ cache }: Build, own: OwnEnvironment): Environment {
  const usesService = [...cache.from, ...cache.to].some((place) => /(^|,)type=gha(,|$)/.test(place));
  return usesService ? pick(own, CACHE_SERVICE) : {};
}

async function runBuild(
  argv: readonly string[],
  { env, masked }: { readonly env: Environment } & Pick<BuildSecrets, 'masked'>,
  request: BuildRequest,
  dockerfile: string,
  { docker, engine, clock }: BuildDeps,
): Promise<void> {
  const { target, signal } = request;
  const { builder } = engine;
  const log = createLogRing(WHOLE_LOG_LINES);
  const onLine = (line: string): void => {
    const shown = masked(line);
    log.push(shown);
    request.onLine(shown);
  };
  const { exitCode } = await docker.run(argv, {
    program: builder.program,
    env,
    onLine,
    signal,
    timeoutMs: BUILD_TIMEOUT_MS,
  });
  if (exitCode === 0) return;
  // Ctrl-C ends the client too, with an exit code like any other: our own abort comes a moment later.
  await clock.sleep(LATE_ABORT_MS);
  signal.throwIfAborted();
  const text = await readFile(dockerfile, 'utf8').catch(() => '');
  throw buildError(target, log.last(WHOLE_LOG_LINES), {
    builder: builder.kind,
    feature: buildKitFeature(text),
  });
}
