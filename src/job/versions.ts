/** A tag that is a version, read. */
export interface Version {
  readonly tag: string;
  /** What stands before the version: `api/` of `api/v1.2.0`. Empty for `v1.2.0`. */
  readonly prefix: string;
  readonly numbers: readonly number[];
  /** The parts of a pre-release (`rc`, `1`); empty: none. */
  readonly pre: readonly string[];
}

const VERSION = /^(.*?[/@_-])??v?(\d{1,15}(?:\.\d{1,15}){1,3})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** null: no version. A single number (`v1`, which moves with every release of an Action) is none. */
export function parseVersion(tag: string): Version | null {
  const [all, prefix = '', numbers = '', pre] = VERSION.exec(tag) ?? [];
  if (all === undefined) return null;
  return {
    tag,
    prefix,
    numbers: numbers.split('.').map(Number),
    pre: pre === undefined ? [] : pre.split('.'),
  };
}

/** Precedence as https://semver.org/spec/v2.0.0.html#spec-item-11 has it; numbers that are not there count as 0. */
export function compareVersions(a: Version, b: Version): number {
  for (let index = 0; index < 4; index++) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePre(a.pre, b.pre);
}

function comparePre(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = compareParts(a[index] as string, b[index] as string);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareParts(a: string, b: string): number {
  const numeric = (part: string): boolean => /^\d+$/.test(part);
  if (numeric(a) && numeric(b)) return Number(a) - Number(b);
  if (numeric(a) !== numeric(b)) return numeric(a) ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Tags of one line of versions, newest first; pre-releases (`-rc.1`) only after all that are none.
 * @param own the tag that the run is for, whose prefix tells the line in a repository of several (`api/v1.2.0`);
 *   null: versions without a prefix, or the one prefix that all versions have
 */
export function newestVersions(tags: readonly string[], own: string | null): readonly string[] {
  const versions = tags.flatMap((tag) => parseVersion(tag) ?? []);
  const prefixes = new Set(versions.map(({ prefix }) => prefix));
  const [only = ''] = prefixes.size === 1 ? prefixes : [];
  const prefix = own === null ? only : (parseVersion(own)?.prefix ?? only);
  return versions
    .filter((version) => version.prefix === prefix)
    .sort((a, b) => {
      const released = Number(a.pre.length > 0) - Number(b.pre.length > 0);
      return released !== 0 ? released : compareVersions(b, a);
    })
    .map(({ tag }) => tag);
}
