import { fileURLToPath } from 'node:url';
import { imageOfFixture } from '../../../scripts/lib/fixture-image.mjs';
import {
  containerAddress,
  containerLogs,
  type DockerScope,
  docker,
  uniqueName,
} from '../../support/docker.js';
import { untilReady } from './ask.js';

const FIXTURES = new URL('../../../fixtures/', import.meta.url);

/** The caps that loadgate gives a container (but for the core). */
const CAPS = [
  ...['--cpus', '1', '--memory', '1g', '--memory-swap', '1g', '--pids-limit', '512'],
  ...['--ulimit', 'nofile=16384:16384', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
];

/**
 * Builds a folder of fixtures/ under a name that stays: the image is the build cache of the next run, and
 * installing packages is what takes long.
 */
export async function buildFixture(folder: string): Promise<string> {
  const image = imageOfFixture(folder);
  await docker(['build', '--tag', image, fileURLToPath(new URL(folder, FIXTURES))], 600_000);
  return image;
}

/** Builds folders of fixtures/, two at a time; the images by folder. */
export async function buildFixtures(folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const images = new Map<string, string>();
  const left = [...folders];
  const work = async (): Promise<void> => {
    for (let folder = left.shift(); folder !== undefined; folder = left.shift()) {
      images.set(folder, await buildFixture(folder));
    }
  };
  await Promise.all([work(), work()]);
  return images;
}

export interface Started {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/** Starts an image under the caps, and waits until it answers on `PORT`, 8080 where that is not set. */
export async function start(
  image: string,
  { scope, network, env }: { scope: DockerScope; network: string; env: Readonly<Record<string, string>> },
): Promise<Started> {
  const name = scope.container(uniqueName(image));
  const variables = Object.entries(env).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
  await docker(['run', '--detach', '--name', name, '--network', network, ...CAPS, ...variables, image]);
  const host = await containerAddress(name, network);
  const port = Number(env.PORT ?? 8080);
  await untilReady(host, port, () => containerLogs(name));
  return { name, host, port };
}

/** The exit code after `docker stop`: 137 where SIGTERM did not reach the server. */
export async function stopped(name: string): Promise<number> {
  await docker(['stop', '--time', '10', name]);
  return Number(await docker(['inspect', '--format', '{{.State.ExitCode}}', name]));
}
