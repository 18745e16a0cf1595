/** What samples of both sides say of a cell: which functions take more CPU time. */
import type { CellComparison } from '../model/comparison.js';
import type { CellRecord, RunRecord } from '../model/record.js';
import {
  type Change,
  type FunctionChange,
  type ProfileChange,
  profileChange,
} from '../profile/difference.js';
import type { DetailTable } from './detail-tables.js';
import { throttledShare } from './figures.js';
import { list, number, perRequest, plural, share, time } from './format.js';
import { type Column, grid } from './markdown.js';
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
 * `serialize in app/json.py: +11.4 µs of CPU a request (±0.9), of +13.0 in all.`
 */
export function profileSentences(
  cell: CellComparison,
  record: CellRecord | null,
  prose: Prose,
): readonly string[] {
  const { verdict } = cell;
  if (verdict !== 'regression' && verdict !== 'improvement') return [];
  if (record?.profile?.kind !== 'sampled') return [];
  const changed = profileChange(record.profile);
  if (isLostWaiting(cell, changed)) return [waitingSentence(changed, record)];
  const [first, ...others] = namedOf(changed, verdict);
  if (first === undefined) return unnamedSentences(changed.total);
  const all = `of ${withUnit(changed.total)} in all`;
  const more = others.map((one) => `${place(one, prose)}: ${withUnit(one)} ${surety(one)}`);
  return [
    `${place(first, prose)}: ${withUnit(first)} of CPU a request ${surety(first)}, ${all}${more.map((text) => `; ${text}`).join('')}.`,
  ];
}

/** The same for a row of a table; null: no function stands out. */
export function profileShort(cell: CellComparison, record: CellRecord | null, prose: Prose): string | null {
  if (cell.verdict !== 'regression' || record?.profile?.kind !== 'sampled') return null;
  const changed = profileChange(record.profile);
  if (isLostWaiting(cell, changed)) return 'waits';
  const [first] = namedOf(changed, 'regression');
  return first === undefined ? null : `${prose.code(first.name)} ${withUnit(first)}`;
}

function namedOf({ total, functions }: ProfileChange, verdict: 'regression' | 'improvement') {
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

/** `It takes no more CPU time (209 µs a request, ±2), so the time is lost waiting: …`, by what is counted. */
function waitingSentence({ total, waits }: ProfileChange, record: CellRecord): string {
  const cpu = `It takes no more CPU time, sampled after the verdict (${withUnit(total)} a request, ±${written(total).half})`;
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

function unnamedSentences(total: Change): readonly string[] {
  if (!total.isSure) return [];
  return [
    `Sampled after the verdict, it takes ${withUnit(total)} of CPU a request ${surety(total)}; no single function stands out.`,
  ];
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
  readonly unit: 'µs' | 'ms';
}

/** Both with as many decimals as the interval supports. */
function written({ difference, half: width }: Change): Written {
  const isLong = Math.abs(difference) >= 1_000;
  const per = isLong ? 1_000 : 1;
  const half = width / per;
  const decimals = half >= 10 ? 0 : half >= 0.1 ? 1 : 2;
  const change = number(difference / per, decimals);
  return {
    change: difference > 0 ? `+${change}` : change,
    half: number(half, decimals),
    unit: isLong ? 'ms' : 'µs',
  };
}

const withUnit = (change: Change): string => `${written(change).change} ${written(change).unit}`;
const surety = (change: Change): string => `(±${written(change).half})`;

interface Row extends FunctionChange {
  readonly cell: string;
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
  { header: 'base', align: 'right', read: ({ baseline }) => time(baseline) },
  { header: 'candidate', align: 'right', read: ({ candidate }) => time(candidate) },
  { header: 'change', align: 'right', read: (row) => withUnit(row) },
  { header: '±', align: 'right', read: (row) => written(row).half },
];

/** One row for each function, those that changed most first; empty where nothing was sampled. */
export function profileTable({ cells }: RunRecord): readonly DetailTable[] {
  const rows = cells.flatMap(({ target, scenario, profile }): Row[] => {
    if (profile?.kind !== 'sampled') return [];
    const cell = markdownProse.cell(target, scenario);
    return profileChange(profile)
      .functions.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
      .slice(0, ROWS)
      .map((one) => ({ ...one, cell }));
  });
  if (rows.length === 0) return [];
  return [
    { title: 'CPU time of a request by function, sampled after the verdict', grid: grid(COLUMNS, rows) },
  ];
}

/** Which cells were sampled, and why others were not. Empty: no profile was wanted. */
export function profileText({ cells }: RunRecord, prose: Prose): string {
  const sampled = cells.flatMap(({ target, scenario, profile }) =>
    profile?.kind === 'sampled'
      ? [`${prose.cell(target, scenario)} (${plural(profile.baseline.length, 'generation')})`]
      : [],
  );
  const after =
    sampled.length === 0 ? [] : [`${few(sampled)} sampled after the verdict, which nothing of it decides`];
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
