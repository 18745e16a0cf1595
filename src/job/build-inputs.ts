import { posix } from 'node:path';
import { sha256 } from '../model/canonical.js';
import type { Build, ContainerOptions } from '../model/config.js';
import type { FileIds } from '../plan/digest.js';
import { type Ignores, parseDockerignore } from './dockerignore.js';
import type { JobSide, SourceFile } from './types.js';

/** A side without its files. */
type Contents = Pick<JobSide, 'contentIds' | 'readText' | 'listFiles'>;

/** What is built: a target or a service. */
interface Built {
  readonly build: Build | null;
  /** An image that runs as it is. Absent: none. */
  readonly image?: string | null;
}

/** What a target or a service is built from, as digests. */
export interface BuildInputs {
  readonly context: string;
  /** null: it has none. */
  readonly dockerfile: string | null;
}

/**
 * What a side has of targets and services. It is asked once for all of them, and once more for a context with a `.dockerignore`:
 * what that leaves out is no input of an image.
 * @param asProcess whether a target runs as a process, in the folder itself; asked only where it makes a difference
 * @returns what one of them has; null: the side has no such build context, or there is no such side
 */
export async function buildInputs<T extends Built>(
  side: Contents | null,
  targets: readonly T[],
  asProcess: (target: T) => Promise<boolean>,
): Promise<(target: T) => BuildInputs | null> {
  if (side === null) return () => null;
  const paths = targets.flatMap(({ build }) =>
    build === null ? ['.'] : [build.context, build.dockerfile, ...ignoreFiles(build)],
  );
  const ids = await side.contentIds([...new Set(paths)]);
  const narrowed = new Map<T, string>();
  for (const target of new Set(targets)) {
    const { build, image = null } = target;
    // Nothing of the repository is in an image that runs as it is: its name is all that there is to compare.
    if (image !== null && !(await asProcess(target))) narrowed.set(target, 'image');
    if (build === null || !ignoreFiles(build).some((file) => (ids.get(file) ?? null) !== null)) continue;
    const context = (await asProcess(target)) ? null : await narrowedContext(side, build);
    if (context !== null) narrowed.set(target, context);
  }
  return (target) => {
    const context = ids.get(target.build?.context ?? '.') ?? null;
    if (context === null) return null;
    const dockerfile = target.build === null ? null : (ids.get(target.build.dockerfile) ?? null);
    return { context: narrowed.get(target) ?? context, dockerfile };
  };
}

/**
 * The ids of what is put into containers beside their images, asked for at once.
 * @returns of a target or service; nothing where it has no such files, or there is no such side
 */
export async function fileIds(
  side: Pick<Contents, 'contentIds'> | null,
  all: readonly { readonly container: ContainerOptions }[],
): Promise<(one: { readonly container: ContainerOptions }) => { readonly files?: FileIds }> {
  const paths = all.flatMap((one) => filePaths(one));
  if (side === null || paths.length === 0) return () => ({});
  const ids = await side.contentIds([...new Set(paths)]);
  return ({ container: { files } }) => {
    if (files === undefined) return {};
    const entries = Object.entries(files).map(([target, path]) => [target, ids.get(path) ?? null] as const);
    return { files: Object.fromEntries(entries) };
  };
}

/** The files and folders of the repository that are put into a container beside its image. */
export const filePaths = ({
  container: { files = {} },
}: {
  readonly container: ContainerOptions;
}): readonly string[] => Object.values(files);

/** Names within a `.git` of which a `.dockerignore` may bring back some. */
const GIT_PATHS = ['HEAD', 'index', 'config', 'packed-refs', 'refs/tags/v1', 'objects/pack/pack-1.pack'];

/** Whether a build of this target sees the `.git` of its checkout: its context is the root and does not leave it out. */
export async function buildSeesGit(side: JobSide, { build }: Built): Promise<boolean> {
  if (build === null || build.context !== '.') return false;
  const ignores = await ignoresOf(side, build);
  return ignores === null || GIT_PATHS.some((path) => !ignores(`.git/${path}`));
}

/** The digest of the files that come into the build; null: nothing is left out, or the context can't be listed. */
async function narrowedContext(side: Contents, build: Build): Promise<string | null> {
  const ignores = await ignoresOf(side, build);
  const files = ignores === null ? null : await side.listFiles(build.context);
  if (ignores === null || files === null) return null;
  const kept = files.filter(({ path }) => !ignores(path));
  return sha256(kept.map(({ mode, id, path }) => `${mode} ${id} ${path}\0`).join(''));
}

/** The files of its context that come into a build; null: the context can't be listed. */
export async function keptFiles(
  side: Pick<Contents, 'readText' | 'listFiles'>,
  build: Build,
): Promise<readonly SourceFile[] | null> {
  const files = await side.listFiles(build.context);
  const ignores = await ignoresOf(side, build);
  return ignores === null ? files : (files?.filter(({ path }) => !ignores(path)) ?? null);
}

/** Where a build is told what to leave out: beside the Dockerfile, which wins, or in the context. */
const ignoreFiles = ({ context, dockerfile }: Build): readonly string[] => [
  `${dockerfile}.dockerignore`,
  posix.join(context, '.dockerignore'),
];

/** @returns null: nothing is left out, or the file is one that Docker refuses */
async function ignoresOf(side: Pick<Contents, 'readText'>, build: Build): Promise<Ignores | null> {
  for (const file of ignoreFiles(build)) {
    const text = await side.readText(file);
    if (text !== null) return parseDockerignore(text);
  }
  return null;
}
