import { LoadgateError } from '../model/error.js';
import { readBytesInside } from '../system/read-inside.js';

/** What files of the repository hold, by their paths. */
export type Files = ReadonlyMap<string, Buffer>;

export const NO_FILES: Files = new Map();

/** Size limit of a file that is sent, bytes: 16 MiB, the limit of an answer's body. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Reads files that requests send.
 * @param root the folder that no file must lead out of, absolute
 * @param paths relative to it
 * @throws LoadgateError `body-file-missing` (usage)
 */
export async function readBodyFiles(root: string, paths: readonly string[]): Promise<Files> {
  const files = new Map<string, Buffer>();
  for (const path of paths) files.set(path, await readBodyFile(root, path));
  return files;
}

async function readBodyFile(root: string, path: string): Promise<Buffer> {
  const content = await readBytesInside(root, path, MAX_BYTES);
  if (content !== null) return content;
  throw new LoadgateError(`There is no file ${path} that can be read inside the repository.`, {
    kind: 'usage',
    code: 'body-file-missing',
    hint: 'Commit the file that the request sends: a plain file of at most 16 MiB.',
  });
}

/** Cached files, because a generator runs many rounds. */
const kept = new Map<string, Promise<Buffer>>();

/** Reads each file once in the life of this process. @throws LoadgateError as `readBodyFiles` does */
export async function keptBodyFiles(root: string, paths: readonly string[]): Promise<Files> {
  const files = new Map<string, Buffer>();
  for (const path of paths) {
    const key = `${root}\0${path}`;
    const reading = kept.get(key) ?? readBodyFile(root, path);
    kept.set(key, reading);
    files.set(path, await reading);
  }
  return files;
}
