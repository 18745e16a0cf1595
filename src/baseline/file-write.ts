import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LoadgateError } from '../model/error.js';

/** What writing needs of the disk. */
export interface Disk {
  makeFolder(path: string): Promise<void>;
  /** Writes a new file, to the platter. */
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
 * Writes a file so that whoever reads it sees the old text or the new one, never a part: a temporary file
 * beside it is renamed.
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
