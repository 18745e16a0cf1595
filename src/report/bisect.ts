import type {
  BisectCulprit,
  BisectOutcome,
  BisectRange,
  NothingSlower,
  RangeReason,
  WholeRange,
  Worsening,
} from '../model/bisect.js';
import { change, duration, list, plural, range } from './format.js';
import { metricWords } from './metric-words.js';
import { type Prose, plainProse } from './prose.js';

/** Commits that are passed by, and are named one by one. */
const NAMED_PASSED_BY = 10;
/** Cells that are slower, too, and are named. */
const NAMED_OTHERS = 10;
const SUBJECT_LENGTH = 72;

const NOTHING: Readonly<Record<NothingSlower, string>> = {
  'no-change': 'Nothing got slower over this range, so there is no commit to look for.',
  undecided:
    'The run over the whole range could not decide whether anything got slower. A larger budget or a quieter machine may: --budget',
  unchanged: 'Nothing that is built or sent differs between the two ends of this range.',
  'only-limits':
    'A limit is broken, and nothing got slower over this range: there is no commit that made the difference.',
};

const REASONS: Readonly<Record<RangeReason, string>> = {
  'passed-by': "commits in between don't build or start",
  'not-confirmed': 'the last comparison, on new generations, did not show the commit that the search came to',
  'too-noisy': 'too noisy to tell its halves apart',
  budget: 'the budget ended; run it again, and it goes on',
};

/** What `loadgate bisect` says, as plain text. */
export const renderBisect = (outcome: BisectOutcome): string => bisectParts(outcome, plainProse).join('\n\n');

/** The paragraphs that say what a search came to, the figures of the whole range first. */
export function bisectParts(outcome: BisectOutcome, prose: Prose): readonly string[] {
  const { whole, nothing, found } = outcome;
  if (whole === null) return nothing === null ? [] : [NOTHING[nothing]];
  const parts = [
    wholeText(outcome, whole, prose),
    ...found.culprits.map((culprit) => culpritText(culprit, whole, outcome, prose)),
    ...found.ranges.map((open) => rangeText(open, whole, outcome, prose)),
    effortText(outcome),
    passedByText(outcome, prose),
    othersText(outcome, prose),
  ];
  return parts.filter((part) => part !== '');
}

function wholeText({ good, bad }: BisectOutcome, whole: WholeRange, prose: Prose): string {
  const { cell, metric, ratio, interval } = whole;
  const { long, pair } = metricWords(metric);
  const sure = interval === null ? '' : ` (${range(ratio, interval)})`;
  return `${prose.text(cell)}: ${long} ${pair(whole.good, whole.bad)}, ${change(ratio, interval)}${sure}, from ${prose.code(short(good))} to ${prose.code(short(bad))}.`;
}

function culpritText(
  { sha, parent, merge, worse, generations }: BisectCulprit,
  { metric }: WholeRange,
  outcome: BisectOutcome,
  prose: Prose,
): string {
  const by = merge === null ? '' : `, which came in with the merge ${nameOf(merge, outcome, prose)}`;
  return [
    `● ${nameOf(sha, outcome, prose)}`,
    `  made it slower${by}: ${changeText(worse, metric)}, in ${plural(generations, 'new generation')} beside its parent ${prose.code(short(parent))}.`,
  ].join('\n');
}

function rangeText(
  { after, upTo, commits, reason, worse }: BisectRange,
  { metric }: WholeRange,
  outcome: BisectOutcome,
  prose: Prose,
): string {
  const which =
    commits === 1
      ? nameOf(upTo, outcome, prose)
      : `one of ${plural(commits, 'commit')} after ${prose.code(short(after))}, up to ${nameOf(upTo, outcome, prose)}`;
  return `? ${which}\n  seems slower: ${changeText(worse, metric)}. It is not named: ${REASONS[reason]}.`;
}

/** In the direction of the metric: a throughput falls, a time rises. A count has no per cent here. */
function changeText({ ratio, interval }: Worsening, metric: string): string {
  const { better, unit, long } = metricWords(metric);
  if (unit === 'per request') return `more ${long}`;
  if (better === 'smaller') return withInterval(long, ratio, interval);
  const turned = interval === null ? null : { low: 1 / interval.high, high: 1 / interval.low };
  return withInterval(long, 1 / ratio, turned);
}

function withInterval(long: string, ratio: number, interval: Worsening['interval']): string {
  const sure = interval === null ? '' : ` (${range(ratio, interval)})`;
  return `${long} ${change(ratio, interval)}${sure}`;
}

function effortText({ commits, changing, found, durationMs }: BisectOutcome): string {
  const looked = `${plural(found.comparisons + 1, 'comparison')}, ${plural(found.generations, 'generation')} after the first`;
  return `${looked}, over ${plural(commits, 'commit')}, of which ${changing} on the line of first parents change what the cell is made of; ${duration(durationMs)}.`;
}

function passedByText({ found: { passedBy } }: BisectOutcome, prose: Prose): string {
  if (passedBy.length === 0) return '';
  const named = passedBy
    .slice(0, NAMED_PASSED_BY)
    .map(({ sha, code }) => `${prose.code(short(sha))} (${prose.code(code)})`);
  const more = passedBy.length - named.length;
  return `Passed by: ${list(more === 0 ? named : [...named, `${more} more`])}.`;
}

function othersText({ others, good, bad }: BisectOutcome, prose: Prose): string {
  const [first] = others;
  if (first === undefined) return '';
  const command = `loadgate bisect ${short(good)}..${short(bad)} ${first}`;
  const shown = others.slice(0, NAMED_OTHERS).map((cell) => prose.text(cell));
  const more = others.length - shown.length;
  const cells = list(more === 0 ? shown : [...shown, `${more} more`]);
  return `Slower, too: ${cells}. Search them one by one: ${prose.code(command)}`;
}

export const short = (sha: string): string => sha.slice(0, 7);

/** A commit, with the first line of its message where it is known. */
export function nameOf(sha: string, { named }: BisectOutcome, prose: Prose): string {
  const subject = prose.text(named.find((commit) => commit.sha === sha)?.subject ?? '', SUBJECT_LENGTH);
  return subject === '' ? prose.code(short(sha)) : `${prose.code(short(sha))} ${subject}`;
}
