import { filesOf, type NewFile } from '../../../src/init/files.js';
import { findAll } from '../../../src/init/find.js';
import { planInit } from '../../../src/init/plan.js';
import type { Plan } from '../../../src/init/planned.js';
import { isRead, type Tree } from '../../../src/init/tree.js';
import { REPOSITORY } from '../../../src/version.js';

/** A repository without a disk. */
const treeOf = (files: Readonly<Record<string, string>>): Tree => ({
  paths: new Set(Object.keys(files)),
  read: (path) => (isRead(path) ? (files[path] ?? null) : null),
});

export const ACTION = { repository: REPOSITORY, ref: 'v1', comment: 'pin it' };

export const planOf = (
  files: Readonly<Record<string, string>>,
  from: 'compose' | 'openapi' | null = null,
): Plan => planInit(findAll(treeOf(files)), { from, folderName: 'repository' });

/** What is written for a repository, path → text. */
export const writtenFor = (
  files: Readonly<Record<string, string>>,
  forks = false,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    filesOf(planOf(files), treeOf(files), { action: ACTION, forks }).map(({ path, text }: NewFile) => [
      path,
      text,
    ]),
  );
