import { parse, postprocess, preprocess } from 'micromark';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';

/**
 * Parts of Markdown whose text nobody says: code, quotes, and what is not shown where it stands (HTML and its comments, the
 * definitions of links and footnotes).
 */
const BLOCKS: ReadonlySet<string> = new Set([
  'blockQuote',
  'codeFenced',
  'codeIndented',
  'htmlFlow',
  'definition',
  'gfmFootnoteDefinition',
]);
/**
 * The same inside of lines: the line on which one starts is said, until there. A link's text is shown, but it is no place
 * for a command, and its title and an image's text are not shown.
 */
const SPANS: ReadonlySet<string> = new Set(['codeText', 'htmlText', 'image', 'link']);
const HTML: ReadonlySet<string> = new Set(['htmlFlow', 'htmlText']);

/** What only decides how text inside a line looks. Left out: it says nothing of where a line belongs. */
const LOOKS_ONLY = ['attention', 'autolink', 'characterEscape', 'characterReference', 'hardBreakEscape'];

/** A comment with more of them is not read: finding what each of them ends takes time by the square of their number. */
const MAX_BRACKETS = 1000;

/**
 * The lines of a comment that are said by its author: not in code, a quote, an HTML element or a definition, by the rules
 * of CommonMark and of GitHub's footnotes (a line right below a quote still belongs to it).
 * @returns empty where the comment has so many brackets that no person wrote them
 */
export function proseLines(markdown: string): readonly string[] {
  const text = markdown.replace(/\r\n?/g, '\n');
  if (text.split(']').length > MAX_BRACKETS) return [];
  const unsaid = new Set<number>();
  const hide = (first: number, last: number): void => {
    for (let line = first; line <= last; line++) unsaid.add(line);
  };
  const options = { extensions: [gfmFootnote(), { disable: { null: LOOKS_ONLY } }] };
  const events = postprocess(
    parse(options)
      .document()
      .write(preprocess()(text, undefined, true)),
  );
  const open: OpenElement[] = [];
  for (const [kind, token, context] of events) {
    if (kind !== 'enter') continue;
    const { start, end, type } = token;
    if (BLOCKS.has(type)) hide(start.line, end.line);
    if (SPANS.has(type)) hide(start.line + 1, end.line);
    if (!HTML.has(type)) continue;
    for (const closed of followTags(context.sliceSerialize(token), start.line, open)) hide(closed, end.line);
  }
  const lines = text.split('\n');
  // The forge closes at the end what nobody closed.
  if (open[0] !== undefined) hide(open[0].line + 1, lines.length);
  return lines.filter((_line, index) => !unsaid.has(index + 1));
}

interface OpenElement {
  readonly name: string;
  readonly line: number;
}

const TAG = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^'"<>])*)>/gi;
/** Elements without an end, and those whose end may be left out: a line below them is not inside. */
const NOT_AROUND: ReadonlySet<string> = new Set(
  'area base br col dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr track wbr'.split(
    ' ',
  ),
);

/**
 * Follows which elements are open. What a blank line separates from its tags is Markdown, and still inside of them: folded
 * away by `<details>`, for example.
 * @param line of the HTML's start
 * @param open the elements that are open, outermost first; changed
 * @returns the lines at which elements started that this HTML closes
 */
function followTags(html: string, line: number, open: OpenElement[]): readonly number[] {
  const closed: number[] = [];
  for (const [, slash, tag = '', rest = ''] of html.matchAll(TAG)) {
    const name = tag.toLowerCase();
    if (name === '' || NOT_AROUND.has(name)) continue;
    if (slash !== '/') {
      if (!rest.endsWith('/')) open.push({ name, line });
      continue;
    }
    const at = open.findLastIndex((one) => one.name === name);
    if (at === -1) continue;
    closed.push((open[at] as OpenElement).line + 1);
    open.length = at;
  }
  return closed;
}
