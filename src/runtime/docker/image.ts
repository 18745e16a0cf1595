/** Images by their ids: built from a checkout, or by name, pulled where this machine does not have them. */
import { join } from 'node:path';
import { WHOLE_LOG_LINES } from '../../model/log-excerpt.js';
import { createLogRing } from '../log-lines.js';
import { withRunFolder } from '../run-folders.js';
import type { ServiceImageRequest } from '../runtime.js';
import { pullArgv } from './argv.js';
import { type BuildDeps, buildImage, type ImageRequest } from './build.js';
import { throwIfInterrupted } from './client.js';
import { buildConfig } from './client-config.js';
import { pullError } from './errors.js';
import { withFiles } from './files.js';
import { type ImageFacts, inspectImage, mustInspect } from './image-facts.js';

/** A registry that takes longer than this hangs, ms. */
const PULL_TIMEOUT_MS = 30 * 60_000;

/** The image of one side of a service. @throws as `imageOf` */
export const serviceImage = (request: ServiceImageRequest, deps: BuildDeps): Promise<ImageFacts> =>
  imageOf({ ...request, kind: 'service', subject: request.service }, deps);

/**
 * Builds an image, or takes it by its name; with the files that its containers have besides.
 * @throws as `buildImage` and `withFiles`; `image-unavailable` (usage or machine)
 */
export const imageOf = async (request: ImageRequest, deps: BuildDeps): Promise<ImageFacts> =>
  withFiles(request, await plainImage(request, deps), deps);

async function plainImage(request: ImageRequest, deps: BuildDeps): Promise<ImageFacts> {
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
