import { MAX_PROFILED_FUNCTIONS } from '../model/limits.js';
import type { NoProfile, ProfiledFunction, SampledProfile } from '../model/profile.js';
import type { SideName } from '../model/record.js';
import { changeOf } from './difference.js';
import {
  type Frame,
  functionKey,
  GROUPS,
  recorded,
  type Sample,
  type SampledGeneration,
  type SampledSide,
} from './sample.js';
import { treeOf } from './tree.js';

/**
 * The function that a sample is charged to: the innermost one of the service, which is who called all that is further in;
 * else the innermost one of a library; else the kernel or the runtime, whichever was at work.
 */
export function ownerOf(frames: readonly Frame[]): Frame {
  return (
    frames.find(({ kind }) => kind === 'own') ??
    frames.find(({ kind }) => kind === 'library') ??
    GROUPS[frames[0]?.kind === 'kernel' ? 'kernel' : 'runtime']
  );
}

const NS_PER_US = 1_000;
/** Below this share of samples, the names of functions are the exception. */
const LEAST_NAMED = 0.1;

/**
 * Samples of some generations → CPU time for each right answer, by function.
 * @returns why there is no profile, where the samples don't tell functions apart
 */
export function profileOf(generations: readonly SampledGeneration[]): SampledProfile | NoProfile {
  const sides = generations.flatMap(({ baseline, candidate }) => [baseline, candidate]);
  if (sides.some(({ answers, samples }) => samples.length === 0 || answers === 0)) return NO_SAMPLES;
  const [least = 0] = sides.map(({ samples }) => namedShare(samples)).sort((a, b) => a - b);
  if (least < LEAST_NAMED) return noNames(least);
  const total = (side: SideName): number[] =>
    generations.map((one) => rounded(usOf(one[side], sumNs(one[side].samples))));
  const functions = functionsOf(generations);
  return {
    kind: 'sampled',
    samples: { baseline: samplesOf(generations, 'baseline'), candidate: samplesOf(generations, 'candidate') },
    baseline: total('baseline'),
    candidate: total('candidate'),
    functions: mostTelling(functions),
    calls: treeOf(generations),
    ...waitsOf(generations),
  };
}

function waitsOf(generations: readonly SampledGeneration[]): Pick<SampledProfile, 'waits'> {
  const ofSide = (side: SideName): (number | null)[] =>
    generations.map(({ [side]: { waits, answers } }) => (waits == null ? null : rounded(waits / answers)));
  const isKnown = (waits: number | null): waits is number => waits !== null;
  const [baseline, candidate] = [ofSide('baseline'), ofSide('candidate')];
  return baseline.every(isKnown) && candidate.every(isKnown) ? { waits: { baseline, candidate } } : {};
}

const NO_SAMPLES: NoProfile = {
  kind: 'none',
  code: 'no-samples',
  message: 'a side was not seen on a CPU while it was sampled',
};

const noNames = (share: number): NoProfile => ({
  kind: 'none',
  code: 'no-names',
  message: `only ${Math.round(100 * share)} % of the samples have the name of a function: its runtime tells none, or its symbols were stripped`,
});

function namedShare(samples: readonly Sample[]): number {
  const named = samples.filter(({ frames }) => {
    const { kind } = ownerOf(frames);
    return kind === 'own' || kind === 'library';
  });
  return sumNs(named) / sumNs(samples);
}

const sumNs = (samples: readonly Sample[]): number => samples.reduce((sum, { ns }) => sum + ns, 0);
const usOf = ({ answers }: SampledSide, ns: number): number => ns / NS_PER_US / answers;
const rounded = (us: number): number => Math.round(us * 1000) / 1000;

const samplesOf = (generations: readonly SampledGeneration[], side: SideName): number =>
  generations.reduce((sum, one) => sum + one[side].samples.length, 0);

const keyOf = (frame: Frame): string => `${frame.kind}\0${functionKey(frame)}`;

function functionsOf(generations: readonly SampledGeneration[]): readonly ProfiledFunction[] {
  const none = generations.map(() => 0);
  const all = new Map<string, { frame: Frame; baseline: number[]; candidate: number[] }>();
  for (const [at, generation] of generations.entries()) {
    for (const side of ['baseline', 'candidate'] as const) {
      for (const { frames, ns } of generation[side].samples) {
        const frame = ownerOf(frames);
        const key = keyOf(frame);
        const entry = all.get(key) ?? { frame, baseline: [...none], candidate: [...none] };
        all.set(key, entry);
        entry[side][at] = (entry[side][at] ?? 0) + usOf(generation[side], ns);
      }
    }
  }
  return [...all.values()].map(({ frame, baseline, candidate }) => ({
    ...recorded(frame),
    baseline: baseline.map(rounded),
    candidate: candidate.map(rounded),
  }));
}

/** What changed most, and what costs most whether it changed or not. */
function mostTelling(functions: readonly ProfiledFunction[]): ProfiledFunction[] {
  const half = MAX_PROFILED_FUNCTIONS / 2;
  const by = (value: (one: ProfiledFunction) => number) =>
    functions.toSorted((a, b) => value(b) - value(a)).slice(0, half);
  const changed = by((one) => Math.abs(changeOf(one).difference));
  const costly = by((one) => changeOf(one).candidate);
  return [...new Set([...changed, ...costly])];
}
