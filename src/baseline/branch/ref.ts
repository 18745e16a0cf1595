import type { BareOptions } from '../../git/bare.js';
import { LoadgateError } from '../../model/error.js';
import type { Clock } from '../../system/clock.js';
import type { Random } from '../../system/random.js';

/** The default branch of the baselines. */
export const DEFAULT_BRANCH = 'loadgate';

/** How to reach the branch. */
export interface BranchOptions extends BareOptions {
  /** By default `loadgate`. */
  readonly branch?: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** A branch's short name, and its full name, which no tag can have. */
export interface BranchRef {
  readonly name: string;
  readonly ref: string;
}

/**
 * The full name of a branch's ref. Git and forges resolve a short name to a tag first, so loadgate sends only the full
 * name.
 * @throws LoadgateError `baseline-branch-name` (usage) for a name that git does not allow, or allows only with trouble
 */
export function branchRef(branch: string): string {
  const parts = branch.split('/');
  const fine = parts.every(
    (part) => /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(part) && !/\.\.|\.$|\.lock$/.test(part),
  );
  if (fine && branch.length <= 200 && branch !== 'HEAD') return `refs/heads/${branch}`;
  throw new LoadgateError(`${JSON.stringify(branch)} is no name for the branch that keeps baselines.`, {
    kind: 'usage',
    code: 'baseline-branch-name',
    hint: `Use letters, digits, dots, dashes and slashes, e.g. ${DEFAULT_BRANCH}.`,
  });
}
