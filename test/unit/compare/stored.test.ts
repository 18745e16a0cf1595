import { describe, expect, it } from 'vitest';
import { gateResult } from '../../../src/compare/overall.js';
import { compareStored } from '../../../src/compare/stored.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellRecord, RunRecord } from '../../../src/model/record.js';
import { seededRandom } from '../../../src/system/random.js';
import { normalNoise } from '../../support/noise.js';
import { wordsOf } from '../../support/reasons.js';
import type { Ratios, SideOptions } from '../../support/records.js';
import { makeCell, makeGenerations, makeRatioGeneration, makeRecord } from '../../support/records.js';

/** A run of one side: generations that show `ratios` times the plausible figures. */
function solo(ratios: Ratios = {}, generations = 4, candidate: SideOptions = {}): RunRecord {
  const alone = makeGenerations(ratios, { screen: generations }, { baseline: null, candidate });
  return makeRecord({ cells: [makeCell({ generations: alone })] });
}

const compare = (candidate: RunRecord, stored: RunRecord) =>
  compareStored(candidate, stored, DEFAULT_GATE, DEFAULT_MEASURE);
const cellOf = (candidate: RunRecord, stored: RunRecord) => compare(candidate, stored).cells[0];

function metric(candidate: RunRecord, stored: RunRecord, name: string) {
  return cellOf(candidate, stored)?.metrics.find((row) => row.metric === name);
}

describe('stored figures', () => {
  it('find a large regression', () => {
    expect(cellOf(solo({ throughput: 0.7, cpu: 1.4 }), solo())).toMatchObject({
      verdict: 'regression',
      decidedBy: 'throughput',
    });
    expect(metric(solo({ throughput: 0.7 }), solo(), 'throughput')?.ratio).toBeCloseTo(0.7, 6);
  });

  it('find a large improvement', () => {
    expect(cellOf(solo({ throughput: 1.5 }), solo())?.verdict).toBe('improvement');
  });

  it('find a doubled upstream call', () => {
    const calls = (upstreamCalls: number) => solo({}, 1, { counts: { upstreamCalls } });
    expect(cellOf(calls(2), calls(1))).toMatchObject({ verdict: 'regression', decidedBy: 'upstream-calls' });
  });

  it('find it by its count alone where the machine spoilt the figures', () => {
    const invalid = { code: 'starved', message: 'the machine did it', side: 'candidate', log: [] } as const;
    const stored = solo({}, 1, { counts: { upstreamCalls: 1 } });
    const spoilt = (upstreamCalls: number) => {
      const [generation] = makeGenerations({}, { screen: 1 }, { candidate: { counts: { upstreamCalls } } });
      const generations = generation === undefined ? [] : [{ ...generation, baseline: null }];
      return cellOf(makeRecord({ cells: [makeCell({ state: 'invalid', invalid, generations })] }), stored);
    };
    expect(spoilt(2)).toMatchObject({
      ...{ verdict: 'regression', decidedBy: 'upstream-calls', baselineRps: null, candidateRps: null },
    });
    expect(wordsOf(spoilt(2))).toContain('the machine did it');
    expect(spoilt(1)).toMatchObject({ verdict: 'invalid', metrics: [] });
  });

  it('can not tell less than two runs differ by anyway', () => {
    const row = metric(solo({ throughput: 0.95 }), solo(), 'throughput');
    expect(row?.verdict).toBe('inconclusive');
    expect(row?.couldSee).toBeGreaterThan(0.06);
    expect(metric(solo(), solo(), 'throughput')?.verdict).toBe('inconclusive');
  });

  it('tell memory more sharply, which does not hang on the day', () => {
    expect(metric(solo(), solo(), 'memory')?.verdict).toBe('no-change');
    expect(metric(solo({ memory: 1.2 }), solo(), 'memory')?.verdict).toBe('regression');
  });

  it('claim nothing with fewer than three generations on a side', () => {
    const slow = { throughput: 0.3, cpu: 3, latency: 3, memory: 3 };
    for (const [ours, theirs] of [
      [2, 4],
      [4, 2],
      [1, 1],
    ] as const) {
      expect(cellOf(solo(slow, ours), solo({}, theirs))?.verdict).toBe('inconclusive');
    }
    expect(cellOf(solo(slow, 3), solo({}, 3))?.verdict).toBe('regression');
  });
});

describe('cells without stored figures', () => {
  const stored = (cell: Partial<CellRecord>) => makeRecord({ cells: [makeCell(cell)] });

  it.each<[string, RunRecord, RegExp]>([
    ['no such cell', stored({ scenario: 'other' }), /no such cell/],
    ['no generation', stored({ generations: [] }), /no figures/],
    [
      'invalid figures',
      stored({ state: 'invalid', invalid: { code: 'x', message: 'x', side: 'candidate', log: [] } }),
      /invalid/,
    ],
    [
      'impossible figures',
      stored({ generations: [makeRatioGeneration(0, {}, { candidate: { rps: Number.NaN } })] }),
      /invalid/,
    ],
  ])('%s is new', (_, record, reason) => {
    const cell = cellOf(solo(), record);
    expect(cell?.verdict).toBe('new');
    expect(wordsOf(cell)).toMatch(reason);
  });

  it('keeps the states of the candidate', () => {
    const unchanged = makeRecord({ cells: [makeCell({ state: 'unchanged', generations: [] })] });
    expect(cellOf(unchanged, solo())?.verdict).toBe('unchanged');
    const impossible = makeRecord({
      cells: [makeCell({ generations: [makeRatioGeneration(0, {}, { candidate: { rps: 0 } })] })],
    });
    expect(cellOf(impossible, solo())?.verdict).toBe('invalid');
  });
});

describe('another machine', () => {
  it.each<[string, Partial<RunRecord>]>([
    ['fingerprint', { machine: { ...makeRecord().machine, fingerprint: 'e'.repeat(64) } }],
    ['caps', { caps: { cpus: 2, memoryBytes: 2 ** 30 } }],
    ['caps that held', { runtime: { ...makeRecord().runtime, capsMissing: ['cpus'] } }],
  ])('makes it advisory: another %s', (_, overrides) => {
    const comparison = compare(solo({ throughput: 0.5 }), { ...solo(), ...overrides });
    expect(comparison).toMatchObject({ advisory: true, verdict: 'regression' });
    expect(gateResult(comparison, DEFAULT_GATE, []).exitCode).toBe(0);
  });

  it('is not, where both are the same', () => {
    expect(compare(solo(), solo()).advisory).toBe(false);
  });
});

it('is red in at most 1 % of runs without a change, where runs differ by 3 % and generations by 1.5 %', () => {
  const noise = normalNoise(seededRandom(11));
  const run = (): RunRecord => {
    const cells = Array.from({ length: 9 }, (_, index) => {
      const bias = 0.021 * noise();
      const generations = Array.from({ length: 4 }, (_unused, position) => {
        const [speed, work] = [Math.exp(bias + 0.015 * noise()), Math.exp(0.021 * noise() + 0.015 * noise())];
        const drawn = { throughput: speed, cpu: work, latency: work, memory: Math.exp(0.01 * noise()) };
        return makeRatioGeneration(position, drawn, { baseline: null });
      });
      return makeCell({ scenario: `s${index}`, generations });
    });
    return makeRecord({ cells });
  };
  const red = Array.from({ length: 500 }, () => compare(run(), run()).counts.regression > 0).filter(Boolean);
  expect(red.length).toBeLessThanOrEqual(5);
});
