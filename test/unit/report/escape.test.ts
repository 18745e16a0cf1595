import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, escapeText, fence, label, link, plain, plainLog } from '../../../src/report/escape.js';
import { hostileText, RUNS } from './hostile.js';
import { tagsOf, textOf, toHtml } from './markdown-reader.js';

const BREAK = '\u200b';

describe('plain', () => {
  it.each([
    ['ANSI colours and links', '\u001b[1;31mred\u001b[0m \u001b]8;;http://x.example\u0007link', 'red link'],
    ['control characters', 'a\u0000b\u0007c\u007fd', 'abcd'],
    ['line breaks and tabs', 'a\r\nb\tc\u2028d\u0085e', 'a b c d e'],
    ['bidi characters', 'user\u202egnp.exe\u2066', 'usergnp.exe'],
    ['invisible characters', 'fl\u200bas\u00adk\ufeff\u3164\u{e0041}', 'flask'],
    ['lone surrogates', 'a\ud800b', 'a\ufffdb'],
    ['stacked marks', `e${'\u0301'.repeat(50)}`, `e${'\u0301'.repeat(4)}`],
  ])('removes %s', (_name, text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it('shortens by characters, not inside of one', () => {
    expect(plain('abcdef', 4)).toBe('abc…');
    expect(plain('🔴🔴🔴🔴', 3)).toBe('🔴🔴…');
    expect(plain('abcd', 4)).toBe('abcd');
  });

  it('is quick and short for giant text, also where most of it is stripped', () => {
    expect(plain('x'.repeat(50_000_000), 10)).toBe('xxxxxxxxx…');
    expect(plain(`${'\u200b'.repeat(1_000_000)}x`, 10)).toBe('…');
  });
});

describe('plainLog', () => {
  const limits = { lines: 3, length: 10 };

  it('keeps the last lines and their indentation', () => {
    expect(plainLog(['1', '2', '  3', '\t4'], limits)).toEqual(['2', '  3', '  4']);
  });

  it('splits lines that hold several, and shows what a progress line ends with', () => {
    expect(plainLog(['a\nb', '10 %\r99 %\r100 %\r'], limits)).toEqual(['a', 'b', '100 %']);
  });

  it('cuts long lines and strips what a terminal would act on', () => {
    expect(plainLog([`\u001b[2J${'x'.repeat(40)}`], limits)).toEqual(['xxxxxxxxx…']);
  });
});

describe('escapeText', { timeout: 120_000 }, () => {
  it('leaves ordinary words as they are', () => {
    const text =
      'The image of flask-2.0 did not build (exit code 1, "pip" said no): see step 3/7, 4.2 % of a_b.';
    expect(escapeText(text)).toBe(text);
  });

  it.each([
    ['a mention', '@octocat', `@${BREAK}octocat`],
    ['an issue', 'closes #12', `closes &#35;${BREAK}12`],
    ['an issue, the other way', 'GH-12', `GH-${BREAK}12`],
    ['a commit', 'a1b2c3d4e5f6a', `a1b2c3${BREAK}d4e5f6${BREAK}a`],
    ['a web address', 'https://x.example', `https:${BREAK}//x.example`],
    ['an address without scheme', 'www.x.example', `www${BREAK}.x.example`],
    ['an emoji name', ':tada:', `&#58;${BREAK}tada:`],
    ['HTML', '<b>&lt;', '&lt;b&gt;&amp;lt;'],
    ['a table', 'a|b', 'a&#124;b'],
    ['emphasis', '**a** _b_ a_b', '&#42;&#42;a&#42;&#42; &#95;b&#95; a_b'],
    ['a list', '- a', '&#45; a'],
    ['a numbered list', '1. a', '1&#46; a'],
    ['a version', '1.2', '1.2'],
  ])('makes %s inert', (_name, text, inert) => {
    expect(escapeText(text)).toBe(inert);
  });

  // Each place gives its surroundings and the tags that they alone make.
  it.each([
    ['at the start of a paragraph', (text: string) => text, ['<p>', '</p>']],
    ['inside of a paragraph', (text: string) => `so ${text} it is`, ['<p>', '</p>']],
    ['in bold', (text: string) => `so **x ${text} x** it`, ['<p>', '<strong>', '</strong>', '</p>']],
    ['in a heading', (text: string) => `### x ${text}`, ['<h3>', '</h3>']],
    ['in a list', (text: string) => `- ${text} x`, ['<ul>', '<li>', '</li>', '</ul>']],
    ['in a quotation', (text: string) => `> ${text}`, ['<blockquote>', '<p>', '</p>', '</blockquote>']],
    [
      'in raw HTML',
      (text: string) => `<details>\n<summary>${text}</summary>\n</details>`,
      ['<details>', '<summary>', '</summary>', '</details>'],
    ],
  ] as const)('is shown letter by letter %s, and makes no tag', (_name, place, tags) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        fc.pre(plain(text) !== '');
        const html = toHtml(place(escapeText(text)));
        expect(tagsOf(html)).toEqual(tags);
        expect(textOf(html)).toContain(plain(text).replace(/\s+/g, ' '));
      }),
      RUNS,
    );
  });

  it('leaves nothing that a forge acts on', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = toHtml(`x ${escapeText(text)} x`);
        // Forges search the page, after references were resolved: BREAK must be seen, not taken out.
        const page = html
          .replace(/<[^>]*>/g, '')
          .replace(/&#(\d+);/g, (_all, id) => String.fromCodePoint(id));
        expect(page).not.toMatch(/@[a-z0-9]/i);
        expect(page).not.toMatch(/#\d/);
        expect(page).not.toMatch(/\bGH-\d/i);
        expect(page).not.toMatch(/\b[0-9a-f]{7,40}\b/);
        expect(page).not.toMatch(/:\/\/|www\./i);
      }),
      RUNS,
    );
  });

  it('is one line without control characters', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(escapeText(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(label(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
      RUNS,
    );
  });
});

describe('code and label', { timeout: 120_000 }, () => {
  it('writes harmless names plainly and others as code', () => {
    expect(label('upstream-single')).toBe('upstream-single');
    expect(label('flask_2.0')).toBe('flask_2.0');
    expect(label('@octocat')).toBe(`<code>@${BREAK}octocat</code>`);
    expect(label('a1b2c3d')).toBe('<code>a1b2c3d</code>');
    expect(label('')).toBe('<code>(empty)</code>');
    expect(label('\u202e')).toBe('<code>(empty)</code>');
  });

  it('makes one code element and nothing else, wherever it stands', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = toHtml(`x ${code(text)} x`);
        expect(tagsOf(html)).toEqual(['<p>', '<code>', '</code>', '</p>']);
        expect(textOf(html)).toBe(`x ${plain(text, 80) || '(empty)'} x`.replace(/\s+/g, ' '));
      }),
      RUNS,
    );
  });
});

describe('fence', { timeout: 120_000 }, () => {
  it('is longer than any run of backticks in it', () => {
    expect(fence(['a'])).toBe('```\na\n```');
    expect(fence(['````'], { language: 'sh' })).toBe('`````sh\n````\n`````');
  });

  it('keeps what is meant to be copied as it is', () => {
    expect(fence(['npx loadgate@1 run'], { verbatim: true })).toBe('```\nnpx loadgate@1 run\n```');
    expect(fence(['npx loadgate@1 run'])).toBe(`\`\`\`\nnpx loadgate@${BREAK}1 run\n\`\`\``);
  });

  it('holds any log in one block', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 6 }), (log) => {
        const lines = plainLog(log, { lines: 20, length: 160 });
        const html = toHtml(`before\n\n${fence(lines)}\n\nafter`);
        expect(tagsOf(html)).toEqual(['<p>', '</p>', '<pre>', '<code>', '</code>', '</pre>', '<p>', '</p>']);
        expect(html).toMatch(/<p>after<\/p>$/);
      }),
      RUNS,
    );
  });
});

describe('link', () => {
  it('links plain web addresses only', () => {
    expect(link('log', 'https://github.com/a/b/actions/runs/1')).toBe(
      '[log](https://github.com/a/b/actions/runs/1)',
    );
    expect(link('log', 'javascript:alert(1)')).toBe('log');
    expect(link('log', 'https://x.example/) [y](http://z')).toBe('log');
    expect(link('log', null)).toBe('log');
  });
});
