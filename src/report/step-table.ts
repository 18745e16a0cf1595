import type { CellRecord, RoundFigures, RunRecord, SideName } from '../model/record.js';
import type { StepFigures } from '../model/round.js';
import { median } from '../stats/summary.js';
import type { DetailTable } from './detail-tables.js';
import { roundsOf } from './figures.js';
import { number, time } from './format.js';
import { type Column, grid, NONE } from './markdown.js';
import { markdownProse } from './prose.js';

interface StepRow {
  readonly name: string;
  readonly side: SideName;
  readonly number: number;
  /** Method and path. */
  readonly request: string;
  /** Under load (solo rounds), and of a request on its own (probes); of each round. */
  readonly loaded: readonly StepFigures[];
  readonly alone: readonly StepFigures[];
}

/** The steps of sequences, one row for each cell, side and step. None: there are no sequences. */
export function stepTable({ cells }: RunRecord): readonly DetailTable[] {
  const rows = cells.flatMap((cell) =>
    (['baseline', 'candidate'] as const).flatMap((side) => rowsOf(cell, side)),
  );
  return rows.length === 0 ? [] : [{ title: 'Steps', grid: grid(COLUMNS, rows) }];
}

function rowsOf(cell: CellRecord, side: SideName): readonly StepRow[] {
  const ofStep = (rounds: readonly RoundFigures[], at: number): readonly StepFigures[] =>
    rounds.flatMap(({ steps }) => steps?.[at] ?? []);
  return (cell.steps ?? []).flatMap((request, at) => {
    const loaded = ofStep(roundsOf(cell, side, 'solo'), at);
    const alone = ofStep(roundsOf(cell, side, 'probe'), at);
    if (loaded.length === 0 && alone.length === 0) return [];
    const name = markdownProse.cell(cell.target, cell.scenario);
    return [{ name, side, number: at + 1, request, loaded, alone }];
  });
}

const sumOf = (figures: readonly StepFigures[], read: (one: StepFigures) => number): number =>
  figures.reduce((sum, one) => sum + read(one), 0);

const latency = (
  header: string,
  from: 'loaded' | 'alone',
  name: keyof StepFigures['latencyUs'],
): Column<StepRow> => ({
  header,
  align: 'right',
  read: (row) => (row[from].length === 0 ? NONE : time(median(row[from].map((one) => one.latencyUs[name])))),
});

const COLUMNS: readonly Column<StepRow>[] = [
  { header: 'cell', align: 'left', read: ({ name }) => name, wraps: true },
  { header: 'side', align: 'left', read: ({ side }) => (side === 'baseline' ? 'base' : 'candidate') },
  { header: 'step', align: 'right', read: (row) => number(row.number) },
  { header: 'request', align: 'left', read: ({ request }) => markdownProse.code(request), wraps: true },
  {
    header: 'right',
    align: 'right',
    read: ({ loaded }) => number(sumOf(loaded, ({ requests }) => requests)),
  },
  { header: 'failed', align: 'right', read: ({ loaded }) => number(sumOf(loaded, ({ failed }) => failed)) },
  latency('p50', 'loaded', 'p50'),
  latency('p95', 'loaded', 'p95'),
  latency('p99', 'loaded', 'p99'),
  latency('alone, p50', 'alone', 'p50'),
];
