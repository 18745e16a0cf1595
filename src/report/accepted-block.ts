import type { Acceptance, CellComparison, Comparison } from '../model/comparison.js';
import { metricWords } from './metric-words.js';
import { markdownProse, type Prose } from './prose.js';

/** Accepted cells told one by one. */
const CELLS = 10;

/** Who accepted which regression, why and until when, and which of them no longer count. Markdown, a line a cell. */
export function acceptedBlock({ cells }: Comparison): string {
  const lines = acceptedLines({ cells }, markdownProse);
  const more = lines.length - CELLS;
  const rest = more > 0 ? [`> … and ${more} more`] : [];
  return [...lines.slice(0, CELLS).map((line) => `> ${line}`), ...rest].join('\n>\n');
}

/** The same in the words of a prose, all of them. */
export const acceptedLines = ({ cells }: Pick<Comparison, 'cells'>, prose: Prose): readonly string[] =>
  cells.flatMap((cell) => (cell.accepted === undefined ? [] : [acceptedLine(cell, cell.accepted, prose)]));

function acceptedLine({ target, scenario }: CellComparison, accepted: Acceptance, prose: Prose): string {
  const cell = prose.name(target, scenario);
  const who = `by ${prose.cell(accepted.by)}`;
  const why = `because: ${reasonText(accepted.reason, prose)}`;
  const metric = accepted.metric === null ? 'something else' : metricWords(accepted.metric).name;
  switch (accepted.state) {
    case 'holds':
      return `🟡 ${cell} is accepted ${who}${untilText(accepted.until)}, ${why}`;
    case 'over':
      return `${cell} was accepted ${who}${untilText(accepted.until)}, which is over, ${why}`;
    case 'grown':
      return `${cell} was accepted ${who}, but its ${metric} is worse than that by now. It was accepted ${why}`;
    case 'limit':
      return `${cell} was accepted ${who}, but it breaks a limit, which nobody can accept. It was accepted ${why}`;
    case 'more':
      return `${cell} was accepted ${who}, but not that its ${metric} is worse. It was accepted ${why}`;
  }
}

/** In a person's own words, as the end of a sentence. */
export function reasonText(reason: string, prose: Prose = markdownProse): string {
  const text = reason.trim();
  return prose.text(/[.!?…]$/.test(text) ? text : `${text}.`);
}

/** ` until 2026-12-01`, or nothing. */
export function untilText(until: string | null): string {
  return until === null ? '' : ` until ${until}`;
}
