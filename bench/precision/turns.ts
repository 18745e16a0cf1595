import type { CellRecord } from '../../src/model/record.js';

/** Turns of an empty loop that are about a fifth of a request's CPU time: seen well, and near to what is planted. */
export const CALIBRATION_TURNS = { flask: 8_000, starlette: 1_400 } as const;
const INNER = 100;

/**
 * Python that takes so many turns of an empty loop, at the same time each: numbers up to 256 are there already, larger
 * ones are made anew, which takes three times as long.
 */
export function loop(turns: number): string[] {
  const whole = Math.floor(turns / INNER);
  return [
    `for _ in range(${whole}):`,
    `    for _ in range(${INNER}):`,
    '        pass',
    `for _ in range(${turns % INNER}):`,
    '    pass',
  ];
}

/**
 * Turns that take 1 % of a request's CPU time, from a run of the calibration: the service as it is beside one with
 * `calibrationTurns` more. @throws Error where the run has no figures
 */
export function turnsOfOnePercent(cell: CellRecord, calibrationTurns: number): number {
  const sums = { baseline: 0, candidate: 0 };
  for (const generation of cell.generations) {
    for (const side of ['baseline', 'candidate'] as const) {
      for (const round of generation[side]?.duet ?? [])
        sums[side] += (round.cpuUserUs ?? 0) + (round.cpuSystemUs ?? 0);
    }
  }
  const added = sums.candidate / sums.baseline - 1;
  if (!(added > 0.01)) throw new Error(`the calibration found ${added}: ${cell.invalid?.message ?? ''}`);
  return (calibrationTurns * 0.01) / added;
}
