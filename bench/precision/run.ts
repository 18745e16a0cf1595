/** What every run of these benches has. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '../../src/system/log.js';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const bundle = (name: string): string => join(ROOT, 'dist', name);
export const BUNDLES = {
  load: bundle('load.js'),
  upstream: bundle('upstream.js'),
  reference: bundle('reference.js'),
};

/** Only what went wrong: the rest would be thousands of lines. */
export const QUIET_LOG: Log = {
  info: () => {},
  warning: (message) => console.error(message),
  error: (message) => console.error(message),
  progress: () => {},
  group: (_, body) => body(),
};
