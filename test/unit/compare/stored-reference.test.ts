import { describe, expect, it } from 'vitest';
import { gateResult } from '../../../src/compare/overall.js';
import { RULE } from '../../../src/compare/rule.js';
import { compareStored } from '../../../src/compare/stored.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { Comparison } from '../../../src/model/comparison.js';
import type { Generation, ReferenceFigures, RunRecord } from '../../../src/model/record.js';
import { advisoryText, undividedText } from '../../../src/report/reason.js';
import { seededRandom } from '../../../src/system/random.js';
import { normalNoise } from '../../support/noise.js';
import { wordsOf } from '../../support/reasons.js';
import type { Ratios } from '../../support/records.js';
import { makeCell, makeGenerations, makeRatioGeneration, makeRecord } from '../../support/records.js';

const HERE = makeRecord().machine.fingerprint;

/** A machine on which everything takes 1/speed of the time. */
const referenceAt = (speed: number, changes: Partial<ReferenceFigures> = {}): ReferenceFigures => ({
  program: 'one, Node.js v24',
  machine: HERE,
  rps: 6000 * speed,
  cpuUs: 150 / speed,
  serviceUs: 300 / speed,
  ...changes,
});

const slowed = (ratios: Ratios, speed: number): Ratios => ({
  throughput: (ratios.throughput ?? 1) * speed,
  cpu: (ratios.cpu ?? 1) / speed,
  latency: (ratios.latency ?? 1) / speed,
  memory: ratios.memory ?? 1,
});

function withReference(generations: readonly Generation[], reference: ReferenceFigures): Generation[] {
  return generations.map((one) => ({ ...one, reference }));
}

/** A run of one side on a machine of that speed, with the reference target beside it. */
function run(ratios: Ratios = {}, speed = 1, reference: Partial<ReferenceFigures> = {}): RunRecord {
  const generations = makeGenerations(slowed(ratios, speed), {}, { baseline: null });
  const cell = makeCell({ generations: withReference(generations, referenceAt(speed, reference)) });
  return makeRecord({ cells: [cell], reference: { program: 'one, Node.js v24', missing: null } });
}

/** The same without the reference's figures. */
function bare(record: RunRecord): RunRecord {
  const cells = record.cells.map((cell) => ({
    ...cell,
    generations: cell.generations.map(({ reference: _, ...rest }) => rest),
  }));
  const { reference: _, ...rest } = record;
  return { ...rest, cells };
}

const compare = (candidate: RunRecord, stored: RunRecord) =>
  compareStored(candidate, stored, DEFAULT_GATE, DEFAULT_MEASURE);
const cellOf = (candidate: RunRecord, stored: RunRecord) => compare(candidate, stored).cells[0];
const ratioOf = (candidate: RunRecord, stored: RunRecord, name: string) =>
  cellOf(candidate, stored)?.metrics.find(({ metric }) => metric === name)?.ratio;

describe('a machine that was faster when the stored figures were measured', () => {
  const [slow, fast] = [run({}, 0.7), run()];

  it('is no change of the code where a reference target ran beside both', () => {
    expect(cellOf(slow, fast)?.verdict).not.toBe('regression');
    for (const metric of ['throughput', 'cpu', 'latency', 'memory']) {
      expect(ratioOf(slow, fast, metric), metric).toBeCloseTo(1, 6);
    }
    expect(gateResult(compare(slow, fast), DEFAULT_GATE, []).exitCode).toBe(0);
    expect(compare(slow, fast)).toMatchObject({
      advisory: false,
      stored: { advisoryReason: null, divided: 1, undivided: null },
    });
    expect(compare(slow, fast).stored?.machineSpeed).toBeCloseTo(0.7, 6);
  });

  it('is a false drop without one', () => {
    expect(cellOf(bare(slow), bare(fast))).toMatchObject({ verdict: 'regression' });
    expect(ratioOf(bare(slow), bare(fast), 'throughput')).toBeCloseTo(0.7, 6);
  });

  it('hides no change of the code, in either direction', () => {
    expect(cellOf(run({ throughput: 0.85, cpu: 1 / 0.85 }, 1.4), run())).toMatchObject({
      verdict: 'regression',
      decidedBy: 'throughput',
    });
    expect(cellOf(run({ throughput: 1.3, cpu: 1 / 1.3, latency: 1 / 1.3 }, 0.7), run())?.verdict).toBe(
      'improvement',
    );
    expect(cellOf(run({ memory: 1.3 }, 0.7), run())).toMatchObject({
      verdict: 'regression',
      decidedBy: 'memory',
    });
  });

  it('shows the stored figures as this machine would have them', () => {
    const cell = cellOf(slow, fast);
    const [here, there] = [cellOf(slow, slow), cellOf(fast, fast)];
    expect(cell?.candidateRps).toBeCloseTo(here?.candidateRps ?? 0, 6);
    expect(cell?.baselineRps).toBeCloseTo((there?.baselineRps ?? 0) * 0.7, 6);
    const sampled = cell?.metrics.filter(({ kind }) => kind === 'sampled') ?? [];
    expect(sampled).toHaveLength(4);
    for (const { metric, baseline, candidate } of sampled) {
      expect(baseline / candidate, metric).toBeCloseTo(1, 3);
    }
  });
});

const advisoryOf = ({ stored }: Comparison): string =>
  stored?.advisoryReason ? advisoryText(stored.advisoryReason) : '';

describe('what can not be divided', () => {
  const missing = { program: null, missing: 'the disk is full' };

  it.each<[string, RunRecord, RunRecord, RegExp]>([
    ['nothing ran beside this run', bare(run()), run(), /this run has too few/],
    ['it could not be run', { ...bare(run()), reference: missing }, run(), /the disk is full/],
    ['nothing ran beside the stored run', run(), bare(run()), /the stored figures have no reference/],
    ['another program ran', run(), run({}, 1, { program: 'one, Node.js v25' }), /another reference target/],
  ])('is compared as it is: %s', (_, candidate, stored, why) => {
    const comparison = compare(candidate, stored);
    expect(comparison.stored).toMatchObject({ divided: 0, machineSpeed: null, advisoryReason: null });
    const { undivided } = comparison.stored ?? {};
    expect(undivided ? undividedText(undivided) : '').toMatch(why);
    expect(comparison.cells).toEqual(compare(bare(candidate), bare(stored)).cells);
  });

  it('is a metric that the runtime can not tell of the reference', () => {
    const blind = run({}, 0.7, { cpuUs: null });
    expect(ratioOf(blind, run(), 'throughput')).toBeCloseTo(1, 6);
    expect(ratioOf(blind, run(), 'cpu')).toBeCloseTo(1 / 0.7, 6);
  });

  it('leaves out generations without it', () => {
    const [cell] = run({}, 0.7).cells;
    const odd = makeGenerations(slowed({}, 0.5), {}, { baseline: null });
    const mixed = makeRecord({
      cells: [{ ...(cell ?? makeCell()), generations: [...(cell?.generations ?? []), ...odd] }],
    });
    expect(ratioOf(mixed, run(), 'throughput')).toBeCloseTo(1, 6);
  });

  it('makes a cell invalid or new where it can not be true', () => {
    const broken = run({}, 1, { rps: 0 });
    expect(cellOf(broken, run())).toMatchObject({ verdict: 'invalid' });
    expect(wordsOf(cellOf(broken, run()))).toContain('of the reference target');
    expect(cellOf(run(), broken)?.verdict).toBe('new');
  });
});

describe('another machine', () => {
  const other = {
    ...makeRecord().machine,
    fingerprint: 'e'.repeat(64),
    cpuModel: 'Intel Xeon 8370C',
    cores: 2,
  };
  const elsewhere = (record: RunRecord): RunRecord => ({
    ...record,
    machine: other,
    cells: record.cells.map((cell) => ({
      ...cell,
      generations: cell.generations.map((one) =>
        one.reference === undefined
          ? one
          : { ...one, reference: { ...one.reference, machine: other.fingerprint } },
      ),
    })),
  });

  it('is advisory, and says which', () => {
    const comparison = compare(run({ throughput: 0.5 }), elsewhere(run()));
    expect(comparison).toMatchObject({ advisory: true, verdict: 'regression' });
    expect(gateResult(comparison, DEFAULT_GATE, []).exitCode).toBe(0);
    expect(advisoryOf(comparison)).toMatch(/Intel Xeon 8370C with 2 cores .* AMD EPYC 7763/);
  });

  it('widens the interval by what machines differ by', () => {
    const width = (stored: RunRecord) => {
      const row = cellOf(run(), stored)?.metrics.find(({ metric }) => metric === 'throughput');
      return Math.log((row?.interval?.high ?? 0) / (row?.interval?.low ?? 1)) / 2;
    };
    expect(width(run())).toBeGreaterThan(1.96 * RULE.referencedSd);
    expect(width(elsewhere(run()))).toBeGreaterThan(1.96 * RULE.otherMachineSd);
  });

  it('is told by the generations where figures were carried over from there', () => {
    // The record is this machine's, the cell's figures are not.
    const carried = { ...elsewhere(run()), machine: makeRecord().machine };
    expect(compare(run({ throughput: 0.85 }), carried)).toMatchObject({ advisory: false });
    expect(cellOf(run({ throughput: 0.85 }), carried)?.verdict).toBe('inconclusive');
    expect(cellOf(run({ throughput: 0.85 }), run())?.verdict).toBe('regression');
  });

  it('says which caps differ', () => {
    const comparison = compare(run(), { ...run(), caps: { cpus: 2, memoryBytes: 2 ** 30 } });
    expect(advisoryOf(comparison)).toContain('other caps: 2 CPUs and 1024 MiB, and these under 1 CPU');
    const unheld = compare(run(), { ...run(), runtime: { ...run().runtime, capsMissing: ['cpus', 'pids'] } });
    expect(advisoryOf(unheld)).toContain(
      'other caps did not hold: cpus for the stored figures, none for these',
    );
  });
});

/**
 * Runs of 4 generations on one machine whose speed is 0.7 or 1 from run to run, and drifts by 3 % between generations;
 * a service and the reference differ by 2 % from run to run and 1.5 % from generation to generation beside that.
 */
describe('runs without a change on a machine whose speed changes', () => {
  const noise = normalNoise(seededRandom(17));
  const drawRun = (speed: number): RunRecord => {
    const cells = Array.from({ length: 9 }, (_, index) => {
      const bias = 0.014 * noise();
      const generations = Array.from({ length: 4 }, (_unused, position) => {
        const now = speed * Math.exp(0.03 * noise());
        const drawn = { throughput: Math.exp(bias + 0.011 * noise()), memory: Math.exp(0.01 * noise()) };
        const ratios = {
          ...drawn,
          cpu: Math.exp(bias + 0.011 * noise()),
          latency: Math.exp(bias + 0.011 * noise()),
        };
        const reference = referenceAt(now * Math.exp(0.011 * noise()));
        return { ...makeRatioGeneration(position, slowed(ratios, now), { baseline: null }), reference };
      });
      return makeCell({ scenario: `s${index}`, generations });
    });
    return makeRecord({ cells });
  };
  const runs = Array.from({ length: 40 }, (_, index) => drawRun(index % 2 === 0 ? 0.7 : 1));
  const pairs = runs.flatMap((ours, at) => runs.slice(at + 1).map((theirs) => [ours, theirs] as const));

  it('are red in at most 1 % of reports', () => {
    const red = pairs.filter(([ours, theirs]) => compare(ours, theirs).counts.regression > 0);
    expect(red.length).toBeLessThanOrEqual(0.01 * pairs.length);
  });

  it('are red in more than a fifth of them without the reference', () => {
    const red = pairs
      .slice(0, 100)
      .filter(([ours, theirs]) => compare(bare(ours), bare(theirs)).counts.regression > 0);
    expect(red.length).toBeGreaterThan(20);
  });
});
