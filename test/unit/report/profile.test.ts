import { describe, expect, it } from 'vitest';
import type { CellVerdict } from '../../../src/model/comparison.js';
import type { CellProfile, ProfiledFunction, SampledProfile } from '../../../src/model/profile.js';
import { changedSentences } from '../../../src/report/lead.js';
import { profileSentences, profileText } from '../../../src/report/profile.js';
import { markdownProse, plainProse } from '../../../src/report/prose.js';
import { cellRecord, compared, recordFor, sampled } from './builders.js';

const around = (us: number): readonly number[] => [us - 0.1, us + 0.1, us];

function taking(name: string, baseline: number, candidate: number, more: Partial<ProfiledFunction> = {}) {
  const at = (us: number) => (us === 0 ? [0, 0, 0] : around(us));
  return {
    name,
    file: 'app/json.py',
    kind: 'own',
    baseline: at(baseline),
    candidate: at(candidate),
    ...more,
  } as const;
}

const profileWith = (functions: readonly ProfiledFunction[], total = 13): SampledProfile => ({
  ...{ kind: 'sampled', samples: { baseline: 9, candidate: 9 } },
  ...{ baseline: around(200), candidate: [200 + total, 200.2 + total, 200 + total], functions },
});

const metrics = [sampled('throughput', 1000, 0.9, { verdict: 'regression' })];
const cellOf = (verdict: CellVerdict) =>
  compared('api', 'list', verdict, { decidedBy: 'throughput', metrics });

function said(profile: CellProfile, verdict: CellVerdict = 'regression', prose = plainProse) {
  const cell = cellOf(verdict);
  return profileSentences(cell, { ...cellRecord(cell), profile }, prose);
}

describe('a slower cell that was sampled', () => {
  it('names the function that takes more CPU time, with its interval and of how much', () => {
    const slower = taking('serialize', 20, 31.4, { candidate: [31, 31.8, 31.4] });
    // s = 0.3, n = 3, t = 4.303
    expect(said(profileWith([slower, taking('route', 5, 5)]))).toEqual([
      'serialize in app/json.py: +11.4 µs of CPU a request (±0.7), of +13.1 µs in all.',
    ]);
  });

  it('names two more where they matter, what is new, and what is gone where a cell got faster', () => {
    const functions = [
      taking('a', 1, 9),
      taking('b', 0, 3),
      taking('c', 1, 3),
      taking('d', 1, 2),
      taking('old', 4, 0),
      taking('little', 1, 1.3),
    ];
    expect(said(profileWith(functions))[0]).toMatch(
      /^a in app\/json\.py: \+8\.\d+ µs .*; b in app\/json\.py, which is new: \+3\.\d+ µs \(±0\.\d+\); c in app\/json\.py: \+2\.\d+ µs \(±0\.\d+\)\.$/,
    );
    expect(said(profileWith(functions, -4), 'improvement')[0]).toMatch(
      /^old in app\/json\.py, which is gone: −4/,
    );
  });

  it('names none that chance may have made', () => {
    const noisy = taking('noisy', 10, 12, { candidate: [8, 20, 8] });
    expect(said(profileWith([noisy]))).toEqual(['No single function stands out in its profile.']);
    expect(said(profileWith([noisy], 0)).join()).not.toContain('noisy');
  });

  it('says it below what it lost, and nothing of cells that did not change', () => {
    const cell = cellOf('regression');
    const record = recordFor([cell]);
    const cells = record.cells.map((one) => ({
      ...one,
      profile: profileWith([taking('serialize', 20, 31.4)]),
    }));
    expect(changedSentences(cell, { ...record, cells }, plainProse).at(-1)).toMatch(/^serialize in app/);
    expect(said(profileWith([taking('serialize', 20, 31.4)]), 'no-change')).toEqual([]);
  });

  const withCpu = (verdict: CellVerdict, ratio: number, half = 0.01) => {
    const cpu = sampled('cpu', 200, ratio, { verdict: ratio > 1.02 ? 'regression' : 'no-change', half });
    return { ...cellOf(verdict), metrics: [...metrics, cpu] };
  };
  const saidOf = (cell: ReturnType<typeof cellOf>, profile: CellProfile) =>
    profileSentences(cell, { ...cellRecord(cell), profile }, plainProse);

  it('tells times that add up to the difference that was measured, whatever the sampler cost', () => {
    const costly = profileWith([taking('serialize', 20, 140), taking('route', 5, 8)], 130);
    const [text = ''] = saidOf(withCpu('regression', 1.05), costly);
    // 10 µs of 205 or so, as it says above; 120 of 130 by samples.
    expect(text).toMatch(
      /^serialize in app\/json\.py: \+9\.\d+ µs of CPU a request \(±0\.\d+\), of \+10\.\d+ µs in all\.$/,
    );
    expect(text).not.toMatch(/1[23]\d/);
  });

  it('tells shares alone where the samples and what was measured go different ways', () => {
    const [text = ''] = saidOf(withCpu('regression', 1.001), profileWith([taking('serialize', 20, 31.4)]));
    expect(text).toMatch(
      /^serialize in app\/json\.py: \+5\.70 % of the CPU time of a request \(±0\.\d+\), by samples\.$/,
    );
  });

  it('escapes names, which a pull request makes', () => {
    const hostile = taking('</details> @octocat', 1, 9, { file: 'a`b<script>' });
    const [text = ''] = said(profileWith([hostile]), 'regression', markdownProse);
    expect(text).not.toMatch(/<\/details>|@octocat|<script>/);
  });
});

describe('a slower cell that takes no more CPU time', () => {
  const waiting = (candidate: readonly number[]): SampledProfile => ({
    ...profileWith([taking('route', 5, 5.3)], 0),
    waits: { baseline: [2, 2.01, 1.99], candidate },
  });

  it('is told by what is counted: it waits more often', () => {
    expect(said(waiting([4, 4.1, 3.9]))).toEqual([
      'It takes no more CPU time (+0.03 % by samples, ±0.07), so the time is lost waiting: it gives up the CPU 4 times a request, 2 before.',
    ]);
  });

  it('or longer', () => {
    expect(said(waiting([2.01, 2, 1.98]))[0]).toMatch(
      /as often as before \(2 times a request\), and waits longer each time\.$/,
    );
  });

  it('and not where the samples can’t tell', () => {
    const noisy = { ...waiting([2, 2, 2]), candidate: [180, 230, 210] };
    expect(said(noisy).join()).not.toContain('waiting');
  });
});

describe('profileText', () => {
  const none = (message: string): CellProfile => ({ kind: 'none', code: 'perf-missing', message });
  const textOf = (profiles: readonly (CellProfile | undefined)[]) => {
    const record = recordFor(profiles.map((_, at) => compared('api', `s${at}`, 'regression', { metrics })));
    const cells = record.cells.map((cell, at) => {
      const profile = profiles[at];
      return profile === undefined ? cell : { ...cell, profile };
    });
    return profileText({ ...record, cells }, plainProse);
  };

  it('says what was sampled, and of the others why not, each reason once', () => {
    expect(
      textOf([profileWith([]), none('perf is not installed'), none('perf is not installed'), undefined]),
    ).toBe(
      'api · s0 (3 generations) sampled after the verdict, which nothing of it decides; times of functions are their shares of the difference that was measured; no profile of api · s1 and api · s2, because perf is not installed',
    );
    expect(textOf([undefined])).toBe('');
  });
});
