// Looks for paths of this machine and for package registries in every file that is, or would be, committed.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { findForbidden } from './lib/tracked.mjs';

/** @param {readonly string[]} argv */
async function linesOf(argv) {
  const { exitCode, output } = await run(argv, { cwd: root });
  if (exitCode !== 0) throw new Error(`${argv.join(' ')} failed: ${output}`);
  return output.split(/[\0\n]/).filter((line) => line !== '');
}

const files = await linesOf(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard']);
const registry = (await linesOf(['npm', 'config', 'get', 'registry', '--loglevel=error'])).at(-1) ?? '';
// The homes of root and of GitHub's runners are the same everywhere: tests and Dockerfiles may name them.
const ownFolders = [root, homedir()].filter((path) => !/^\/(root|home\/runner.*)?$/.test(path));
const forbidden = {
  paths: ownFolders.map((path) => `${path}/`),
  hosts: URL.canParse(registry) ? [new URL(registry).hostname] : [],
};

const found = files
  .filter((path) => existsSync(join(root, path)))
  .flatMap((path) => {
    const content = readFileSync(join(root, path));
    return content.includes(0) ? [] : findForbidden(path, content.toString('utf8'), forbidden);
  });

if (found.length > 0) {
  console.error(found.join('\n'));
  process.exitCode = 1;
} else {
  console.log(`${files.length} files: no path of this machine, no registry`);
}
