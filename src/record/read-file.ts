import { constants } from 'node:fs';
import { type FileHandle, lstat, open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { LoadgateError } from '../model/error.js';

/** Together, files that are read at once may be so many times as large as one. */
const MAX_TIMES = 4;

/** Limit of entries in a folder with a record. A larger folder is something else. */
const MAX_ENTRIES = 1000;

/**
 * Reads the text of a record from a file of somebody else. It opens the file without following a link, and reads it only
 * if it is a plain file of at most `maxBytes`. If the file grows meanwhile, it reads no more than that.
 * @param path absolute; a file, or a folder with exactly one file `….json`
 * @throws LoadgateError `record-file` (usage) with the reason
 */
export async function readRecordFile(path: string, maxBytes: number): Promise<string> {
  return readPlainFile(await theFile(path), maxBytes);
}

async function readPlainFile(file: string, maxBytes: number): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (cause: NodeJS.ErrnoException) => {
      throw refused(file, cause.code === 'ELOOP' ? 'it is a symbolic link' : reasonOf(cause), cause);
    },
  );
  try {
    return decode(await readWhole(handle, file, maxBytes), file);
  } finally {
    await handle.close();
  }
}

/**
 * Reads the records that several jobs left, as `readRecordFile` reads one.
 * @param path absolute; a file, or a folder with files `….json`; where it has none of its own, those of the folders in it
 * @param maxBytes of each
 * @param maxFiles that there may be
 * @returns in the order of their paths
 * @throws LoadgateError `record-file` (usage) with the reason
 */
export async function readRecordFiles(
  path: string,
  maxBytes: number,
  maxFiles: number,
): Promise<readonly string[]> {
  if (!(await isFolder(path))) return [await readRecordFile(path, maxBytes)];
  const { files, folders } = await listFolder(path);
  const deeper: string[] = [];
  for (const folder of files.length > 0 ? [] : folders) deeper.push(...(await listFolder(folder)).files);
  const found = files.length > 0 ? files : deeper;
  if (found.length === 0) throw refused(path, 'it holds no .json files, and must hold one for each job');
  if (found.length > maxFiles)
    throw refused(path, `it holds ${found.length} .json files, and at most ${maxFiles} are read`);
  const texts: string[] = [];
  let length = 0;
  for (const file of found.toSorted()) {
    const text = await readPlainFile(file, maxBytes);
    length += text.length;
    if (length > MAX_TIMES * maxBytes)
      throw refused(path, `its records have more than ${MAX_TIMES * maxBytes} bytes together`);
    texts.push(text);
  }
  return texts;
}

async function isFolder(path: string): Promise<boolean> {
  if (path.includes('\0')) throw refused(path.replaceAll('\0', '?'), 'its name holds a NUL');
  const stat = await lstat(path).catch((cause: NodeJS.ErrnoException) => {
    throw refused(path, reasonOf(cause), cause);
  });
  if (stat.isSymbolicLink()) throw refused(path, 'it is a symbolic link');
  return stat.isDirectory();
}

interface Listing {
  readonly files: readonly string[];
  /** Without links to folders. */
  readonly folders: readonly string[];
}

/** The `.json` files and the folders of a folder. */
async function listFolder(folder: string): Promise<Listing> {
  const files: string[] = [];
  const folders: string[] = [];
  let entries = 0;
  for await (const entry of await opendir(folder)) {
    entries++;
    if (entries > MAX_ENTRIES) throw refused(folder, `it holds more than ${MAX_ENTRIES} files`);
    const path = join(folder, entry.name);
    if (entry.name.endsWith('.json')) files.push(path);
    else if (entry.isDirectory()) folders.push(path);
  }
  return { files, folders };
}

/** A file itself, or the only `.json` of a folder. Opening it checks what it is. */
async function theFile(path: string): Promise<string> {
  if (!(await isFolder(path))) return path;
  const { files } = await listFolder(path);
  const [only] = files;
  if (only !== undefined && files.length === 1) return only;
  throw refused(path, `it holds ${files.length === 0 ? 'no' : files.length} .json files, and must hold one`);
}

async function readWhole(handle: FileHandle, file: string, maxBytes: number): Promise<Buffer> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw refused(file, 'it is no plain file');
  if (stat.size > maxBytes) throw refused(file, tooLarge(stat.size, maxBytes));
  // One byte more than its size, to detect that it grew meanwhile.
  const buffer = Buffer.alloc(stat.size + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) return buffer.subarray(0, length);
    length += bytesRead;
  }
  throw refused(file, 'it grew while it was read');
}

function tooLarge(bytes: number, maxBytes: number): string {
  return `it is ${bytes} bytes long, and at most ${maxBytes} are read`;
}

function decode(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refused(file, 'it is no UTF-8 text', cause);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'it may not be read',
  ENXIO: 'it is no plain file',
};

function reasonOf({ code = 'unknown error' }: NodeJS.ErrnoException): string {
  return REASONS[code] ?? `it can't be read (${code})`;
}

function refused(path: string, reason: string, cause?: unknown): LoadgateError {
  return new LoadgateError(`The record ${JSON.stringify(path.slice(0, 200))} is refused: ${reason}.`, {
    kind: 'usage',
    code: 'record-file',
    hint: 'Give it the file that the run left, or a folder with that one file, or with one of each shard.',
    cause,
  });
}
