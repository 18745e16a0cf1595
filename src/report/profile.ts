/** What samples of both sides say of a cell: which functions take more CPU time. */
import type { CellComparison, Comparison, MetricComparison } from '../model/comparison.js';
import type { SampledProfile } from '../model/profile.js';
import type { CellRecord, RunRecord, SideName } from '../model/record.js';
import {
  type Change,
  type FunctionChange,
  type ProfileChange,
  profileChange,
  scaled,
} from '../profile/difference.js';
import type { DetailTable } from './detail-tables.js';
import { recordOf, throttledShare } from './figures.js';
import { list, number, perRequest, plural, share } from './format.js';
import { type Column, grid } from './markdown.js';
import { hasMoved, together } from './metric.js';
import { markdownProse, type Prose } from './prose.js';

/** Functions that are named in a sentence. */
const NAMED = 3;
/** Of what the cell takes more in all, the share from which on a second and third function is named. */
const WORTH_NAMING = 0.05;
/** Functions of one cell in a table. */
const ROWS = 12;
/** Cells whose profile, or why there is none, is told below the figures. */
const TOLD_CELLS = 6;
const REASON_LENGTH = 300;

/**
 * Which functions made a cell slower (or faster):
 * `serialize in app/json.py: +11.4 µs of CPU a request (±0.9), of +13.0 µs in all.`
 */
export function profileSentences(
  cell: CellComparison,
  record: CellRecord | null,
  prose: Prose,
): readonly string[] {
  const { verdict } = cell;
  if (verdict !== 'regression' && verdict !== 'improvement') return [];
  if (record?.profile?.kind !== 'sampled') return [];
  const sampled = profileChange(record.profile);
  if (isLostWaiting(cell, sampled)) return [waitingSentence(sampled, record)];
  const { total, functions, unit } = inUnitOf(cell, sampled);
  const [first, ...others] = namedOf({ total, functions }, verdict);
  if (first === undefined) return total.isSure ? ['No single function stands out in its profile.'] : [];
  const all = unit === 'time' ? `, of ${withUnit(total, unit)} in all` : ', by samples';
  const of = unit === 'time' ? 'of CPU a request' : 'of the CPU time of a request';
  const more = others.map((one) => `; ${place(one, prose)}: ${withUnit(one, unit)} ${surety(one, unit)}`);
  return [
    `${place(first, prose)}: ${withUnit(first, unit)} ${of} ${surety(first, unit)}${all}${more.join('')}.`,
  ];
}

/** The same for a row of a table; null: no function stands out. */
export function profileShort(cell: CellComparison, record: CellRecord | null, prose: Prose): string | null {
  if (cell.verdict !== 'regression' || record?.profile?.kind !== 'sampled') return null;
  const sampled = profileChange(record.profile);
  if (isLostWaiting(cell, sampled)) return 'waits';
  const told = inUnitOf(cell, sampled);
  const [first] = namedOf(told, 'regression');
  return first === undefined ? null : `${prose.code(first.name)} ${withUnit(first, told.unit)}`;
}

/** `time`: µs of CPU time a request. `share`: percent of the CPU time that a request took before. */
type Unit = 'time' | 'share';

interface Told extends Pick<ProfileChange, 'total' | 'functions'> {
  readonly unit: Unit;
}

/**
 * Changes of functions in a unit that contradicts no figure beside them. A sampler costs CPU time itself, so what it saw is
 * scaled to the difference that was measured without it. Where that is not sure, or was not the same way, samples tell shares
 * alone. Where no CPU time was measured, there is nothing else to tell than theirs.
 */
function inUnitOf(cell: CellComparison | null, { total, functions }: ProfileChange): Told {
  const cpu = cell?.metrics.find(({ metric }) => metric === 'cpu');
  if (cell !== null && cpu === undefined) return { total, functions, unit: 'time' };
  const measured = cpu === undefined || !hasMoved(cpu) ? 0 : differenceOf(together(cpu));
  const isTold = total.isSure && measured * total.difference > 0;
  const [unit, factor] = isTold
    ? (['time', measured / total.difference] as const)
    : (['share', total.baseline > 0 ? 100 / total.baseline : 0] as const);
  return { total: scaled(total, factor), functions: functions.map((one) => scaled(one, factor)), unit };
}

const differenceOf = ({ baseline, candidate }: MetricComparison): number => candidate - baseline;

function namedOf(
  { total, functions }: Pick<Told, 'total' | 'functions'>,
  verdict: 'regression' | 'improvement',
) {
  const sign = verdict === 'regression' ? 1 : -1;
  const moved = functions
    .filter(({ isSure, difference }) => isSure && sign * difference > 0)
    .toSorted((a, b) => sign * (b.difference - a.difference));
  const least = WORTH_NAMING * Math.abs(total.difference);
  return moved.filter(({ difference }, at) => at === 0 || sign * difference >= least).slice(0, NAMED);
}

/**
 * Whether a cell got slower, and takes no more CPU time: neither by what is counted in all its rounds, nor by the samples, as
 * far as they can tell less than half of what it lost.
 */
function isLostWaiting({ verdict, metrics }: CellComparison, { total }: ProfileChange): boolean {
  if (verdict !== 'regression') return false;
  const lost = Math.max(
    0,
    ...metrics
      .filter(({ metric, verdict: own }) => OF_TIME.has(metric) && own === 'regression')
      .map(({ ratio }) => Math.abs(Math.log(ratio))),
  );
  const usesMore = metrics.some(({ metric, verdict: own }) => metric === 'cpu' && own === 'regression');
  return !usesMore && total.difference + total.half < (total.baseline * lost) / 2;
}

/** Metrics of time that are not CPU time itself. */
const OF_TIME: ReadonlySet<string> = new Set(['throughput', 'latency']);

/** `It takes no more CPU time (+0.1 % by samples, ±0.2), so the time is lost waiting: …`, by what is counted. */
function waitingSentence(sampled: ProfileChange, record: CellRecord): string {
  const { waits } = sampled;
  const { total, unit } = inUnitOf(null, sampled);
  const cpu = `It takes no more CPU time (${withUnit(total, unit)} by samples, ±${written(total, unit).half})`;
  const causes = [...waitCauses(waits), ...throttledCauses(record)];
  return `${cpu}, so the time is lost waiting${causes.length === 0 ? '' : `: ${list(causes)}`}.`;
}

function waitCauses(waits: Change | null): readonly string[] {
  if (waits === null) return [];
  const now = `${perRequest(waits.candidate)} times a request`;
  return waits.isSure
    ? [`it gives up the CPU ${now}, ${perRequest(waits.baseline)} before`]
    : [`it gives up the CPU as often as before (${now}), and waits longer each time`];
}

/** Difference of the shares of time in which a quota holds the sides back that is told. */
const TOLD_THROTTLING = 0.02;

function throttledCauses(record: CellRecord): readonly string[] {
  const [now = 0, before = 0] = (['candidate', 'baseline'] as const).map(
    (side) => throttledShare(record, side) ?? 0,
  );
  if (now - before < TOLD_THROTTLING) return [];
  return [`its CPU quota holds it back ${share(now)} of the time, ${share(before)} before`];
}

/** `serialize in app/json.py, which is new` */
function place({ name, file, kind, only }: FunctionChange, prose: Prose): string {
  const where = file === null ? '' : ` in ${prose.code(file)}`;
  const state = only === null ? '' : only === 'candidate' ? ', which is new' : ', which is gone';
  const named = kind === 'kernel' || kind === 'runtime' ? prose.text(name) : prose.code(name);
  return `${named}${where}${state}`;
}

interface Written {
  readonly change: string;
  readonly half: string;
  readonly unit: 'µs' | 'ms' | '%';
}

/** Both with as many decimals as the interval supports. */
function written({ difference, half: width }: Change, unit: Unit): Written {
  const isLong = unit === 'time' && Math.abs(difference) >= 1_000;
  const per = isLong ? 1_000 : 1;
  const half = width / per;
  const decimals = half >= 10 ? 0 : half >= 0.1 ? 1 : 2;
  const change = number(difference / per, decimals);
  return {
    change: difference > 0 ? `+${change}` : change,
    half: number(half, decimals),
    unit: unit === 'share' ? '%' : isLong ? 'ms' : 'µs',
  };
}

export function withUnit(of: Change, unit: Unit): string {
  const one = written(of, unit);
  return `${one.change} ${one.unit}`;
}

const surety = (change: Change, unit: Unit): string => `(±${written(change, unit).half})`;

interface Row extends FunctionChange {
  readonly cell: string;
  readonly unit: Unit;
  /** Of all samples of a side. */
  readonly shares: { readonly baseline: number; readonly candidate: number };
}

const COLUMNS: readonly Column<Row>[] = [
  { header: 'cell', align: 'left', read: ({ cell }) => cell, wraps: true },
  { header: 'function', align: 'left', read: ({ name }) => markdownProse.code(name), wraps: true },
  {
    header: 'file',
    align: 'left',
    read: ({ file }) => (file === null ? '' : markdownProse.code(file)),
    wraps: true,
  },
  { header: 'code', align: 'left', read: ({ kind }) => kind },
  { header: 'of base', align: 'right', read: ({ shares }) => share(shares.baseline) },
  { header: 'of candidate', align: 'right', read: ({ shares }) => share(shares.candidate) },
  { header: 'change', align: 'right', read: (row) => withUnit(row, row.unit) },
  { header: '±', align: 'right', read: (row) => written(row, row.unit).half },
];

/** One row for each function, those that changed most first; empty where nothing was sampled. */
export function profileTable(
  record: RunRecord,
  { cells, elsewhere = [] }: Comparison,
): readonly DetailTable[] {
  const rows = [...cells, ...elsewhere].flatMap((compared): Row[] => {
    const profile = recordOf(record, compared)?.profile;
    if (profile?.kind !== 'sampled') return [];
    const cell = markdownProse.cell(compared.target, compared.scenario);
    return functionRows(compared, profile).map((one) => ({ ...one, cell }));
  });
  if (rows.length === 0) return [];
  const title =
    'CPU time by function, sampled after the verdict: shares of the samples, and the change for a request';
  return [{ title, grid: grid(COLUMNS, rows) }];
}

/** The functions of a cell that changed most, that one first. */
export function functionRows(cell: CellComparison, profile: SampledProfile): readonly Omit<Row, 'cell'>[] {
  const sampled = profileChange(profile);
  const { functions, unit } = inUnitOf(cell, sampled);
  const shareOf = (at: number, side: SideName): number =>
    sampled.total[side] > 0 ? (sampled.functions[at]?.[side] ?? 0) / sampled.total[side] : 0;
  return functions
    .map((one, at) => ({
      ...one,
      unit,
      shares: { baseline: shareOf(at, 'baseline'), candidate: shareOf(at, 'candidate') },
    }))
    .toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
    .slice(0, ROWS);
}

/** Which cells were sampled, and why others were not. Empty: no profile was wanted. */
export function profileText({ cells }: RunRecord, prose: Prose): string {
  const sampled = cells.flatMap(({ target, scenario, profile }) =>
    profile?.kind === 'sampled'
      ? [`${prose.cell(target, scenario)} (${plural(profile.baseline.length, 'generation')})`]
      : [],
  );
  const after =
    sampled.length === 0
      ? []
      : [
          `${few(sampled)} sampled after the verdict, which nothing of it decides; times of functions are their shares of the difference that was measured`,
        ];
  return [...after, ...reasonsOf(cells, prose)].join('; ');
}

/** `no profile of api · list, because perf is not installed on this machine` */
function reasonsOf(cells: RunRecord['cells'], prose: Prose): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { target, scenario, profile } of cells) {
    if (profile?.kind !== 'none') continue;
    const named = byReason.get(profile.message) ?? [];
    byReason.set(profile.message, [...named, prose.cell(target, scenario)]);
  }
  return [...byReason]
    .slice(0, TOLD_CELLS)
    .map(([message, named]) => `no profile of ${few(named)}, because ${prose.text(message, REASON_LENGTH)}`);
}

function few(names: readonly string[]): string {
  const more = names.length - TOLD_CELLS;
  return list(more > 0 ? [...names.slice(0, TOLD_CELLS), plural(more, 'more cell')] : names);
}
