import type { CellComparison } from '../../../src/model/comparison.js';
import { renderComment } from '../../../src/report/comment.js';
import { renderSummary } from '../../../src/report/summary.js';
import { compared, makeComparison, makeContext, makeGate, recordFor, sampled } from './builders.js';
import type { Case } from './make-case.js';

export const comment = ({ record, comparison, gate, context }: Case): string =>
  renderComment(record, comparison, gate, context);
export const summary = ({ record, comparison, gate, context }: Case): string =>
  renderSummary(record, comparison, gate, context);
/** Without the spaces that keep figures on one line. */
export const readable = (text: string): string => text.replaceAll('\u00a0', ' ');

/** All tags that a report is made of; anything else came from outside. */
export const TAGS = new Set([
  'a', 'blockquote', 'code', 'details', 'h3', 'li', 'p', 'pre', 'strong', 'sub', 'summary',
  'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul',
]); // biome-ignore format: a list

export function caseOf(cells: readonly CellComparison[], changes: Partial<Case> = {}): Case {
  const record = changes.record ?? recordFor(cells);
  return {
    record,
    comparison: makeComparison(cells, { problems: record.problems }),
    gate: makeGate(1, 'slower'),
    context: makeContext(),
    ...changes,
  };
}

export const slower = (target: string, scenario: string, ratio = 0.9): CellComparison =>
  compared(target, scenario, 'regression', {
    metrics: [sampled('throughput', 4812, ratio, { verdict: 'regression' })],
  });
