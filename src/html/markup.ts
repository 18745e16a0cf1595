import { visible } from '../report/escape.js';
import { type Prose, plainProse } from '../report/prose.js';

/** HTML that is made of {@link html} alone: what is not of this type is text. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes: markup as it is, a list of parts, and text, which is shown letter by letter. */
export type Part = Markup | string | number | readonly Part[];

export const NOTHING = new Markup('');

/**
 * A piece of HTML. Every value that is no markup is escaped, for text and for attributes in double quotes; there is no
 * way around it.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  let text = strings[0] ?? '';
  for (const [at, value] of values.entries()) text += textOf(value) + (strings[at + 1] ?? '');
  return new Markup(text);
}

function textOf(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(textOf).join('');
  return typeof part === 'number' ? String(part) : escaped(part);
}

/** Figures, paths of pictures and most names: nothing in them needs to be looked at. */
const HARMLESS = /^[\w .,:;()%+/-]*$/;
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  HARMLESS.test(text) ? text : visible(text).replace(/[&<>"']/g, (one) => REFERENCES[one] ?? '');

/**
 * What marks stressed words and code in a sentence until it is HTML. All of them are private-use characters, which a prose
 * takes out of text from outside: nobody else can write them.
 */
const MARKS = {
  strong: '\u{f0000}',
  endStrong: '\u{f0001}',
  code: '\u{f0002}',
  endCode: '\u{f0003}',
} as const;

/** A map, and no object: a part of a sentence may be called `__proto__`. */
const TAGS: ReadonlyMap<string, Markup> = new Map([
  [MARKS.strong, html`<strong>`],
  [MARKS.endStrong, html`</strong>`],
  [MARKS.code, html`<code>`],
  [MARKS.endCode, html`</code>`],
]);

/** The sentences of a report for {@link inline}. */
export const htmlProse: Prose = {
  ...plainProse,
  strong: (words) => `${MARKS.strong}${words}${MARKS.endStrong}`,
  name: (...names) => `${MARKS.strong}${plainProse.name(...names)}${MARKS.endStrong}`,
  code: (text) => `${MARKS.code}${plainProse.code(text) || '(empty)'}${MARKS.endCode}`,
};

/** A sentence in the words of {@link htmlProse} as HTML. */
export const inline = (sentence: string): Markup =>
  html`${sentence.split(/([\u{f0000}-\u{f0003}])/u).map((part) => TAGS.get(part) ?? part)}`;

/** A link to a trusted address; the words alone where it is not a plain http(s) one. */
export function link(words: Part, url: string | null): Markup {
  return url !== null && /^https?:\/\/[\w.:~%/?#=&;+,@!*-]+$/.test(url)
    ? html`<a href="${url}" rel="noreferrer">${words}</a>`
    : html`${words}`;
}

/** A table that scrolls by itself where the page is narrow, also by keyboard. */
export function table(name: string, head: readonly Part[], rows: readonly Markup[]): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table>
<thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>
`;
}

/** A row whose first cell names it. */
export const row = (name: Part, cells: readonly Part[]): Markup =>
  html`<tr><th>${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`;
