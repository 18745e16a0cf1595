import type { CellComparison, CellVerdict, Comparison } from '../model/comparison.js';
import { number } from './format.js';
import { leadingLimit, mainMetric } from './metric.js';
import { metricWords, PRIMARY } from './metric-words.js';

/** How counts are read out: what was decided, then the rest. That is no precedence: which verdict goes first, the model says. */
const COUNTED: readonly (readonly [CellVerdict, string])[] = [
  ['regression', 'slower or worse'],
  ['improvement', 'faster or better'],
  ['no-change', 'without change'],
  ['inconclusive', 'undecided'],
  ['invalid', 'invalid'],
  ['new', 'new'],
  ['unchanged', 'not run (same inputs)'],
];

/** A cell's verdict in words. */
export function verdictWord(cell: CellComparison): string {
  if (leadingLimit(cell) !== null) return 'beyond a limit';
  const { isSpeed } = metricWords(mainMetric(cell)?.metric ?? PRIMARY);
  switch (cell.verdict) {
    case 'regression':
      return isSpeed ? 'slower' : 'worse';
    case 'improvement':
      return isSpeed ? 'faster' : 'better';
    case 'no-change':
      return 'no change';
    case 'inconclusive':
      return 'undecided';
    case 'unchanged':
      return 'not run';
    default:
      return cell.verdict;
  }
}

/** `1 slower, 1 faster, 20 without change, 1 undecided`. */
export function countsText({ cells }: Pick<Comparison, 'cells'>): string {
  const parts = COUNTED.map(([verdict, words]) => {
    const counted = cells.filter((cell) => cell.verdict === verdict);
    const [word = words, ...others] = new Set(counted.map(verdictWord));
    const isChange = verdict === 'regression' || verdict === 'improvement';
    return counted.length === 0
      ? ''
      : `${number(counted.length)} ${isChange && others.length === 0 ? word : words}`;
  });
  return parts.filter((part) => part !== '').join(', ');
}
