import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/** The images that a Dockerfile starts from, without its own earlier stages and `scratch`. */
export function baseImagesOf(dockerfile: string): string[] {
  const stages = new Set(['scratch']);
  const images = new Set<string>();
  for (const [, image = '', stage] of dockerfile.matchAll(
    /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/gim,
  )) {
    if (!stages.has(image)) images.add(image);
    if (stage !== undefined) stages.add(stage);
  }
  return [...images];
}

const found = new Map<string, boolean>();

function isThere(image: string): boolean {
  const known = found.get(image);
  if (known !== undefined) return known;
  let there = true;
  try {
    execFileSync('docker', ['image', 'inspect', image], { stdio: 'ignore', timeout: 20_000 });
  } catch {
    there = false;
  }
  found.set(image, there);
  return there;
}

/**
 * Whether the images that a folder of fixtures/ starts from are on this machine: some can't be had without an
 * image registry, and scripts/base-images.sh has said which. With LOADGATE_REQUIRE_DOCKER=1 the answer is yes:
 * what needs them must fail then, and not be left out.
 * @param folder e.g. `targets/flask`
 */
export function hasBaseImages(folder: string, there: (image: string) => boolean = isThere): boolean {
  if (process.env.LOADGATE_REQUIRE_DOCKER === '1') return true;
  return baseImagesOf(readFileSync(`${FIXTURES}${folder}/Dockerfile`, 'utf8')).every(there);
}
