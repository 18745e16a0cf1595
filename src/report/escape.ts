import { stripVTControlCharacters } from 'node:util';

/**
 * Everything that the author of a pull request controls (names, log lines, bodies in messages, branch
 * names, and any string of a record) goes through here before it is shown.
 *
 * Character references are used instead of backslashes because they work in all the places that a
 * report has: Markdown text, table cells (a reference never ends a cell) and raw HTML blocks.
 */

/** Characters (code points) that a name may have before it is shortened. */
export const NAME_LENGTH = 80;
/** Characters that a sentence from outside may have. */
export const SENTENCE_LENGTH = 300;

/** Characters of a line in a log: a whole problem with the end of its log is shorter. */
const LOG_LINE_LENGTH = 20_000;

/** Shown by nobody, but it ends mentions, references and links. Not a word character, not white space. */
const BREAK = '\u200b';

// Bidi marks, zero-width characters, soft hyphens, fillers, variation selectors, tags; what is no character (in XML an error); lone surrogates.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
// More marks than any script stacks on one letter: they would paint over the lines around.
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** One printable line: no ANSI codes, control, bidi or invisible characters; white space becomes one space. */
export function plain(text: string, max: number = SENTENCE_LENGTH): string {
  const head = headOf(text, max);
  const line = visible(head.replace(/[\s\u0085]+/gu, ' '))
    .replace(/ {2,}/g, ' ')
    .trim();
  return shorten(line, max, head.length < text.length);
}

/** Lines of a log, printable, indentation kept; of a line that redraws itself (`\r`) only what it ends with. */
export function plainLog(
  lines: readonly string[],
  limits: { lines: number; length: number },
): readonly string[] {
  return lines
    .slice(-limits.lines)
    .flatMap((line) => line.split('\n'))
    .slice(-limits.lines)
    .map((line) => line.split('\r').findLast((part) => part !== '') ?? '')
    .map((line) => printableLine(line, limits.length));
}

/** One line of a log or an error, for a terminal or a job's log: as {@link plain}, with its indentation. */
export function logLine(text: string): string {
  const line = headOf(text, LOG_LINE_LENGTH).replace(/[\r\n\v\f\u0085\u2028\u2029]+/g, ' ');
  return printableLine(line, LOG_LINE_LENGTH);
}

/** Text from outside, for Markdown or HTML: shown letter by letter, with nothing in it that acts. */
export function escapeText(text: string, max: number = SENTENCE_LENGTH): string {
  return references(breakUp(plain(text, max)));
}

/** As code, which no forge searches for mentions and references. Works wherever {@link escapeText} does. */
export function code(text: string, max: number = NAME_LENGTH): string {
  const shown = plain(text, max).replace(/@/g, `@${BREAK}`) || '(empty)';
  const inert = references(shown)
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/(?<=www)\./gi, '&#46;');
  return `<code>${inert}</code>`;
}

/** A name: as it is where it is harmless, else as code, so that it still can be copied. */
export function label(text: string, max: number = NAME_LENGTH): string {
  const name = plain(text, max);
  return name !== '' && escapeText(name, max) === name ? name : code(name, max);
}

/**
 * A fenced block that nothing in it can end.
 * @param verbatim for what is meant to be copied. Otherwise mentions are broken: a reply by mail quotes the
 *   block as bare text, and would notify.
 */
export function fence(
  lines: readonly string[],
  options: { language?: string; verbatim?: boolean } = {},
): string {
  const mute = options.verbatim !== true;
  const body = lines.map((line) => (mute ? line.replace(/@/g, `@${BREAK}`) : line)).join('\n');
  const longest = Math.max(2, ...Array.from(body.matchAll(/`+/g), ([run]) => run.length));
  const bar = '`'.repeat(longest + 1);
  return `${bar}${options.language ?? ''}\n${body}\n${bar}`;
}

/** A link to a trusted address; the bare text where the address is not a plain http(s) one. `text` is Markdown. */
export function link(text: string, url: string | null): string {
  return url !== null && /^https?:\/\/[\w.:~%/?#=&;+,@!*-]+$/.test(url) ? `[${text}](${url})` : text;
}

function printableLine(line: string, max: number): string {
  const head = headOf(line, max);
  const shown = visible(head.replace(/\t/g, '  ').replace(/[\u2028\u2029]/g, ' ')).trimEnd();
  return shorten(shown, max, head.length < line.length);
}

/** The first `max` code points, the last of them `…` where something was left out. */
function shorten(text: string, max: number, alreadyCut: boolean): string {
  const characters = Array.from(text);
  if (characters.length <= max && !alreadyCut) return text;
  return `${characters
    .slice(0, max - 1)
    .join('')
    .trimEnd()}…`;
}

/** Enough of a giant string: what is stripped from it does not count against `max`. */
function headOf(text: string, max: number): string {
  return text.slice(0, 8 * max + 1024);
}

/** The same text without what nobody sees and what acts: control, bidi and zero-width characters, halves of pairs. */
export function visible(text: string): string {
  return stripVTControlCharacters(text)
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(INVISIBLE, '')
    .replace(STACKED_MARKS, '$1');
}

/** Ends what forges and Markdown look for in text: mentions, references, commits, addresses, emoji names. */
function breakUp(text: string): string {
  return text
    .replace(/@/g, `@${BREAK}`)
    .replace(/#(?=\d)/g, `#${BREAK}`)
    .replace(/\b(GH-)(?=\d)/gi, `$1${BREAK}`)
    .replace(/:(?=\/\/)/g, `:${BREAK}`)
    .replace(/(www)(?=\.)/gi, `$1${BREAK}`)
    .replace(/:(?=[\w+-]+(?::|$))/g, `:${BREAK}`)
    .replace(/\b[0-9a-f]{7,}\b/gi, (id) => id.replace(/.{6}(?=.)/g, `$&${BREAK}`));
}

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function references(text: string): string {
  return text
    .replace(/[&<>`*~[\]|\\#${}^]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, toReference)
    .replace(/^[-+=:]/, toReference)
    .replace(/^(\d+)([.)])(?=\s|$)/, (_all, digits: string, mark: string) => digits + toReference(mark));
}

function toReference(character: string): string {
  return REFERENCES[character] ?? `&#${character.codePointAt(0)};`;
}
