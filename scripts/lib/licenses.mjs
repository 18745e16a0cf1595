// The licences of everything that is in a bundle. From the files that esbuild really put in, so that it is
// neither the whole of node_modules/ nor a list that somebody keeps by hand.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** SPDX identifiers that may be shipped with MIT code. Another one is for a person to look at. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Zlib',
]);

const LICENSE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

const APACHE_TEXT = join(dirname(dirname(fileURLToPath(import.meta.url))), 'licenses', 'Apache-2.0.txt');

/** The folders of the packages that a file came from: `a/node_modules/@b/c/d.js` → `a/node_modules/@b/c`. */
const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/**
 * Every package that has a byte in one of the bundles.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @returns {string[]} folders below the root, sorted
 */
export function bundledPackages(metafiles) {
  /** @type {Set<string>} */
  const folders = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = PACKAGE_FOLDER.exec(path)?.[0];
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  return [...folders].sort();
}

/**
 * Whether an SPDX expression can be met with allowed licences only: one side of an OR is enough, an AND needs all.
 * @param {unknown} expression
 */
export function isAllowed(expression) {
  if (typeof expression !== 'string') return false;
  const plain = expression.replaceAll(/[()]/g, '');
  return plain.split(/ OR /).some((part) => part.split(/ AND /).every((id) => ALLOWED.has(id.trim())));
}

/** @param {string} path */
function readText(path) {
  return readFileSync(path, 'utf8')
    .replaceAll(/[ \t]*\r?\n/g, '\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

/**
 * The texts of a package's licence files. A package that ships none may be under Apache-2.0, whose text is
 * the same for everybody; the others name their authors in it.
 * @param {string} folder absolute
 * @param {string} license
 */
function licenceTexts(folder, license) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((file) => file.isFile() && LICENSE_FILE.test(file.name))
    .map((file) => file.name)
    .sort();
  if (names.length > 0) return names.map((name) => readText(join(folder, name)));
  return license === 'Apache-2.0' ? [readText(APACHE_TEXT)] : [];
}

/**
 * One package's name, version, licence and licence texts.
 * @param {string} folder absolute
 * @throws where it has no licence text, or a licence that is not allowed
 */
function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!isAllowed(license)) {
    throw new Error(
      `${name} ${version} is bundled, and its licence ${JSON.stringify(license)} is not an allowed one`,
    );
  }
  const texts = licenceTexts(folder, license);
  if (texts.length === 0) throw new Error(`${name} ${version} is bundled, and has no licence text`);
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') };
}

/**
 * The content of dist/licenses.txt. Packages with the same text share it.
 * @param {string} root absolute
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @throws with every package that has no licence text or one that is not allowed
 */
export function licenseText(root, metafiles) {
  /** @type {Map<string, string[]>} */
  const titlesByText = new Map();
  /** @type {string[]} */
  const wrong = [];
  for (const folder of bundledPackages(metafiles)) {
    try {
      const { title, text } = readPackage(join(root, folder));
      const titles = titlesByText.get(text) ?? [];
      if (!titles.includes(title)) titles.push(title);
      titlesByText.set(text, titles);
    } catch (error) {
      wrong.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  const rule = '-'.repeat(80);
  const parts = [...titlesByText].map(([text, titles]) => `${rule}\n${titles.join('\n')}\n\n${text}\n`);
  return `The bundles in this folder contain these packages.\n\n${parts.join('\n')}`;
}
