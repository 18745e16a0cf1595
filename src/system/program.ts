import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';

/**
 * Looks for a program as a shell does: a name on PATH, anything with a slash from a folder.
 *
 * @param path the folders to search
 * @param folder relative paths start there; the current folder unless given
 * @returns its absolute path, null where there is none
 */
export function findProgram(
  program: string,
  path = process.env['PATH'] ?? '/usr/bin:/bin',
  folder = '.',
): string | null {
  const places = program.includes('/') ? ['.'] : path.split(delimiter).filter((place) => place !== '');
  return places.map((place) => resolve(folder, place, program)).find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
