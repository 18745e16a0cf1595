import { branchStore } from '../../src/baseline/branch-store.js';
import { authEnv } from '../../src/git/environment.js';
import { systemClock } from '../../src/system/clock.js';
import { exec } from '../../src/system/exec.js';
import { seededRandom } from '../../src/system/random.js';
import type { GitServer } from './git-server.js';
import { sampleRecord } from './sample-record.js';

/** How one writer fared. */
export interface Writer {
  /** ms from the start of its round until its record was stored. */
  readonly ms: number;
  /** Pushes, the one that got through included. */
  readonly pushes: number;
}

export interface Place {
  readonly server: GitServer;
  readonly token: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Jobs that store a record each at the same moment, round after round, each with its own random choices.
 * @returns the commits of all records, sorted, and how each writer fared
 */
export async function storeAtOnce(
  { server, token, env }: Place,
  writers: number,
  rounds: number,
): Promise<{ readonly records: readonly string[]; readonly writers: readonly Writer[] }> {
  const records: string[] = [];
  const fared: Writer[] = [];
  for (let round = 0; round < rounds; round++) {
    const all = Array.from({ length: writers }, async (_, index) => {
      const sha = `${round.toString(16).padStart(4, '0')}${index.toString(16).padStart(4, '0')}`.padEnd(
        40,
        'a',
      );
      let pushes = 0;
      const store = branchStore({
        exec: (argv, options) => {
          if (argv.includes('push')) pushes += 1;
          return exec(argv, options);
        },
        env: { ...env, ...authEnv(server.url, token) },
        runId: `w${index}`,
        url: `${server.url}/o/r.git`,
        clock: systemClock,
        random: seededRandom(round * writers + index),
      });
      const started = performance.now();
      const { stored } = await store.put(sampleRecord({ candidate: { sha, label: 'main' } }));
      if (!stored) throw new Error(`the record of ${sha} was not stored`);
      records.push(sha);
      fared.push({ ms: performance.now() - started, pushes });
    });
    await Promise.all(all);
  }
  return { records: records.sort(), writers: fared };
}
