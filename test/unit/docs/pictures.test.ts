import { readdirSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  commentPage,
  MAX_PICTURE_BYTES,
  PICTURES,
  SOURCE,
  terminalPage,
} from '../../../scripts/lib/pictures.js';
import { packed, pngText, withPngText } from '../../../scripts/lib/png-text.js';
import { PAGES, picturesOf, ROOT, readText } from './markdown.js';

const IMAGES = `${ROOT}docs/images/`;
const pictures = readdirSync(IMAGES).filter((name) => name.endsWith('.png'));
const sourceOf = (name: string): string => pngText(readFileSync(`${IMAGES}${name}`), SOURCE) ?? '';

const COMMENT = [
  '<!-- loadgate:comment key=default -->',
  '### 🔴 loadgate: 1 of 2 cells got slower',
  '',
  '| | cell |',
  '|---|---|',
  '| 🔴 | shop · report |',
].join('\n');

describe('the pictures of the documentation', () => {
  it('are those that the script draws, each shown on a page with words for who does not see it', () => {
    expect(readdirSync(IMAGES).sort()).toEqual(PICTURES);
    const shown = PAGES.flatMap((page) => picturesOf(page).map((target) => posix.basename(target)));
    expect(PICTURES.filter((name) => !shown.includes(name))).toEqual([]);
    for (const page of PAGES.filter((one) => !one.includes('/internals/')))
      expect(readText(page), page).not.toMatch(/!\[[^\]]{0,20}\]\((?:\.\.\/|docs\/)?images/);
  });

  it.each(pictures)('%s is small', (name) => {
    expect(statSync(`${IMAGES}${name}`).size).toBeLessThanOrEqual(MAX_PICTURE_BYTES);
  });

  it.each(pictures)('%s: what it was drawn from is in it, and holds no workflow command', (name) => {
    expect(sourceOf(name)).toMatch(/loadgate(: .+|\.yml)/);
    expect(sourceOf(name)).not.toMatch(/::|##\[|gh[a-z]_/);
  });

  it('show the Markdown of a comment, from its first line on, and a verdict', () => {
    expect(sourceOf('comment.png')).toMatch(/^<!-- loadgate:comment key=default -->\n### \p{Emoji}/u);
    expect(stripVTControlCharacters(sourceOf('terminal.png'))).toMatch(/^loadgate: /);
  });
});

describe('a page to draw', () => {
  it('has the comment as GitHub shows it, without its hidden line', () => {
    const html = commentPage(COMMENT);
    expect(html).toContain('<h3>🔴 loadgate: 1 of 2 cells got slower</h3>');
    expect(html).toContain('<td>shop · report</td>');
  });

  it.each([
    ['the log of the run below it', `${COMMENT}\n::add-mask::secret\nloadgate 0.1.0`],
    ['a command inside a line', `${COMMENT}\n<sub>45 s</sub> ::add-mask::secret`],
    ['a command in its older form', `${COMMENT}\n##[add-mask]secret`],
  ])('is not made of a comment with %s', (_what, text) => {
    expect(() => commentPage(text)).toThrow(/a workflow command/);
    expect(() => commentPage(text)).not.toThrow(/secret/);
    expect(() => terminalPage('npm run demo', text)).toThrow(/a workflow command/);
  });

  it('has a terminal in its colours, and text as text', () => {
    const html = terminalPage('npm run demo', 'a \u001b[1;31m<b> & c\u001b[0m d');
    expect(html).toContain('a <span class="s1 s31">&lt;b&gt; &amp; c</span> d</pre>');
    expect(() => terminalPage('x', '\u001b[2J')).toThrow(/control sequence/);
  });
});

describe('text in a picture', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  it('is found again by its keyword, and takes nothing from the picture', () => {
    const marked = withPngText(png, SOURCE, 'größer 🔴\nline 2');
    expect(pngText(marked, SOURCE)).toBe('größer 🔴\nline 2');
    expect(pngText(marked, 'Other')).toBeNull();
    expect(marked.subarray(-12).equals(png.subarray(-12))).toBe(true);
    expect(pngText(png, SOURCE)).toBeNull();
  });

  it('stays in a picture that is packed anew', () => {
    const marked = withPngText(png, SOURCE, 'text');
    expect(pngText(packed(marked), SOURCE)).toBe('text');
    expect(packed(marked).length).toBeLessThanOrEqual(marked.length + 8);
  });

  it('is refused in what is no picture', () => {
    expect(() => pngText(Buffer.from('<svg>'), SOURCE)).toThrow(/no PNG/);
  });
});
