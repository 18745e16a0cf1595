import {
  breaksLimit,
  brokenLimits,
  type CellComparison,
  type CellVerdict,
  type Comparison,
} from '../model/comparison.js';
import type { CellRecord, RunRecord } from '../model/record.js';
import { recordOf } from './figures.js';
import { foremostText } from './foremost.js';
import { number, percent, plural } from './format.js';
import { breaksWords, limitWords } from './limit-words.js';
import { gainsMore, gainsOf, leadingLimit, mainMetric } from './metric.js';
import { metricWords, PRIMARY } from './metric-words.js';
import { clause, type Prose } from './prose.js';
import { reasonText } from './reason.js';

export interface Headline {
  /** One of 🔴 🟡 🟢 ⚪ ⚠️ ⏭. */
  readonly icon: string;
  /** What it is about, for colours: bad, good, or neither. */
  readonly tone: 'bad' | 'good' | 'unsure' | 'failed' | 'idle';
  /** Without `loadgate:` and without a full stop. */
  readonly text: string;
}

/** Longest message of somebody else's in a headline. */
const MESSAGE_LENGTH = 120;

/** The verdict of the whole run in one sentence. */
export function headline(record: RunRecord, comparison: Comparison, prose: Prose): Headline {
  const { counts, cells, verdict, elsewhere = [] } = comparison;
  if (hasNoFigures(comparison) && (record.problems.length > 0 || counts.invalid > 0)) {
    return couldNotMeasure(record, comparison, prose);
  }
  if (cells.length === 0 && verdict === 'inconclusive') return NOTHING_REPORTED;
  if (cells.length === 0 && elsewhere.length > 0) {
    const text = `${plural(elsewhere.length, 'cell')} at a URL, which is advisory, and no other`;
    return { icon: '⚪', tone: 'unsure', text };
  }
  if (counts.unchanged === cells.length) {
    return { icon: '⏭', tone: 'idle', text: nothingToMeasure(cells.length) };
  }
  return verdict === 'nothing-to-measure' || verdict === 'no-change'
    ? { icon: '🟢', tone: 'good', text: noChange(comparison, prose) }
    : HEADLINES[verdict](record, comparison, prose);
}

const HEADLINES = {
  regression: regressed,
  invalid: partlyInvalid,
  inconclusive: (record, comparison, prose) =>
    record.problems.length > 0 && unmeasured(record, comparison) > 0
      ? cutShort(record, comparison, prose)
      : undecided(record, comparison, prose),
  improvement: improved,
  new: (_record, comparison) => onlyNew(comparison),
} satisfies Record<string, (record: RunRecord, comparison: Comparison, prose: Prose) => Headline>;

/** Of a run that nobody vouches for. */
const NOTHING_REPORTED: Headline = {
  icon: '⚪',
  tone: 'unsure',
  text: 'not decided: no cell was reported, and the files of both sides differ',
};

/** Not one cell was measured that can be believed, nor left out because nothing had changed. */
function hasNoFigures({ cells, counts }: Comparison): boolean {
  const told = cells.filter(({ verdict }) => verdict !== 'invalid' && verdict !== 'unchanged');
  const allUnchanged = cells.length > 0 && counts.unchanged === cells.length;
  return (
    !allUnchanged && told.every(({ metrics, candidateRps }) => metrics.length === 0 && candidateRps === null)
  );
}

/** Cells that the run did not get to. */
function unmeasured(record: RunRecord, { cells }: Comparison): number {
  return cells.filter((cell) => recordOf(record, cell)?.state === 'not-measured').length;
}

function regressed(record: RunRecord, comparison: Comparison, prose: Prose): Headline {
  const { counts, cells, advisory } = comparison;
  const missing = unmeasured(record, comparison);
  const bad = cells.filter(({ verdict }) => verdict === 'regression');
  const foremost = foremostText(record, comparison, prose);
  if (advisory && bad.some(breaksLimit)) return overLimits(bad, comparison, foremost, prose);
  const verb = advisory ? looks(bad.length, 'slower') : besideGains(worseVerb(bad), bad);
  const parts = [
    `${ofCells(bad.length, cells, prose)} ${verb}`,
    ...(advisory ? [] : someGains(bad)),
    ...acceptedPart(bad, prose),
    ...alsoBetter(cells),
    ...alsoInvalid(counts),
    ...(missing > 0 ? [`${number(missing)} not measured`] : []),
  ];
  const text = `${parts.join(', ')}${advisory ? ', but this is advisory' : ''}${foremost}`;
  if (advisory) return { icon: '⚪', tone: 'unsure', text };
  return bad.every(isAccepted) ? { icon: '🟡', tone: 'unsure', text } : { icon: '🔴', tone: 'bad', text };
}

const breakVerb = (over: readonly CellComparison[]): string =>
  breaksWords(
    over.flatMap((cell) => brokenLimits(cell).map(({ limit }) => limit)),
    over.length === 1,
  );

/** Limits that are broken where all else is advisory: they are not. */
function overLimits(
  bad: readonly CellComparison[],
  { cells, counts }: Comparison,
  foremost: string,
  prose: Prose,
): Headline {
  const over = bad.filter(breaksLimit);
  const others = bad.length - over.length;
  const parts = [
    `${ofCells(over.length, cells, prose)} ${breakVerb(over)}`,
    ...(others === 0 ? [] : [`${number(others)} ${looks(others, 'slower')}, which is advisory`]),
    ...alsoInvalid(counts),
  ];
  return { icon: '🔴', tone: 'bad', text: `${parts.join(', ')}${foremost}` };
}

const isAccepted = ({ accepted }: CellComparison): boolean => accepted?.state === 'holds';

/** Who accepted it, where one person accepted all of it; else how many cells are accepted. */
function acceptedPart(bad: readonly CellComparison[], prose: Prose): string[] {
  const accepted = bad.filter(isAccepted);
  if (accepted.length === 0) return [];
  const people = [...new Set(accepted.map((cell) => cell.accepted?.by ?? ''))];
  if (accepted.length < bad.length) return [`${number(accepted.length)} of them accepted`];
  return [people.length === 1 ? `accepted by ${prose.cell(people[0] ?? '')}` : 'accepted'];
}

function worseVerb(bad: readonly CellComparison[]): string {
  const several = bad.length === 1 ? 0 : 1;
  if (bad.every((cell) => leadingLimit(cell) !== null)) return breakVerb(bad);
  const verbs = bad.map((cell) => {
    if (leadingLimit(cell) !== null) return 'got worse';
    const metric = mainMetric(cell);
    return metric === null ? 'got slower' : metricWords(metric.metric).worse[several];
  });
  const [first = 'got slower'] = verbs;
  return verbs.every((verb) => verb === first) ? first : 'got worse';
}

/** What got worse in all of these cells with what got better in all of them, the larger of both first. */
function besideGains(worse: string, bad: readonly CellComparison[]): string {
  const gained = gainedVerb(bad);
  if (gained === null || gained === worse || bad.some((cell) => gainsOf(cell).length === 0)) return worse;
  return bad.every(gainsMore) ? `${gained}, but ${worse}` : `${worse}, but ${gained}`;
}

/** What got better in some of the cells that got worse, where it did not in all. */
function someGains(bad: readonly CellComparison[]): string[] {
  const some = bad.filter((cell) => gainsOf(cell).length > 0);
  const gained = gainedVerb(some);
  return gained === null || some.length === bad.length ? [] : [`${number(some.length)} of them ${gained}`];
}

/** null where nothing got better. */
function gainedVerb(cells: readonly CellComparison[]): string | null {
  const several = cells.length === 1 ? 0 : 1;
  const verbs = new Set(
    cells
      .flatMap((cell) => gainsOf(cell).slice(0, 1))
      .map((gain) => metricWords(gain.metric).gained[several]),
  );
  const [first = null] = verbs;
  return verbs.size > 1 ? 'got better in other ways' : first;
}

function improved(record: RunRecord, comparison: Comparison, prose: Prose): Headline {
  const { cells, advisory } = comparison;
  const good = cells.filter(({ verdict }) => verdict === 'improvement');
  const which = ofCells(good.length, cells, prose);
  const foremost = foremostText(record, comparison, prose);
  if (!advisory) return { icon: '🟢', tone: 'good', text: `${which} ${betterVerb(good)}${foremost}` };
  const text = `${which} ${looks(good.length, 'faster')}, but this is advisory${foremost}`;
  return { icon: '⚪', tone: 'unsure', text };
}

function betterVerb(good: readonly CellComparison[]): string {
  const verbs = new Set(good.map((cell) => metricWords(mainMetric(cell)?.metric ?? PRIMARY).improved));
  const [only = 'got faster'] = verbs;
  return verbs.size > 1 ? 'got better' : only;
}

function looks(count: number, how: string): string {
  return `${count === 1 ? 'looks' : 'look'} ${how}`;
}

function partlyInvalid(record: RunRecord, comparison: Comparison, prose: Prose): Headline {
  const { counts, cells } = comparison;
  const reason = theProblem(record, prose) ?? commonReason(cells, prose);
  const text = `could not measure ${ofCells(counts.invalid, cells, prose)}`;
  const others = [...alsoBetter(cells), ...alsoUndecided(counts)];
  if (reason !== null) return { icon: '⚠️', tone: 'failed', text: `${text}: ${reason}` };
  const rest = others.length === 0 ? '' : `, ${others.join(', ')}`;
  return { icon: '⚠️', tone: 'failed', text: `${text}${rest}` };
}

function cutShort(record: RunRecord, comparison: Comparison, prose: Prose): Headline {
  const which = ofCells(unmeasured(record, comparison), comparison.cells, prose);
  const reason = theProblem(record, prose);
  const text = `could not measure ${which}`;
  return { icon: '⚠️', tone: 'failed', text: reason === null ? text : `${text}: ${reason}` };
}

function couldNotMeasure(record: RunRecord, { cells, counts }: Comparison, prose: Prose): Headline {
  const [first] = record.problems;
  const more = record.problems.length - 1;
  const reason = first === undefined ? commonReason(cells, prose) : quote(first.message, prose);
  const also = more > 0 ? `, and ${plural(more, 'more problem')}` : '';
  const what = reason === null ? `${plural(counts.invalid, 'cell')} for several reasons` : reason + also;
  return { icon: '⚠️', tone: 'failed', text: `could not measure: ${what}` };
}

/** The one problem that the run had; null where it had none or several. */
function theProblem({ problems }: RunRecord, prose: Prose): string | null {
  const [first] = problems;
  return first === undefined || problems.length > 1 ? null : quote(first.message, prose);
}

/** Why the invalid cells are invalid, where it is the same for all of them. */
function commonReason(cells: readonly CellComparison[], prose: Prose): string | null {
  const reasons = cells.filter(({ verdict }) => verdict === 'invalid').map(reasonOf);
  const [first] = reasons;
  if (first === undefined || first.trim() === '') return null;
  return reasons.every((reason) => reason === first) ? quote(first, prose) : null;
}

const reasonOf = ({ reason }: CellComparison): string => (reason === null ? '' : reasonText(reason));

function quote(message: string, prose: Prose): string {
  return prose.text(clause(message), MESSAGE_LENGTH);
}

/** Why a cell of a run that nobody vouches for is not believed. */
const DOUBTS: ReadonlySet<string> = new Set(['missing', 'claimed-unchanged', 'claimed-new']);

function undecided(record: RunRecord, { cells }: Comparison, prose: Prose): Headline {
  const open = cells.filter(({ verdict }) => verdict === 'inconclusive');
  const doubted = open.filter(({ reason }) => DOUBTS.has(reason?.code ?? '')).length;
  if (doubted > 0) {
    const which = ofCells(doubted, cells, prose);
    const text = `not decided: the run reports no comparison of ${which}`;
    return { icon: '⚪', tone: 'unsure', text };
  }
  const unconfirmed = open.filter(({ reason }) => reason?.code === 'second-disagrees');
  if (unconfirmed.length > 0) {
    const others = open.length - unconfirmed.length;
    const text = [
      `not decided: a second machine does not confirm what is slower in ${named(unconfirmed, cells, prose)}`,
      ...(others > 0 ? [`${number(others)} more undecided`] : []),
      ...alsoBetter(cells),
    ];
    return { icon: '⚪', tone: 'unsure', text: text.join(', ') };
  }
  const limited = open.filter(({ reason }) => reason?.code === 'limits-undecided');
  if (limited.length === open.length) return undecidedLimits(limited, cells, prose);
  const late = open.filter((cell) => ranOutOfTime(cell, recordOf(record, cell))).length;
  const which = named(open, cells, prose);
  const why =
    late === open.length
      ? `the time ended before ${which} could be decided`
      : late === 0
        ? `the runner was too noisy for ${which}`
        : `the runner was too noisy, or the time too short, for ${which}`;
  return { icon: '⚪', tone: 'unsure', text: [`not decided: ${why}`, ...alsoBetter(cells)].join(', ') };
}

function undecidedLimits(
  open: readonly CellComparison[],
  cells: readonly CellComparison[],
  prose: Prose,
): Headline {
  const names = open.flatMap(({ reason }) => (reason?.code === 'limits-undecided' ? reason.limits : []));
  const [first, ...others] = new Set(names);
  const what = first === undefined || others.length > 0 ? 'limits' : `the ${limitWords(first).name} limit`;
  const text = [`not decided: ${what} of ${named(open, cells, prose)}`, ...alsoBetter(cells)];
  return { icon: '⚪', tone: 'unsure', text: text.join(', ') };
}

/** Codes of reasons that more time would have taken away, whatever the noise. */
const LATE: ReadonlySet<string> = new Set([
  ...['not-measured', 'search-cut-off', 'one-generation', 'not-confirmed'],
]);

/** Nothing was measured, one generation only, or something was seen and no new generation could confirm it. */
function ranOutOfTime(cell: CellComparison, figures: CellRecord | null): boolean {
  const metric = mainMetric(cell);
  if (metric === null || figures === null || LATE.has(cell.reason?.code ?? '')) return true;
  if (metric.kind === 'exact') return false;
  if (metric.interval === null) return true;
  const seen = metric.interval.low > 1 || metric.interval.high < 1;
  return seen && figures.generations.every(({ phase }) => phase === 'screen');
}

function onlyNew({ counts, cells }: Comparison): Headline {
  const held = cells.some(({ limits = [] }) => limits.length > 0) ? '; all limits hold' : '';
  const text = `first figures of ${plural(counts.new, 'cell')}, with nothing to compare ${counts.new === 1 ? 'it' : 'them'} with${held}`;
  return { icon: '⚪', tone: 'unsure', text };
}

function noChange({ cells, counts, advisory }: Comparison, prose: Prose): string {
  const compared = cells.filter(({ verdict }) => verdict === 'no-change');
  const threshold = commonThreshold(compared);
  const within = threshold === null ? 'within their thresholds' : `within ±${percent(threshold)}`;
  const some = compared.length === 1 ? 'the 1 cell measured' : `${number(compared.length)} measured cells`;
  const which = compared.length === cells.length ? ofCells(cells.length, cells, prose) : some;
  const parts = [`no change: ${which} ${within}`];
  if (counts.new > 0) parts.push(`${number(counts.new)} new`);
  if (cells.some(({ limits = [] }) => limits.length > 0)) parts.push('all limits hold');
  if (advisory) parts.push('but this is advisory');
  return parts.join(', ');
}

/** The threshold that all the cells were held to, as a fraction; null where they differ. */
function commonThreshold(cells: readonly CellComparison[]): number | null {
  const thresholds = cells.map((cell) => mainMetric(cell)?.threshold ?? null);
  const [first = null] = thresholds;
  return thresholds.every((threshold) => threshold === first) ? first : null;
}

function nothingToMeasure(cells: number): string {
  return cells === 0
    ? 'nothing to measure: there is no cell'
    : "nothing to measure: no target's inputs changed";
}

type Counts = Readonly<Record<CellVerdict, number>>;

const alsoBetter = (cells: readonly CellComparison[]): string[] => {
  const good = cells.filter(({ verdict }) => verdict === 'improvement');
  return good.length === 0 ? [] : [`${number(good.length)} ${betterVerb(good)}`];
};

const alsoUndecided = ({ inconclusive }: Counts): string[] =>
  inconclusive > 0 ? [`${number(inconclusive)} undecided`] : [];

const alsoInvalid = ({ invalid }: Counts): string[] =>
  invalid > 0 ? [`${number(invalid)} could not be measured`] : [];

/** `1 of 24 cells`, `both cells`, `all 3 cells`; the only cell by its name. */
function ofCells(some: number, cells: readonly CellComparison[], prose: Prose): string {
  const [only, ...others] = cells;
  if (some < cells.length) return `${number(some)} of ${plural(cells.length, 'cell')}`;
  if (only !== undefined && others.length === 0) return prose.cell(only.target, only.scenario);
  return others.length === 1 ? 'both cells' : `all ${plural(cells.length, 'cell')}`;
}

/** The same, and a single one of several by its name: `flask · json (1 of 24 cells)`. */
function named(some: readonly CellComparison[], cells: readonly CellComparison[], prose: Prose): string {
  const [one, ...others] = some;
  const counted = ofCells(some.length, cells, prose);
  if (one === undefined || others.length > 0 || cells.length === 1) return counted;
  return `${prose.cell(one.target, one.scenario)} (${counted})`;
}
