import { LoadgateError } from '../model/error.js';

export const DEFAULT_BRANCH = 'loadgate';

/**
 * @returns the full name of the ref
 * @throws LoadgateError `baseline-branch-name` (usage) for what git allows as no branch, or only with trouble
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
