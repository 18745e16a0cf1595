import { AS_SHIPPED, type Spending } from './drawn-cells.js';
import { abba, bestOfThree, singleRun, window } from './other-ways.js';
import { loadgate, type Way } from './ways.js';

const gated = (slower: number, seconds: number): Way =>
  loadgate(`gate ${slower * 100} %, ${seconds} s`, { ...AS_SHIPPED, seconds, gate: { slower } });

/** loadgate's, of a minute a cell at most. */
export const OURS: readonly Way[] = [gated(0.03, 60), gated(0.01, 60)];
const OTHERS = [singleRun, bestOfThree, abba(6), window];

/** What docs/precision.md compares. */
export const WAYS: readonly Way[] = [...OURS, gated(0.005, 180), ...OTHERS];

/** Those that take a minute a cell at most. */
export const QUICK_WAYS: readonly Way[] = [...OURS, ...OTHERS];

const MIXES: readonly (readonly [string, Pick<Spending, 'duets' | 'later'>])[] = [
  ['as shipped', AS_SHIPPED],
  ['2 duets', { duets: 2, later: 'needed' }],
  ['all rounds in all generations', { duets: 1, later: 'all' }],
  ['all rounds, 2 duets', { duets: 2, later: 'all' }],
];

/** The same time in other rounds. */
export const SPENDINGS: readonly Way[] = MIXES.map(([name, mix]) =>
  loadgate(name, { ...mix, seconds: 60, gate: { slower: 0.01 } }),
);
