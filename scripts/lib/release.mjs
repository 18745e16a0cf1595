// What makes a release of a commit: its version, its section of the changelog, and the tag that follows the newest one.

/** @typedef {{ major: number, minor: number, patch: number, pre: string }} Version */

const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-([a-z\d]+(?:\.[a-z\d]+)*))?$/;
const UNRELEASED = '## [Unreleased]\n';

/**
 * @param {string} text `1.2.3` or `1.2.3-rc.1`
 * @returns {Version}
 * @throws {Error} where it is no version
 */
export function versionOf(text) {
  const [, major, minor, patch, pre = ''] = VERSION.exec(text) ?? [];
  if (patch === undefined) throw new Error(`${text} is no version: 1.2.3, or 1.2.3-rc.1`);
  return { major: Number(major), minor: Number(minor), patch: Number(patch), pre };
}

/**
 * @param {string} a
 * @param {string} b
 * @returns {number} above 0 where the first is newer
 */
export function compareVersions(a, b) {
  const [x, y] = [versionOf(a), versionOf(b)];
  const apart = x.major - y.major || x.minor - y.minor || x.patch - y.patch;
  if (apart !== 0) return apart;
  // What comes before a version is older than it.
  if (x.pre === '' || y.pre === '') return Number(x.pre === '') - Number(y.pre === '');
  return x.pre.localeCompare(y.pre, 'en', { numeric: true });
}

/**
 * @param {string} version
 * @returns {string} the tag that people name in workflows, such as `v1`
 */
export const majorTag = (version) => `v${versionOf(version).major}`;

/**
 * @param {readonly string[]} tags all of the repository
 * @param {number} [major] only those of this major version
 * @returns {string | undefined} the newest version that was released, not counting those before a release
 */
function newest(tags, major) {
  return tags
    .map((tag) => tag.replace(/^v/, ''))
    .filter((text) => VERSION.test(text) && versionOf(text).pre === '')
    .filter((text) => major === undefined || versionOf(text).major === major)
    .sort(compareVersions)
    .at(-1);
}

/**
 * @param {string} version that is released, its tag among the others
 * @param {readonly string[]} tags all of the repository
 * @returns {boolean} whether `v1` follows: not to a version before a release, nor back from a newer one
 */
export const movesMajor = (version, tags) => version === newest(tags, versionOf(version).major);

/**
 * @param {string} version that is released, its tag among the others
 * @param {readonly string[]} tags all of the repository
 * @returns {string} npm's name for what somebody gets who names no version, or a name that nobody gets unasked
 */
export function channelOf(version, tags) {
  const { major, pre } = versionOf(version);
  if (pre !== '') return 'next';
  return version === newest(tags) ? 'latest' : `release-${major}`;
}

/**
 * @param {string} changelog
 * @param {string} version
 * @returns {string | null} its section, without the heading; null: it has none
 */
export function sectionOf(changelog, version) {
  const [, ...sections] = `\n${changelog}`.split(/\n## (?=\[)/);
  const found = sections.find((section) => section.startsWith(`[${version}]`));
  return found === undefined ? null : found.slice(found.indexOf('\n') + 1).trim();
}

/**
 * @param {string} changelog
 * @param {string} version
 * @param {string} date `YYYY-MM-DD`
 * @returns {string} the changelog in which everything that was unreleased is this version's
 * @throws {Error} where nothing is unreleased, or the version has a section
 */
export function withRelease(changelog, version, date) {
  if (sectionOf(changelog, version) !== null)
    throw new Error(`CHANGELOG.md has a section ${version} already`);
  if (!sectionOf(changelog, 'Unreleased')) throw new Error('CHANGELOG.md has nothing under Unreleased');
  return changelog.replace(UNRELEASED, () => `${UNRELEASED}\n## [${version}] - ${date}\n`);
}

/**
 * What keeps a tag from being released.
 * @param {{ tag: string, version: string, changelog: string, slug: string, repository: string }} facts `version` and
 *   `slug` of package.json; `repository`: where the tag was pushed, `owner/name`
 * @returns {string[]}
 */
export function releaseFaults({ tag, version, changelog, slug, repository }) {
  const faults = [];
  if (tag !== `v${version}`) faults.push(`the tag is ${tag}, and package.json has version ${version}`);
  if (!sectionOf(changelog, version)) faults.push(`CHANGELOG.md has no section ${version}`);
  if (slug !== repository)
    faults.push(`package.json says ${slug}, and this is ${repository}: npm run repository`);
  return faults;
}
