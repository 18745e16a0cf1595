/**
 * The packages that an image has, by what its package managers left in it. Pure. Whoever built the image wrote every byte of
 * it: names and versions are text from outside, and there are at most so many.
 */

/** Most packages of an image, and characters of a name or a version. */
const MAX_PACKAGES = 20_000;
const MAX_TEXT = 100;
/** Versions of one package that are told: npm has several side by side. */
const MAX_VERSIONS = 5;

export type PackageManager = 'pip' | 'npm' | 'apt' | 'apk';

/** Versions by `manager name`, such as `pip flask`. */
export type Packages = ReadonlyMap<string, string>;

/** What a file of an image says of packages. */
export interface PackageFile {
  /** A larger one is none of these files, bytes; 0: its path says it all, and nothing is read. */
  readonly most: number;
  /** Adds what it says. @param text the file's; empty where nothing is read */
  take(text: string): void;
}

export interface PackageReader {
  /** null: a file of this path says nothing of packages. @param path in the image, without a slash at its start */
  fileAt(path: string): PackageFile | null;
  packages(): Packages;
}

export function createPackageReader(): PackageReader {
  const found = new Map<string, Set<string>>();
  const add = (manager: PackageManager, name: string, version: string): void => {
    if (name === '' || version === '' || name.length > MAX_TEXT || version.length > MAX_TEXT) return;
    const key = `${manager} ${name}`;
    const versions = found.get(key);
    if (versions !== undefined) versions.add(version);
    else if (found.size < MAX_PACKAGES) found.set(key, new Set([version]));
  };
  return {
    fileAt: (path) => {
      for (const kind of KINDS) {
        const file = kind(path, add);
        if (file !== null) return file;
      }
      return null;
    },
    packages: () =>
      new Map(
        [...found].map(([key, versions]) => [
          key,
          [...versions].toSorted().slice(0, MAX_VERSIONS).join(', '),
        ]),
      ),
  };
}

type Add = (manager: PackageManager, name: string, version: string) => void;
type Kind = (path: string, add: Add) => PackageFile | null;

/** `flask-3.1.3.dist-info/METADATA`: the folder has name and version, normalised as pip compares them. */
const pip: Kind = (path, add) => {
  const [, name = '', version = ''] = /(?:^|\/)([^/]+)-([^/-]+)\.dist-info\/METADATA$/.exec(path) ?? [];
  if (name === '') return null;
  return { most: 0, take: () => add('pip', name.toLowerCase().replaceAll(/[-_.]+/g, '-'), version) };
};

/** What npm itself is made of belongs to the base image, and says nothing of the service. */
const npm: Kind = (path, add) => {
  if (/(?:^|\/)lib\/node_modules\//.test(path)) return null;
  const [, name = ''] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/@][^/]*)\/package\.json$/.exec(path) ?? [];
  if (name === '') return null;
  return { most: 256 * 1024, take: (text) => add('npm', name, versionIn(text)) };
};

function versionIn(json: string): string {
  try {
    const read: unknown = JSON.parse(json);
    const version = typeof read === 'object' && read !== null && 'version' in read ? read.version : '';
    return typeof version === 'string' ? version : '';
  } catch {
    return '';
  }
}

/** Debian's list; images without a shell have a file for each package. */
const apt: Kind = (path, add) => {
  if (!/^var\/lib\/dpkg\/(?:status|status\.d\/[^/]+)$/.test(path)) return null;
  return {
    most: MOST_LIST,
    take: (text) => takeStanzas('apt', text, /^Package: (.*)$/m, /^Version: (.*)$/m, add),
  };
};

/** Alpine's list. */
const apk: Kind = (path, add) => {
  if (!/^(?:usr\/)?lib\/apk\/db\/installed$/.test(path)) return null;
  return { most: MOST_LIST, take: (text) => takeStanzas('apk', text, /^P:(.*)$/m, /^V:(.*)$/m, add) };
};

/** A list of 10,000 packages has about so many bytes. */
const MOST_LIST = 16 * 1024 * 1024;
const KINDS: readonly Kind[] = [pip, npm, apt, apk];

function takeStanzas(manager: PackageManager, text: string, name: RegExp, version: RegExp, add: Add): void {
  for (const stanza of text.split(/\n\n+/)) {
    add(manager, name.exec(stanza)?.[1]?.trim() ?? '', version.exec(stanza)?.[1]?.trim() ?? '');
  }
}
