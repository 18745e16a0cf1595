import type { Comparison, GateResult } from '../model/comparison.js';
import type { RunRecord } from '../model/record.js';
import { renderWithin } from './comment.js';
import type { Limit } from './fit.js';
import { headline } from './headline.js';
import { titleProse } from './prose.js';
import type { ReportContext } from './types.js';

/** GitHub's limit for the summary of a check run, held to in bytes, which is the stricter reading. */
const CHECK_LIMIT: Limit = { max: 65_535, measure: (text) => Buffer.byteLength(text, 'utf8') };

export interface CheckText {
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'cancelled';
  /** The verdict in one sentence, plain text. */
  readonly title: string;
  /** The comment's text, at most 65,535 bytes of Markdown. */
  readonly summary: string;
}

/**
 * The verdict as a check of the commit. `failure` is what the gate does not let pass, and what could not be measured:
 * branch protection takes `neutral` for a pass. `neutral` passed, but nothing was found out, or it is advisory. `cancelled`,
 * which branch protection does not take for a pass, is a run that was ended before it found a regression.
 */
export function renderCheck(
  record: RunRecord,
  comparison: Comparison,
  gate: GateResult,
  context: ReportContext,
): CheckText {
  const { icon, text } = headline(record, comparison, titleProse);
  const summary = renderWithin(CHECK_LIMIT, record, comparison, gate, { ...context, marker: '' }).trimStart();
  const claimed =
    context.unverified === undefined ? '' : `reported by the ${context.unverified.whose}, not verified: `;
  return { conclusion: conclusionOf(record, comparison, gate), title: `${icon} ${claimed}${text}`, summary };
}

function conclusionOf(
  { problems }: RunRecord,
  { verdict, advisory, cells, elsewhere = [] }: Comparison,
  gate: GateResult,
): CheckText['conclusion'] {
  if (gate.exitCode !== 1 && problems.some(({ code }) => code === 'cancelled')) return 'cancelled';
  if (!gate.passed) return 'failure';
  const found = ['no-change', 'improvement', 'nothing-to-measure'].includes(verdict);
  const isJudged = !advisory && (cells.length > 0 || elsewhere.length === 0);
  return found && isJudged ? 'success' : 'neutral';
}
