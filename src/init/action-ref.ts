import { mappingOf } from '../model/issues.js';
import { SHA_PATTERN } from '../model/patterns.js';
import { REPOSITORY } from '../version.js';

/** How a workflow names loadgate: `repository[/folder]@ref`, and the comment behind it. */
export interface ActionRef {
  readonly repository: string;
  /** A commit where it is known, else the tag. */
  readonly ref: string;
  readonly comment: string;
}

const UNPINNED: ActionRef = {
  repository: REPOSITORY,
  ref: 'v1',
  comment: 'pin it to a commit once you have chosen a release',
};

/**
 * The commit that npm installed loadgate from, by its hidden lock file: a program can't hold the commit that it is part of.
 * @param lock text of `node_modules/.package-lock.json` above loadgate; null: there is none
 * @param version of loadgate
 */
export function actionRef(lock: string | null, version: string): ActionRef {
  const resolved = resolvedIn(lock);
  const [, repository, sha] =
    /github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?#([0-9a-f]+)$/.exec(resolved) ?? [];
  if (repository === undefined || sha === undefined || !SHA_PATTERN.test(sha)) return UNPINNED;
  return { repository, ref: sha, comment: `v${version}` };
}

function resolvedIn(lock: string | null): string {
  if (lock === null) return '';
  try {
    const packages = mappingOf(mappingOf(JSON.parse(lock))['packages']);
    return String(mappingOf(packages['node_modules/loadgate'])['resolved'] ?? '');
  } catch {
    return '';
  }
}
