import { describe, expect, it } from 'vitest';
import { cellProfile } from '../../../src/model/profile.js';
import { profileChange } from '../../../src/profile/difference.js';
import { ownerOf, profileOf } from '../../../src/profile/fold.js';
import type { Frame, Sample, SampledGeneration } from '../../../src/profile/sample.js';

const own = (name: string): Frame => ({ kind: 'own', name, file: 'app.py' });
const library: Frame = { kind: 'library', name: 'deepcopy', file: 'copy.py' };
const runtime: Frame = { kind: 'runtime', name: 'memcpy', file: null };
const kernel: Frame = { kind: 'kernel', name: 'tcp_sendmsg', file: null };

const times = (count: number, ...frames: readonly Frame[]): Sample[] =>
  Array.from({ length: count }, () => ({ ns: 1_000_000, frames }));

/** @param more samples of `slow` on the candidate, of 1,000 answers a side */
const generation = (more: number): SampledGeneration => ({
  baseline: { answers: 1000, samples: [...times(100, runtime, own('fast')), ...times(20, kernel)] },
  candidate: {
    answers: 1000,
    samples: [
      ...times(101, runtime, own('fast')),
      ...times(20, kernel),
      ...times(more, library, own('slow')),
    ],
  },
});

describe('ownerOf', () => {
  it('charges the innermost function of the service, then one of a library, then a group', () => {
    expect(ownerOf([kernel, runtime, library, own('a'), library, own('b')])).toEqual(own('a'));
    expect(ownerOf([kernel, library, runtime])).toEqual(library);
    expect(ownerOf([kernel, runtime])).toMatchObject({ kind: 'kernel', name: 'the kernel' });
    expect(ownerOf([runtime, kernel])).toMatchObject({ kind: 'runtime', name: 'the runtime' });
    expect(ownerOf([])).toMatchObject({ kind: 'runtime' });
  });
});

describe('profileOf', () => {
  const profile = profileOf([generation(10), generation(12), generation(11)]);

  it('divides CPU time by answers, for each function and generation', () => {
    expect(cellProfile.safeParse(profile).success).toBe(true);
    expect(profile).toMatchObject({
      kind: 'sampled',
      samples: { baseline: 360, candidate: 396 },
      baseline: [120, 120, 120],
      candidate: [131, 133, 132],
    });
    expect(profile.kind === 'sampled' && profile.functions.find(({ name }) => name === 'slow')).toEqual({
      ...{ name: 'slow', file: 'app.py', kind: 'own', baseline: [0, 0, 0], candidate: [10, 12, 11] },
    });
  });

  it('differs with an interval of Student’s t over the generations', () => {
    if (profile.kind !== 'sampled') throw new Error(profile.message);
    const { total, functions } = profileChange(profile);
    expect(total).toMatchObject({ difference: 12, isSure: true });
    const [first] = functions;
    expect(first).toMatchObject({ name: 'slow', difference: 11, only: 'candidate', isSure: true });
    // t(0.975, 2) = 4.302653, s = 1, n = 3
    expect(first?.half).toBeCloseTo(4.302653 / Math.sqrt(3), 4);
    expect(functions.find(({ kind }) => kind === 'kernel')).toMatchObject({
      difference: 0,
      isSure: false,
      only: null,
    });
  });

  it('has how often a side waited for each answer, where that is known of all generations', () => {
    const waiting = (times: number | null): SampledGeneration => {
      const { baseline, candidate } = generation(1);
      return { baseline: { ...baseline, waits: 1000 }, candidate: { ...candidate, waits: times } };
    };
    const known = profileOf([waiting(2000), waiting(2500)]);
    expect(known).toMatchObject({ waits: { baseline: [1, 1], candidate: [2, 2.5] } });
    expect(known.kind === 'sampled' && profileChange(known).waits).toMatchObject({ difference: 1.25 });
    expect(profileOf([waiting(2000), waiting(null)])).not.toHaveProperty('waits');
  });

  it('says why there is none', () => {
    const silent = {
      baseline: { answers: 10, samples: [] },
      candidate: { answers: 10, samples: times(1, runtime) },
    };
    expect(profileOf([silent, silent])).toMatchObject({ kind: 'none', code: 'no-samples' });
    const unnamed = {
      baseline: { answers: 10, samples: times(100, runtime) },
      candidate: { answers: 10, samples: [...times(95, runtime), ...times(5, own('f'))] },
    };
    expect(profileOf([unnamed, unnamed])).toMatchObject({ kind: 'none', code: 'no-names' });
  });

  it('keeps what changed and what costs most of many functions', () => {
    const many = (side: 'baseline' | 'candidate') => ({
      answers: 1,
      samples: Array.from({ length: 200 }, (_, at) =>
        times(side === 'candidate' && at === 3 ? 90 : at % 7, own(`f${at}`)),
      ).flat(),
    });
    const one = { baseline: many('baseline'), candidate: many('candidate') };
    const large = profileOf([one, one]);
    expect(cellProfile.safeParse(large).success).toBe(true);
    expect(large.kind === 'sampled' && large.functions.map(({ name }) => name)).toContain('f3');
  });
});

describe('cellProfile', () => {
  it('refuses functions of other generations than the whole', () => {
    const sampled = profileOf([generation(1), generation(1)]);
    if (sampled.kind !== 'sampled') throw new Error(sampled.message);
    const [first] = sampled.functions;
    const wrong = { ...sampled, functions: [{ ...first, candidate: [1] }] };
    expect(cellProfile.safeParse(wrong).success).toBe(false);
    expect(cellProfile.safeParse({ ...sampled, baseline: [1], candidate: [1], functions: [] }).success).toBe(
      false,
    );
    expect(cellProfile.safeParse({ ...sampled, more: 1 }).success).toBe(false);
  });
});
