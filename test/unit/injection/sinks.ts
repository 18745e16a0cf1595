import { actionLog } from '../../../src/action/log.js';
import { terminalLog } from '../../../src/cli/log.js';
import { plain } from '../../../src/report/escape.js';
import { tagsOf, toHtml } from '../report/markdown-reader.js';
import { TAGS } from '../report/render.js';
import type { Sunk } from './surface.js';

/** Tags that make a page's build: text may be shown as code or in a paragraph of its own, and change none of these. */
const BUILD = [
  'h1',
  'h2',
  'img',
  'table',
  'tr',
  'th',
  'td',
  'h3',
  'details',
  'summary',
  'blockquote',
  'li',
  'a',
  'strong',
  'sub',
  'pre',
].flatMap((name) => [name, `/${name}`]);

/** What forges make links and notifications of, in text outside of code. */
const ACTIVE: readonly (readonly [string, RegExp])[] = [
  ['mention', /@[a-z0-9]/gi],
  ['issue', /#\d/g],
  ['issue', /\bGH-\d/gi],
  ['commit', /\b[0-9a-f]{7,64}\b/gi],
  ['address', /:\/\//g],
  ['address', /\bwww\./gi],
  ['emoji', /:[\w+-]+:/g],
];

interface Page {
  readonly tags: readonly string[];
  /** HTML comments, those without an end too. */
  readonly comments: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly active: Readonly<Record<string, number>>;
}

function readPage(markdown: string): Page {
  const html = toHtml(markdown);
  const tags = tagsOf(html);
  const names = tags.map((tag) => /^<(\/?\w+)/.exec(tag)?.[1] ?? tag);
  const text = html
    .replace(/<pre>[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_all, digits: string) => String.fromCodePoint(Number(digits)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
  return {
    tags,
    comments: html.split('<!--').length - 1,
    counts: Object.fromEntries(BUILD.map((name) => [name, names.filter((one) => one === name).length])),
    active: Object.fromEntries(
      ACTIVE.map(([name, shape]) => [`${name} ${shape}`, text.match(shape)?.length ?? 0]),
    ),
  };
}

const pages = new Map<string, Page>();

/** The same page is what many are compared with. */
function knownPage(markdown: string): Page {
  const page = pages.get(markdown) ?? readPage(markdown);
  pages.set(markdown, page);
  return page;
}

/** What the page of a leaderboard has besides, and its headings where two scenarios are ranked, and one is searched. */
const BOARD_TAG = /^<\/?h[12]>$|^<img src="picture\.svg" alt="[^"<>]*" ?\/?>$/;
const BOARD_HEADINGS = { h1: 1, h2: 6, h3: 5 };

/**
 * What is wrong with a page.
 * @param like the same page made of words; null: there is none that looks the same
 * @param known how much is active in all pages made of words: figures of ours
 */
function pageFaults(markdown: string, like: string | null, known: Page['active']): string[] {
  const page = readPage(markdown);
  const isBoard = markdown.startsWith('# Leaderboard\n');
  const faults = page.tags
    .filter((tag) => !TAGS.has(/\w+/.exec(tag)?.[0] ?? '') && !/^<!-- loadgate:[^>]*-->$/.test(tag))
    .filter((tag) => !(isBoard && BOARD_TAG.test(tag)))
    .map((tag) => `tag ${tag}`);
  const links = page.tags.filter(
    (tag) => tag.startsWith('<a') && !/^<a href="https:\/\/github\.com\/acme\/shop\/[\w/]+">$/.test(tag),
  );
  faults.push(...links.map((tag) => `link ${tag}`));
  // Ours are the first two lines, and are found by that; what stands in a log's code block is no comment.
  const first = markdown.split('\n').findIndex((line) => !line.startsWith('<!-- loadgate:'));
  const hidden = first === -1 ? markdown.split('\n').length : first;
  if (page.comments > hidden) faults.push('an HTML comment');
  if (/(?!\n)\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u.test(markdown))
    faults.push('a character that is not seen');
  // A mail that quotes a comment shows its source.
  const source = markdown.replace(/^(`{3,})sh\n[\s\S]*?\n\1$/gm, '');
  if (/@[a-z0-9]/i.test(source)) faults.push('a mention in the source');
  const headings = isBoard ? BOARD_HEADINGS : { h3: /^(?:<!-- loadgate:.*\n)*### /.test(markdown) ? 1 : 0 };
  for (const [name, count] of Object.entries(headings)) {
    if (page.counts[name] !== count) faults.push('a heading');
  }
  const expected = like === null ? null : knownPage(like);
  return [...faults, ...buildFaults(page, expected), ...activeFaults(page.active, expected?.active ?? known)];
}

/** Rows, headings and folded parts that are not ours. */
function buildFaults({ counts }: Page, expected: Page | null): string[] {
  if (expected === null) return [];
  return BUILD.filter((name) => counts[name] !== expected.counts[name]).map(
    (name) => `${counts[name]} <${name}>, not ${expected.counts[name]}`,
  );
}

const activeFaults = (active: Page['active'], known: Page['active']): string[] =>
  Object.keys(active).filter((name) => (active[name] ?? 0) > (known[name] ?? 0));

/** What moves a cursor, turns text around or hides it. */
const UNPRINTABLE =
  /(?!\n)\p{Cc}|(?!\ufe0f)[\p{Cf}\p{Surrogate}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|\p{M}{5}/u;

const terminalFaults = (text: string): string[] =>
  UNPRINTABLE.test(text) ? ['a character that acts in a terminal'] : [];

/** Space as .NET trims it, which the runner does before it looks for a command. */
const COMMAND = /^[\s\u0085\ufeff]*::/;

/** What a runner would do with the line that a text becomes in a job's log. */
function jobLogFaults(text: string): string[] {
  const log = actionLog(() => Number.POSITIVE_INFINITY);
  const faults: string[] = [];
  const look = (write: () => void, command: RegExp | null): void => {
    const lines = captured(write);
    if (lines.length !== 1) faults.push(`${lines.length} lines in the job's log`);
    for (const line of lines) {
      if (command === null ? COMMAND.test(line) || line.includes('##[') : !command.test(line))
        faults.push(`in the job's log: ${line.slice(0, 80)}`);
      if (UNPRINTABLE.test(line.replaceAll('\u200b', '')))
        faults.push('a character that acts in the log of a job');
    }
  };
  look(() => log.info(text), null);
  // They share what makes a text harmless: one of them for each text.
  const ways = [
    () => look(() => log.progress(text), null),
    () => look(() => log.warning(text), /^::warning::(?!.*##\[)/),
    () =>
      look(
        () => log.error(text, { file: 'a.yml', line: 1, column: 2 }),
        /^::error file=a\.yml,line=1,col=2::(?!.*##\[)/,
      ),
    () => look(() => void log.group(text, () => new Promise(() => {})), /^::group::/),
  ];
  ways[text.length % ways.length]?.();
  return faults;
}

function captured(write: () => void): readonly string[] {
  const { stdout } = process;
  const real = stdout.write;
  let text = '';
  stdout.write = ((piece: string) => {
    text += piece;
    return true;
  }) as typeof stdout.write;
  try {
    write();
  } finally {
    stdout.write = real;
  }
  return text.replace(/\n$/, '').split(/\r\n|\r|\n/);
}

function terminalLogFaults(text: string): string[] {
  return [true, false].flatMap((isTTY) => {
    let written = '';
    const take = (piece: string): boolean => {
      written += piece;
      return true;
    };
    const stream = { isTTY, columns: 80, write: take };
    const log = terminalLog(stream as never, { verbose: false });
    log.info(text);
    log.warning(text);
    log.error(text);
    log.progress(text);
    return terminalFaults(written.replaceAll('\r\u001b[2K', ''));
  });
}

/** Most errors do not repeat what they found: they are the same for hundreds of texts, and looked at once. */
const harmless = new Set<string>();
const fresh = (texts: readonly string[]): readonly string[] => texts.filter((text) => !harmless.has(text));

/** Whole pages, and the parts of others as one page: each takes a reader that has to be set up. */
function together(texts: readonly string[]): readonly string[] {
  const isWhole = (text: string): boolean => /^(?:<!-- |#+ )/.test(text);
  const parts = fresh(texts).filter((text) => !isWhole(text));
  return [...texts.filter(isWhole), ...(parts.length === 0 ? [] : [parts.join('\n\n')])];
}

/** How much is active in pages made of words: figures of ours. */
function mostActive({ pages: like = [] }: Sunk): Page['active'] {
  const most: Record<string, number> = {};
  for (const [name, count] of like.flatMap((page) => Object.entries(knownPage(page).active))) {
    most[name] = Math.max(most[name] ?? 0, count);
  }
  return most;
}

/**
 * @param like what came out where words went in
 * @param fixed its pages look the same whatever went in
 */
export function faultsOf(sunk: Sunk, like: Sunk, fixed: boolean, text: string): readonly string[] {
  const told = [...new Set(sunk.told ?? [])];
  const known = mostActive(like);
  // Nothing to see leaves parts of a page out: a log of empty lines is none.
  const compared = fixed && plain(text) !== '' ? (like.pages ?? []) : [];
  const faults = [
    ...(sunk.faults ?? []),
    ...(compared.length > 0 ? (sunk.pages ?? []) : together(sunk.pages ?? [])).flatMap((page, at) =>
      pageFaults(page, compared[at] ?? null, known),
    ),
    ...(sunk.terminal ?? []).flatMap(terminalFaults),
    ...fresh(told).flatMap((one) => [...jobLogFaults(one), ...terminalLogFaults(one)]),
  ];
  if (faults.length > 0) return faults;
  for (const one of [...(sunk.pages ?? []), ...told]) harmless.add(one);
  return faults;
}
