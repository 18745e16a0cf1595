import { describe, expect, it } from 'vitest';
import { cellProfile } from '../../../src/model/profile.js';
import { profileOf } from '../../../src/profile/fold.js';
import type { Frame, Sample, SampledGeneration } from '../../../src/profile/sample.js';
import { treeOf } from '../../../src/profile/tree.js';

const own = (name: string): Frame => ({ kind: 'own', name, file: 'app.py' });
const runtime = (name: string): Frame => ({ kind: 'runtime', name, file: null });
const sample = (ns: number, ...frames: readonly Frame[]): Sample => ({ ns, frames });

const GENERATION: SampledGeneration = {
  baseline: { answers: 10, samples: [sample(100_000, own('a'), own('main'))] },
  candidate: {
    answers: 10,
    samples: [
      sample(150_000, own('a'), own('main')),
      sample(50_000, runtime('memcpy'), runtime('alloc'), own('b'), own('main')),
      sample(10, own('little')),
    ],
  },
};

describe('treeOf', () => {
  it('has callers before those whom they called, with the time of both sides, means over the generations', () => {
    expect(treeOf([GENERATION, GENERATION])).toEqual([
      { parent: null, name: 'main', file: 'app.py', kind: 'own', baseline: 10, candidate: 20 },
      { parent: 0, name: 'a', file: 'app.py', kind: 'own', baseline: 10, candidate: 15 },
      { parent: 0, name: 'b', file: 'app.py', kind: 'own', baseline: 0, candidate: 5 },
      { parent: 2, name: 'the runtime', file: null, kind: 'runtime', baseline: 0, candidate: 5 },
    ]);
  });

  it('keeps what takes most, and each with its caller, as a record can hold it', () => {
    const many = Array.from({ length: 400 }, (_, at) =>
      sample(1_000 + at, own('x'.repeat(300)), own(`f${at}`)),
    );
    const side = {
      answers: 1,
      samples: [...many, ...Array.from({ length: 400 }, () => sample(5_000, own('big')))],
    };
    const generation = { baseline: side, candidate: side };
    const profile = profileOf([generation, generation]);
    expect(cellProfile.safeParse(profile).success).toBe(true);
    expect(profile.kind === 'sampled' && profile.calls?.[0]).toMatchObject({ name: 'big' });
  });
});

describe('cellProfile', () => {
  it('refuses a call whose caller comes later', () => {
    const profile = profileOf([GENERATION, GENERATION]);
    const calls = (profile.kind === 'sampled' ? (profile.calls ?? []) : []).map((one) => ({ ...one }));
    expect(cellProfile.safeParse({ ...profile, calls }).success).toBe(true);
    const [first] = calls;
    expect(cellProfile.safeParse({ ...profile, calls: [{ ...first, parent: 0 }] }).success).toBe(false);
    expect(cellProfile.safeParse({ ...profile, calls: [{ ...first, parent: -1 }] }).success).toBe(false);
  });
});
