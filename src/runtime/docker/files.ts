/** Files of the repository that a container has besides those of its image: a layer on top of it. */
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { packTar } from 'modern-tar';
import { canonicalJson, sha256 } from '../../model/canonical.js';
import { PLAIN_CONTAINER } from '../../model/config.js';
import { type Subject, targetError } from '../errors.js';
import { resolveFile } from '../source-paths.js';
import {
  commitFilesArgv,
  createForFilesArgv,
  FILES_LABEL,
  filesImageTag,
  putFilesArgv,
  removeContainersArgv,
  tagArgv,
} from './argv.js';
import type { BuildDeps, ImageRequest } from './build.js';
import { type ImageFacts, inspectImage, mustInspect } from './image-facts.js';
import { remove } from './sweep.js';

/** All files of one container together. */
const MAX_BYTES = 64 * 2 ** 20;

interface Entry {
  readonly header: {
    readonly name: string;
    readonly size: number;
    readonly mode: number;
    readonly type: 'file' | 'symlink';
    readonly linkname?: string;
    readonly mtime: Date;
  };
  readonly body: Uint8Array;
}

/**
 * An image with the files of its subject's `files`. They are copied into the file system of a container that never runs:
 * a builder may not see the images of this machine. The image is made once while what it is made of stays the same, because
 * a state hangs on its id.
 * @throws LoadgateError `file-missing`, `context-outside`, `files-too-large` (usage); those of the engine
 */
export async function withFiles(
  request: ImageRequest,
  image: ImageFacts,
  deps: BuildDeps,
): Promise<ImageFacts> {
  const { container = PLAIN_CONTAINER } = request.subject;
  const { files = {}, command, entrypoint } = container;
  if (Object.keys(files).length === 0) return image;
  const entries = await entriesOf(request.subject, files, request.sourceDir);
  const content = entries.map(({ header, body }) => ({ ...header, mtime: 0, content: sha256(body) }));
  const key = sha256(canonicalJson({ image: image.reference, command, entrypoint, content }));
  const { kind, side, subject } = request;
  const own = filesImageTag(kind, subject.name, side);
  const other = filesImageTag(kind, subject.name, side === 'candidate' ? 'baseline' : 'candidate');
  for (const tag of [own, other]) {
    const known = await inspectImage(deps.docker, tag);
    if (known?.labels[FILES_LABEL] !== key) continue;
    await deps.docker.output(tagArgv(known.reference, own));
    return { ...image, reference: known.reference, sizeBytes: known.sizeBytes };
  }
  await make(image.reference, { ...container, key, tag: own, tar: await packTar(entries) }, deps);
  const { reference, sizeBytes } = await mustInspect(deps.docker, own);
  return { ...image, reference, sizeBytes };
}

async function make(
  image: string,
  {
    key,
    tag,
    tar,
    ...container
  }: Parameters<typeof createForFilesArgv>[2] & {
    readonly key: string;
    readonly tag: string;
    readonly tar: Uint8Array;
  },
  { docker, clock, runId }: BuildDeps,
): Promise<void> {
  const id = (await docker.output(createForFilesArgv(runId, image, container))).trim();
  try {
    await docker.output(putFilesArgv(id), { input: Buffer.from(tar) });
    await docker.output(commitFilesArgv(id, tag, key));
  } finally {
    await remove(docker, removeContainersArgv([id]), clock);
  }
}

/**
 * Files and symbolic links, as git keeps them: of root, readable by all. Folders are not among them, so that those that
 * the image has keep their owner.
 */
async function entriesOf(
  subject: Subject,
  files: Readonly<Record<string, string>>,
  sourceDir: string,
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let bytes = 0;
  for (const [target, source] of Object.entries(files)) {
    const root = resolveFile(subject, source, sourceDir);
    for (const path of await filesBelow(root)) {
      bytes += (await lstat(path)).size;
      if (bytes > MAX_BYTES) throw tooLarge(subject, source);
      const way = relative(root, path);
      entries.push(await entryOf(path, `${target}${way === '' ? '' : `/${way}`}`.slice(1)));
    }
  }
  return entries;
}

async function filesBelow(path: string): Promise<readonly string[]> {
  if (!(await lstat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(path, file).split('/').includes('.git'))
    .toSorted();
}

async function entryOf(path: string, name: string): Promise<Entry> {
  const found = await lstat(path);
  const common = { name, mtime: new Date(0) };
  if (found.isSymbolicLink()) {
    const linkname = await readlink(path);
    return { header: { ...common, size: 0, mode: 0o777, type: 'symlink', linkname }, body: Buffer.alloc(0) };
  }
  const body = await readFile(path);
  const mode = (found.mode & 0o100) === 0 ? 0o644 : 0o755;
  return { header: { ...common, size: body.length, mode, type: 'file' }, body };
}

const tooLarge = (subject: Subject, source: string) =>
  targetError(subject, `the files of ${subject.name} are larger than ${MAX_BYTES / 2 ** 20} MiB`, {
    code: 'files-too-large',
    hint: `COPY ${source} in a Dockerfile, or name a smaller part of it.`,
  });
