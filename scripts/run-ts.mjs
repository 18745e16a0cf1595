// Runs a TypeScript file of this repository: node scripts/run-ts.mjs scripts/write-schema.ts [arguments …]
// Node.js 20 can't by itself.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './lib/root.mjs';

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) throw new Error('which file? node scripts/run-ts.mjs FILE.ts [arguments …]');

// Inside node_modules, so that packages, which stay outside of the bundle, are found from there.
const cache = join(root, 'node_modules', '.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'loadgate-run-'));
const path = join(folder, 'bundle.mjs');

/** What a file finds beside itself lies beside its source, not beside the bundle. */
const besideItsSource = {
  name: 'beside-its-source',
  /** @param {import('esbuild').PluginBuild} build */
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, async ({ path: source }) => ({
      contents: (await readFile(source, 'utf8')).replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(source).href),
      ),
      loader: 'ts',
    })),
};

try {
  await build({
    entryPoints: [resolve(entry)],
    outfile: path,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [besideItsSource],
    logLevel: 'warning',
  });
  process.argv = [process.argv[0] ?? 'node', resolve(entry), ...args];
  await import(pathToFileURL(path).href);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
