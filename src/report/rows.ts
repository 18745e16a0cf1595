import {
  breaksLimit,
  type CellComparison,
  type CellVerdict,
  type Comparison,
  type LimitComparison,
} from '../model/comparison.js';
import type { CellRecord, RunRecord, SideName } from '../model/record.js';
import { boundsOf, carriedText } from './capacity.js';
import { recordOf } from './figures.js';
import { percent, plural } from './format.js';
import { boundText, limitClause, limitIs, limitWords } from './limit-words.js';
import { NONE } from './markdown.js';
import { changeText, gainsMore, gainsOf, leadingLimit, mainMetric, rangeText, rowFigures } from './metric.js';
import { metricWords, nameIn, PRIMARY } from './metric-words.js';
import { isExplained } from './problems.js';
import { profileShort } from './profile.js';
import { type Prose, plainProse } from './prose.js';
import { byEffect } from './ranking.js';
import { reasonText } from './reason.js';
import { verdictWord } from './verdict-words.js';
import { whyOf } from './why.js';

/** One cell as people read it, in every table: on a page and in a terminal. */
export interface CellRow {
  readonly verdict: CellVerdict;
  readonly icon: string;
  /** The verdict in words: a colour alone says nothing to many. */
  readonly word: string;
  readonly cell: string;
  readonly base: string;
  readonly now: string;
  readonly change: string;
  readonly range: string;
  readonly couldSee: string;
  readonly why: string;
}

/** Reasons told in one row. */
const REASONS = 2;
/** Length of somebody's sentence in one row. */
const REASON_LENGTH = 160;

const ICONS: Readonly<Record<CellVerdict, string>> = {
  regression: '🔴',
  improvement: '🟢',
  'no-change': '',
  inconclusive: '⚪',
  invalid: '⚠️',
  new: '',
  unchanged: '⏭',
};

/** The cells that a reader has to see without unfolding anything: what changed, then what is not known. */
export function cellsToShow(
  { cells }: Comparison,
  { problems }: RunRecord,
): { readonly changed: readonly CellComparison[]; readonly unknown: readonly CellComparison[] } {
  const having = (verdict: CellVerdict): readonly CellComparison[] =>
    cells.filter((cell) => cell.verdict === verdict);
  const fresh = having('new');
  return {
    changed: [...byEffect(having('regression')), ...byEffect(having('improvement'))],
    unknown: [
      ...having('invalid').filter(
        ({ reason }) => reason === null || !isExplained(reasonText(reason), problems),
      ),
      ...having('inconclusive').filter(
        ({ metrics, limits, reason }) =>
          metrics.length > 0 ||
          limits !== undefined ||
          reason?.code === 'search-cut-off' ||
          problems.length === 0,
      ),
      ...(fresh.length < cells.length ? fresh : []),
    ],
  };
}

/** One cell's row. `prose` says where it is shown. */
export function toRow(
  cell: CellComparison,
  record: RunRecord,
  comparison: Comparison,
  prose: Prose,
): CellRow {
  const limit = leadingLimit(cell);
  return {
    verdict: cell.verdict,
    icon: iconOf(cell, comparison),
    word: cell.kept === true ? `${verdictWord(cell)} (kept)` : verdictWord(cell),
    cell: prose.cell(cell.target, cell.scenario),
    ...(limit === null ? metricFigures(cell, record) : limitFigures(limit)),
    why: limit === null ? whyText(cell, record, prose) : beyondText(limit, cell),
  };
}

type Figures = Pick<CellRow, 'base' | 'now' | 'change' | 'range' | 'couldSee'>;

function metricFigures(cell: CellComparison, record: RunRecord): Figures {
  const metric = mainMetric(cell);
  const figures = rowFigures(cell);
  const own = recordOf(record, cell);
  const bounds = metric?.metric.startsWith('capacity') ? boundsOf(own) : NO_BOUNDS;
  const shown = (side: SideName): string => {
    const value = figures[side];
    if (value === null) return (own === null || metric !== null ? null : carriedText(own, side)) ?? NONE;
    const text = metricWords(metric?.metric ?? PRIMARY).figure(value);
    return bounds[side] ? `≥ ${text}` : text;
  };
  return {
    base: shown('baseline'),
    now: shown('candidate'),
    change: metric === null ? NONE : changeText(metric),
    range: metric === null ? NONE : rangeText(metric),
    couldSee: couldSeeText(cell),
  };
}

const NO_BOUNDS = { baseline: false, candidate: false } as const;

/** A limit has no change: its interval is that of the figure. */
function limitFigures({ limit, baseline, figure, interval }: LimitComparison): Figures {
  const words = limitWords(limit);
  const shown = (value: number | null): string => (value === null ? NONE : words.figure(value));
  const range = interval === null ? (figure === null ? NONE : 'exact') : words.span(interval);
  return { base: shown(baseline), now: shown(figure), change: NONE, range, couldSee: NONE };
}

/**
 * A row for each limit of a cell besides the one that its own row is about, below that row.
 * @param all also those that hold
 */
export function limitRows(cell: CellComparison, prose: Prose, all: boolean): readonly CellRow[] {
  const { limits = [] } = cell;
  return limits
    .filter((row) => row !== leadingLimit(cell) && (all || row.verdict !== 'holds'))
    .map((row) => ({
      ...LIMIT_STATES[row.verdict],
      ...limitFigures(row),
      cell: `↳ ${boundText(row)}`,
      why: row.verdict === 'holds' ? '' : prose.text(limitClause(row, plainProse), REASON_LENGTH),
    }));
}

export const LIMIT_STATES: Readonly<
  Record<LimitComparison['verdict'], Pick<CellRow, 'verdict' | 'icon' | 'word'>>
> = {
  holds: { verdict: 'no-change', icon: '', word: 'holds' },
  broken: { verdict: 'regression', icon: ICONS.regression, word: 'broken' },
  undecided: { verdict: 'inconclusive', icon: ICONS.inconclusive, word: 'undecided' },
  unknown: { verdict: 'inconclusive', icon: ICONS.inconclusive, word: 'not known' },
};

/** Cells of one kind without figures that a table has rows for; more of them are one line below it. */
const IDLE_ROWS = 10;

/** The cells that a table has rows for, and lines about those that it has none for. */
export interface Folded {
  readonly cells: readonly CellComparison[];
  /** Sentences without full stops. */
  readonly lines: readonly string[];
}

/** Leaves out cells that were not run or not measured where they are many: their rows would say nothing. */
export function foldIdle(cells: readonly CellComparison[], record: RunRecord): Folded {
  const states = new Map(record.cells.map((cell) => [`${cell.target}/${cell.scenario}`, cell]));
  const isEmpty = (cell: CellComparison, state: CellRecord['state']): boolean =>
    cell.metrics.length === 0 && states.get(`${cell.target}/${cell.scenario}`)?.state === state;
  const idle = cells.filter((cell) => cell.verdict === 'unchanged');
  const missed = cells.filter((cell) => isEmpty(cell, 'not-measured'));
  const left = [idle, missed].map((some) => (some.length > IDLE_ROWS ? some : []));
  const gone = new Set(left.flat());
  const [notRun = [], notMeasured = []] = left;
  return {
    cells: cells.filter((cell) => !gone.has(cell)),
    lines: [
      ...(notRun.length === 0
        ? []
        : [`${plural(notRun.length, 'cell')} not run: same inputs as the baseline`]),
      ...(notMeasured.length === 0
        ? []
        : [
            `${plural(notMeasured.length, 'cell')} not measured: the run ended before their first generation`,
          ]),
    ],
  };
}

/** Cells of one kind without news that a terminal has rows for; more of them would push what changed off the screen. */
const CALM_ROWS = 40;

/**
 * As `foldIdle`, and without cells that have not changed and keep all limits, where they are many; of those that are not decided
 * the first. Where something is left out, what changed comes first, the worst of it at the top.
 */
export function foldCalm(cells: readonly CellComparison[], record: RunRecord): Folded {
  const folded = foldIdle(cells, record);
  const calm = folded.cells.filter(
    ({ verdict, limits = [] }) =>
      verdict === 'no-change' && limits.every(({ verdict: held }) => held === 'holds'),
  );
  const undecided = folded.cells.filter((cell) => cell.verdict === 'inconclusive' && !breaksLimit(cell));
  const quiet = calm.length > CALM_ROWS ? calm : [];
  const more = undecided.slice(CALM_ROWS);
  if (quiet.length + more.length === 0) return folded;
  const gone = new Set([...quiet, ...more]);
  const kept = folded.cells.filter((cell) => !gone.has(cell));
  const having = (verdict: CellVerdict) => byEffect(kept.filter((cell) => cell.verdict === verdict));
  const changed = new Set([...having('regression'), ...having('improvement')]);
  return {
    cells: [...changed, ...kept.filter((cell) => !changed.has(cell))],
    lines: [
      ...(more.length === 0 ? [] : [`${plural(more.length, 'more cell')} undecided`]),
      ...(quiet.length === 0 ? [] : [`${plural(quiet.length, 'cell')} without change`]),
      ...folded.lines,
    ],
  };
}

/** Red and green mean that the code did it: on another machine's figures nobody can tell. */
function iconOf(cell: CellComparison, comparison: Comparison): string {
  const isChange = cell.verdict === 'regression' || cell.verdict === 'improvement';
  if (breaksLimit(cell)) return ICONS.regression;
  if (cell.accepted?.state === 'holds') return '🟡';
  return comparison.advisory && isChange ? '⚪' : ICONS[cell.verdict];
}

/** The limit that a cell's row is about, and what the cell lost against the baseline. */
function beyondText(limit: LimitComparison, { metrics }: CellComparison): string {
  const lost = metrics
    .filter(({ verdict }) => verdict === 'regression')
    .slice(0, REASONS)
    .map((metric) => `${nameIn(metric)} ${changeText(metric)}`);
  return [`${limitWords(limit.limit).name}: ${limitIs(limit)}`, ...lost].join('; ');
}

function couldSeeText(cell: CellComparison): string {
  const metric = mainMetric(cell);
  if (metric === null || cell.verdict === 'unchanged') return NONE;
  if (metric.kind === 'exact') return 'any';
  return metric.couldSee === null ? NONE : `≥ ${percent(metric.couldSee)}`;
}

function whyText(cell: CellComparison, record: RunRecord, prose: Prose): string {
  if (cell.verdict === 'no-change' || cell.verdict === 'unchanged') return '';
  // Why a cell is invalid is told whole beside the table, once for all cells of which it is so.
  const code = cell.verdict === 'invalid' ? recordOf(record, cell)?.invalid?.code : undefined;
  if (code !== undefined) return prose.code(code);
  if (cell.verdict !== 'regression' && cell.verdict !== 'improvement') {
    return cell.reason === null ? '' : prose.text(reasonText(cell.reason), REASON_LENGTH);
  }
  const parts = changedParts(cell, recordOf(record, cell), prose);
  const gains = gainsOf(cell).slice(0, REASONS);
  if (gains.length > 0) {
    const better = `better: ${gains.map((gain) => `${nameIn(gain)} ${changeText(gain)}`).join(', ')}`;
    const both = [parts.join(', '), better].filter((text) => text !== '');
    return (gainsMore(cell) ? both.reverse() : both).join('; ');
  }
  if (parts.length > 0) return parts.join(', ');
  return cell.reason === null ? NONE : prose.text(reasonText(cell.reason), REASON_LENGTH);
}

/** What moved together with a cell's verdict, and the function that takes more CPU time. */
function changedParts(cell: CellComparison, own: CellRecord | null, prose: Prose): readonly string[] {
  const metric = mainMetric(cell);
  const about = metric === null || metric.metric === PRIMARY ? [] : [nameIn(metric)];
  const reasons = whyOf(cell, own, prose).slice(0, REASONS);
  const named = profileShort(cell, own, prose);
  return [...about, ...reasons.map(({ short }) => short), ...(named === null ? [] : [named])];
}
