import { parse, postprocess, preprocess } from 'micromark';

/** Parts of Markdown whose text nobody says: code, quotes, and HTML, whose comments are not even seen. */
const BLOCKS: ReadonlySet<string> = new Set(['blockQuote', 'codeFenced', 'codeIndented', 'htmlFlow']);
/** The same inside of lines: the line on which one starts is said, until there. */
const SPANS: ReadonlySet<string> = new Set(['codeText', 'htmlText']);

/**
 * What only decides how text inside a line looks. Left out: it says nothing of where a line belongs, and its rules are the
 * expensive ones on hostile text.
 */
const LOOKS_ONLY = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'definition',
  'hardBreakEscape',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
];

/**
 * The lines of a comment that are said by its author: not in code, in a quote or in HTML, by the rules of CommonMark
 * (a line right below a quote still belongs to it). GitHub's own Markdown agrees on these parts.
 */
export function proseLines(markdown: string): readonly string[] {
  const text = markdown.replace(/\r\n?/g, '\n');
  const unsaid = new Set<number>();
  const options = { extensions: [{ disable: { null: LOOKS_ONLY } }] };
  const events = postprocess(
    parse(options)
      .document()
      .write(preprocess()(text, undefined, true)),
  );
  for (const [kind, token] of events) {
    const isSpan = SPANS.has(token.type);
    if (kind !== 'enter' || !(isSpan || BLOCKS.has(token.type))) continue;
    for (let line = token.start.line + (isSpan ? 1 : 0); line <= token.end.line; line++) unsaid.add(line);
  }
  return text.split('\n').filter((_line, index) => !unsaid.has(index + 1));
}
