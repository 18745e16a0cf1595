import { DEFAULT_MEASURE } from '../../src/config/defaults.js';
import type { Generation, SideFigures } from '../../src/model/record.js';
import type { RoundKind } from '../../src/model/round.js';

/** Time of the rounds of one generation of a cell, s: duets; a solo of each side; probes A B B A. */
export function roundSeconds(kinds: readonly RoundKind[], duets: number): number {
  const { duetMs, soloMs, probeMs } = DEFAULT_MEASURE;
  const ms = { duet: duets * duetMs, solo: 2 * soloMs, probe: 4 * probeMs };
  return kinds.reduce((sum, kind) => sum + ms[kind], 0) / 1000;
}

/** Of one solo round a side. */
export const SOLO_SECONDS = roundSeconds(['solo'], 0);

/** A generation as it would have been, had it had these rounds only. */
export function asSpent(generation: Generation, kinds: readonly RoundKind[], duets: number): Generation {
  const spent = (side: SideFigures): SideFigures => ({
    ...side,
    duet: side.duet.slice(0, duets),
    solo: kinds.includes('solo') ? side.solo : [],
    probe: kinds.includes('probe') ? side.probe : [],
  });
  const { candidate, baseline } = generation;
  return { ...generation, candidate: spent(candidate), baseline: baseline === null ? null : spent(baseline) };
}
