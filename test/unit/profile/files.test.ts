import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { Profile } from 'pprof-format';
import { describe, expect, it } from 'vitest';
import { toPprof } from '../../../src/profile/pprof.js';
import type { Frame, Sample } from '../../../src/profile/sample.js';
import { toSpeedscope } from '../../../src/profile/speedscope.js';
import { stacksOf } from '../../../src/profile/stacks.js';
import { CORPUS } from '../../support/corpus.js';

const handle: Frame = { kind: 'own', name: 'handle', file: '/app/app.py' };
const copy: Frame = { kind: 'library', name: 'deepcopy', file: '/usr/lib/python3.13/copy.py' };
const kernel: Frame = { kind: 'kernel', name: '[kernel]', file: null };
const samples: readonly Sample[] = [
  { ns: 10, frames: [copy, handle] },
  { ns: 5, frames: [kernel, handle] },
  { ns: 12, frames: [copy, handle] },
];

describe('stacksOf', () => {
  it('adds up samples of one place, the most expensive first', () => {
    expect(stacksOf(samples)).toEqual([
      { frames: [copy, handle], samples: 2, ns: 22 },
      { frames: [kernel, handle], samples: 1, ns: 5 },
    ]);
  });
});

describe('toSpeedscope', () => {
  it('writes stacks from the outermost function on, with their time', () => {
    const file = JSON.parse(toSpeedscope(stacksOf(samples), 'flask · json, candidate'));
    expect(file.$schema).toBe('https://www.speedscope.app/file-format-schema.json');
    expect(file.shared.frames).toEqual([
      { name: 'deepcopy', file: '/usr/lib/python3.13/copy.py' },
      { name: 'handle', file: '/app/app.py' },
      { name: '[kernel]' },
    ]);
    expect(file.profiles).toEqual([
      {
        ...{ type: 'sampled', name: 'flask · json, candidate', unit: 'nanoseconds' },
        ...{
          startValue: 0,
          endValue: 27,
          samples: [
            [1, 0],
            [1, 2],
          ],
          weights: [22, 5],
        },
      },
    ]);
  });
});

const require = createRequire(import.meta.url);

/** Names that a pull request can give to its functions. */
const HOSTILE: readonly Frame[] = [
  ...CORPUS.map(({ text }) => text),
  '',
  '__proto__',
  '\0',
  '\ud800',
  'x'.repeat(10_000),
].map((name) => ({
  ...{ kind: 'own', name, file: name, line: 3 },
}));

it('speedscope’s own schema takes what is written, whatever functions are called', () => {
  const validate = new Ajv({ strict: false }).compile(
    require('speedscope/dist/release/file-format-schema.json'),
  );
  for (const some of [samples, [{ ns: 7, frames: HOSTILE }], []]) {
    const file = JSON.parse(toSpeedscope(stacksOf(some), 'a'));
    expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...file, shared: {} })).toBe(false);
  }
});

it('keeps the stacks that cost most, and names as long as in a record', () => {
  const many = Array.from({ length: 6_000 }, (_, at) => ({
    ns: at,
    frames: [{ ...handle, name: `f${at}` }],
  }));
  const stacks = stacksOf(many);
  expect(stacks).toHaveLength(5_000);
  expect(stacks.at(-1)?.ns).toBe(1_000);
  const [one] = stacksOf([{ ns: 1, frames: HOSTILE }]);
  expect(Math.max(...(one?.frames.map(({ name }) => name.length) ?? []))).toBe(255);
});

describe('toPprof', () => {
  it('writes what pprof reads: functions, and samples with both values', () => {
    const profile = Profile.decode(gunzipSync(toPprof(stacksOf(samples))));
    const text = (at: number | bigint): string => profile.stringTable.strings[Number(at)] ?? '';
    expect(profile.sampleType.map(({ type, unit }) => `${text(type)}/${text(unit)}`)).toEqual([
      'samples/count',
      'cpu/nanoseconds',
    ]);
    const nameOf = new Map(profile.function.map(({ id, name }) => [Number(id), text(name)]));
    const functionAt = new Map(
      profile.location.map(({ id, line }) => [Number(id), Number(line[0]?.functionId)]),
    );
    expect(
      profile.sample.map(({ locationId, value }) => [
        locationId.map((id) => nameOf.get(functionAt.get(Number(id)) ?? 0)),
        value.map(Number),
      ]),
    ).toEqual([
      [
        ['deepcopy', 'handle'],
        [2, 22],
      ],
      [
        ['[kernel]', 'handle'],
        [1, 5],
      ],
    ]);
    expect(text(profile.function[0]?.filename ?? 0)).toBe('/usr/lib/python3.13/copy.py');
    const hostile = Profile.decode(gunzipSync(toPprof(stacksOf([{ ns: 1, frames: HOSTILE }]))));
    expect(hostile.function.length).toBeGreaterThan(CORPUS.length / 2);
    expect(hostile.sample[0]?.locationId).toHaveLength(HOSTILE.length);
  });
});
