import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../system/clock.js';
import { createLogRing } from '../log-lines.js';
import { withRunFolder } from '../run-folders.js';
import type { Artifact, BuildRequest } from '../runtime.js';
import { resolveBuild } from '../source-paths.js';
import { buildArgv, imageFactsArgv } from './argv.js';
import type { DockerCli } from './client.js';
import type { Engine } from './engine.js';
import { buildError } from './errors.js';

/** Lines of a build's log that are looked at to say why it failed. */
const KEPT_LINES = 200;
/** A build that takes longer hangs, ms. */
const BUILD_TIMEOUT_MS = 60 * 60_000;
const LATE_ABORT_MS = 100;

export interface BuildDeps {
  readonly docker: DockerCli;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly runId: string;
}

/**
 * Builds the image of one side. It is used by its id, and kept after the run as a cache, under the name
 * `loadgate/<target>:<side>` (argv.ts, imageTag).
 *
 * @throws LoadgateError `build-failed`, `dockerfile-missing`, `context-missing`, `context-outside`, `no-build`
 *   (usage); `base-image-unavailable`, `disk-full`, `engine-unreachable` (machine); the signal's reason
 */
export async function buildImage(request: BuildRequest, deps: BuildDeps): Promise<Artifact> {
  const { target, side, sourceDir, signal } = request;
  const { docker, clock } = deps;
  const startedNs = clock.monotonicNs();
  const paths = resolveBuild(target, sourceDir);
  const args = target.build?.args ?? {};
  const { buildKit } = deps.engine;
  const reference = await withRunFolder(deps.runId, async (folder) => {
    const iidFile = join(folder, 'image-id');
    const argv = buildArgv({ ...paths, target: target.name, side, args, iidFile, buildKit });
    await runBuild(argv, request, deps);
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
  return { sizeBytes: Number(size), variables: (set ?? []).map((one) => one.split('=', 1)[0] ?? '') };
}

async function runBuild(
  argv: string[],
  request: BuildRequest,
  { docker, engine, clock }: BuildDeps,
): Promise<void> {
  const { target, signal } = request;
  const log = createLogRing(KEPT_LINES);
  const onLine = (line: string): void => {
    log.push(line);
    request.onLine(line);
  };
  const { exitCode } = await docker.run(argv, {
    env: builderEnv(engine),
    onLine,
    signal,
    timeoutMs: BUILD_TIMEOUT_MS,
  });
  if (exitCode === 0) return;
  // Ctrl-C ends the client too, with an exit code like any other: our own abort comes a moment later.
  await clock.sleep(LATE_ABORT_MS);
  signal.throwIfAborted();
  throw buildError(target, log.last(KEPT_LINES));
}

/**
 * Names the engine's own builder, which puts images into the engine; one that a set-up action chose may not.
 * No attestations: they would make an index of each image, with a time stamp in it.
 */
function builderEnv(engine: Engine): Record<string, string> {
  if (!engine.buildKit) return { DOCKER_BUILDKIT: '0' };
  return { DOCKER_BUILDKIT: '1', BUILDX_BUILDER: engine.context, BUILDX_NO_DEFAULT_ATTESTATIONS: '1' };
}
