import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';

const OUR_PATH = process.env['PATH'] ?? '/usr/bin:/bin';

/**
 * Finds a program as a shell does: a name on PATH, anything with a slash relative to a folder.
 *
 * @param path the folders to search
 * @param folder the start of relative paths; by default the current folder
 * @returns its absolute path, null if there is none
 */
export function findProgram(program: string, path = OUR_PATH, folder = '.'): string | null {
  return candidates(program, path, folder).find(isProgram) ?? null;
}

/** All programs with a name, in search order, each file once. */
export function findPrograms(program: string, path = OUR_PATH, folder = '.'): readonly string[] {
  const known = new Set<string>();
  return candidates(program, path, folder).filter((file) => {
    if (!isProgram(file) || known.has(realpathSync(file))) return false;
    known.add(realpathSync(file));
    return true;
  });
}

function candidates(program: string, path: string, folder: string): readonly string[] {
  const places = program.includes('/') ? ['.'] : path.split(delimiter).filter((place) => place !== '');
  return places.map((place) => resolve(folder, place, program));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
