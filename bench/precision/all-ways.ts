import { AS_SHIPPED, type Asked, GATE_1, GATE_3, GATE_HALF, type Spending } from './drawn-cells.js';
import { abba, bestOfThree, singleRun, window } from './other-ways.js';
import { loadgate, type Way } from './ways.js';

const gated = ({ name, spending }: Asked): Way => loadgate(name, spending);

/** loadgate's, of a minute a cell at most. */
export const OURS: readonly Way[] = [GATE_3, GATE_1].map(gated);
const OTHERS = [singleRun, bestOfThree, abba(6), window];

/** What docs/internals/precision.md compares. */
export const WAYS: readonly Way[] = [...OURS, gated(GATE_HALF), ...OTHERS];

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
