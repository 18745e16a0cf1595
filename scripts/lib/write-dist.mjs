import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes a folder hold exactly these files. Each is renamed into place: a bundle that is started meanwhile is
 * the old one or the new one, never half of it.
 * @param {string} folder absolute
 * @param {ReadonlyMap<string, string>} files name → content
 */
export function writeDist(folder, files) {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of files) {
    const draft = join(folder, `.${name}.${process.pid}`);
    writeFileSync(draft, content);
    renameSync(draft, join(folder, name));
  }
  for (const name of readdirSync(folder)) {
    if (!files.has(name) && !name.startsWith('.')) rmSync(join(folder, name), { recursive: true });
  }
}
