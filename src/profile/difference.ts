import type { ProfiledFunction, SampledProfile } from '../model/profile.js';
import { confidenceInterval, estimateMean } from '../stats/inference.js';
import { mean } from '../stats/summary.js';

const ALPHA = 0.05;

/** How much CPU time something takes on both sides, µs for each right answer; means over the generations. */
export interface CpuChange {
  readonly baselineUs: number;
  readonly candidateUs: number;
  /** Candidate less baseline, paired by generation. */
  readonly differenceUs: number;
  /** Half of its 95 % interval. */
  readonly halfUs: number;
  /** 0 lies outside of the interval. */
  readonly isSure: boolean;
}

export interface FunctionChange extends CpuChange {
  readonly name: string;
  readonly file: string | null;
  readonly kind: ProfiledFunction['kind'];
  /** Seen on one side alone. */
  readonly only: 'baseline' | 'candidate' | null;
}

export interface ProfileChange {
  readonly total: CpuChange;
  /** The largest gain of time first, the largest loss last. */
  readonly functions: readonly FunctionChange[];
}

/** @param generations the same number of both sides, two at least */
export function changeOf({
  baseline,
  candidate,
}: Pick<ProfiledFunction, 'baseline' | 'candidate'>): CpuChange {
  const estimate = estimateMean(candidate.map((us, at) => us - (baseline[at] ?? 0)));
  const { low, high } = confidenceInterval(estimate, ALPHA);
  return {
    baselineUs: mean(baseline),
    candidateUs: mean(candidate),
    differenceUs: estimate.mean,
    halfUs: (high - low) / 2,
    isSure: low > 0 || high < 0,
  };
}

/** What differs between the two sides of a profile, function by function. */
export function profileChange(profile: SampledProfile): ProfileChange {
  const functions = profile.functions.map((one): FunctionChange => {
    const { name, file, kind } = one;
    const change = changeOf(one);
    const only = change.baselineUs === 0 ? 'candidate' : change.candidateUs === 0 ? 'baseline' : null;
    return { name, file, kind, ...change, only };
  });
  return {
    total: changeOf(profile),
    functions: functions.sort((a, b) => b.differenceUs - a.differenceUs),
  };
}
