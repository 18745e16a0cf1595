import type { StepChange } from '../model/comparison.js';
import type { CellRecord, SideFigures } from '../model/record.js';
import { geometricMean, isPositive, meanLog } from '../stats/ratio.js';
import { pairedEvidence } from './evidence.js';

/**
 * The step that explains the change of a sequence: of those whose time has changed for sure, in the direction that is asked
 * for, the one whose time has changed the most. It decides nothing.
 *
 * A step's time is the median of probe rounds, in which requests come one after the other: under load, all steps wait in the
 * queue that one of them makes. Where there are no probe rounds, it is that of the duets.
 * @returns null: none has changed for sure, or there are no steps
 */
export function changedStep({ steps, generations }: CellRecord, isSlower: boolean): StepChange | null {
  const changes = (steps ?? []).flatMap((request, at): readonly StepChange[] => {
    const pairs = generations.flatMap(({ candidate, baseline }) => {
      const [ours, theirs] = [timeOf(candidate, at), baseline === null ? null : timeOf(baseline, at)];
      return ours === null || theirs === null ? [] : [{ ours, theirs }];
    });
    const evidence = pairedEvidence(pairs.map(({ ours, theirs }) => Math.log(ours / theirs)));
    if (evidence?.interval == null) return [];
    const { interval } = evidence;
    if (isSlower ? interval.low <= 1 : interval.high >= 1) return [];
    return [
      {
        number: at + 1,
        request,
        baseline: geometricMean(pairs.map(({ theirs }) => theirs)),
        candidate: geometricMean(pairs.map(({ ours }) => ours)),
        ratio: Math.exp(evidence.mean),
        interval,
      },
    ];
  });
  const by = ({ candidate, baseline }: StepChange): number => Math.abs(candidate - baseline);
  return changes.toSorted((a, b) => by(b) - by(a))[0] ?? null;
}

/** Of a side in one generation, µs; null: not known. */
function timeOf({ probe, duet }: SideFigures, step: number): number | null {
  const rounds = probe.length > 0 ? probe : duet;
  const times = rounds.flatMap(({ steps }) => steps?.[step]?.latencyUs.p50 ?? []).filter(isPositive);
  return times.length === 0 || times.length < rounds.length ? null : Math.exp(meanLog(times));
}
