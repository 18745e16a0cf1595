import type { RunRecord } from '../../src/model/record.js';

/** Turns of an empty loop, enough to be seen well beside a request's own CPU time. */
export const CALIBRATION_TURNS = 5_000;

/**
 * Turns that take 1 % of a request's CPU time, from a run of the service as it is (baseline) beside one with
 * `CALIBRATION_TURNS` more. @throws Error where the run has no figures
 */
export function turnsOfOnePercent(record: RunRecord): number {
  const [cell] = record.cells;
  const sums = { baseline: 0, candidate: 0 };
  for (const generation of cell?.generations ?? []) {
    for (const side of ['baseline', 'candidate'] as const) {
      for (const round of generation[side]?.duet ?? [])
        sums[side] += (round.cpuUserUs ?? 0) + (round.cpuSystemUs ?? 0);
    }
  }
  const added = sums.candidate / sums.baseline - 1;
  if (!(added > 0.01)) throw new Error(`the calibration found ${added}: ${JSON.stringify(record.problems)}`);
  return (CALIBRATION_TURNS * 0.01) / added;
}
