import type { Comparison, GateResult } from '../model/comparison.js';
import type { RunRecord } from '../model/record.js';
import { acceptedBlock } from './accepted-block.js';
import { bisectBrief } from './bisect-block.js';
import { gateLine, headlineLine, leadParagraph, notesBlock, type Report, unverifiedLine } from './body.js';
import { allCellsBlock, type CellTables, cellTables, changedBlock } from './cell-tables.js';
import { elsewhereBlock } from './elsewhere.js';
import { link } from './escape.js';
import { COMMENT_LIMIT, fitRows, type Limit, type Space } from './fit.js';
import { footer } from './footer.js';
import { hasFigures, howMeasured } from './how.js';
import { folded, paragraphs } from './markdown.js';
import { problemsBlock } from './problems.js';
import { secondBlock } from './second.js';
import { trendLinks } from './trends.js';
import type { ReportContext } from './types.js';

/** Problems told in full. */
const PROBLEMS = 3;

/**
 * The comment on a pull request: marker, verdict, the worst cell and why, what changed, and, folded, all cells
 * and how they were measured. Never over 65,536 characters: whole rows go, those that say least first.
 */
export function renderComment(
  record: RunRecord,
  comparison: Comparison,
  gate: GateResult,
  context: ReportContext,
): string {
  return renderWithin(COMMENT_LIMIT, record, comparison, gate, context);
}

/** The comment's text in a place that takes less, or more. */
export function renderWithin(
  limit: Limit,
  record: RunRecord,
  comparison: Comparison,
  gate: GateResult,
  context: ReportContext,
): string {
  const elsewhere = `see ${link('the job summary', context.runUrl)}`;
  const report: Report = { record, comparison, gate, context, elsewhere };
  const tables = cellTables(report);
  return fitRows(tables.rows, limit, (space) => commentIn(report, tables, space));
}

function commentIn(report: Report, tables: CellTables, space: Space): string {
  const { record, comparison, context } = report;
  return paragraphs([
    `${context.marker}\n${headlineLine(report)}`,
    unverifiedLine(report),
    leadParagraph(report),
    gateLine(report),
    changedBlock(tables, report, space),
    secondBlock(record, comparison),
    bisectBrief(context.bisects),
    elsewhereBlock(record, comparison),
    acceptedBlock(comparison),
    problemsBlock(report, PROBLEMS),
    notesBlock(report),
    trendLinks(report),
    allCellsBlock(tables, report, space),
    hasFigures(record) ? folded('How this was measured', howMeasured(record, comparison, context)) : '',
    footer(record, comparison, context),
  ]);
}
