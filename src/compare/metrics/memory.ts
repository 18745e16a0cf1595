import { loadedRounds } from '../../model/growth.js';
import type { SideFigures } from '../../model/record.js';
import type { BothSides, SampledMetric } from './metric.js';
import { meanOf, ofGenerations } from './readings.js';

/**
 * Smallest difference that is judged, bytes. Allocators grow by arenas of 1 MiB and less, a collected heap in steps of
 * some, and the peak depends on when the collector ran; 3 MiB are 0.3 % of the usual cap, and decide none.
 */
const FLOOR_BYTES = 3 * 2 ** 20;

/** The gate's share of the baseline, and the floor at least. */
export const memoryThreshold: SampledMetric['threshold'] = ({ memory: share }, baseline) =>
  Math.max(share, FLOOR_BYTES / baseline);

/**
 * Answers of one side for each of the other, above which memory that is not known at the same work is not compared: what
 * is garbage of it grows with the answers, a share of up to half.
 */
const MOST_MORE_ANSWERS = 1.25;

/**
 * Peak memory: idle, and the most that the cell's own rounds added. Sides that ran beside each other are compared at the
 * same number of answers: whoever answers more in the same time leaves more garbage between two collections. Less of it
 * alone answers nobody's request sooner.
 */
export const memory = {
  name: 'memory',
  kind: 'sampled',
  unit: 'bytes',
  better: 'smaller',
  holdsCell: 'suspect',
  improvesCell: false,
  mayStayOpen: (both) => fasterBy(both) > 1,
  rounds: [],
  read: (both) => ofGenerations(sameWork(alikeSides(both)), memoryBytes),
  threshold: (gate, baseline, both?: BothSides) => memoryThreshold(gate, baseline) * fasterBy(both),
  reference: null,
} as const satisfies SampledMetric;

/**
 * Sides whose memory means the same. Memory at the same work is known of sides that ran beside each other alone, and
 * records of 0.1 know the peak of a generation only: beside one of those, a side is judged by what it has in common.
 */
export function alikeSides({ baseline, candidate }: BothSides): BothSides {
  const forget = whatIsNotCommon([...baseline, ...candidate]);
  return { baseline: baseline.map(forget), candidate: candidate.map(forget) };
}

function whatIsNotCommon(sides: readonly SideFigures[]): (side: SideFigures) => SideFigures {
  if (sides.some(({ cellMemoryBytes }) => cellMemoryBytes === undefined)) {
    return ({ sameWorkMemoryBytes: _, cellMemoryBytes: __, idleMemoryBytes: ___, ...side }) => side;
  }
  if (sides.every(({ sameWorkMemoryBytes }) => sameWorkMemoryBytes !== undefined)) return (side) => side;
  return ({ sameWorkMemoryBytes: _, ...side }) => side;
}

/**
 * Sides that did about the same work, where it is not known what they needed for the same: a faster service leaves more
 * garbage, and a slower one hides a leak.
 */
function sameWork(both: BothSides): BothSides {
  const all = [...both.baseline, ...both.candidate];
  if (all.every(({ sameWorkMemoryBytes }) => sameWorkMemoryBytes !== undefined)) return both;
  const [theirs, ours] = [both.baseline, both.candidate].map(meanAnswers);
  if (theirs == null || ours == null) return both;
  const isAlike = Math.max(theirs, ours) <= MOST_MORE_ANSWERS * Math.min(theirs, ours);
  return isAlike ? both : { baseline: [], candidate: [] };
}

/**
 * How many times as many requests the candidate answers in the same time; 1 where it is not many more, or not known.
 * V8 lets its heap grow by how fast a program allocates, so that one that is three times as fast takes 4 MiB more (of
 * 52) at the same number of answers. Memory that is held before the load is judged apart (idle-memory.ts).
 */
function fasterBy(both: BothSides | undefined): number {
  if (both === undefined) return 1;
  const [theirs, ours] = [meanAnswers(both.baseline), meanAnswers(both.candidate)];
  if (theirs === null || ours === null || theirs <= 0) return 1;
  const times = ours / theirs;
  return times > MOST_MORE_ANSWERS ? times : 1;
}

/** Right answers of a side's generation; null where records of 0.1 do not say, or there is none. */
const meanAnswers = (sides: readonly SideFigures[]): number | null =>
  meanOf(sides.map((side) => answersOf(side)));

function answersOf(side: SideFigures): number | null {
  const rounds = loadedRounds(side);
  const known = rounds.flatMap(({ answers }) => answers ?? []);
  return known.length < rounds.length || known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0);
}

/** Memory at the same work where it is known, else that of the cell, else the peak of the whole generation, bytes. */
function memoryBytes({ sameWorkMemoryBytes, cellMemoryBytes, peakMemoryBytes }: SideFigures): number | null {
  if (sameWorkMemoryBytes !== undefined) return sameWorkMemoryBytes;
  return cellMemoryBytes === undefined ? peakMemoryBytes : cellMemoryBytes;
}
