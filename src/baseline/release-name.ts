import { LoadgateError } from '../model/error.js';

const NAME = /^[A-Za-z0-9_][A-Za-z0-9._+@/-]{0,99}$/;
const SUFFIX = '.json';

/** Whether a tag's name can name a release: what git allows, without blanks, quotes, and other special characters. */
export function isReleaseName(name: string): boolean {
  return NAME.test(name) && !/\.\.|\/\/|\/\.|@\{|[./]$|\.lock(?:\/|$)/.test(name);
}

/**
 * The file of a release. Names with a slash (`api/v1.2.0`) stay in one folder.
 * @throws LoadgateError `release-name` (usage)
 */
export function releaseFile(name: string): string {
  if (isReleaseName(name)) return `${encodeURIComponent(name)}${SUFFIX}`;
  throw new LoadgateError(`${JSON.stringify(name.slice(0, 120))} can't name a release.`, {
    kind: 'usage',
    code: 'release-name',
    hint: 'Use a tag of up to 100 letters, digits, dots, dashes, underscores, plus signs, at signs and slashes.',
  });
}

/** The release of a file; null: it isn't a release's file. */
export function releaseOf(file: string): string | null {
  if (!file.endsWith(SUFFIX)) return null;
  try {
    const name = decodeURIComponent(file.slice(0, -SUFFIX.length));
    return isReleaseName(name) && releaseFile(name) === file ? name : null;
  } catch {
    return null;
  }
}
