import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LoadgateError } from '../model/error.js';
import { corrupt } from './stored-record.js';

/** The disk operations that writing needs. */
export interface Disk {
  makeFolder(path: string): Promise<void>;
  /** Writes a new file, and waits until it is on the disk. */
  write(path: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export const systemDisk: Disk = {
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true });
  },
  write: async (path, text) => {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename,
  remove: (path) => rm(path, { force: true }),
};

/**
 * Writes a file so that readers see the old text or the new one, never a part: it renames a temporary file in the
 * same folder.
 * @throws LoadgateError (machine) `disk-full`, `baseline-write-failed`
 */
export async function writeAtomically(path: string, text: string, disk: Disk = systemDisk): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await disk.makeFolder(dirname(path));
    await disk.write(temporary, text);
    await disk.rename(temporary, path);
  } catch (error) {
    await disk.remove(temporary).catch(() => {});
    throw writeError(path, error);
  }
}

function writeError(path: string, cause: unknown): LoadgateError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new LoadgateError(`The disk is full: ${path} could not be written.`, {
      kind: 'machine',
      code: 'disk-full',
      hint: 'Free disk space, for example by removing unused images, and run it again.',
      cause,
    });
  }
  const why = cause instanceof Error ? cause.message : String(cause);
  return new LoadgateError(`The baseline ${path} could not be written: ${why}`, {
    kind: 'machine',
    code: 'baseline-write-failed',
    hint: 'Check that the folder is there and may be written to.',
    cause,
  });
}

/**
 * A file's text (UTF-8); null: there is no such file.
 * @param maxBytes size limit of the file
 * @param remedy what to do about a file that can't be a baseline, one sentence
 * @throws LoadgateError (machine) `baseline-corrupt`, `baseline-fetch-failed`
 */
export async function readText(path: string, maxBytes: number, remedy: string): Promise<string | null> {
  try {
    const found = await stat(path);
    // A device has no size and no end. Reading a folder fails with a clear reason.
    const ends = found.isFile() || found.isDirectory();
    if (ends && found.size <= maxBytes) return await readFile(path, 'utf8');
  } catch (error) {
    return absentOr(error, path, null);
  }
  throw corrupt(`${path} is no plain file, or larger than ${maxBytes} bytes, which no baseline is.`, remedy);
}

/** Names of a folder's entries; a missing folder is empty. @throws LoadgateError `baseline-fetch-failed` */
export async function listNames(path: string): Promise<readonly string[]> {
  return readdir(path).catch((error: unknown) => absentOr(error, path, []));
}

/** Only a missing file counts as absent. Anything else is an error. */
function absentOr<T>(cause: unknown, path: string, absent: T): T {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return absent;
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new LoadgateError(`The baselines in ${path} can't be read: ${why}`, {
    kind: 'machine',
    code: 'baseline-fetch-failed',
    hint: 'Check that it is there and may be read.',
    cause,
  });
}
