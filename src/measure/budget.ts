import type { MeasureSettings } from '../model/config.js';
import type { RoundKind } from '../model/round.js';
import type { RoundMix } from './deps.js';

/** What the time for measuring holds. Times are ms. */

/** Safety margin on the estimated length of the next generation. */
const ESTIMATE_MARGIN = 1.1;

/** Budgets that are proposed are whole multiples of this. */
const STEP_MS = 10_000;

/** A target of which something is suspect. */
export interface Suspect {
  /** Confirming generations that its cells still need. */
  readonly generations: number;
  /** Length of its longest generation so far. */
  readonly generationMs: number;
}

export interface Spending {
  readonly spentMs: number;
  /** May be infinite. */
  readonly budgetMs: number;
}

/** Whether a generation of so long fits, beside what is kept back. */
export const fits = ({ spentMs, budgetMs }: Spending, generationMs: number, reservedMs = 0): boolean =>
  spentMs + generationMs * ESTIMATE_MARGIN + reservedMs < budgetMs;

/**
 * Time that is kept back for confirming: what looks like a change is worth more than another look at what does not, and
 * a suspicion that nothing confirms leaves its cell undecided.
 */
export const reservedFor = (suspects: readonly Suspect[]): number =>
  suspects.reduce(
    (sum, { generations, generationMs }) => sum + generations * generationMs * ESTIMATE_MARGIN,
    0,
  );

/** Time that the rounds of one generation take for one cell of two sides, ms; probes come in blocks of four. */
export function roundsMs(
  kinds: readonly RoundKind[],
  { duets, solos, probes }: RoundMix,
  { duetMs, soloMs, probeMs }: MeasureSettings,
): number {
  const all = { duet: duets * duetMs, solo: 2 * solos * soloMs, probe: 4 * probes * probeMs };
  return kinds.reduce((sum, kind) => sum + all[kind], 0);
}

/** How long a generation of a target takes. */
export interface TargetTime {
  readonly target: string;
  readonly generationMs: number;
}

/**
 * Says that a budget is too short to decide anything, and which would do; null: it is not.
 * @param times of every target that is to be measured: each gets a generation in turn
 * @param least generations without which a change can't be confirmed
 */
export function budgetRemark(times: readonly TargetTime[], budgetMs: number, least: number): string | null {
  const passMs = times.reduce((sum, { generationMs }) => sum + generationMs, 0) * ESTIMATE_MARGIN;
  const [slowest] = [...times].sort((a, b) => b.generationMs - a.generationMs);
  if (slowest === undefined || !Number.isFinite(budgetMs) || passMs <= 0) return null;
  const holds = Math.floor(budgetMs / passMs);
  if (holds >= least) return null;
  const each = times.length === 1 ? '' : ` of each of ${times.length} targets`;
  const wanted = Math.ceil((passMs * least) / STEP_MS) * STEP_MS;
  return (
    `A generation of ${slowest.target} takes ${seconds(slowest.generationMs)}, so the budget of ${seconds(budgetMs)} holds ` +
    `${holds === 0 ? 'not one' : holds}${each}. To confirm a change takes at least ${least}: a budget of ${seconds(wanted)} would do.`
  );
}

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
