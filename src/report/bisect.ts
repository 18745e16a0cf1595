import type {
  BisectCulprit,
  BisectOutcome,
  BisectRange,
  NothingSlower,
  RangeReason,
  WholeRange,
  Worsening,
} from '../model/bisect.js';
import { plain } from './escape.js';
import { change, duration, list, plural, range } from './format.js';
import { metricWords } from './metric-words.js';

/** Commits that are passed by, and are named one by one. */
const NAMED_PASSED_BY = 10;
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
export function renderBisect(outcome: BisectOutcome): string {
  const { whole, nothing, found } = outcome;
  if (whole === null) return nothing === null ? '' : NOTHING[nothing];
  const parts = [
    wholeText(outcome, whole),
    ...found.culprits.map((culprit) => culpritText(culprit, whole, outcome)),
    ...found.ranges.map((open) => rangeText(open, whole, outcome)),
    effortText(outcome),
    passedByText(outcome),
    othersText(outcome),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function wholeText({ good, bad }: BisectOutcome, whole: WholeRange): string {
  const { cell, metric, ratio, interval } = whole;
  const { long, pair } = metricWords(metric);
  const sure = interval === null ? '' : ` (${range(ratio, interval)})`;
  return `${plain(cell)}: ${long} ${pair(whole.good, whole.bad)}, ${change(ratio, interval)}${sure}, from ${short(good)} to ${short(bad)}.`;
}

function culpritText(
  { sha, parent, merge, worse, generations }: BisectCulprit,
  { metric }: WholeRange,
  outcome: BisectOutcome,
): string {
  const by = merge === null ? '' : `, which came in with the merge ${nameOf(merge, outcome)}`;
  return [
    `● ${nameOf(sha, outcome)}`,
    `  made it slower${by}: ${changeText(worse, metric)}, in ${plural(generations, 'new generation')} beside its parent ${short(parent)}.`,
  ].join('\n');
}

function rangeText(
  { after, upTo, commits, reason, worse }: BisectRange,
  { metric }: WholeRange,
  outcome: BisectOutcome,
): string {
  const which =
    commits === 1
      ? nameOf(upTo, outcome)
      : `one of ${plural(commits, 'commit')} after ${short(after)}, up to ${nameOf(upTo, outcome)}`;
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

function passedByText({ found: { passedBy } }: BisectOutcome): string {
  if (passedBy.length === 0) return '';
  const named = passedBy.slice(0, NAMED_PASSED_BY).map(({ sha, code }) => `${short(sha)} (${plain(code)})`);
  const more = passedBy.length - named.length;
  return `Passed by: ${list(more === 0 ? named : [...named, `${more} more`])}.`;
}

function othersText({ others, good, bad }: BisectOutcome): string {
  const [first] = others;
  if (first === undefined) return '';
  const command = `loadgate bisect ${short(good)}..${short(bad)} ${plain(first)}`;
  return `Slower, too: ${list(others.map((cell) => plain(cell)))}. Search them one by one: ${command}`;
}

const short = (sha: string): string => sha.slice(0, 7);

function nameOf(sha: string, { named }: BisectOutcome): string {
  const subject = plain(named.find((commit) => commit.sha === sha)?.subject ?? '', SUBJECT_LENGTH);
  return subject === '' ? short(sha) : `${short(sha)} ${subject}`;
}
