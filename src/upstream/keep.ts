import type { Upstream } from './types.js';

/** An upstream that can be started again when its process has died. */
export interface KeptUpstream extends Upstream {
  /** Starts it again if it is gone; its addresses are then others. @throws what starting it throws */
  revive(): Promise<void>;
}

/** Starts an upstream by `start`, now and whenever it has to be revived. */
export async function keepUpstream(start: () => Promise<Upstream>): Promise<KeptUpstream> {
  let current = await start();
  return {
    get pid() {
      return current.pid;
    },
    url: (side) => current.url(side),
    setDelay: (ms) => current.setDelay(ms),
    counts: (side) => current.counts(side),
    reset: () => current.reset(),
    close: () => current.close(),
    revive: async () => {
      const alive = await current.counts('candidate').then(
        () => true,
        () => false,
      );
      if (alive) return;
      await current.close();
      current = await start();
    },
  };
}
