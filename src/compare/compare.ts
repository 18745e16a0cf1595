import type { Comparison } from '../model/comparison.js';
import type { Gate, MeasureSettings } from '../model/config.js';
import { type Limits, type LimitsOf, NO_LIMITS } from '../model/figure-limits.js';
import type { Reason } from '../model/reason.js';
import { type CellRecord, type InvalidReason, type RunRecord, SPOILT_BY_MACHINE } from '../model/record.js';
import type { CellDraft } from './cell.js';
import { judgeCell } from './cell.js';
import { correct, type IsShared } from './claims.js';
import { compareExact, hasRegression, NOTHING_COUNTED } from './exact.js';
import { baselineBehind } from './keeps-up.js';
import { failedTooOften, holdToLimits } from './limits/hold.js';
import { carriesNothing } from './metrics/capacity.js';
import { countVerdicts, runVerdict } from './overall.js';
import { IMPOSSIBLE, impossibility } from './plausible.js';
import { bothSides } from './samples.js';
import { follow } from './sequential.js';

/**
 * Compares the two sides that were measured beside each other in one run. Pure: the same record, gate and
 * settings give the same comparison.
 * @param isShared which cells the baseline's configuration has too. It must come from there, not from the record: a record
 *   may say of an added cell what it likes. Absent: all of them.
 * @param limitsOf which absolute figures each cell has to keep; from the configuration that judges, too
 */
export function compareRecord(
  record: RunRecord,
  gate: Gate,
  settings: MeasureSettings,
  isShared: IsShared = () => true,
  limitsOf: LimitsOf = NO_LIMITS,
): Comparison {
  return finish(
    record.cells.map((cell) => draftCell(cell, gate, settings, limitsOf(cell))),
    record,
    { advisory: false, ways: 'both', isShared, limitsOf, settings },
  );
}

interface Finish {
  readonly advisory: boolean;
  readonly ways: Parameters<typeof correct>[1];
  readonly isShared: IsShared;
  readonly limitsOf: LimitsOf;
  readonly settings: MeasureSettings;
}

/**
 * Corrects the p values of all tested metrics of all cells together, judges each cell with its own, and holds it to its
 * limits.
 */
export function finish(
  drafts: readonly CellDraft[],
  record: RunRecord,
  { advisory, ways, isShared, limitsOf, settings }: Finish,
): Comparison {
  const tested = drafts.flatMap(({ cell, sampled }) =>
    sampled.map(({ p, atOnce }) => ({ isShared: isShared(cell), confirmed: p, atOnce: atOnce?.p ?? null })),
  );
  const corrected = correct(tested, ways);
  let next = 0;
  const cells = drafts.map((draft) => {
    const own = corrected.slice(next, next + draft.sampled.length);
    next += own.length;
    const held = { limits: limitsOf(draft.cell), images: record.images ?? [], settings };
    return holdToLimits(judgeCell(draft, own), draft.cell, held);
  });
  const counts = countVerdicts(cells);
  return { cells, counts, verdict: runVerdict(counts, record.problems), advisory };
}

function draftCell(cell: CellRecord, gate: Gate, settings: MeasureSettings, limits: Limits): CellDraft {
  const sides = bothSides(cell.generations);
  const decided =
    decideWithoutFigures(cell, limits) ??
    decideByBaseline(cell, sides.baseline.length) ??
    invalidCell(baselineBehind(cell, gate) ?? (carriesNothing(sides) ? CARRIES_NOTHING : null));
  if (decided?.verdict === 'unchanged') {
    // Carried figures are the candidate side of the baseline's own run; with equal inputs they stand for both.
    const same = { ...sides, baseline: sides.candidate };
    return { cell, sides: same, decided, sampled: [], exact: NOTHING_COUNTED };
  }
  if (decided !== null) return draftDecided({ cell, sides, decided }, gate);
  const exact = compareExact(sides, gate);
  return { cell, sides, decided, sampled: follow(cell, gate, settings), exact };
}

/**
 * A cell that is decided without figures, unless its counts got worse and it is the machine that spoilt the figures: no
 * machine makes a service call once more, or close its connections.
 */
export function draftDecided(
  draft: Pick<CellDraft, 'cell' | 'sides' | 'decided'>,
  gate: Pick<Gate, 'bytes'>,
): CellDraft {
  const { decided, sides } = draft;
  if (SPOILT_BY_MACHINE.has(decided?.invalid?.code ?? '')) {
    const exact = compareExact(sides, gate);
    const leftOut = decided?.reason ?? null;
    if (hasRegression(exact)) return { ...draft, decided: null, leftOut, sampled: [], exact };
  }
  return { ...draft, sampled: [], exact: NOTHING_COUNTED };
}

/** What neither side of a cell carries. */
const CARRIES_NOTHING = {
  code: 'capacity-not-reached',
  side: 'baseline',
  message: 'neither side carries the first level of the search: lower "from", or allow more in "until"',
} as const;

const UNEXPLAINED = {
  code: IMPOSSIBLE,
  side: 'candidate',
  message: 'it was marked invalid without a reason',
} as const;

/** What a cell's state, or figures that can't be true, decide. null: its figures do. */
export function decideWithoutFigures(cell: CellRecord, limits: Limits): CellDraft['decided'] {
  if (cell.state === 'unchanged') return { verdict: 'unchanged', reason: null };
  const wrong =
    cell.state === 'invalid'
      ? (cell.invalid ?? UNEXPLAINED)
      : (impossibility(cell) ?? failedTooOften(cell, limits));
  if (wrong !== null) return invalidCell(wrong);
  if (cell.state === 'not-measured' || cell.generations.length === 0) {
    const isCutOff = cell.cutOff !== undefined;
    return {
      verdict: 'inconclusive',
      reason: isCutOff ? { code: 'search-cut-off' } : { code: 'not-measured' },
    };
  }
  return null;
}

/** A verdict for what is wrong with a cell; null: nothing. */
export function invalidCell(wrong: Omit<InvalidReason, 'log'> | null): CellDraft['decided'] {
  if (wrong === null) return null;
  const { code, side, message } = wrong;
  return { verdict: 'invalid', reason: recorded(message), invalid: { code, side } };
}

const recorded = (text: string): Reason => ({ code: 'recorded', text });

function decideByBaseline(cell: CellRecord, paired: number): CellDraft['decided'] {
  if (cell.noBaseline !== null) return { verdict: 'new', reason: recorded(cell.noBaseline) };
  return paired > 0 ? null : { verdict: 'new', reason: { code: 'baseline-not-run' } };
}
