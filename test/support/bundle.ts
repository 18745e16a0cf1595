import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

export interface BundledChild {
  /** The bundle, as dist/ has it. */
  readonly path: string;
  remove(): void;
}

// CommonJS dependencies call `require` for Node.js's own modules, and an ES module has none.
const BANNER = `import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);`;

/** Bundles one entry of src/ into a temporary folder, so that tests run what is there now, not what dist/ has. */
export async function bundleChild(entry: string): Promise<BundledChild> {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-bundle-'));
  const path = join(folder, 'child.mjs');
  const options = { bundle: true, platform: 'node', format: 'esm', target: 'node20.19' } as const;
  await build({ ...options, entryPoints: [entry], outfile: path, banner: { js: BANNER }, logLevel: 'error' });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
