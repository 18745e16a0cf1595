import { describe, expect, it } from 'vitest';
import { withPlaces } from '../../../src/profile/anonymous.js';
import type { Sample } from '../../../src/profile/sample.js';
import { readV8Profile, type V8Profile, v8Samples } from '../../../src/profile/v8-profile.js';

const call = (functionName: string, url: string, lineNumber: number) => ({ functionName, url, lineNumber });
const APP = 'file:///app/a%20b.mjs';

/** `handle` (lines 10 to 20) calls `send` of Node.js; `find` (lines 3 to 5) has been compiled into `handle`. */
const PROFILE = {
  nodes: [
    { id: 1, callFrame: call('(root)', '', -1), children: [2, 3, 4, 7] },
    { id: 2, callFrame: call('(idle)', '', -1) },
    { id: 3, callFrame: call('(program)', '', -1) },
    { id: 4, callFrame: call('emit', 'node:events', 470), children: [5] },
    {
      ...{ id: 5, callFrame: call('handle', APP, 9), children: [6] },
      positionTicks: [
        { line: 4, ticks: 3 },
        { line: 12, ticks: 1 },
        { line: 400, ticks: 1 },
      ],
    },
    { id: 6, callFrame: call('writev', '', -1) },
    { id: 7, callFrame: call('(garbage collector)', '', -1) },
  ],
  startTime: 1_000_000,
  endTime: 1_009_000,
  samples: [2, 6, 7, 2, 7, 3, 5],
  timeDeltas: [1000, 1000, 1000, 1000, 1000, 1000, 1000],
  places: {},
} satisfies V8Profile;

const PLACES = new Map([
  [
    APP,
    [
      [3, 5, 'find'],
      [4, 4, ''],
      [10, 20, 'handle'],
    ] as [number, number, string][],
  ],
]);
const WHOLE = { from: 0, to: 2_000_000 };
const read = (profile: V8Profile, span = WHOLE, places = PLACES) =>
  v8Samples(profile, { span, intervalUs: 1_000, places });
const names = (samples: readonly Sample[]) =>
  samples.map(({ frames }) => frames.map(({ name }) => name).join(' < '));

describe('v8Samples', () => {
  it('has the stacks of a thread while it was at work, and a collection of garbage as a part of what came before', () => {
    const samples = read(PROFILE).slice(0, -1);
    expect(names(samples)).toEqual([
      'writev < handle < emit',
      '[garbage collector] < writev < handle < emit',
      '[garbage collector]',
      '(program)',
    ]);
    expect(samples[0]).toEqual({
      ns: 1_000_000,
      frames: [
        { kind: 'runtime', name: 'writev', file: null },
        { kind: 'own', name: 'handle', file: '/app/a b.mjs', line: 10 },
        { kind: 'library', name: 'emit', file: 'node:events', line: 471 },
      ],
    });
  });

  it('names a function that was compiled into its caller, by the line', () => {
    const inlined = read({
      ...PROFILE,
      samples: Array.from({ length: 100 }, () => 5),
      timeDeltas: Array.from({ length: 100 }, () => 10),
    });
    const share = (stack: string) => names(inlined).filter((one) => one === stack).length;
    // Line 4 is in `find` and in a function without a name in it, lines 12 and 400 are nobody else's.
    expect(share('(anonymous) < handle < emit')).toBeGreaterThanOrEqual(58);
    expect(share('(anonymous) < handle < emit')).toBeLessThanOrEqual(62);
    expect(share('handle < emit')).toBe(100 - share('(anonymous) < handle < emit'));
    expect(inlined.find(({ frames }) => frames.length === 3)?.frames[0]).toMatchObject({
      kind: 'own',
      line: 4,
    });
    expect(new Set(names(read({ ...PROFILE, samples: [5], timeDeltas: [1] }, WHOLE, new Map())))).toEqual(
      new Set(['handle < emit']),
    );
  });

  it('leaves out what was before and after', () => {
    expect(names(read(PROFILE, { from: 1_002_500, to: 1_005_500 }))).toEqual([
      '[garbage collector] < writev < handle < emit',
      '[garbage collector]',
    ]);
  });

  it('ends where a tree leads in a circle or nowhere', () => {
    const nodes = [
      { id: 1, callFrame: call('a', APP, 1), children: [2] },
      { id: 2, callFrame: call('b', APP, 2), children: [1] },
    ];
    const samples = read({ ...PROFILE, nodes, samples: [2, 9], timeDeltas: [1, 1] });
    expect(samples).toHaveLength(1);
    expect(samples[0]?.frames.length).toBeLessThanOrEqual(64);
  });
});

describe('readV8Profile', () => {
  it('takes nothing else for a profile', () => {
    expect(readV8Profile(JSON.stringify(PROFILE))).toEqual(PROFILE);
    for (const text of ['', '{', '[]', '{"nodes":[]}', JSON.stringify({ ...PROFILE, samples: ['x'] })])
      expect(readV8Profile(text)).toBeNull();
  });
});

describe('withPlaces', () => {
  const at = (...lines: readonly number[]): { answers: number; samples: Sample[] } => ({
    answers: 1,
    samples: lines.map((line) => ({
      ns: 1,
      frames: [{ kind: 'own', name: '(anonymous)', file: '/app/server.js', line }],
    })),
  });
  const placed = (baseline: readonly number[], candidate: readonly number[]) => {
    const [one] = withPlaces([{ baseline: at(...baseline), candidate: at(...candidate) }]);
    return [names(one?.baseline.samples ?? []), names(one?.candidate.samples ?? [])];
  };

  it('calls a function without a name by where it is now', () => {
    expect(placed([12, 30], [12, 30])[1]).toEqual(['(anonymous) server.js:12', '(anonymous) server.js:30']);
  });

  it('knows it again where lines above it are new', () => {
    const [before, now] = placed([12, 30], [15, 33]);
    expect(before).toEqual(now);
  });

  it('and goes by the line where one is new', () => {
    expect(placed([12], [12, 30])).toEqual([
      ['(anonymous) server.js:12'],
      ['(anonymous) server.js:12', '(anonymous) server.js:30'],
    ]);
  });
});
