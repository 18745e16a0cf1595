import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { LoadgateError } from '../model/error.js';

/** `path: src/app` of actions/checkout is two levels deep; more than three is nobody's. */
const MAX_DEPTH = 3;
/** Folders that are looked at before it is given up. */
const MAX_FOLDERS = 2000;

/** Where the repository is, and how it was found. */
export interface Checkout {
  /** Absolute path. */
  readonly folder: string;
  /** Relative to the workspace, `.` for the workspace itself. */
  readonly path: string;
}

/**
 * The repository that actions/checkout left: the workspace itself, the folder that the input `path` names, or the only
 * checkout below the workspace. Where there is none, the workspace: git says what is wrong with it.
 * @param workspace absolute path
 * @param path as it was written, relative to the workspace; null: not given
 * @throws LoadgateError (usage) `checkout-missing`: `path` leads to none; `checkout-unclear`: there are several
 */
export function findCheckout(workspace: string, path: string | null): Checkout {
  if (path !== null) return namedCheckout(workspace, path);
  if (isCheckout(workspace)) return { folder: workspace, path: '.' };
  const found = checkoutsBelow(workspace);
  const [only = '.', ...others] = found.map((folder) => relative(workspace, folder));
  if (others.length === 0) return { folder: join(workspace, only), path: only };
  throw new LoadgateError(
    `There are ${found.length} checkouts below the workspace: ${[only, ...others].slice(0, 10).join(', ')}.`,
    {
      kind: 'usage',
      code: 'checkout-unclear',
      hint: 'Name the one that is measured by the input `path`, as in `path` of actions/checkout.',
    },
  );
}

function namedCheckout(workspace: string, path: string): Checkout {
  const folder = resolve(workspace, path);
  const way = relative(workspace, folder);
  const isInside = way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  if (isInside && isCheckout(folder)) return { folder, path: way === '' ? '.' : way };
  const what = isInside ? 'is no checkout' : 'is outside of the workspace';
  throw new LoadgateError(`The folder ${JSON.stringify(path)} ${what}.`, {
    kind: 'usage',
    code: 'checkout-missing',
    hint: 'Write the `path` that actions/checkout was given, and let it run before loadgate.',
  });
}

const isCheckout = (folder: string): boolean => existsSync(join(folder, '.git'));

/** Checkouts below a folder, the nearest first. What is inside of one is its own business. */
function checkoutsBelow(workspace: string): string[] {
  const found: string[] = [];
  let level = [workspace];
  let seen = 0;
  for (let depth = 1; depth <= MAX_DEPTH; depth++) {
    const folders = level.flatMap(foldersIn).slice(0, MAX_FOLDERS - seen);
    seen += folders.length;
    found.push(...folders.filter(isCheckout));
    level = folders.filter((folder) => !isCheckout(folder));
  }
  return found;
}

/** Absolute paths, without hidden ones and installed packages. Links are not followed. */
function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map(({ name }) => join(folder, name))
      .sort();
  } catch {
    return [];
  }
}
