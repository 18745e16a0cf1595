import type { CellRecord, RoundFigures, RunRecord, SideName } from '../model/record.js';
import type { StepFigures } from '../model/round.js';
import { median } from '../stats/summary.js';
import type { DetailTable } from './detail-tables.js';
import { roundsOf } from './figures.js';
import { number, time } from './format.js';
import { type Column, grid, NONE } from './markdown.js';
import { markdownProse } from './prose.js';

/** One step of a sequence on one side. Latencies are µs, medians over the rounds; null: it has none. */
export interface StepRow {
  readonly side: SideName;
  /** From 1. */
  readonly number: number;
  /** Method and path, in the record's own words. */
  readonly request: string;
  readonly right: number;
  readonly failed: number;
  /** Under load (solo rounds). */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** Median of a request on its own (probes). */
  readonly alone: number | null;
}

interface NamedRow extends StepRow {
  readonly name: string;
}

/** The steps of sequences, one row for each cell, side and step. None: there are no sequences. */
export function stepTable({ cells }: RunRecord): readonly DetailTable[] {
  const rows = cells.flatMap((cell) => {
    const name = markdownProse.cell(cell.target, cell.scenario);
    return stepRows(cell).map((row): NamedRow => ({ ...row, name }));
  });
  return rows.length === 0 ? [] : [{ title: 'Steps', grid: grid(COLUMNS, rows) }];
}

/** Those of one cell, the baseline's first. */
export const stepRows = (cell: CellRecord): readonly StepRow[] =>
  (['baseline', 'candidate'] as const).flatMap((side) => rowsOf(cell, side));

function rowsOf(cell: CellRecord, side: SideName): readonly StepRow[] {
  const ofStep = (rounds: readonly RoundFigures[], at: number): readonly StepFigures[] =>
    rounds.flatMap(({ steps }) => steps?.[at] ?? []);
  return (cell.steps ?? []).flatMap((request, at) => {
    const loaded = ofStep(roundsOf(cell, side, 'solo'), at);
    const alone = ofStep(roundsOf(cell, side, 'probe'), at);
    if (loaded.length === 0 && alone.length === 0) return [];
    return [
      {
        side,
        number: at + 1,
        request,
        right: sumOf(loaded, ({ requests }) => requests),
        failed: sumOf(loaded, ({ failed }) => failed),
        p50: latencyOf(loaded, 'p50'),
        p95: latencyOf(loaded, 'p95'),
        p99: latencyOf(loaded, 'p99'),
        alone: latencyOf(alone, 'p50'),
      },
    ];
  });
}

const sumOf = (figures: readonly StepFigures[], read: (one: StepFigures) => number): number =>
  figures.reduce((sum, one) => sum + read(one), 0);

const latencyOf = (figures: readonly StepFigures[], name: keyof StepFigures['latencyUs']): number | null =>
  figures.length === 0 ? null : median(figures.map((one) => one.latencyUs[name]));

const latency = (header: string, read: (row: StepRow) => number | null): Column<NamedRow> => ({
  header,
  align: 'right',
  read: (row) => {
    const us = read(row);
    return us === null ? NONE : time(us);
  },
});

const COLUMNS: readonly Column<NamedRow>[] = [
  { header: 'cell', align: 'left', read: ({ name }) => name, wraps: true },
  { header: 'side', align: 'left', read: ({ side }) => (side === 'baseline' ? 'base' : 'candidate') },
  { header: 'step', align: 'right', read: (row) => number(row.number) },
  { header: 'request', align: 'left', read: ({ request }) => markdownProse.code(request), wraps: true },
  { header: 'right', align: 'right', read: ({ right }) => number(right) },
  { header: 'failed', align: 'right', read: ({ failed }) => number(failed) },
  latency('p50', ({ p50 }) => p50),
  latency('p95', ({ p95 }) => p95),
  latency('p99', ({ p99 }) => p99),
  latency('alone, p50', ({ alone }) => alone),
];
