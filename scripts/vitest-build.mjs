// Builds dist/ before the tests that run it (vitest's globalSetup of the project e2e).
import { join } from 'node:path';
import { makeDist } from './lib/bundles.mjs';
import { root } from './lib/root.mjs';
import { writeDist } from './lib/write-dist.mjs';

export async function setup() {
  writeDist(join(root, 'dist'), (await makeDist()).files);
}
