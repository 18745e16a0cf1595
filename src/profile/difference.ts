import type { ProfiledFunction, SampledProfile } from '../model/profile.js';
import { confidenceInterval, estimateMean } from '../stats/inference.js';
import { mean } from '../stats/summary.js';

const ALPHA = 0.05;

/** Something on both sides, for each right answer; means over the generations. */
export interface Change {
  readonly baseline: number;
  readonly candidate: number;
  /** Candidate less baseline, paired by generation. */
  readonly difference: number;
  /** Half of its 95 % interval. */
  readonly half: number;
  /** 0 lies outside of the interval. */
  readonly isSure: boolean;
}

/** CPU time of a function, µs. */
export interface FunctionChange extends Change {
  readonly name: string;
  readonly file: string | null;
  readonly kind: ProfiledFunction['kind'];
  /** Seen on one side alone. */
  readonly only: 'baseline' | 'candidate' | null;
}

export interface ProfileChange {
  /** CPU time of all functions, µs. */
  readonly total: Change;
  /** The largest gain of time first, the largest loss last. */
  readonly functions: readonly FunctionChange[];
  /** How often a thread gave up the CPU to wait; null: it could not be told. */
  readonly waits: Change | null;
}

/** @param generations the same number of both sides, two at least */
export function changeOf({ baseline, candidate }: Pick<ProfiledFunction, 'baseline' | 'candidate'>): Change {
  const estimate = estimateMean(candidate.map((value, at) => value - (baseline[at] ?? 0)));
  const { low, high } = confidenceInterval(estimate, ALPHA);
  return {
    baseline: mean(baseline),
    candidate: mean(candidate),
    difference: estimate.mean,
    half: (high - low) / 2,
    isSure: low > 0 || high < 0,
  };
}

/** What differs between the two sides of a profile, function by function. */
export function profileChange(profile: SampledProfile): ProfileChange {
  const functions = profile.functions.map((one): FunctionChange => {
    const { name, file, kind } = one;
    const change = changeOf(one);
    const only = change.baseline === 0 ? 'candidate' : change.candidate === 0 ? 'baseline' : null;
    return { name, file, kind, ...change, only };
  });
  return {
    total: changeOf(profile),
    functions: functions.sort((a, b) => b.difference - a.difference),
    waits: profile.waits === undefined ? null : changeOf(profile.waits),
  };
}

/** The same change in another unit. */
export const scaled = <C extends Change>(change: C, factor: number): C => ({
  ...change,
  baseline: change.baseline * factor,
  candidate: change.candidate * factor,
  difference: change.difference * factor,
  half: change.half * factor,
});
