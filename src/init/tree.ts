import { posix } from 'node:path';

/** The files of a repository, as far as `loadgate init` looks at them. */
export interface Tree {
  /** All files, relative to the root, with `/`. */
  readonly paths: ReadonlySet<string>;
  /** A file's text; null: there is none, or it is none of those that are read. */
  read(path: string): string | null;
}

/** Folders whose files say nothing of how the service runs. */
const OTHERS = new Set([
  ...['node_modules', 'vendor', 'third_party', 'site-packages', 'venv', 'dist', 'coverage', 'migrations'],
  ...[
    'test',
    'tests',
    '__tests__',
    'spec',
    'e2e',
    'testdata',
    'fixtures',
    'docs',
    'doc',
    'example',
    'examples',
  ],
]);
const TEST_FILE =
  /(?:[._-](?:test|spec)\.[cm]?[jt]sx?|(?:^|\/)test_[^/]*\.py|_test\.(?:py|go)|\.d\.[cm]?ts)$/;

const SOURCE = /\.(?:[cm]?[jt]s|py|go)$/;
const NAMED =
  /(?:^|\/)(?:(?:Docker|Container)file[^/]*|[^/]+\.[Dd]ockerfile|(?:docker-)?compose[^/]*\.ya?ml|package\.json|pyproject\.toml|Pipfile|requirements[^/]*\.txt|go\.mod|\.env|\.env\.example|(?:openapi|swagger)[^/]*\.(?:ya?ml|json))$/;

/** Whether `loadgate init` reads a file. */
export function isRead(path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  const isOther = folders.some((folder) => OTHERS.has(folder) || folder.startsWith('.'));
  return NAMED.test(path)
    ? !folders.includes('node_modules')
    : SOURCE.test(path) && !isOther && !TEST_FILE.test(path);
}

/** Whether a file is one of the service's own: no test, no example, nothing of others. */
export const isOwn = (path: string): boolean =>
  !path
    .split('/')
    .slice(0, -1)
    .some((folder) => OTHERS.has(folder) || folder.startsWith('.'));

/** The path of a file in a folder; `.` is the root. */
export const inFolder = (folder: string, name: string): string => posix.join(folder, name);

export const folderOf = (path: string): string => posix.dirname(path);

export const isBelow = (path: string, folder: string): boolean =>
  folder === '.' || path === folder || path.startsWith(`${folder}/`);

/** How deep a path lies, so that what is nearest to the root comes first. */
export const byDepth = (one: string, other: string): number =>
  one.split('/').length - other.split('/').length || one.localeCompare(other, 'en');

/** A file that was read, with its text. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** The sources with one of these endings below a folder, but not below the folders of other applications. */
export function sourcesBelow(
  tree: Tree,
  folder: string,
  ending: RegExp,
  others: readonly string[] = [],
): readonly SourceText[] {
  const inner = others.filter((other) => other !== folder && isBelow(other, folder));
  return [...tree.paths]
    .filter((path) => ending.test(path) && isBelow(path, folder) && isRead(path))
    .filter((path) => !inner.some((other) => isBelow(path, other)))
    .sort(byDepth)
    .flatMap((path) => {
      const text = tree.read(path);
      return text === null ? [] : [{ path, text }];
    });
}
