import type { Comparison } from '../model/comparison.js';
import type { Gate, MeasureSettings } from '../model/config.js';
import { type CellRecord, type RunRecord, SPOILT_BY_MACHINE } from '../model/record.js';
import { holmAdjust } from '../stats/holm.js';
import type { CellDraft } from './cell.js';
import { judgeCell } from './cell.js';
import { compareExact, hasRegression, NOTHING_COUNTED } from './exact.js';
import { sides } from './metrics.js';
import { countVerdicts, runVerdict } from './overall.js';
import { IMPOSSIBLE, impossibility } from './plausible.js';
import { follow } from './sequential.js';

/**
 * Compares the two sides that were measured beside each other in one run. Pure: the same record, gate and
 * settings give the same comparison.
 */
export function compareRecord(record: RunRecord, gate: Gate, settings: MeasureSettings): Comparison {
  return finish(
    record.cells.map((cell) => draftCell(cell, gate, settings)),
    record,
    false,
  );
}

/** Adjusts the p values of all tested metrics of all cells together, and judges each cell with its own. */
export function finish(drafts: readonly CellDraft[], record: RunRecord, advisory: boolean): Comparison {
  const tested = drafts.flatMap((draft) => draft.sampled.flatMap(({ p }) => p ?? []));
  const adjusted = holmAdjust(tested);
  let next = 0;
  const cells = drafts.map((draft) =>
    judgeCell(
      draft,
      draft.sampled.map(({ p }) => (p === null ? null : (adjusted[next++] ?? 1))),
    ),
  );
  const counts = countVerdicts(cells);
  return { cells, counts, verdict: runVerdict(counts, record.problems), advisory };
}

function draftCell(cell: CellRecord, gate: Gate, settings: MeasureSettings): CellDraft {
  const sidesOf = {
    cell,
    baselineSides: sides(cell.generations, 'baseline'),
    candidateSides: sides(cell.generations, 'candidate'),
  };
  const decided = decideWithoutFigures(cell) ?? decideByBaseline(cell, sidesOf.baselineSides.length);
  if (decided?.verdict === 'unchanged') {
    // Carried figures are the candidate side of the baseline's own run; with equal inputs they stand for both.
    return {
      ...sidesOf,
      baselineSides: sidesOf.candidateSides,
      decided,
      sampled: [],
      exact: NOTHING_COUNTED,
    };
  }
  if (decided !== null) return draftDecided({ ...sidesOf, decided }, gate);
  const exact = compareExact(sidesOf.baselineSides, sidesOf.candidateSides, gate);
  return { ...sidesOf, decided, sampled: follow(cell, gate, settings), exact };
}

/**
 * A cell that is decided without figures, unless its counts got worse and it is the machine that spoilt the figures: no
 * machine makes a service call once more, or close its connections.
 */
export function draftDecided(
  { decided, ...sidesOf }: Pick<CellDraft, 'cell' | 'baselineSides' | 'candidateSides' | 'decided'>,
  gate: Gate,
): CellDraft {
  if (SPOILT_BY_MACHINE.has(decided?.invalid?.code ?? '')) {
    const exact = compareExact(sidesOf.baselineSides, sidesOf.candidateSides, gate);
    const leftOut = decided?.reason ?? null;
    if (hasRegression(exact)) return { ...sidesOf, decided: null, leftOut, sampled: [], exact };
  }
  return { ...sidesOf, decided, sampled: [], exact: NOTHING_COUNTED };
}

const UNEXPLAINED = {
  code: IMPOSSIBLE,
  side: 'candidate',
  message: 'it was marked invalid without a reason',
} as const;

/** What a cell's state, or figures that can't be true, decide. null: its figures do. */
export function decideWithoutFigures(cell: CellRecord): CellDraft['decided'] {
  if (cell.state === 'unchanged') return { verdict: 'unchanged', reason: null };
  const wrong = cell.state === 'invalid' ? (cell.invalid ?? UNEXPLAINED) : impossibility(cell);
  if (wrong !== null) {
    const { code, side, message } = wrong;
    return { verdict: 'invalid', reason: message, invalid: { code, side } };
  }
  if (cell.state === 'not-measured' || cell.generations.length === 0) {
    return { verdict: 'inconclusive', reason: 'not measured: the run ended before its first generation' };
  }
  return null;
}

function decideByBaseline(cell: CellRecord, paired: number): CellDraft['decided'] {
  if (cell.noBaseline !== null) return { verdict: 'new', reason: cell.noBaseline };
  return paired > 0 ? null : { verdict: 'new', reason: 'no generation ran the baseline' };
}
