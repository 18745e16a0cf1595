/** The digest of all that decides an image: two builds of the same inputs on one engine need not both run. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { canonicalJson, sha256 } from '../../model/canonical.js';
import { imagesOf } from '../../model/dockerfile-images.js';
import { type BuildArgvOptions, buildArgv } from './argv.js';
import type { DockerCli } from './client.js';
import { inspectImage } from './image-facts.js';

/** Contexts beyond are not read for a digest: their builds run. */
const MAX_BYTES = 512 * 2 ** 20;
const MAX_FILES = 50_000;

/**
 * Reads what the builder would read, from the files themselves: the build context, the Dockerfile, all arguments, and the ids
 * of the images that it begins with. Nothing that a name or a label says counts.
 * @param options of the build whose image is asked for; its side makes no difference
 * @returns SHA-256; null: it can't be told, so that the build has to run. That is so with secrets, an SSH agent, or files that
 *   the build fetches by ADD, and where the engine does not have an image that it begins with
 * @throws LoadgateError `engine-unreachable`
 */
export async function imageInputs(options: BuildArgvOptions, docker: DockerCli): Promise<string | null> {
  const { build, context, dockerfile } = options;
  if (build.secrets.length > 0 || build.ssh.length > 0) return null;
  const text = await readFile(dockerfile, 'utf8');
  const names = imagesOf(text, build);
  const images = names === null ? null : await idsOf(names, docker);
  const files = images === null ? null : await contextDigest(context);
  if (files === null) return null;
  const argv = buildArgv({ ...options, side: 'candidate', context: '', dockerfile: '', iidFile: '' });
  const ignored = await readFile(`${dockerfile}.dockerignore`, 'utf8').catch(() => null);
  return sha256(canonicalJson({ argv, dockerfile: text, ignored, images, files }));
}

/** @returns null: the engine lacks one of them, and whoever builds gets what the registry has then */
async function idsOf(
  names: readonly string[],
  docker: DockerCli,
): Promise<Readonly<Record<string, string>> | null> {
  const ids: Record<string, string> = {};
  for (const name of names) {
    const image = await inspectImage(docker, name);
    if (image === null) return null;
    ids[name] = image.reference;
  }
  return ids;
}

/** Of names, modes, and contents, as they come into a build. @returns null: too large, or there is what is no file */
async function contextDigest(folder: string): Promise<string | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  if (entries.length > MAX_FILES) return null;
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  const hash = createHash('sha256');
  let bytes = 0;
  for (const path of paths) {
    const found = await lstat(path);
    bytes += found.isFile() ? found.size : 0;
    const content = bytes > MAX_BYTES ? null : await contentOf(path, found);
    if (content === null) return null;
    hash.update(canonicalJson([relative(folder, path), found.mode, content]));
  }
  return hash.digest('hex');
}

async function contentOf(path: string, found: Awaited<ReturnType<typeof lstat>>): Promise<string | null> {
  if (found.isDirectory()) return '';
  if (found.isSymbolicLink()) return readlink(path);
  if (!found.isFile()) return null;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
