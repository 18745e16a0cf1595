import { watch as watchFolder } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Git } from '../git/types.js';
import type { Config } from '../model/config.js';
import type { Log } from '../system/log.js';

/** Editors write several files, and each in several steps, ms. */
const SETTLE_MS = 300;

/** What nobody edits: git's own files, records and logs of loadgate, and what is installed. */
const NOT_EDITED = /(?:^|\/)(?:\.git|\.loadgate|node_modules|__pycache__)(?:\/|$)/;

export interface WatchLoop {
  readonly git: Git;
  readonly log: Log;
  /** Ends the loop. */
  readonly signal: AbortSignal;
  /** Measures the work tree once. @returns whether to go on: not where a signal ended it */
  readonly measure: () => Promise<boolean>;
}

/**
 * Measures the work tree now, and whenever files have changed: what git ignores is no change, nor is a file that is saved as it
 * was. An error of one round, such as a build that fails, does not end the loop; `measure` tells it.
 */
export async function watchLoop({ git, log, signal, measure }: WatchLoop): Promise<void> {
  const root = await git.root();
  let measured = '';
  for (;;) {
    const changed = nextChange(root, signal);
    const now = await git.snapshotWorkTree();
    if (now !== measured) {
      measured = now;
      if (!(await measure())) return;
      log.info('Waiting for a change. Ctrl-C ends this.');
    }
    await changed;
    if (signal.aborted) return;
  }
}

/** Resolves when a file that somebody edits has changed, and nothing more does for a moment; or with the signal. */
function nextChange(root: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watchFolder(root, { recursive: true });
    let settling = false;
    const end = (): void => {
      watcher.close();
      signal.removeEventListener('abort', end);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    watcher.on('error', end);
    watcher.on('change', (_, name) => {
      if (settling || (name !== null && NOT_EDITED.test(String(name)))) return;
      settling = true;
      void sleep(SETTLE_MS).then(end);
    });
  });
}

/** Shorter rounds, which see less: a loop beside an editor answers in half a minute, and CI decides. */
const QUICK = { warmupMs: 500, duetMs: 1_000, soloMs: 500, probeMs: 200, trimMs: 100 } as const;

/** A configuration for a loop beside an editor. Rounds that the file makes shorter stay as they are. */
export const quickly = (config: Config): Config => ({
  ...config,
  measure: {
    ...config.measure,
    ...Object.fromEntries(
      Object.entries(QUICK).map(([key, ms]) => [
        key,
        Math.min(ms, config.measure[key as keyof typeof QUICK]),
      ]),
    ),
  },
});
