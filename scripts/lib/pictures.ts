/** The pages that the pictures of the documentation are drawn from: a comment as GitHub shows it, and a terminal. */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** Kinds of run of which the documentation shows the HTML report. */
export const REPORTS = ['regression', 'no-change', 'undecided', 'invalid', 'many'] as const;

/** Every file of docs/images, and no other: a test holds both to it. */
export const PICTURES: readonly string[] = [
  ...['comment.png', 'history.png', 'init.png'],
  ...[...REPORTS, 'regression-dark'].map((kind) => `report-${kind}.png`),
  'terminal.png',
].sort();

/** A picture is loaded with its page, bytes. */
export const MAX_PICTURE_BYTES = 150 * 1024;

/** Keyword of the text in a picture: what it was drawn from. */
export const SOURCE = 'Source';

const ESCAPE = '\u001b';

/** The element of a page that is drawn. */
export const DRAWN = 'main';

/**
 * The comment as GitHub shows it, its folded parts closed.
 * @param markdown the comment, and nothing else: a picture once had a line of the run's log at its foot
 * @throws Error where a workflow command is in the text
 */
export function commentPage(markdown: string): string {
  refuseCommands(markdown);
  const body = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return page(
    COMMENT_STYLE,
    `<header><b>github-actions</b> <i>bot</i> commented</header><section>${body}</section>`,
  );
}

/**
 * A command and what it printed, in a terminal's colours.
 * @param output may have the colours of `loadgate` (SGR 0, 1, 2, 31, 32, 33), and no other control sequence
 * @throws Error where a workflow command or another control sequence is in the text
 */
export function terminalPage(command: string, output: string): string {
  refuseCommands(output);
  return page(
    TERMINAL_STYLE,
    `<pre><span class="s2">$</span> ${escaped(command)}\n\n${coloured(output)}</pre>`,
  );
}

/** A line that begins `::name::` or `##[name]` belongs to the log of a run. Neither stands anywhere in what is drawn. */
function refuseCommands(text: string): void {
  const [command] = /(::|##\[)[\w-]*/.exec(text) ?? [];
  if (command !== undefined) throw new Error(`a workflow command in what is to be drawn: ${command}`);
}

const COLOUR = new RegExp(`${ESCAPE}\\[([\\d;]*)m`, 'g');

function coloured(text: string): string {
  let open = 0;
  const html = escaped(text).replaceAll(COLOUR, (_, codes: string) => {
    const closing = '</span>'.repeat(open);
    const classes = codes.split(';').filter((code) => code !== '' && code !== '0');
    open = classes.length === 0 ? 0 : 1;
    return open === 0 ? closing : `${closing}<span class="${classes.map((code) => `s${code}`).join(' ')}">`;
  });
  if (html.includes(ESCAPE)) throw new Error('a control sequence that is no colour');
  return html + '</span>'.repeat(open);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const page = (style: string, body: string): string =>
  `<!doctype html><meta charset="utf-8"><style>${style}</style><${DRAWN}>${body}</${DRAWN}>`;

const COMMENT_STYLE = `
body { margin: 0; font: 14px/1.5 'Noto Sans', 'Noto Color Emoji', 'DejaVu Sans', sans-serif; color: #1f2328; }
main { width: 960px; border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden; }
header { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; color: #59636e; }
header i { font-style: normal; }
section { padding: 4px 16px 12px; }
h3 { font-size: 18px; margin: 14px 0 10px; }
p { margin: 0 0 12px; }
table { border-collapse: collapse; width: 100%; margin: 0 0 14px; }
th, td { border: 1px solid #d1d9e0; padding: 6px 12px; }
tr:nth-child(2n) td { background: #f6f8fa; }
th, td:not(:last-child) { white-space: nowrap; }
blockquote { margin: 0 0 12px; padding: 0 14px; color: #59636e; border-left: 3px solid #d1d9e0; }
summary { margin: 0 0 8px; }
a { color: #0969da; text-decoration: none; }
code { font: 85% 'DejaVu Sans Mono', monospace; background: #eff1f3; border-radius: 4px; padding: 2px 4px; }
sub { font-size: 12px; vertical-align: baseline; color: #59636e; }
`;

const TERMINAL_STYLE = `
body { margin: 0; }
main { display: inline-block; background: #0d1117; border-radius: 8px; padding: 14px 18px; }
pre { margin: 0; font: 14px/1.45 'DejaVu Sans Mono', 'Noto Color Emoji', monospace; color: #e6edf3; }
.s1 { font-weight: bold; }
.s2 { color: #8b949e; }
.s31 { color: #ff7b72; }
.s32 { color: #7ee787; }
.s33 { color: #e3b341; }
`;
