import type { Outcome } from '../compare/judge.js';
import type { RunRecord } from '../model/record.js';
import { plain } from '../report/escape.js';
import { type CellFigures, figuresOf, finite, type MetricFigures } from './figures.js';
import { type LimitFigures, limitsOf } from './limits.js';

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
type ReadLimit = (limit: LimitFigures) => Value;

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

/** Columns that a line about a limit fills besides those of its cell. */
const LIMIT_COLUMNS: Readonly<Record<string, ReadLimit>> = {
  unit: ({ unit }) => unit,
  better: ({ better }) => better,
  baseline: ({ baseline }) => baseline,
  candidate: ({ figure }) => figure,
  candidate_low: ({ interval }) => interval?.low,
  candidate_high: ({ interval }) => interval?.high,
  generations: ({ generations }) => generations,
  limit: ({ limit }) => limit,
  limit_bound: ({ bound }) => bound,
  limit_verdict: ({ verdict }) => verdict,
};

/** Those of limits alone come last. */
const HEADER = [...new Set([...Object.keys(COLUMNS), ...Object.keys(LIMIT_COLUMNS)])];

/**
 * One line for each metric of each cell, one for each of its limits, and one for a cell without figures. What is not known
 * is empty.
 */
export function outcomeCsv(outcome: Outcome): string {
  const { record } = outcome;
  const rows = figuresOf(outcome).flatMap((cell) => [
    ...(cell.metrics.length === 0 ? [null] : cell.metrics).map((figures) =>
      HEADER.map((name) => field(COLUMNS[name]?.(cell, figures, record))),
    ),
    ...limitsOf(cell).map((limit) =>
      HEADER.map((name) => field(LIMIT_COLUMNS[name]?.(limit) ?? COLUMNS[name]?.(cell, null, record))),
    ),
  ]);
  return [HEADER, ...rows].map((fields) => `${fields.join(',')}\n`).join('');
}

function field(value: Value): string {
  if (typeof value === 'string') return csvText(value);
  return finite(value)?.toString() ?? '';
}
