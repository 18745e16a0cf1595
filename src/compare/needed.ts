import type { Gate, MeasureSettings } from '../model/config.js';
import type { Limits } from '../model/figure-limits.js';
import type { CellRecord } from '../model/record.js';
import { ALL_KINDS, type RoundKind } from '../model/round.js';
import { openLimits } from './limits/judge.js';
import { schedule } from './rule.js';
import { follow, isAlone, lookedAt } from './sequential.js';

/**
 * The kinds of rounds that a cell's next generation needs: all while it is screened first, duets always, and then
 * probes and solo rounds only for as long as a metric or a limit that needs them is not settled. A generation is what differs
 * most, so that more and shorter ones say more in the same time (docs/internals/precision.md): where throughput alone is open, it
 * takes 1.2 s of rounds instead of 4.4 s. Worked out at the same looks as the screen, from the cell's generations alone.
 */
export function neededRounds(
  cell: CellRecord,
  gate: Gate,
  settings: MeasureSettings,
  limits: Limits = {},
): readonly RoundKind[] {
  const plan = schedule(settings);
  const done = cell.generations.length;
  if (done < plan.screen || isAlone(cell)) return ALL_KINDS;
  const seen = { ...cell, generations: cell.generations.slice(0, lookedAt(done, plan)) };
  const courses = follow(seen, gate, settings);
  const open = courses.filter(({ settled }) => !settled).flatMap(({ metric }) => metric.rounds);
  const forLimits = openLimits(cell, limits, settings) ?? [];
  return ALL_KINDS.filter((kind) => kind === 'duet' || open.includes(kind) || forLimits.includes(kind));
}
