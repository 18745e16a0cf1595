// What must not get into the repository: a path of somebody's machine, or the package registry that it uses.

/**
 * @typedef {object} Forbidden
 * @property {readonly string[]} paths folders of this machine, absolute
 * @property {readonly string[]} hosts registries that this machine is set up for
 */

const HOME = /(?<![\w.$}-])\/(?:home|Users)\/(?!runner\b)[A-Za-z][\w.-]*\//;
const REGISTRY_OPTION = /^\s*(?:registry\s*=|@[\w-]+:registry\s*=|(?:--)?(?:extra-)?index-url[\s=])/;
const RESOLVED = /"resolved":\s*"https?:/;

/**
 * @param {string} line
 * @param {string} path of its file below the root
 * @param {Forbidden} forbidden
 * @returns {string | undefined} what is wrong with it
 */
function fault(line, path, { paths, hosts }) {
  if (path.endsWith('package-lock.json') && RESOLVED.test(line)) return 'the lock file names a registry';
  const folder = paths.find((candidate) => line.includes(candidate)) ?? HOME.exec(line)?.[0];
  if (folder !== undefined) return `a path of a machine: ${folder}`;
  const host = hosts.find((candidate) => line.includes(candidate));
  if (host !== undefined) return `a registry's host: ${host}`;
  return REGISTRY_OPTION.test(line) ? 'a registry is chosen' : undefined;
}

/**
 * @param {string} path below the root
 * @param {string} text
 * @param {Forbidden} forbidden
 * @returns {string[]} `path:line: what`, one each
 */
export function findForbidden(path, text, forbidden) {
  return text.split('\n').flatMap((line, index) => {
    const what = fault(line, path, forbidden);
    return what === undefined ? [] : [`${path}:${index + 1}: ${what}`];
  });
}
