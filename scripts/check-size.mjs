// A file that does one thing is short. Says which are not.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './lib/root.mjs';

const MAX_LINES = 400;
const FOLDERS = ['src', 'scripts'];
const SOURCE = /\.(ts|mjs|sh)$/;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)),
);
const tooLong = files
  .map((path) => ({ path: relative(root, path), lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
  .filter(({ lines }) => lines > MAX_LINES)
  .sort((a, b) => b.lines - a.lines);

if (tooLong.length > 0) {
  for (const { path, lines } of tooLong) console.error(`${path}: ${lines} lines, ${MAX_LINES} are allowed`);
  process.exitCode = 1;
} else {
  console.log(`${files.length} files, none over ${MAX_LINES} lines`);
}
