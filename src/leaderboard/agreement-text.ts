import { escapeText } from '../report/escape.js';
import { number, times } from '../report/format.js';
import { type Column, grid, NONE, paragraphs, renderGrid } from '../report/markdown.js';
import type { Answer, PairAgreement, ScenarioAgreement } from './agreement.js';

const COUNTED: readonly (readonly [Answer, string])[] = [
  ['confirms', 'same order, and differs'],
  ['same-order', 'same order, not significant'],
  ['other-order', 'other order, not significant'],
  ['contradicts', 'contradicts'],
  ['not-ranked', 'not ranked there'],
];

/** The agreement of two leaderboards as Markdown: one row per scenario, then every unconfirmed pair. */
export function agreementText(agreements: readonly ScenarioAgreement[]): string {
  if (agreements.length === 0) return 'The two leaderboards have no scenario in common.\n';
  const columns: Column<ScenarioAgreement>[] = [
    { header: 'Scenario', align: 'left', read: ({ scenario }) => escapeText(scenario) },
    figure('Targets in both', ({ targets }) => number(targets)),
    figure('Rank correlation', ({ correlation }) => (correlation === null ? NONE : number(correlation, 3))),
    figure('Pairs that differ in the first', ({ pairs }) => number(pairs.length)),
    ...COUNTED.map(([answer, header]) =>
      figure<ScenarioAgreement>(header, ({ pairs }) =>
        number(pairs.filter((pair) => pair.answer === answer).length),
      ),
    ),
  ];
  return `${paragraphs([table(columns, agreements), open(agreements)])}\n`;
}

function figure<Item>(header: string, read: (item: Item) => string): Column<Item> {
  return { header, align: 'right', read };
}

/** A row of the second table. */
interface OpenPair extends PairAgreement {
  readonly scenario: string;
}

function open(agreements: readonly ScenarioAgreement[]): string {
  if (agreements.every(({ pairs }) => pairs.length === 0)) return 'No pair differs in the first.';
  const pairs: readonly OpenPair[] = agreements.flatMap(({ scenario, pairs }) =>
    pairs.filter(({ answer }) => answer !== 'confirms').map((pair) => ({ scenario, ...pair })),
  );
  if (pairs.length === 0)
    return 'Every pair that differs in the first differs in the second, in the same order.';
  const columns: Column<OpenPair>[] = [
    { header: 'Scenario', align: 'left', read: ({ scenario }) => escapeText(scenario) },
    { header: 'Faster in the first', align: 'left', read: ({ better }) => escapeText(better) },
    { header: 'Slower in the first', align: 'left', read: ({ worse }) => escapeText(worse) },
    figure('Ratio, first', ({ first }) => ratio(first)),
    figure('Ratio, second', ({ second }) => (second === null ? NONE : ratio(second))),
    {
      header: 'The second',
      align: 'left',
      wraps: true,
      read: ({ answer }) => COUNTED.find(([one]) => one === answer)?.[1] ?? answer,
    },
  ];
  return table(columns, pairs);
}

const ratio = (value: number): string => (value >= 3 ? times(value) : number(value, 3));

function table<Item>(columns: readonly Column<Item>[], rows: readonly Item[]): string {
  const cells = grid(columns, rows);
  return renderGrid(cells, cells.rows, { aligned: true });
}
