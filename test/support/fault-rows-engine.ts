/** The engine itself restarts in the middle of a run. Only for an engine that nobody else uses: bench/faults.ts asks for it. */
import type { FaultRow } from './fault-row.js';
import { MACHINES_FAULT, provoke } from './fault-run.js';
import type { RealEngine } from './real-engine.js';

export const engineRows = (engine: RealEngine): readonly FaultRow[] => [
  {
    ...MACHINES_FAULT,
    name: 'the engine itself restarts in a round',
    docs: 'The engine restarts.',
    // It tells its containers to end before it is gone itself: what is seen first depends on the round.
    code: /^(engine-unreachable|targets-killed)$/,
    says: /no Docker engine|ended at once/,
    provoke: () =>
      provoke('docker', {
        act: async () => {
          await engine.end();
          await engine.start();
        },
      }),
  },
];
