import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * @param {string} folder absolute; it may be missing
 * @param {ReadonlyMap<string, string>} files name → content, as built
 * @returns {string[]} what is wrong with each file that is not as built
 */
export function distFaults(folder, files) {
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const differs = [...files].flatMap(([name, content]) => {
    if (!found.includes(name)) return [`dist/${name} is missing`];
    const same = readFileSync(join(folder, name)).equals(Buffer.from(content));
    return same ? [] : [`dist/${name} differs`];
  });
  const others = found
    .filter((name) => !files.has(name))
    .map((name) => `dist/${name} is not made by the build`);
  return [...differs, ...others];
}
