import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerOptions } from '../../model/config.js';
import { WHOLE_LOG_LINES } from '../../model/log-excerpt.js';
import type { Clock } from '../../system/clock.js';
import type { Environment, OwnEnvironment } from '../environment.js';
import { createLogRing } from '../log-lines.js';
import { withRunFolder } from '../run-folders.js';
import type { BuildRequest } from '../runtime.js';
import { type Buildable, resolveBuild } from '../source-paths.js';
import { type BuildArgvOptions, buildArgv, imageTag, serviceImageTag, tagArgv } from './argv.js';
import { type BuildSecrets, buildSecrets } from './build-secrets.js';
import { buildKitFeature } from './builder.js';
import { cacheEnv, cachesLeftOut } from './cache.js';
import { type DockerCli, throwIfInterrupted } from './client.js';
import { buildConfig } from './client-config.js';
import type { Engine } from './engine.js';
import { buildError } from './errors.js';
import { imageInputs } from './image-inputs.js';
import { findKept, keepImage } from './kept-images.js';

/** A build that takes longer hangs, ms. */
const BUILD_TIMEOUT_MS = 60 * 60_000;

export interface BuildDeps {
  readonly docker: DockerCli;
  /** Our own environment, which says where the docker client has its settings. */
  readonly own: OwnEnvironment;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly runId: string;
  /** Images may be kept and taken by the digest of their inputs (kept-images.ts). */
  readonly keepsImages: boolean;
}

/** What is built, and for which side. */
export interface ImageRequest extends Omit<BuildRequest, 'target'> {
  readonly kind: 'target' | 'service';
  readonly subject: Buildable & { readonly image: string | null; readonly container?: ContainerOptions };
}

/**
 * Builds an image of one side, or takes that of an earlier build of the same inputs. It is used by its id, and kept after the run as a cache, under the name
 * `loadgate/<target>:<side>` (argv.ts, imageTag).
 *
 * @returns its id
 * @throws LoadgateError `build-failed`, `dockerfile-missing`, `context-missing`, `context-outside`, `no-build`
 *   `secret-missing` (usage); `buildkit-missing`, `base-image-unavailable`, `disk-full`, `engine-unreachable` (machine); the signal's
 *   reason
 */
export async function buildImage(request: ImageRequest, deps: BuildDeps): Promise<string> {
  const { kind, subject, side, sourceDir } = request;
  const paths = resolveBuild(subject, sourceDir);
  const { builder } = deps.engine;
  const secrets = buildSecrets(subject, deps.own, builder);
  return withRunFolder(deps.runId, async (folder) => {
    const iidFile = join(folder, 'image-id');
    const options = {
      ...{ name: subject.name, kind, side, ...paths, iidFile },
      ...{ secrets: secrets.options, builder: builder.kind },
    };
    const inputs = deps.keepsImages ? await imageInputs(options, deps.docker) : null;
    const kept = inputs === null ? null : await takeKept(inputs, options, request, deps);
    if (kept !== null) return kept;
    const settings = await buildConfig(join(folder, 'client'), deps.own);
    const left = cachesLeftOut(paths.build.cache, builder.kind);
    if (left !== null) request.onLine(left);
    const env = { ...cacheEnv(paths.build.cache, deps.own), ...builder.env, ...settings, ...secrets.env };
    await runBuild(buildArgv(options), { env, masked: secrets.masked }, request, paths.dockerfile, deps);
    const id = (await readFile(iidFile, 'utf8')).trim();
    // What changed while it was built, such as where a name leads, did not make this image.
    if (inputs !== null && (await imageInputs(options, deps.docker)) === inputs)
      await keepImage(id, inputs, deps.clock.now(), deps.docker);
    return id;
  });
}

/** @returns the id of an image that was built of the same inputs; null: there is none */
async function takeKept(
  inputs: string,
  { kind, name, side }: BuildArgvOptions,
  { onLine }: ImageRequest,
  { docker, clock }: BuildDeps,
): Promise<string | null> {
  const kept = await findKept(inputs, clock.now(), docker);
  if (kept === null) return null;
  const tag = (kind === 'target' ? imageTag : serviceImageTag)(name, side);
  // Another run may have removed it a moment ago.
  if ((await docker.run(tagArgv(kept.id, tag))).exitCode !== 0) return null;
  const minutes = Math.floor(kept.ageMs / 60_000);
  onLine(
    `Not built: ${name} was built of the same inputs ${minutes} min ago (loadgate/kept:${inputs.slice(0, 12)}…).`,
  );
  return kept.id;
}

async function runBuild(
  argv: readonly string[],
  { env, masked }: { readonly env: Environment } & Pick<BuildSecrets, 'masked'>,
  request: ImageRequest,
  dockerfile: string,
  { docker, engine, clock }: BuildDeps,
): Promise<void> {
  const { subject, signal } = request;
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
  await throwIfInterrupted(clock, signal);
  const text = await readFile(dockerfile, 'utf8').catch(() => '');
  throw buildError(subject, log.last(WHOLE_LOG_LINES), {
    builder: builder.kind,
    feature: buildKitFeature(text),
  });
}
