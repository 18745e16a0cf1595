import { MAX_PROFILE_NODES } from '../model/limits.js';
import type { ProfileNode } from '../model/profile.js';
import type { SideName } from '../model/record.js';
import { type Frame, functionKey, GROUPS, recorded, type SampledGeneration } from './sample.js';

/** Less than this share of a side's CPU time can't be seen in a picture. */
const LEAST_SHARE = 0.004;
const MAX_DEPTH = 40;
const NS_PER_US = 1_000;

interface Growing {
  readonly frame: Frame;
  readonly parent: Growing | null;
  readonly children: Map<string, Growing>;
  baseline: number;
  candidate: number;
}

/**
 * Who called whom in both sides, with the CPU time of each call and of all that it led to: a mean over the generations, µs for
 * each right answer. What takes least is left out; what is left out is its caller's own time.
 * @returns callers before those whom they called
 */
export function treeOf(generations: readonly SampledGeneration[]): ProfileNode[] {
  const roots = new Map<string, Growing>();
  const totals = { baseline: 0, candidate: 0 };
  for (const generation of generations) {
    for (const side of ['baseline', 'candidate'] as const) {
      const { answers, samples } = generation[side];
      for (const { frames, ns } of samples) {
        const us = ns / NS_PER_US / answers / generations.length;
        totals[side] += us;
        addStack(roots, frames, side, us);
      }
    }
  }
  return flattened(largest(roots, LEAST_SHARE * Math.max(totals.baseline, totals.candidate)));
}

function addStack(roots: Map<string, Growing>, frames: readonly Frame[], side: SideName, us: number): void {
  let parent: Growing | null = null;
  for (const frame of grouped(frames)) {
    const siblings: Map<string, Growing> = parent === null ? roots : parent.children;
    const key = functionKey(frame);
    const known: Growing = siblings.get(key) ?? {
      frame,
      parent,
      children: new Map(),
      baseline: 0,
      candidate: 0,
    };
    siblings.set(key, known);
    known[side] += us;
    parent = known;
  }
}

/** Outermost first. What the runtime or the kernel does between two functions of programs is one step. */
function grouped(frames: readonly Frame[]): readonly Frame[] {
  const steps: Frame[] = [];
  for (const frame of frames.toReversed()) {
    const { kind } = frame;
    const isGroup = kind === 'runtime' || kind === 'kernel';
    if (isGroup && steps.at(-1)?.kind === kind) continue;
    steps.push(isGroup ? GROUPS[kind] : frame);
    if (steps.length === MAX_DEPTH) break;
  }
  return steps;
}

const sizeOf = ({ baseline, candidate }: Growing): number => Math.max(baseline, candidate);

/** The calls that take most; whoever called one of them takes more, and is among them. */
function largest(roots: ReadonlyMap<string, Growing>, least: number): readonly Growing[] {
  const all: Growing[] = [];
  const add = (level: ReadonlyMap<string, Growing>): void => {
    for (const one of level.values()) {
      if (sizeOf(one) < least) continue;
      all.push(one);
      add(one.children);
    }
  };
  add(roots);
  // The sort is stable: of two that take the same, the caller comes first.
  return all.sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, MAX_PROFILE_NODES);
}

function flattened(kept: readonly Growing[]): ProfileNode[] {
  const places = new Map(kept.map((one, at) => [one, at]));
  return kept.map(({ frame, parent, baseline, candidate }) => ({
    parent: parent === null ? null : (places.get(parent) ?? null),
    ...recorded(frame),
    baseline: rounded(baseline),
    candidate: rounded(candidate),
  }));
}

const rounded = (us: number): number => Math.round(us * 100) / 100;
