import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';

/**
 * Looks for a program as a shell would: a name on PATH, anything with a slash from the folder.
 *
 * @returns its absolute path, null where there is none
 */
export function findProgram(program: string, folder: string, path: string): string | null {
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
