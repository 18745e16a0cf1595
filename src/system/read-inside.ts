import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

/**
 * Reads a text file of a checkout. Its author can be a stranger: a link out of the checkout would show a file of this
 * machine in a report, and a device or a pipe would never end.
 * @param root absolute path of the checkout
 * @param path relative to the checkout
 * @returns null: missing, not a plain file, larger than `maxBytes`, or outside the checkout through a symbolic link
 */
export async function readInside(root: string, path: string, maxBytes: number): Promise<string | null> {
  return (await readBytesInside(root, path, maxBytes))?.toString('utf8') ?? null;
}

/** As `readInside`, for whoever does not want a text of all of it. */
export async function readBytesInside(root: string, path: string, maxBytes: number): Promise<Buffer | null> {
  try {
    const [folder, file] = await Promise.all([realpath(root), realpath(join(root, path))]);
    const way = relative(folder, file);
    if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return null;
    return await readPlain(file, maxBytes);
  } catch {
    return null;
  }
}

async function readPlain(file: string, maxBytes: number): Promise<Buffer | null> {
  // Without O_NONBLOCK, a pipe waits for its writer.
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = await handle.stat();
    return stat.isFile() && stat.size <= maxBytes ? await handle.readFile() : null;
  } finally {
    await handle.close();
  }
}
