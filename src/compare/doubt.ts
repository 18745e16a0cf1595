import type { CellComparison, Comparison } from '../model/comparison.js';
import type { Reason } from '../model/reason.js';
import type { Problem } from '../model/record.js';
import { countVerdicts, runVerdict } from './overall.js';

/** A cell by its names. */
export interface CellName {
  readonly target: string;
  readonly scenario: string;
}

/**
 * What is known from elsewhere of the cells of a record that its author may have written by hand. What a record says of
 * itself is a claim; its figures are, too, but those are all that there is to judge.
 */
export interface Known {
  /** The cells of the base branch's configuration: each has to be compared. */
  readonly expected: readonly CellName[];
  /** Names (`target/scenario`) of the cells whose build inputs are the same on both sides, as the forge has them. */
  readonly unchanged: ReadonlySet<string>;
  /** The forge has the very same files on both sides: there is nothing to measure. */
  readonly sameFiles: boolean;
}

/**
 * A comparison of which nothing is believed that is not known, or does not follow from figures:
 * - a cell is unchanged where the forge says so, else it is undecided;
 * - a cell of the base branch that was compared with nothing, or that is missing, is undecided;
 * - a record without cells found out nothing, unless the forge has the same files on both sides.
 */
export function doubt(comparison: Comparison, known: Known, problems: readonly Problem[]): Comparison {
  const expected = new Set(known.expected.map(nameOf));
  const has = new Set(comparison.cells.map(nameOf));
  const cells = [
    ...comparison.cells.map((cell) => doubtCell(cell, expected, known)),
    ...known.expected.filter((cell) => !has.has(nameOf(cell))).map((cell) => undecided(cell, 'missing')),
  ];
  const counts = countVerdicts(cells);
  const verdict = runVerdict(counts, problems);
  const foundNothing = cells.length === 0 && verdict === 'nothing-to-measure' && !known.sameFiles;
  return { ...comparison, cells, counts, verdict: foundNothing ? 'inconclusive' : verdict };
}

function doubtCell(cell: CellComparison, expected: ReadonlySet<string>, known: Known): CellComparison {
  const name = nameOf(cell);
  if (cell.verdict === 'unchanged' && !known.sameFiles && !known.unchanged.has(name)) {
    return undecided(cell, 'claimed-unchanged');
  }
  return cell.verdict === 'new' && expected.has(name) ? undecided(cell, 'claimed-new') : cell;
}

const nameOf = ({ target, scenario }: CellName): string => `${target}/${scenario}`;

type Doubt = Extract<Reason['code'], 'missing' | 'claimed-unchanged' | 'claimed-new'>;

/** Without figures, so that a verdict of an earlier report is kept where there is one. */
const undecided = ({ target, scenario }: CellName, code: Doubt): CellComparison => ({
  target,
  scenario,
  verdict: 'inconclusive',
  decidedBy: null,
  reason: { code },
  metrics: [],
  baselineRps: null,
  candidateRps: null,
});
