import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, htmlProse, inline, link } from '../../../src/html/markup.js';
import { readSvg } from '../../support/svg.js';
import { hostileText, RUNS } from '../report/hostile.js';

describe('a template', () => {
  it('escapes text and keeps markup, also in lists', () => {
    const inner = html`<b>${'<&"\'>'}</b>`;
    expect(html`<p title="${'a"b'}">${[inner, ' ', 3]}</p>`.text).toBe(
      '<p title="a&quot;b"><b>&lt;&amp;&quot;&#39;&gt;</b> 3</p>',
    );
  });

  it('lets no text out of an element or an attribute', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { parts, faults } = readSvg(html`<p title="${text}">${text}</p>`.text);
        expect(faults).toEqual([]);
        expect([...parts]).toEqual(['p', 'p.title']);
      }),
      RUNS,
    );
  });
});

describe('a sentence', () => {
  it('has stressed words and code', () => {
    const text = `${htmlProse.name('a', 'b<')} takes ${htmlProse.strong('5 %')} in ${htmlProse.code('x>y')} & <more>`;
    expect(inline(text).text).toBe(
      '<strong>a · b&lt;</strong> takes <strong>5 %</strong> in <code>x&gt;y</code> &amp; &lt;more&gt;',
    );
  });

  it('takes the marks of stressed words from nobody else', () => {
    const forged = '\u{f0000}loud\u{f0001} \u{f0002}x\u{f0003}';
    for (const say of [htmlProse.text, htmlProse.cell]) expect(inline(say(forged)).text).toBe('loud x');
    expect(inline(htmlProse.code(forged)).text).toBe('<code>loud x</code>');
    expect(inline(htmlProse.name(forged)).text).toBe('<strong>loud x</strong>');
    fc.assert(
      fc.property(hostileText, (text) => {
        const { parts, faults } = readSvg(
          `<p>${inline(`${htmlProse.text(text)} ${htmlProse.code(text)}`).text}</p>`,
        );
        expect(faults).toEqual([]);
        expect([...parts].filter((part) => !['p', 'code'].includes(part))).toEqual([]);
      }),
      RUNS,
    );
  });
});

it.each([
  'javascript:alert(1)',
  'https://evil.example/"onclick="x',
  'data:text/html,x',
  '//evil.example',
  null,
])('a link to %s is words alone', (url) => {
  expect(link('words', url).text).toBe('words');
});
