import type { BranchOptions } from '../../src/baseline/branch/ref.js';
import { type Clock, systemClock } from '../../src/system/clock.js';
import { exec } from '../../src/system/exec.js';
import { seededRandom } from '../../src/system/random.js';
import type { Sandbox } from './git-sandbox.js';

/** Waits for nobody. */
export const hastyClock: Clock = { ...systemClock, sleep: async () => {} };

/** The branch of the baselines in a bare repository of a sandbox, whose writers try again without a pause. */
export const branchOptionsOf = (
  { env }: Pick<Sandbox, 'env'>,
  remote: string,
  changes: Partial<BranchOptions> = {},
): BranchOptions => ({
  exec,
  env,
  runId: 'run1',
  url: `file://${remote}`,
  clock: hastyClock,
  random: seededRandom(1),
  ...changes,
});
