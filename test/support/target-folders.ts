import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the built-in targets lie, one folder each. */
export const TARGETS = fileURLToPath(new URL('../../fixtures/targets/', import.meta.url));

/** The names of all built-in targets, in alphabetical order: whatever has a Dockerfile. */
export const targetNames: readonly string[] = readdirSync(TARGETS)
  .filter((name) => existsSync(`${TARGETS}${name}/Dockerfile`))
  .sort();
