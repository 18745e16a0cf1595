import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { nextStep } from '../../../src/compare/sequential.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellComparison, MetricComparison, MetricName } from '../../../src/model/comparison.js';
import type { CellRecord, Generation } from '../../../src/model/record.js';
import { recorded, wordsOf } from '../../support/reasons.js';
import type { GenerationOptions, Ratios } from '../../support/records.js';
import {
  growing,
  makeCell,
  makeGeneration,
  makeGenerations,
  makeRatioGeneration,
  makeRecord,
} from '../../support/records.js';

const SETTINGS = { ...DEFAULT_MEASURE, screenGenerations: 4, confirmGenerations: 5, maxGenerations: 14 };
const BOTH = { screen: 4, confirm: 5 };

function compareCell(cell: Partial<CellRecord>): CellComparison {
  const [first] = compareRecord(makeRecord({ cells: [makeCell(cell)] }), DEFAULT_GATE, SETTINGS).cells;
  if (first === undefined) throw new Error('the cell is gone');
  return first;
}

const compare = (ratios: Ratios, counts = BOTH, options: GenerationOptions = {}) =>
  compareCell({ generations: makeGenerations(ratios, counts, options) });

function metric(cell: CellComparison, name: MetricName): MetricComparison {
  const row = cell.metrics.find((candidate) => candidate.metric === name);
  if (row === undefined) throw new Error(`no ${name}`);
  return row;
}

describe('verdicts of sampled metrics', () => {
  it('is no change where the interval lies inside the threshold', () => {
    const cell = compare({}, { screen: 4, confirm: 0 });
    expect(cell).toMatchObject({ verdict: 'no-change', decidedBy: 'throughput', reason: null });
    const row = metric(cell, 'throughput');
    expect(row).toMatchObject({ kind: 'sampled', generations: 4, threshold: 0.03, verdict: 'no-change' });
    expect(row.ratio).toBeCloseTo(1, 10);
    // Four logs 0.004, −0.006, 0.005, −0.003: s.d. 0.0053541, t(0.975, 3) = 3.182446, t(0.8, 3) = 0.978472.
    expect(row.interval?.low).toBeCloseTo(Math.exp(-0.0085196), 6);
    expect(row.interval?.high).toBeCloseTo(Math.exp(0.0085196), 6);
    expect(row.couldSee).toBeCloseTo(1 - Math.exp(-0.011139), 6);
  });

  it.each<[MetricName, Ratios]>([
    ['throughput', { throughput: 0.93 }],
    ['cpu', { cpu: 1.07 }],
    ['latency', { latency: 1.3 }],
    ['memory', { memory: 1.3 }],
  ])('is a regression of %s where confirming generations show it', (name, ratios) => {
    const cell = compare(ratios);
    expect(cell).toMatchObject({ verdict: 'regression', decidedBy: name, reason: null });
    expect(metric(cell, name)).toMatchObject({ generations: 5, verdict: 'regression' });
    expect(metric(cell, name).ratio).toBeCloseTo(Object.values(ratios)[0] ?? 0, 2);
  });

  it.each<[MetricName, Ratios]>([
    ['throughput', { throughput: 1.07 }],
    ['cpu', { cpu: 0.93 }],
    ['latency', { latency: 0.7 }],
  ])('is an improvement of %s in the same way', (name, ratios) => {
    expect(compare(ratios)).toMatchObject({ verdict: 'improvement', decidedBy: name });
  });

  it('keeps a cell with less memory at no change, and tells it', () => {
    const cell = compare({ memory: 0.7 });
    expect(cell).toMatchObject({ verdict: 'no-change', decidedBy: 'throughput' });
    expect(metric(cell, 'memory').verdict).toBe('improvement');
  });

  it('finds no regression in screening data alone', () => {
    const screened = [-0.085, -0.025, -0.065, -0.03].map((log, index) =>
      makeRatioGeneration(index, { throughput: Math.exp(log) }),
    );
    const cell = compareCell({ generations: screened });
    expect(cell.verdict).toBe('inconclusive');
    expect(wordsOf(cell)).toMatch(/^throughput −5 % \(−9 … −1 %\): not confirmed/);
    const two = makeGenerations({ throughput: 0.95 }, { screen: 0, confirm: 2 });
    expect(compareCell({ generations: [...screened, ...two] }).verdict).toBe('inconclusive');
  });

  it.each<[MetricName, Ratios, string]>([
    ['throughput', { throughput: 0.5 }, 'regression'],
    ['throughput', { throughput: 2 }, 'improvement'],
    ['cpu', { cpu: 1.5 }, 'regression'],
  ])('needs no confirmation of %s that has changed overwhelmingly', (name, ratios, verdict) => {
    const cell = compare(ratios, { screen: 4, confirm: 0 });
    expect(cell).toMatchObject({ verdict, decidedBy: name, reason: null });
    expect(metric(cell, name)).toMatchObject({ generations: 4, verdict });
  });

  it('always needs one of service time and memory, which do not hold a cell', () => {
    for (const ratios of [{ latency: 3 }, { memory: 3 }]) {
      expect(compare(ratios, { screen: 4, confirm: 0 }).verdict).toBe('inconclusive');
    }
  });

  it('finds an overwhelming change where the budget left no time to confirm it', () => {
    // −43 %, as far apart as beside two busy processes; four generations of a screen of three.
    const settings = { ...SETTINGS, screenGenerations: 3, confirmGenerations: 4, maxGenerations: 10 };
    const generations = [0.536, 0.454, 0.511, 0.407, 0.47].map((log, index) =>
      makeRatioGeneration(index, { cpu: Math.exp(log) }, { phase: index < 3 ? 'screen' : 'confirm' }),
    );
    const record = (count: number) =>
      makeRecord({ cells: [makeCell({ generations: generations.slice(0, count) })] });
    const verdictOf = (count: number) => compareRecord(record(count), DEFAULT_GATE, settings).cells[0];
    expect(verdictOf(5)).toMatchObject({ verdict: 'regression', decidedBy: 'cpu' });
    // Where it is not sure enough, it says so, and not that it may lie within the gate.
    expect(verdictOf(3)?.verdict).toBe('inconclusive');
    expect(wordsOf(verdictOf(3))).toMatch(/^CPU time per request \+65 % .*: not confirmed/);
  });

  it('does not take four values that happen to agree for an overwhelming change', () => {
    const generations = [0, 1, 2, 3].map((index) => makeRatioGeneration(index, { throughput: 0.965 }));
    expect(compareCell({ generations }).verdict).toBe('inconclusive');
  });

  it('lets confirming data alone decide a suspect', () => {
    const generations = [
      ...makeGenerations({ throughput: 0.8 }),
      ...makeGenerations({}, { screen: 0, confirm: 5 }),
    ];
    const cell = compareCell({ generations });
    expect(cell.verdict).toBe('no-change');
    expect(metric(cell, 'throughput')).toMatchObject({ generations: 5, verdict: 'no-change' });
    expect(metric(cell, 'throughput').ratio).toBeCloseTo(1, 2);
  });

  it('does not claim a change that is real but below the threshold', () => {
    const cell = compare({ throughput: 0.98 });
    expect(metric(cell, 'throughput').verdict).toBe('no-change');
    expect(cell.verdict).toBe('no-change');
  });

  it('leaves open what may be on either side of the threshold', () => {
    const cell = compare({ throughput: 0.972 });
    expect(cell.verdict).toBe('inconclusive');
    expect(wordsOf(cell)).toMatch(/^throughput −2\.\d %.*neither surely within ±3 % nor surely beyond$/);
  });

  it('says how small a change it could have seen where it was too noisy', () => {
    const noisy = [0.06, -0.06, 0.05, -0.05].map((log, index) =>
      makeRatioGeneration(index, { throughput: Math.exp(log) }),
    );
    const cell = compareCell({ generations: noisy });
    expect(cell).toMatchObject({ verdict: 'inconclusive', decidedBy: 'throughput' });
    expect(wordsOf(cell)).toMatch(
      /^too noisy: this run finds changes of 12 % or more, and the gate asks for ±3 %/,
    );
  });

  it('makes nothing of a single generation', () => {
    const cell = compareCell({ generations: [makeRatioGeneration(0, { throughput: 0.5 })] });
    expect(cell.verdict).toBe('inconclusive');
    expect(metric(cell, 'throughput')).toMatchObject({ interval: null, couldSee: null, generations: 1 });
    expect(wordsOf(cell)).toContain('one generation');
  });
});

describe('verdicts of a cell', () => {
  it('is a regression where anything regressed, whatever improved', () => {
    const cell = compare({ throughput: 1.2, memory: 1.4 });
    expect(cell).toMatchObject({ verdict: 'regression', decidedBy: 'memory' });
    expect(metric(cell, 'throughput').verdict).toBe('improvement');
  });

  it('names throughput first, then counts, then the strongest evidence', () => {
    expect(compare({ throughput: 0.9, cpu: 1.5, memory: 2 }).decidedBy).toBe('throughput');
    const doubled = {
      candidate: { counts: { upstreamCalls: 2 } },
      baseline: { counts: { upstreamCalls: 1 } },
    };
    expect(compare({ latency: 2 }, BOTH, doubled).decidedBy).toBe('upstream-calls');
    expect(compare({ cpu: 1.05, memory: 3 }).decidedBy).toBe('memory');
  });

  it('is decided by an exact count at once', () => {
    const doubled = {
      candidate: { counts: { upstreamCalls: 2 } },
      baseline: { counts: { upstreamCalls: 1 } },
    };
    const cell = compareCell({ generations: [makeRatioGeneration(0, {}, doubled)] });
    expect(cell).toMatchObject({ verdict: 'regression', decidedBy: 'upstream-calls', reason: null });
    const halved = { candidate: doubled.baseline, baseline: doubled.candidate };
    expect(compare({}, { screen: 4, confirm: 0 }, halved)).toMatchObject({
      verdict: 'improvement',
      decidedBy: 'upstream-calls',
    });
  });

  it('says which keep-alive was lost', () => {
    const lost = {
      candidate: { counts: { newConnections: 1 } },
      baseline: { counts: { newConnections: 0 } },
    };
    const cell = compare({}, { screen: 4, confirm: 0 }, lost);
    expect(cell).toMatchObject({ verdict: 'regression', decidedBy: 'connections' });
    expect(wordsOf(cell)).toContain('keep-alive with the client was lost');
  });

  it.each(['generator-saturated', 'starved', 'throttled'])('is decided by a count where it is %s', (code) => {
    const invalid = { code, message: 'the machine did it', side: 'candidate', log: [] } as const;
    const spoilt = (candidate: number, changes: Partial<CellRecord> = {}) =>
      compareCell({
        ...{ state: 'invalid', invalid, ...changes },
        generations: [
          makeGeneration({
            candidate: { counts: { newConnections: candidate }, rounds: { duet: 0, solo: 0, probe: 0 } },
            baseline: { counts: { newConnections: 0 } },
          }),
        ],
      });
    expect(spoilt(1)).toMatchObject({
      ...{ verdict: 'regression', decidedBy: 'connections', baselineRps: null, candidateRps: null },
    });
    expect(wordsOf(spoilt(1))).toMatch(
      /keep-alive with the client was lost.*only counts.*the machine did it/,
    );
    expect(spoilt(1).metrics.map(({ kind }) => kind)).toEqual(['exact', 'exact']);
    expect(spoilt(0)).toMatchObject({ verdict: 'invalid', metrics: [] });
    const killed = { invalid: { ...invalid, code: 'oom-killed' } };
    expect(spoilt(1, killed)).toMatchObject({ verdict: 'invalid', metrics: [] });
  });

  it('stays no change where another metric is only noisy', () => {
    const generations = [0.3, -0.3, 0.25, -0.25].map((log, index) =>
      makeRatioGeneration(index, { latency: Math.exp(log), throughput: 1 + log / 100 }),
    );
    const cell = compareCell({ generations });
    expect(metric(cell, 'latency').verdict).toBe('inconclusive');
    expect(cell.verdict).toBe('no-change');
  });

  it('is inconclusive where a suspicion of another metric is not settled', () => {
    const cell = compare({ latency: 1.5 }, { screen: 4, confirm: 0 });
    expect(cell).toMatchObject({ verdict: 'inconclusive', decidedBy: 'latency' });
    expect(wordsOf(cell)).toContain('service time +50 %');
    expect(compare({ throughput: 1.2, latency: 1.095 }, BOTH)).toMatchObject({
      verdict: 'inconclusive',
      decidedBy: 'latency',
    });
  });

  it('is an improvement where the other suspicion is an improvement too', () => {
    expect(compare({ throughput: 1.2, cpu: 0.972 }).verdict).toBe('improvement');
  });

  it('tells what a suspicion saw where the run was cut before the first look', () => {
    const cell = compare({ latency: 1.5 }, { screen: 3, confirm: 0 });
    expect(cell).toMatchObject({ verdict: 'inconclusive', decidedBy: 'latency' });
    expect(wordsOf(cell)).toContain('not confirmed');
  });

  it('shows the means of the solo rounds', () => {
    expect(compare({}, BOTH)).toMatchObject({ baselineRps: 4812 });
    expect(compare({ throughput: 0.5 }, BOTH).candidateRps).toBeCloseTo(2406, -1);
  });
});

describe('cells without a comparison', () => {
  const alone = [makeGeneration({ baseline: null }), makeGeneration({ index: 1, baseline: null })];

  it.each<[string, Partial<CellRecord>, Partial<CellComparison>]>([
    ['unchanged', { state: 'unchanged', generations: [] }, { verdict: 'unchanged', reason: null }],
    [
      'unchanged with carried figures',
      { state: 'unchanged', generations: alone, noBaseline: null },
      { verdict: 'unchanged', baselineRps: 4812, candidateRps: 4812 },
    ],
    [
      'invalid',
      {
        state: 'invalid',
        invalid: { code: 'oom-killed', message: 'killed for its memory', side: 'candidate', log: [] },
      },
      {
        verdict: 'invalid',
        reason: recorded('killed for its memory'),
        invalid: { code: 'oom-killed', side: 'candidate' },
        candidateRps: null,
      },
    ],
    [
      'new',
      { noBaseline: 'new target', generations: alone },
      { verdict: 'new', reason: recorded('new target'), baselineRps: null, candidateRps: 4812 },
    ],
    [
      'without a baseline side',
      { generations: alone },
      { verdict: 'new', reason: { code: 'baseline-not-run' } },
    ],
    [
      'not measured',
      { state: 'not-measured', generations: [] },
      { verdict: 'inconclusive', reason: { code: 'not-measured' } },
    ],
  ])('%s', (_, cell, expected) => {
    expect(compareCell(cell)).toMatchObject({ metrics: [], decidedBy: null, ...expected });
  });

  it('has no throughput where no round ran both sides at once', () => {
    const generations = [makeGeneration({ candidate: { rounds: { duet: 0 } } })];
    expect(compareCell({ generations })).toMatchObject({
      verdict: 'inconclusive',
      reason: { code: 'no-duet' },
    });
  });
});

describe('impossible figures', () => {
  it.each<[string, GenerationOptions, RegExp]>([
    [
      'no right answer',
      { candidate: { rps: 0 } },
      /^generation 2, candidate: no right answer in a duet round$/,
    ],
    [
      'a rate that is no number',
      { baseline: { rps: Number.NaN } },
      /^generation 2, baseline: a throughput of NaN/,
    ],
    [
      'an endless rate',
      { candidate: { soloRps: Number.POSITIVE_INFINITY } },
      /throughput of Infinity.*solo round/,
    ],
    ['negative CPU time', { candidate: { cpuUs: -5 } }, /CPU time of -3.75 µs/],
    ['no service time', { candidate: { serviceUs: 0 } }, /in a probe round$/],
    ['negative memory', { candidate: { memoryBytes: -1 } }, /peak memory of -1 bytes$/],
    [
      'negative memory of the cell',
      { candidate: { cell: { idleBytes: 1, memoryBytes: -1 } } },
      /a memory of the cell of -1 bytes$/,
    ],
    [
      'negative idle memory',
      { candidate: { cell: { idleBytes: -1, memoryBytes: 1 } } },
      /an idle memory of -1 bytes$/,
    ],
    ['negative counts', { candidate: { counts: { upstreamCalls: -1 } } }, /a count of -1 per request$/],
  ])('%s makes the cell invalid', (_, options, message) => {
    const cell = compareCell({ generations: [makeGeneration(), makeGeneration({ index: 1, ...options })] });
    expect(cell.verdict).toBe('invalid');
    expect(wordsOf(cell)).toMatch(message);
    expect(cell.invalid?.code).toBe('impossible-figures');
    expect(cell.invalid?.side).toBe(options.baseline === undefined ? 'candidate' : 'baseline');
    expect(cell.metrics).toEqual([]);
  });

  it('never leak a number that JSON does not know', () => {
    const figure = fc.oneof(fc.double(), fc.double({ min: 0, max: 1e5 }), fc.constant(1));
    const side = fc.record({
      rps: figure,
      soloRps: figure,
      cpuUs: fc.option(figure),
      serviceUs: figure,
      memoryBytes: fc.option(figure),
      cell: fc.record({ idleBytes: fc.option(figure), memoryBytes: fc.option(figure) }),
      counts: fc.option(fc.record({ upstreamCalls: fc.option(figure), newConnections: figure })),
    });
    const generation = fc
      .record({ candidate: side, baseline: fc.option(side), confirm: fc.boolean(), bytes: figure })
      .map(({ bytes, ...drawn }) => {
        const made = makeGeneration({ ...drawn, phase: drawn.confirm ? 'confirm' : 'screen' });
        return { ...made, candidate: growing(made.candidate, () => bytes) };
      });
    fc.assert(
      fc.property(fc.array(generation, { maxLength: 12 }), (generations) => {
        const cell = compareCell({ generations });
        expect(numbersIn(cell).every(Number.isFinite)).toBe(true);
        expect(['screen', 'confirm', 'done']).toContain(
          nextStep(makeCell({ generations }), DEFAULT_GATE, SETTINGS),
        );
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(numbersIn);
}

describe('one spiky generation', () => {
  const quiet = makeGenerations({}, { screen: 4, confirm: 5 });
  const spiked = (position: number, ratios: Ratios): Generation[] =>
    quiet.map((generation, index) =>
      index === position ? makeRatioGeneration(index, ratios, { phase: generation.phase }) : generation,
    );

  it('makes no regression, wherever it is', () => {
    for (const throughput of [0.05, 0.6, 0.9, 0.96]) {
      for (let position = 0; position < quiet.length; position++) {
        const cell = compareCell({ generations: spiked(position, { throughput, cpu: 1 / throughput }) });
        expect(['no-change', 'inconclusive']).toContain(cell.verdict);
      }
    }
  });

  it('makes no regression of a cell that the screen rightly suspected of another metric', () => {
    const generations = makeGenerations({ memory: 0.5 }, { screen: 4, confirm: 5 });
    generations[6] = makeRatioGeneration(6, { throughput: 0.3, memory: 0.5 }, { phase: 'confirm' });
    expect(compareCell({ generations }).verdict).not.toBe('regression');
  });
});

describe('a report', () => {
  it('adjusts over all flagged comparisons of all cells', () => {
    // Significant by itself (p ≈ 0.009), not among many flagged ones.
    const logs = [-0.05, -0.02, -0.08, -0.035, -0.065];
    const screened = [-0.085, -0.025, -0.065, -0.03];
    const flagged = (scenario: string) =>
      makeCell({
        scenario,
        generations: [
          ...screened.map((log, index) => makeRatioGeneration(index, { throughput: Math.exp(log) })),
          ...logs.map((log, index) =>
            makeRatioGeneration(4 + index, { throughput: Math.exp(log) }, { phase: 'confirm' }),
          ),
        ],
      });
    const verdicts = (cells: CellRecord[]) =>
      compareRecord(makeRecord({ cells }), DEFAULT_GATE, SETTINGS).cells.map((cell) => cell.verdict);
    expect(verdicts([flagged('a')])).toEqual(['regression']);
    expect(verdicts(Array.from({ length: 9 }, (_, index) => flagged(`s${index}`)))).toEqual(
      Array(9).fill('inconclusive'),
    );
  });

  it('counts its cells and tells the first thing first', () => {
    const cells = [
      makeCell({ scenario: 'a' }),
      makeCell({ scenario: 'b', generations: makeGenerations({ throughput: 0.9 }, BOTH) }),
      makeCell({ scenario: 'c', state: 'unchanged', generations: [] }),
    ];
    const comparison = compareRecord(makeRecord({ cells }), DEFAULT_GATE, SETTINGS);
    expect(comparison).toMatchObject({ verdict: 'regression', advisory: false });
    expect(comparison.counts).toMatchObject({ regression: 1, 'no-change': 1, unchanged: 1, invalid: 0 });
  });

  it('is the same whenever it is made', () => {
    const record = makeRecord({ cells: [makeCell({ generations: makeGenerations({ cpu: 1.1 }, BOTH) })] });
    const [once, twice] = [0, 1].map(() => compareRecord(record, DEFAULT_GATE, SETTINGS));
    expect(twice).toEqual(once);
  });
});
