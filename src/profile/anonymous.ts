import type { SideName } from '../model/record.js';
import type { Frame, Sample, SampledGeneration } from './sample.js';
import { ANONYMOUS } from './v8-profile.js';

/** A function without a name that takes less than this share of a side's samples is not paired with one of the other side. */
const LEAST_SHARE = 0.002;

/** What functions without a name are called, by side, file, and line. */
type Names = Readonly<Record<SideName, ReadonlyMap<string, string>>>;

/**
 * Calls functions that have no name by their place: `(anonymous) server.js:12`. A change moves all that is below it in its
 * file: where both sides have as many such functions in a file, they are the same ones, in their order.
 */
export function withPlaces(generations: readonly SampledGeneration[]): readonly SampledGeneration[] {
  const names = namesOf(generations);
  const renamed = (side: SideName) => {
    const known = new Map<readonly Frame[], readonly Frame[]>();
    return ({ ns, frames }: Sample): Sample => {
      const named = known.get(frames) ?? frames.map((frame) => nameIn(frame, names[side]));
      known.set(frames, named);
      return { ns, frames: named };
    };
  };
  const sides = { baseline: renamed('baseline'), candidate: renamed('candidate') };
  return generations.map(({ baseline, candidate }) => ({
    baseline: { ...baseline, samples: baseline.samples.map(sides.baseline) },
    candidate: { ...candidate, samples: candidate.samples.map(sides.candidate) },
  }));
}

const keyOf = (file: string, line: number): string => `${file}\0${line}`;

function nameIn(frame: Frame, names: ReadonlyMap<string, string>): Frame {
  const { name, file, line } = frame;
  if (name !== ANONYMOUS || file === null || line === undefined) return frame;
  return { ...frame, name: names.get(keyOf(file, line)) ?? placeName(file, line) };
}

const placeName = (file: string, line: number): string =>
  `${ANONYMOUS} ${file.slice(file.lastIndexOf('/') + 1)}:${line}`;

function namesOf(generations: readonly SampledGeneration[]): Names {
  const baseline = linesOf(generations, 'baseline');
  const candidate = linesOf(generations, 'candidate');
  const moved = new Map<string, string>();
  for (const [file, before] of baseline) {
    const now = candidate.get(file) ?? [];
    if (before.length !== now.length) continue;
    for (const [at, line] of before.entries()) moved.set(keyOf(file, line), placeName(file, now[at] ?? line));
  }
  return { baseline: moved, candidate: new Map() };
}

/** Lines of the functions without a name that matter, by file, in order. */
function linesOf(
  generations: readonly SampledGeneration[],
  side: SideName,
): ReadonlyMap<string, readonly number[]> {
  const samples = generations.flatMap((one) => one[side].samples);
  const times = new Map<string, Map<number, number>>();
  for (const { frames } of samples) {
    for (const { name, file, line } of new Set(frames)) {
      if (name !== ANONYMOUS || file === null || line === undefined) continue;
      const lines = times.get(file) ?? new Map<number, number>();
      times.set(file, lines.set(line, (lines.get(line) ?? 0) + 1));
    }
  }
  const least = LEAST_SHARE * samples.length;
  const mattering = (lines: ReadonlyMap<number, number>): number[] =>
    [...lines].flatMap(([line, seen]) => (seen >= least ? [line] : [])).sort((a, b) => a - b);
  return new Map([...times].map(([file, lines]) => [file, mattering(lines)]));
}
