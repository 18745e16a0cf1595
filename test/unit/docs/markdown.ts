/** What the tests of the documentation need to know of Markdown. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's root, absolute, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export const readText = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

const markdownIn = (folder: string): string[] =>
  readdirSync(`${ROOT}${folder}`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}${name}`);

/** Every page that people read, relative to the root. */
export const PAGES: readonly string[] = ['', 'docs/', 'docs/internals/'].flatMap(markdownIn).sort();

export interface CodeBlock {
  readonly page: string;
  /** Line of the page at which its text starts, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

const FENCE = /^( *)(`{3,}|~{3,})([^\n]*)\n([\s\S]*?)^\1\2[ \t]*$/gm;

export function codeBlocks(page: string): readonly CodeBlock[] {
  const text = readText(page);
  return [...text.matchAll(FENCE)].map((match) => ({
    page,
    line: text.slice(0, match.index).split('\n').length + 1,
    language: (match[3] ?? '').trim(),
    text: match[4] ?? '',
  }));
}

/** The page without code, whose brackets and bars mean nothing. */
function prose(page: string): string {
  return readText(page)
    .replaceAll(FENCE, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '');
}

/** Reads the files that a page shows: code blocks whose first line is a comment with nothing but a path. */
export function shownFiles(page: string): (path: string) => string | null {
  const files = new Map(
    codeBlocks(page).flatMap(({ text }) => {
      const [, path] = /^# (\S+\.\w+)\n/.exec(text) ?? [];
      return path === undefined ? [] : [[path, text] as const];
    }),
  );
  return (path) => files.get(path) ?? null;
}

/** Targets of links as they are written. */
export const linksOf = (page: string): readonly string[] => targetsOf(page, '(?<!!)');

/** Targets of pictures as they are written. */
export const picturesOf = (page: string): readonly string[] => targetsOf(page, '!');

function targetsOf(page: string, before: string): readonly string[] {
  const text = prose(page).replaceAll(/(`+)[^`\n]*?\1(?!`)/g, '');
  const pattern = new RegExp(`${before}\\[[^\\]]*\\]\\(\\s*<?([^)\\s>]+)>?[^)]*\\)`, 'g');
  return [...text.matchAll(pattern)].map(([, target = '']) => target);
}

/** The fragments by which GitHub links to the headings of a page. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose(page).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = plain.replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

/** Rows of all tables with these column headers, as trimmed cells. */
export function tableRows(page: string, headers: readonly string[]): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let inside = false;
  for (const line of prose(page).split('\n')) {
    const cells = cellsOf(line);
    if (cells === null) inside = false;
    else if (cells.join('|') === headers.join('|')) inside = true;
    else if (inside && !cells.every((cell) => /^:?-+:?$/.test(cell))) rows.push(cells);
  }
  return rows;
}

/** null: the line is no row of a table. */
function cellsOf(line: string): string[] | null {
  if (!/^\|.*\|\s*$/.test(line)) return null;
  return line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}
