import type { Outcome } from '../compare/judge.js';
import type { RunRecord } from '../model/record.js';
import { plain } from '../report/escape.js';
import { type CellFigures, figuresOf, finite, type MetricFigures } from './figures.js';

/** Characters of a text: an invalid cell's whole sentence is shorter. */
const LONGEST = 2000;
/**
 * What a spreadsheet would run as a formula, the full-width signs too; also after a semicolon, which ends a cell in countries
 * with a decimal comma.
 */
const FORMULA = /(^|;)(?=[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** A text as a field that no spreadsheet runs (RFC 4180). */
export function csvText(value: string): string {
  const text = plain(value, LONGEST).replace(FORMULA, "$1'");
  return /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Value = string | number | null | undefined;
/** null: the cell has no figures. */
type Read = (cell: CellFigures, figures: MetricFigures | null, record: RunRecord) => Value;

/** Column → its value, in plain units: times in µs, memory in bytes. */
const COLUMNS: Readonly<Record<string, Read>> = {
  started_at: (_cell, _figures, { startedAt }) => startedAt,
  commit: (_cell, _figures, { candidate }) => candidate.sha,
  ref: (_cell, _figures, { candidate }) => candidate.label,
  baseline_commit: (_cell, _figures, { baseline }) => baseline?.sha,
  target: ({ target }) => target,
  scenario: ({ scenario }) => scenario,
  cell_verdict: ({ verdict }) => verdict,
  metric: (_cell, figures) => figures?.metric,
  unit: (_cell, figures) => figures?.unit,
  better: (_cell, figures) => figures?.better,
  baseline: (_cell, figures) => figures?.baseline?.value,
  baseline_low: (_cell, figures) => figures?.baseline?.interval?.low,
  baseline_high: (_cell, figures) => figures?.baseline?.interval?.high,
  candidate: (_cell, figures) => figures?.candidate.value,
  candidate_low: (_cell, figures) => figures?.candidate.interval?.low,
  candidate_high: (_cell, figures) => figures?.candidate.interval?.high,
  ratio: (_cell, figures) => figures?.comparison?.ratio,
  ratio_low: (_cell, figures) => figures?.comparison?.interval?.low,
  ratio_high: (_cell, figures) => figures?.comparison?.interval?.high,
  threshold: (_cell, figures) => figures?.comparison?.threshold,
  could_see: (_cell, figures) => figures?.comparison?.couldSee,
  generations: (_cell, figures) => figures?.comparison?.generations,
  metric_verdict: (_cell, figures) => figures?.comparison?.verdict,
};

/** One line for each metric of each cell, and one for a cell without figures. What is not known is empty. */
export function outcomeCsv(outcome: Outcome): string {
  const rows = figuresOf(outcome).flatMap((cell) =>
    (cell.metrics.length === 0 ? [null] : cell.metrics).map((figures) =>
      Object.values(COLUMNS).map((read) => field(read(cell, figures, outcome.record))),
    ),
  );
  return [Object.keys(COLUMNS), ...rows].map((fields) => `${fields.join(',')}\n`).join('');
}

function field(value: Value): string {
  if (typeof value === 'string') return csvText(value);
  return finite(value)?.toString() ?? '';
}
