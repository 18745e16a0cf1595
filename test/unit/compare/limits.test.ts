import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { judge, NOTHING_ELSE } from '../../../src/compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { brokenLimits } from '../../../src/model/comparison.js';
import type { LimitName } from '../../../src/model/figure-limits.js';
import type { BuiltImage, RoundFigures } from '../../../src/model/record.js';
import { type Absolute, heldTo, limitCell } from '../../support/limits.js';
import { makeRateCell } from '../../support/rates.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';

const MIB = 2 ** 20;
const GROUNDS = { ...NOTHING_ELSE, gate: DEFAULT_GATE, measure: DEFAULT_MEASURE };

/** Each figure with a limit that it breaks, one that it keeps, and one that lies within its interval. */
const FIGURES: readonly (readonly [LimitName, Absolute, number, number, number])[] = [
  ['p50', { p50: 20_000 }, 15_000, 25_000, 20_000],
  ['p95', { p95: 80_000 }, 60_000, 100_000, 80_100],
  ['p99', { p99: 312_000 }, 250_000, 400_000, 313_000],
  ['requests', { rps: 500 }, 600, 400, 500],
  ['cpu', { cpuUs: 2_300 }, 2_000, 3_000, 2_310],
  ['memory', { memoryBytes: 300 * MIB }, 256 * MIB, 400 * MIB, 301 * MIB],
  ['start-time', { startMs: 6_200 }, 5_000_000, 9_000_000, 6_210_000],
  ['errors', { failed: 100 }, 0.005, 0.05, 0.0138],
];

describe.each(FIGURES)('a limit of %s', (name, figures, tooLow, enough, near) => {
  it.each([
    ['with a baseline', undefined],
    ['without one', null],
  ])('is red where the whole interval lies beyond it, %s', (_what, baseline) => {
    const cell = limitCell(figures, baseline === null ? { baseline } : {});
    const held = heldTo(cell, { [name]: tooLow });
    expect(held).toMatchObject({ verdict: 'regression', decidedBy: null, reason: null });
    expect(held.of(name)).toMatchObject({ bound: tooLow, verdict: 'broken', generations: 4 });
    expect(held.of(name)?.interval?.low).toBeLessThan(held.of(name)?.figure ?? 0);
    expect(held.of(name)?.baseline === null).toBe(baseline === null);
  });

  it('holds where none of the interval does, and changes no verdict', () => {
    const cell = limitCell(figures);
    const held = heldTo(cell, { [name]: enough });
    expect(held.of(name)?.verdict).toBe('holds');
    const others = name === 'errors' ? { errors: 0.4 } : {};
    expect(held).toMatchObject({ verdict: heldTo(cell, others).verdict });
    expect(heldTo(limitCell(figures, { baseline: null }), { [name]: enough }).verdict).toBe('new');
  });

  it('is undecided in between, which is said, also of a new cell', () => {
    for (const baseline of [undefined, null]) {
      const held = heldTo(limitCell(figures, baseline === null ? { baseline } : {}), { [name]: near });
      expect(held).toMatchObject({
        verdict: 'inconclusive',
        decidedBy: null,
        reason: { code: 'limits-undecided', limits: [name] },
      });
      expect(held.of(name)?.verdict).toBe('undecided');
    }
  });
});

describe('the size of an image', () => {
  const images = (candidate: number | null): BuiltImage[] => [
    { target: 'flask', side: 'candidate', sizeBytes: candidate, buildMs: 1 },
    { target: 'flask', side: 'baseline', sizeBytes: 90 * MIB, buildMs: 1 },
  ];
  const of = (candidate: number | null) =>
    heldTo(makeCell(), { 'image-size': 100 * MIB }, { images: images(candidate) });

  it('is known exactly', () => {
    expect(of(101 * MIB)).toMatchObject({
      verdict: 'regression',
      limits: [{ figure: 101 * MIB, baseline: 90 * MIB, interval: null, verdict: 'broken' }],
    });
    expect(of(100 * MIB)).toMatchObject({ verdict: 'no-change', limits: [{ verdict: 'holds' }] });
  });

  it('that nobody knows leaves the cell undecided', () => {
    expect(of(null)).toMatchObject({
      verdict: 'inconclusive',
      limits: [{ figure: null, verdict: 'unknown' }],
    });
    expect(heldTo(makeCell(), { 'image-size': 1 }).of('image-size')?.verdict).toBe('unknown');
  });
});

describe('a limit of 0 % errors', () => {
  it('holds while no request fails, and is broken by the first', () => {
    expect(heldTo(limitCell({}), { errors: 0 }).of('errors')).toMatchObject({ figure: 0, verdict: 'holds' });
    expect(heldTo(limitCell({ failed: 1 }), { errors: 0 }).of('errors')?.verdict).toBe('broken');
  });

  it('above 0 is undecided where too few requests were sent to show that it holds', () => {
    const few = (round: RoundFigures) => ({ ...round, requests: 5 });
    const cell = limitCell({});
    const generations = cell.generations.map((one) => ({
      ...one,
      candidate: {
        ...one.candidate,
        duet: one.candidate.duet.map(few),
        solo: one.candidate.solo.map(few),
        probe: [],
      },
    }));
    expect(heldTo({ ...cell, generations }, { errors: 0.001 }).of('errors')).toMatchObject({
      figure: 0,
      verdict: 'undecided',
    });
  });
});

describe('what limits are read from', () => {
  it('is what is known: a figure that the runtime can not tell leaves the cell undecided', () => {
    expect(heldTo(limitCell({ cpuUs: null }), { cpu: 1 }).of('cpu')?.verdict).toBe('unknown');
    expect(heldTo(limitCell({ memoryBytes: null }), { memory: 1 }).of('memory')?.verdict).toBe('unknown');
    expect(heldTo(limitCell({}), { 'start-time': 1 })).toMatchObject({ verdict: 'inconclusive' });
    expect(heldTo(limitCell({}), { p95: 1 }).of('p95')?.figure).toBeNull();
  });

  it('is one generation at least, which has no interval', () => {
    const [only] = limitCell({ p99: 400_000 }).generations;
    const cell = makeCell({ generations: only === undefined ? [] : [only] });
    expect(heldTo(cell, { p99: 1 }).of('p99')).toMatchObject({ interval: null, verdict: 'undecided' });
  });

  it('is the candidate alone: rounds in which it had its whole caps', () => {
    const held = heldTo(limitCell({ rps: 500 }), { requests: 300 });
    expect(held.of('requests')?.figure).toBeCloseTo(500, 6);
  });

  it('at a rate is the latency from the arrival on', () => {
    const cell = makeRateCell({ p99: 1 }, {}, { screen: 4 });
    expect(heldTo(cell, { p99: 20_000 }).verdict).toBe('regression');
    expect(heldTo(cell, { p99: 60_000 }).of('p99')?.verdict).toBe('holds');
  });

  it('tells nothing of more requests than a reduced load has', () => {
    const cell = makeRateCell({ rate: 9_000, reduced: true }, {}, { screen: 4 });
    expect(heldTo(cell, { requests: 8_000 }).of('requests')?.verdict).toBe('holds');
    expect(heldTo(cell, { requests: 20_000 })).toMatchObject({
      verdict: 'inconclusive',
      limits: [{ verdict: 'unknown' }],
    });
  });
});

describe('precedence', () => {
  const slow = limitCell({ p99: 400_000 });

  it('puts a count before a limit, and a limit before everything else', () => {
    const lower = makeGenerations({ throughput: 0.6, cpu: 1.6 }, { screen: 4, confirm: 5 });
    const red = heldTo(makeCell({ generations: lower }), { p99: 1_000 });
    expect(red).toMatchObject({ verdict: 'regression', decidedBy: null });
    expect(red.metrics.find(({ metric }) => metric === 'throughput')?.verdict).toBe('regression');
    const calls = makeGenerations(
      { throughput: 0.6, cpu: 1.6 },
      { screen: 4, confirm: 5 },
      { candidate: { rps: 1_400, counts: { upstreamCalls: 2 } }, baseline: { counts: { upstreamCalls: 1 } } },
    );
    expect(heldTo(makeCell({ generations: calls }), { p99: 1_000 })).toMatchObject({
      verdict: 'regression',
      decidedBy: 'upstream-calls',
      limits: [{ verdict: 'broken' }],
    });
  });

  it('makes a cell red that improved', () => {
    const better = makeGenerations({ throughput: 1.5, cpu: 0.6 }, { screen: 4, confirm: 5 });
    expect(heldTo(makeCell({ generations: better }), { p99: 1_000 }).verdict).toBe('regression');
  });

  it('holds a candidate to its limits whose baseline can not hold the rate', () => {
    const cell = makeRateCell({ answered: { baseline: 0.9 } }, {}, { screen: 4 });
    expect(heldTo(cell, {}).verdict).toBe('invalid');
    expect(heldTo(cell, { p99: 60_000 })).toMatchObject({
      verdict: 'invalid',
      limits: [{ verdict: 'holds' }],
    });
    const held = heldTo(cell, { p99: 20_000 });
    expect(held).toMatchObject({ verdict: 'regression', limits: [{ verdict: 'broken' }] });
    expect(held.invalid).toBeUndefined();
  });

  it('does not judge what was not run, or can not be believed', () => {
    const limits = { p99: 1, 'image-size': 1 };
    const unchanged = heldTo(makeCell({ state: 'unchanged' }), limits);
    expect(unchanged.verdict).toBe('unchanged');
    const invalid = { code: 'oom-killed', side: 'candidate', message: 'it was killed', log: [] } as const;
    const killed = heldTo(makeCell({ state: 'invalid', invalid }), limits);
    expect(killed.verdict).toBe('invalid');
    expect([unchanged.limits, killed.limits]).toEqual([undefined, undefined]);
    expect(heldTo(makeCell({ state: 'not-measured', generations: [] }), limits)).toMatchObject({
      reason: { code: 'not-measured' },
    });
  });

  it('fails the gate, whatever the gate does about what is undecided', () => {
    const record = makeRecord({ cells: [slow] });
    const { gate } = judge(record, { ...GROUNDS, limits: () => ({ p99: 250_000 }) });
    expect(gate).toEqual({ exitCode: 1, passed: false, reason: '1 of 1 cell breaks a limit.' });
  });

  it('leaves what is undecided to the gate', () => {
    const record = makeRecord({ cells: [slow] });
    const limits = () => ({ p99: 400_000 });
    expect(judge(record, { ...GROUNDS, limits }).gate).toMatchObject({ exitCode: 0, passed: true });
    const gate = { ...DEFAULT_GATE, onInconclusive: 'fail' } as const;
    expect(judge(record, { ...GROUNDS, gate, limits }).gate.exitCode).toBe(1);
  });
});

describe('stored figures', () => {
  const alone = limitCell({ p99: 400_000 }, { baseline: null }, { noBaseline: null });
  const record = makeRecord({ cells: [alone], baselineFigures: 'stored' });
  const stored = (fingerprint: string) => makeRecord({ machine: { ...record.machine, fingerprint } });

  it('of another machine are advisory, and limits are not', () => {
    const grounds = { ...GROUNDS, stored: stored('another'), limits: () => ({ p99: 250_000 }) };
    const { comparison, gate } = judge(record, grounds);
    expect(comparison).toMatchObject({ advisory: true, verdict: 'regression' });
    expect(gate).toMatchObject({ exitCode: 1, reason: '1 of 1 cell breaks a limit.' });
    expect(judge(record, { ...grounds, limits: () => ({ p99: 900_000 }) }).gate.exitCode).toBe(0);
  });

  it('are not needed', () => {
    const { comparison } = judge(record, {
      ...GROUNDS,
      stored: { ...stored('a'), cells: [] },
      limits: () => ({ p99: 250_000 }),
    });
    expect(comparison.cells[0]).toMatchObject({ verdict: 'regression', limits: [{ verdict: 'broken' }] });
  });
});

describe('failed requests', () => {
  const failing = (failed: number) => limitCell({ failed }, {});

  it('make a cell invalid that no limit of the judge is for, whatever was measured with', () => {
    expect(heldTo(failing(100), {})).toMatchObject({
      verdict: 'invalid',
      invalid: { code: 'request-failed', side: 'candidate' },
    });
    expect(heldTo(limitCell({}, { baseline: { failed: 100 } }), {})).toMatchObject({
      verdict: 'invalid',
      invalid: { side: 'baseline' },
    });
    expect(heldTo(failing(1), {}).verdict).toBe('no-change');
  });

  it('are judged by their limit, up to half of a round', () => {
    expect(heldTo(failing(100), { errors: 0.1 }).verdict).toBe('no-change');
    expect(heldTo(failing(100), { errors: 0.001 }).verdict).toBe('regression');
    expect(heldTo(failing(20_000), { errors: 0.001 }).verdict).toBe('invalid');
  });
});

it('has no limits where none are set, so that comparisons are what they were', () => {
  const record = makeRecord();
  const before = compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE);
  expect(compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE, undefined, () => ({}))).toEqual(before);
  expect(before.cells.flatMap(brokenLimits)).toEqual([]);
  expect('limits' in (before.cells[0] ?? {})).toBe(false);
});
