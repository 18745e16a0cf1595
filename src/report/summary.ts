import type { Comparison, GateResult } from '../model/comparison.js';
import type { RunRecord } from '../model/record.js';
import { acceptedBlock } from './accepted-block.js';
import { bisectBlock } from './bisect-block.js';
import { gateLine, headlineLine, leadParagraph, notesBlock, type Report, unverifiedLine } from './body.js';
import { allCellsBlock, type CellTables, cellTables, changedBlock } from './cell-tables.js';
import { type DetailTable, detailTables, timingGrid } from './detail-tables.js';
import { elsewhereBlock } from './elsewhere.js';
import { fitRows, type Space, SUMMARY_LIMIT } from './fit.js';
import { footer } from './footer.js';
import { plural } from './format.js';
import { historyPart } from './history.js';
import { hasFigures, howMeasured } from './how.js';
import { folded, paragraphs, renderGrid } from './markdown.js';
import { problemsBlock } from './problems.js';
import { profileTable } from './profile.js';
import { rateTable } from './rate-table.js';
import { secondBlock } from './second.js';
import { stepTable } from './step-table.js';
import { trendLinks } from './trends.js';
import type { ReportContext } from './types.js';

/** Problems told in full. */
const PROBLEMS = 20;

/**
 * The job summary: what the comment says, and everything behind it (latency percentiles, costs of a request,
 * failures by kind, every generation, how the time was spent). At most 1 MiB: the tables of details lose rows
 * first, then the table of all cells.
 */
export function renderSummary(
  record: RunRecord,
  comparison: Comparison,
  gate: GateResult,
  context: ReportContext,
): string {
  const report: Report = { record, comparison, gate, context, elsewhere: 'they are in the record' };
  const tables = cellTables(report);
  const details = [
    ...rateTable(comparison),
    ...stepTable(record),
    ...profileTable(record, comparison),
    ...detailTables(record),
  ];
  const total = details.reduce((sum, { grid }) => sum + grid.rows.length, tables.rows);
  return fitRows(total, SUMMARY_LIMIT, (space) => summaryIn(report, tables, details, space));
}

function summaryIn(
  report: Report,
  tables: CellTables,
  details: readonly DetailTable[],
  space: Space,
): string {
  const { record, comparison, context } = report;
  const room = Math.max(0, space.rows - tables.rows);
  return paragraphs([
    headlineLine(report),
    unverifiedLine(report),
    leadParagraph(report),
    gateLine(report),
    changedBlock(tables, report, space),
    secondBlock(record, comparison),
    bisectBlock(context.bisects),
    elsewhereBlock(record, comparison),
    acceptedBlock(comparison),
    problemsBlock(report, PROBLEMS),
    historyPart(context.history),
    notesBlock(report),
    trendLinks(report),
    allCellsBlock(tables, report, space),
    ...detailBlocks(details, { ...space, rows: room }),
    hasFigures(record) ? folded('How this was measured', howMeasured(record, comparison, context)) : '',
    timingBlock(record),
    footer(record, comparison, context),
  ]);
}

/** The tables of details, filled one after the other as far as there is room. */
function detailBlocks(details: readonly DetailTable[], { rows, aligned }: Space): readonly string[] {
  let room = rows;
  let missing = 0;
  const blocks = details.map(({ title, grid }) => {
    const shown = grid.rows.slice(0, room);
    room -= shown.length;
    missing += grid.rows.length - shown.length;
    return shown.length === 0 ? '' : folded(title, renderGrid(grid, shown, { aligned }));
  });
  const rest = `${plural(missing, 'row')} of details left out for want of room: they are in the record.`;
  return missing === 0 ? blocks : [...blocks, rest];
}

function timingBlock(record: RunRecord): string {
  const grid = timingGrid(record);
  return grid.rows.length === 0
    ? ''
    : folded('Where the time went', renderGrid(grid, grid.rows, { aligned: true }));
}
