// Where the project is on GitHub. The one place that says so is package.json's `repository`; everything else that names it
// (README, examples, workflows, the first lines of what `loadgate init` writes) is filled from there.
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';

/** The owner as long as nobody has said who it is. */
const NOBODY = 'OWNER';

/** A repository's name on GitHub: `owner/name`. */
export const SLUG = /^[A-Za-z\d](?:[A-Za-z\d-]{0,38})\/[\w.-]{1,100}$/;

/** Built or made by a package manager: it follows from the others. */
const MADE = /^(?:dist\/|package-lock\.json$)/;

/**
 * @param {{ repository?: { url?: string } }} manifest package.json
 * @returns {string} `owner/name`
 * @throws {Error} where it names no repository on GitHub
 */
export function slugOf({ repository }) {
  const [, slug] = /^git\+https:\/\/github\.com\/([^/]+\/[^/]+)\.git$/.exec(repository?.url ?? '') ?? [];
  if (slug === undefined || !SLUG.test(slug))
    throw new Error('package.json: repository.url must be git+https://github.com/owner/name.git');
  return slug;
}

/** @param {string} slug */
export const isSet = (slug) => !slug.startsWith(`${NOBODY}/`);

/**
 * @param {string} text
 * @param {string} from `owner/name`
 * @param {string} to `owner/name`
 * @returns {string} the text with each mention of the one as the other
 */
export function moved(text, from, to) {
  const whole = from.replaceAll(/[.]/g, '\\.');
  // Not within a longer name, such as the path of a file.
  return text.replaceAll(new RegExp(`(?<![\\w.-])${whole}(?![\\w-]|\\.(?!git\\b)\\w)`, 'g'), () => to);
}

const NAMED = /(?:uses: |github:|github(?:usercontent)?\.com\/)([\w.-]+\/loadgate)(?![\w-])/g;

/**
 * Finds names that the one place does not say: another repository of this name, and what setting a name would not reach.
 * @param {string} path of the file below the root
 * @param {string} text
 * @param {string} slug what package.json says
 * @returns {string[]} `path:line: what`, one each
 */
export function strayNames(path, text, slug) {
  // Tests make up repositories of their own.
  const foreign = path.startsWith('test/')
    ? []
    : [...text.matchAll(NAMED)].filter(([, name]) => name !== slug);
  // Names under which it could not be: GitHub has none that begins with a dash.
  const left = [...moved(text, slug, '-/-').matchAll(new RegExp(`\\b${NOBODY}/`, 'g'))];
  return [...foreign, ...left].map(
    ({ 0: what, index }) => `${path}:${text.slice(0, index).split('\n').length}: ${what}`,
  );
}

/**
 * Every text file that is, or would be, committed, but for those that follow from others.
 * @returns {Promise<{ path: string, text: string }[]>} paths below the root
 */
export async function textFiles() {
  const { output } = await run(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  return output
    .split('\0')
    .filter((path) => path !== '' && !MADE.test(path))
    .filter((path) => lstatSync(join(root, path), { throwIfNoEntry: false })?.isFile())
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'));
}

/** @returns {string} what package.json says now */
export const ownSlug = () => slugOf(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
