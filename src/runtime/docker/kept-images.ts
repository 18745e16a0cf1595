/**
 * Built images that stay on the engine under the digest of their inputs (image-inputs.ts), for builds of the same inputs: a
 * baseline that many pull requests have, and the commits of a search. When each was kept is in its name, which loadgate
 * alone gives: labels and times of an image are what its Dockerfile says.
 */
import { listTagsArgv, removeImageArgv, tagArgv } from './argv.js';
import type { DockerCli } from './client.js';
import { inspectImage } from './image-facts.js';

const REPOSITORY = 'loadgate/kept';
const MAX_IMAGES = 24;
/** A build may fetch what is newest: sides of one run must not be of different weeks. */
const MAX_AGE_MS = 24 * 3600_000;

interface Kept {
  readonly name: string;
  readonly inputs: string;
  readonly ageMs: number;
}

/** @returns the newest that is not too old; null: there is none @param nowMs ms since 1970 */
export async function findKept(
  inputs: string,
  nowMs: number,
  docker: DockerCli,
): Promise<{ readonly id: string; readonly ageMs: number } | null> {
  const all = await keptImages(nowMs, docker);
  const kept = all.find((one) => one.inputs === inputs && isFresh(one));
  const image = kept === undefined ? null : await inspectImage(docker, kept.name);
  return kept === undefined || image === null ? null : { id: image.reference, ageMs: kept.ageMs };
}

/** Keeps an image. One that can't be kept is built again. @param id of the image @param nowMs ms since 1970 */
export async function keepImage(id: string, inputs: string, nowMs: number, docker: DockerCli): Promise<void> {
  await docker.run(tagArgv(id, `${REPOSITORY}:${inputs}-${Math.floor(nowMs / 1000)}`));
}

/** Takes the names of those that are too old or too many; what nothing else uses goes with its name. */
export async function pruneKept(nowMs: number, docker: DockerCli): Promise<void> {
  const all = await keptImages(nowMs, docker);
  for (const [rank, kept] of all.entries()) {
    if (rank >= MAX_IMAGES || !isFresh(kept)) await docker.run(removeImageArgv(kept.name));
  }
}

/** A clock that was put back makes an image one of the future, whose age nobody knows. */
const isFresh = ({ ageMs }: Kept): boolean => ageMs >= 0 && ageMs <= MAX_AGE_MS;

/** The newest first. */
async function keptImages(nowMs: number, docker: DockerCli): Promise<readonly Kept[]> {
  const { stdout } = await docker.run(listTagsArgv(REPOSITORY));
  return stdout
    .split('\n')
    .flatMap((tag): Kept[] => {
      const [, inputs, seconds] = /^([0-9a-f]{64})-(\d{1,12})$/.exec(tag) ?? [];
      if (inputs === undefined) return [];
      return [{ name: `${REPOSITORY}:${tag}`, inputs, ageMs: nowMs - 1000 * Number(seconds) }];
    })
    .toSorted((a, b) => a.ageMs - b.ageMs);
}
