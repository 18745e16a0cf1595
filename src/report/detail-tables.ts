import { serviceMetric } from '../model/counts.js';
import type { CellRecord, ExactCounts, LatencySummary, RunRecord, SideName } from '../model/record.js';
import { type Turn, turnOf } from '../model/turn.js';
import { capacityGrid } from './capacity.js';
import { escapeText, label } from './escape.js';
import {
  type Answers,
  answersOf,
  cellMemory,
  cpuSplit,
  generatorUse,
  growth,
  roundsOf,
  type Split,
  startMs,
  throttledShare,
  typicalLatency,
} from './figures.js';
import { bytes, duration, number, perRequest, rate, share, time } from './format.js';
import { type Column, type Grid, grid, NONE } from './markdown.js';
import { markdownProse } from './prose.js';
import { turnWords } from './turn-words.js';

/** Tables of the job summary: one row for each cell and side. */

/** What the tables tell of one side of a cell, worked out once. */
interface SideRow {
  readonly name: string;
  readonly side: SideName;
  /** Under load (solo rounds), and of a request on its own (probes). */
  readonly latency: LatencySummary | null;
  readonly alone: LatencySummary | null;
  readonly cpu: Split | null;
  readonly throttled: number | null;
  readonly memory: number | null;
  /** ms */
  readonly start: number | null;
  readonly growth: number | null;
  readonly counts: ExactCounts | null;
  /** What its counts are of; null: one request. */
  readonly turn: Turn | null;
  readonly answers: Answers;
  readonly generator: { readonly cpu: number; readonly loop: number } | null;
}

const SIDES: readonly SideName[] = ['baseline', 'candidate'];

const text = (header: string, read: (row: SideRow) => string): Column<SideRow> => ({
  header,
  align: 'left',
  read,
  wraps: true,
});
const figure = (header: string, read: (row: SideRow) => number | null, write: (value: number) => string) =>
  ({
    header,
    align: 'right',
    read: (row) => {
      const value = read(row);
      return value === null ? NONE : write(value);
    },
  }) satisfies Column<SideRow>;

const NAMES: readonly Column<SideRow>[] = [
  text('cell', ({ name }) => name),
  text('side', ({ side }) => (side === 'baseline' ? 'base' : 'candidate')),
];

/** A table of details with its title. */
export interface DetailTable {
  readonly title: string;
  readonly grid: Grid;
}

/** What is behind the comment's figures, the most asked for first. */
export function detailTables(record: RunRecord): readonly DetailTable[] {
  const rows = sideRows(record);
  return [
    { title: 'Latency', grid: latencyGrid(rows) },
    { title: 'What a request costs', grid: costGrid(rows) },
    ...capacityTable(record),
    ...servicesTable(record),
    { title: 'Answers and failures', grid: answersGrid(rows) },
    { title: 'Every generation', grid: generationsGrid(record) },
  ];
}

/** None where nothing was searched. */
function capacityTable(record: RunRecord): readonly DetailTable[] {
  const levels = capacityGrid(record);
  return levels.rows.length === 0 ? [] : [{ title: 'How much it carries, level by level', grid: levels }];
}

/** The sides of the cells that have figures. */
function sideRows(record: RunRecord): readonly SideRow[] {
  return record.cells
    .filter(({ state }) => state !== 'unchanged')
    .flatMap((cell) => SIDES.filter((side) => hasSide(cell, side)).map((side) => sideRow(cell, side)));
}

function hasSide(cell: CellRecord, side: SideName): boolean {
  return cell.generations.some((generation) => generation[side] !== null);
}

function sideRow(cell: CellRecord, side: SideName): SideRow {
  return {
    name: nameOf(cell),
    side,
    latency: typicalLatency(roundsOf(cell, side, 'solo')),
    alone: typicalLatency(roundsOf(cell, side, 'probe')),
    cpu: cpuSplit(cell, side),
    throttled: throttledShare(cell, side),
    memory: cellMemory(cell, side),
    start: startMs(cell, side),
    growth: growth(cell, side),
    counts: cell.generations.map((generation) => generation[side]?.counts ?? null).findLast(Boolean) ?? null,
    turn: turnOf(cell),
    answers: answersOf(cell, side),
    generator: generatorUse(cell),
  };
}

/** What was measured of an invalid cell is there to find out why, not to be believed. */
function nameOf(cell: CellRecord): string {
  const name = markdownProse.cell(cell.target, cell.scenario);
  return cell.state === 'invalid' ? `${name} (invalid)` : name;
}

/** Latency under load and of a request on its own, each figure the median over the rounds. */
function latencyGrid(rows: readonly SideRow[]): Grid {
  const percentile = (name: keyof LatencySummary, header: string = name) =>
    figure(header, ({ latency }) => latency?.[name] ?? null, time);
  const columns = [
    ...NAMES,
    percentile('p50'),
    percentile('p75'),
    percentile('p90'),
    percentile('p95'),
    percentile('p99'),
    percentile('p999', 'p99.9'),
    percentile('max'),
    percentile('stdev', 's.d.'),
    figure('alone, p50', ({ alone }) => alone?.p50 ?? null, time),
    figure('alone, p99', ({ alone }) => alone?.p99 ?? null, time),
  ];
  return grid(columns, rows);
}

/** What a request costs: CPU time by user and system, memory, and what was counted. */
function costGrid(rows: readonly SideRow[]): Grid {
  const columns = [
    ...NAMES,
    figure('CPU/req, user', ({ cpu }) => cpu?.user ?? null, time),
    figure('system', ({ cpu }) => cpu?.system ?? null, time),
    figure('held back by cap', ({ throttled }) => throttled, share),
    figure('peak memory', ({ memory }) => memory, bytes),
    figure('memory kept/req', (row) => row.growth, bytes),
    figure('start', ({ start }) => start, duration),
    counted('bytes/req', ({ responseBytes }) => responseBytes, bytes),
    counted('upstream calls/req', ({ upstreamCalls }) => upstreamCalls, perRequest),
    counted('upstream connections/req', ({ upstreamConnections }) => upstreamConnections, perRequest),
    counted('new connections/req', ({ newConnections }) => newConnections, perRequest),
  ];
  return grid(columns, rows);
}

/** A count, with what it is of where that is not one request. */
const counted = (
  header: string,
  read: (counts: ExactCounts) => number | null,
  write: (value: number) => string,
): Column<SideRow> => ({
  header,
  align: 'right',
  read: ({ counts, turn }) => {
    const value = counts === null ? null : read(counts);
    if (value === null) return NONE;
    return turn === null ? write(value) : `${write(value)} /${turnWords(turn).short}`;
  },
});

/** What the services beside each side used. None where no target needs any. */
function servicesTable(record: RunRecord): readonly DetailTable[] {
  const rows = record.cells
    .filter(({ state }) => state !== 'unchanged')
    .flatMap((cell) => SIDES.flatMap((side) => serviceRows(cell, side)));
  if (rows.length === 0) return [];
  const columns: readonly Column<ServiceRow>[] = [
    { header: 'cell', align: 'left', read: ({ name }) => name, wraps: true },
    { header: 'side', align: 'left', read: ({ side }) => (side === 'baseline' ? 'base' : 'candidate') },
    { header: 'service', align: 'left', read: ({ service }) => label(service) },
    { header: 'CPU/req', align: 'right', read: ({ cpuUs }) => (cpuUs === null ? NONE : time(cpuUs)) },
    {
      header: 'peak memory',
      align: 'right',
      read: ({ peakBytes }) => (peakBytes === null ? NONE : bytes(peakBytes)),
    },
    { header: 'counted', align: 'left', read: ({ counted }) => counted ?? NONE, wraps: true },
  ];
  return [{ title: 'Services beside the targets', grid: grid(columns, rows) }];
}

interface ServiceRow {
  readonly name: string;
  readonly side: SideName;
  readonly service: string;
  /** CPU time for each request of the target, µs. */
  readonly cpuUs: number | null;
  readonly peakBytes: number | null;
  /** What a request asked of it, in words; null: nothing was counted. */
  readonly counted: string | null;
}

/** Each figure is the mean over the generations that have it. */
function serviceRows(cell: CellRecord, side: SideName): readonly ServiceRow[] {
  const all = cell.generations.map((generation) => generation[side]?.services ?? {});
  const names = new Set(all.flatMap((services) => Object.keys(services)));
  return [...names].map((service) => {
    const figures = all.flatMap((services) => services[service] ?? []);
    return {
      name: nameOf(cell),
      side,
      service,
      cpuUs: meanOf(figures.map(({ cpuUs }) => cpuUs)),
      peakBytes: meanOf(figures.map(({ peakMemoryBytes }) => peakMemoryBytes)),
      counted: countedText(cell, side, service),
    };
  });
}

/** `each request: queries 51, rows read about 1,000`: about, where it differs from request to request. */
function countedText(cell: CellRecord, side: SideName, service: string): string | null {
  const all = cell.generations.map((generation) => generation[side]?.counts);
  const counts = all.find((one) => one?.services?.[service] !== undefined);
  const counted = Object.entries(counts?.services?.[service] ?? {});
  if (counted.length === 0) return null;
  const each = counted
    .map(([name, count]) => {
      const about = counts?.unsteady?.includes(serviceMetric(service, name)) === true ? 'about ' : '';
      return `${escapeText(name.replaceAll('-', ' '))} ${about}${perRequest(count)}`;
    })
    .join(', ');
  return `${turnWords(turnOf(cell)).each}: ${each}`;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Right answers and failed requests by kind, over all rounds; what the load generator used at most. */
function answersGrid(rows: readonly SideRow[]): Grid {
  const count = (header: string, read: (answers: Answers) => number) =>
    figure(header, ({ answers }) => read(answers), number);
  const columns = [
    ...NAMES,
    count('right', ({ right }) => right),
    count('refused', ({ failures }) => failures.refused),
    count('reset', ({ failures }) => failures.reset),
    count('timeout', ({ failures }) => failures.timeout),
    count('non-2xx', ({ failures }) => failures.non2xx),
    count('wrong body', ({ failures }) => failures.wrongBody),
    ...(rows.some(({ answers }) => (answers.failures.capture ?? 0) > 0)
      ? [count('nothing to capture', ({ failures }) => failures.capture ?? 0)]
      : []),
    count('other', ({ failures }) => failures.other),
    figure('generator CPU', ({ generator }) => generator?.cpu ?? null, share),
    figure('its event loop', ({ generator }) => generator?.loop ?? null, share),
  ];
  return grid(columns, rows);
}

/** Every generation's own figures: the unit of statistics. */
function generationsGrid(record: RunRecord): Grid {
  const rows = record.cells
    .filter(({ state }) => state !== 'unchanged')
    .flatMap((cell) => {
      const name = nameOf(cell);
      return cell.generations.map((generation) => ({ name, generation }));
    });
  type Row = (typeof rows)[number];
  const mean = (row: Row, side: SideName): number | null => {
    const duets = row.generation[side]?.duet ?? [];
    const all = duets.length > 0 ? duets : (row.generation[side]?.solo ?? []);
    return all.length === 0 ? null : all.reduce((sum, round) => sum + round.rps, 0) / all.length;
  };
  const shown = (value: number | null): string => (value === null ? NONE : rate(value));
  const columns: readonly Column<Row>[] = [
    {
      header: 'cell',
      align: 'left',
      read: ({ name }) => name,
      wraps: true,
    },
    { header: 'generation', align: 'right', read: ({ generation }) => number(generation.index + 1) },
    { header: 'phase', align: 'left', read: ({ generation }) => generation.phase },
    {
      header: 'started first',
      align: 'left',
      read: ({ generation }) => (generation.startedFirst === 'baseline' ? 'base' : 'candidate'),
    },
    { header: 'base', align: 'right', read: (row) => shown(mean(row, 'baseline')) },
    { header: 'candidate', align: 'right', read: (row) => shown(mean(row, 'candidate')) },
    { header: 'took', align: 'right', read: ({ generation }) => duration(generation.durationMs) },
  ];
  return grid(columns, rows);
}

/** How the wall time was spent, by stage. */
export function timingGrid(record: RunRecord): Grid {
  const stages = Object.entries(record.timing).map(([stage, ms]) => ({ stage, ms }));
  const columns: readonly Column<{ stage: string; ms: number }>[] = [
    { header: 'stage', align: 'left', read: ({ stage }) => escapeText(stage, 80) },
    { header: 'took', align: 'right', read: ({ ms }) => duration(ms) },
    {
      header: 'of the run',
      align: 'right',
      read: ({ ms }) => (record.durationMs > 0 ? share(ms / record.durationMs) : NONE),
    },
  ];
  return grid(columns, stages);
}
