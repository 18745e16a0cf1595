import type { Outcome } from '../compare/judge.js';
import { breaksLimit, brokenLimits, type LimitComparison } from '../model/comparison.js';
import { plain } from '../report/escape.js';
import { boundText, limitClause } from '../report/limit-words.js';
import { changeText, mainMetric, rangeText } from '../report/metric.js';
import { longIn, metricWords } from '../report/metric-words.js';
import { plainProse } from '../report/prose.js';
import { reasonText } from '../report/reason.js';
import { type CellFigures, figuresOf, type MetricFigures } from './figures.js';

/** How a cell counts in a report of tests. */
type State = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  readonly className: string;
  readonly name: string;
  readonly seconds: number;
  readonly state: State;
  readonly message: string;
  /** Lines that a reader sees below the case. */
  readonly lines: readonly string[];
}

/** Characters of a sentence. */
const LONGEST = 2000;

/**
 * JUnit XML: a test case for each cell, and one for the gate, which fails when the gate does. A regression is a failure,
 * an invalid cell an error, and an undecided or unmeasured cell is skipped. A regression that does not count (accepted,
 * or by figures of another machine) is skipped as well, and so is a cell at a URL that is no pass.
 */
export function junitXml(outcome: Outcome): string {
  const { record, gate, comparison } = outcome;
  const cells = figuresOf(outcome).map((cell) => caseOf(cell, comparison.advisory));
  const cases = [...cells, gateCase(gate)];
  const count = (state: State): number => cases.filter((one) => one.state === state).length;
  const totals = attributes({
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: record.durationMs / 1000,
  });
  const properties = {
    commit: record.candidate.sha,
    ref: record.candidate.label,
    baseline_commit: record.baseline?.sha ?? '',
    verdict: comparison.verdict,
    version: record.version,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'loadgate' })}${totals}>`,
    `  <testsuite${attributes({ name: 'loadgate' })}${totals}${attributes({ timestamp: record.startedAt.replace(/(?:\.\d+)?Z$/, '') })}>`,
    '    <properties>',
    ...Object.entries(properties).map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    '    </properties>',
    ...cases.flatMap(caseLines),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseOf(cell: CellFigures, advisory: boolean): Case {
  const { target, scenario, durationMs, metrics, comparison, elsewhere } = cell;
  const isOver = breaksLimit(comparison);
  const passes = !isOver && (advisory || elsewhere || comparison.accepted?.state === 'holds');
  const state = STATES[cell.verdict];
  return {
    className: target,
    name: scenario,
    seconds: durationMs / 1000,
    state: (state === 'failure' && passes) || (state === 'error' && elsewhere) ? 'skipped' : state,
    message: messageOf(cell, advisory),
    lines: [...metrics.map(metricLine), ...(comparison.limits ?? []).map(limitLine)],
  };
}

const STATES: Readonly<Record<CellFigures['verdict'], State>> = {
  regression: 'failure',
  invalid: 'error',
  inconclusive: 'skipped',
  unchanged: 'skipped',
  improvement: 'passed',
  'no-change': 'passed',
  new: 'passed',
};

const gateCase = ({ passed, reason }: Outcome['gate']): Case => ({
  className: 'loadgate',
  name: 'gate',
  seconds: 0,
  state: passed ? 'passed' : 'failure',
  message: reason,
  lines: [],
});

function messageOf({ verdict, comparison, elsewhere }: CellFigures, advisory: boolean): string {
  const { reason, accepted } = comparison;
  const main = mainMetric(comparison);
  const figures = main === null || verdict === 'invalid' ? [] : [`${longIn(main)} ${changeText(main)}`];
  return [
    verdict,
    ...figures,
    ...(reason === null ? [] : [reasonText(reason)]),
    ...brokenLimits(comparison).map((row) => limitClause(row, plainProse)),
    ...(advisory ? ['advisory: the figures come from another machine'] : []),
    ...(elsewhere ? ['advisory: somebody else runs it'] : []),
    ...(accepted === undefined ? [] : [`accepted by ${accepted.by} (${accepted.state})`]),
  ].join('; ');
}

/** `throughput: 2406 → 2256 requests/s, −6.2 % (95 %: −7.1 … −5.3 %), regression`. */
function metricLine({ metric, candidate, comparison }: MetricFigures): string {
  const words = metricWords(metric);
  if (comparison === null) return `${words.long}: ${words.figure(candidate.value)}`;
  const long = longIn(comparison);
  const { baseline, verdict } = comparison;
  const change = `${changeText(comparison)} (95 %: ${rangeText(comparison)})`;
  return `${long}: ${words.pair(baseline, candidate.value)}, ${change}, ${verdict}`;
}

/** `p99 ≤ 250 ms: p99 is 312 ms (290 to 340 ms), the limit is 250 ms; broken`. */
const limitLine = (row: LimitComparison): string =>
  `${boundText(row)}: ${limitClause(row, plainProse)}; ${row.verdict}`;

function caseLines({ className, name, seconds, state, message, lines }: Case): readonly string[] {
  const head = `    <testcase${attributes({ classname: className, name, time: seconds })}>`;
  const why =
    state === 'passed'
      ? []
      : [`      <${state}${attributes({ message, ...(state === 'skipped' ? {} : { type: state }) })}/>`];
  const out = lines.map((line) => escaped(line)).join('\n');
  const system = out === '' ? [] : [`      <system-out>${out}</system-out>`];
  return [head, ...why, ...system, '    </testcase>'];
}

const attributes = (all: Readonly<Record<string, string | number>>): string =>
  Object.entries(all)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** `plain` leaves no character that XML 1.0 does not have. */
const escaped = (text: string): string =>
  plain(text, LONGEST).replace(/[&<>"']/g, (character) => REFERENCES[character] ?? '');
