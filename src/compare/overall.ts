import {
  breaksLimit,
  CELL_VERDICTS,
  type CellComparison,
  type CellVerdict,
  type Comparison,
  type ExitCode,
  type GateResult,
} from '../model/comparison.js';
import type { Gate } from '../model/config.js';
import { type Problem, SPOILT_BY_MACHINE } from '../model/record.js';
import { IMPOSSIBLE } from './plausible.js';

export function countVerdicts(cells: readonly CellComparison[]): Record<CellVerdict, number> {
  const counts = Object.fromEntries(CELL_VERDICTS.map((verdict) => [verdict, 0]));
  for (const { verdict } of cells) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts as Record<CellVerdict, number>;
}

/** The whole run's verdict. A run without any cell is invalid where a problem kept it from having one. */
export function runVerdict(
  counts: Readonly<Record<CellVerdict, number>>,
  problems: readonly Problem[],
): Comparison['verdict'] {
  const first = CELL_VERDICTS.find((verdict) => counts[verdict] > 0);
  if (first !== undefined && first !== 'unchanged') return first;
  return problems.length > 0 ? 'invalid' : 'nothing-to-measure';
}

/** Codes of invalid cells that are the machine's fault; every other one is the configuration's or the target's. */
const MACHINE_CODES: ReadonlySet<string> = new Set([
  IMPOSSIBLE,
  ...SPOILT_BY_MACHINE,
  'engine-failed',
  'engine-unreachable',
  'disk-full',
  'baseline-killed',
  'targets-killed',
  'unexpected',
]);

/**
 * Turns verdicts into the exit code, in this order:
 * 1. a regression that nobody accepted is 1, also where other cells could not be measured: it is what the maintainer must see, and
 *    the comment tells the rest. Where the comparison is advisory it fails nothing, unless it breaks a limit: no limit
 *    hangs on figures of another machine;
 * 2. a problem of kind `usage`, or a cell that is invalid by its candidate's fault, is 2;
 * 3. a problem of kind `machine`, or a cell that the machine made invalid, is 3. (After 2: a wrong
 *    configuration is not mended by running again.)
 * 4. undecided cells, and cells whose baseline side is invalid (a pull request that repairs it must pass), are
 *    1 under `on-inconclusive: fail`: the gate's own no, not an error;
 * 5. else 0.
 * @param isClaim nobody vouches for the record: what is advisory is undecided, since its author chose to make it so
 * @param problems the record's; a problem's kind goes before `MACHINE_CODES` for an invalid cell of its code.
 */
export function gateResult(
  comparison: Comparison,
  gate: Gate,
  problems: readonly Problem[],
  isClaim = false,
): GateResult {
  const { advisory } = comparison;
  const total = comparison.cells.length;
  const open = openRegressions(comparison);
  const failing = advisory ? open.filter(breaksLimit) : open;
  if (failing.length > 0) return result(1, `${failingWords(failing, comparison)}.`);
  const failure = failed(comparison, problems, 'usage') ?? failed(comparison, problems, 'machine');
  if (failure !== null) return failure;
  const undecided = undecidedCells(comparison, isClaim);
  if (gate.onInconclusive === 'fail' && (!advisory || isClaim)) {
    const which = `${undecided} of ${cellWords(total)} could not be decided`;
    if (undecided > 0) return result(1, `${which}, and the gate asks for a decision.`);
    if (foundNothing(comparison)) return result(1, `${FOUND_NOTHING} The gate asks for a decision.`);
  }
  return result(0, passReason(comparison, undecided));
}

/** Whether a regression is one of limits alone: compared with the baseline, nothing got worse. */
export const isOnlyOverLimit = (cell: CellComparison): boolean =>
  breaksLimit(cell) && cell.metrics.every(({ verdict }) => verdict !== 'regression');

function failingWords(failing: readonly CellComparison[], { cells, counts, advisory }: Comparison): string {
  const total = cellWords(cells.length);
  const over = failing.filter(breaksLimit).length;
  const other = advisory ? [] : failing.filter((cell) => !isOnlyOverLimit(cell));
  const left = counts.regression - failing.length;
  const besides =
    left === 0 ? '' : advisory ? `, besides ${left} that only looks slower` : `, besides ${left} accepted`;
  const limits = `${over} of ${total} ${over === 1 ? 'breaks' : 'break'} a limit`;
  if (other.length === 0) return `${limits}${besides}`;
  return `${other.length} of ${total} got slower or needs more${over === 0 ? '' : `, and ${limits}`}${besides}`;
}

/** What is advisory and a claim is undecided in all cells that were compared. */
function undecidedCells({ counts, cells, advisory }: Comparison, isClaim: boolean): number {
  if (advisory && isClaim) return cells.filter(({ verdict }) => verdict !== 'unchanged').length;
  return counts.inconclusive + counts.invalid;
}

/** No cell, and nothing shows that there was none to measure. */
const foundNothing = ({ cells, verdict }: Comparison): boolean =>
  cells.length === 0 && verdict === 'inconclusive';

const FOUND_NOTHING = 'No cell was reported, and the files of both sides differ.';

/** The regressions that the gate does not let pass. */
export function openRegressions({ cells }: Comparison): readonly CellComparison[] {
  return cells.filter(({ verdict, accepted }) => verdict === 'regression' && accepted?.state !== 'holds');
}

function failed(
  comparison: Comparison,
  problems: readonly Problem[],
  kind: Problem['kind'],
): GateResult | null {
  const code: ExitCode = kind === 'usage' ? 2 : 3;
  const problem = problems.find((candidate) => candidate.kind === kind);
  if (problem !== undefined) return result(code, problem.message);
  const cell = comparison.cells.find((candidate) => invalidKind(candidate, problems) === kind);
  if (cell === undefined) return null;
  const why = cell.reason?.code === 'recorded' ? cell.reason.text : 'no reason given';
  return result(code, `${cell.target} · ${cell.scenario} could not be measured: ${why}`);
}

function invalidKind(
  { verdict, invalid }: CellComparison,
  problems: readonly Problem[],
): Problem['kind'] | null {
  if (verdict !== 'invalid') return null;
  const code = invalid?.code ?? IMPOSSIBLE;
  const kind = problems.find((problem) => problem.code === code)?.kind;
  if (kind !== undefined) return kind;
  if (MACHINE_CODES.has(code)) return 'machine';
  return invalid?.side === 'baseline' ? null : 'usage';
}

function passReason(comparison: Comparison, undecided: number): string {
  const { counts, cells, advisory, elsewhere = [] } = comparison;
  const total = cells.length;
  if (foundNothing(comparison)) return FOUND_NOTHING;
  if (counts.regression > 0 && advisory) {
    const slower = `${counts.regression} of ${cellWords(total)} looks slower`;
    return `${slower}, but was compared with figures from another machine: told, not judged.`;
  }
  if (counts.regression > 0) {
    const undecidedToo = undecided > 0 ? `; ${undecided} could not be decided` : '';
    return `${counts.regression} of ${cellWords(total)} got slower or needs more, and it is accepted${undecidedToo}.`;
  }
  if (total === 0 && elsewhere.length > 0) {
    return `Nothing to judge: ${cellWords(elsewhere.length)} at a URL, which is advisory.`;
  }
  if (total === counts.unchanged) return 'Nothing to measure: no inputs changed.';
  if (undecided > 0) return `No regression found; ${undecided} of ${cellWords(total)} could not be decided.`;
  return `No regression in ${cellWords(total)}.`;
}

function cellWords(count: number): string {
  return count === 1 ? '1 cell' : `${count} cells`;
}

function result(exitCode: ExitCode, reason: string): GateResult {
  return { exitCode, passed: exitCode === 0, reason };
}
