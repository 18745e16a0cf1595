import { describe, expect, it } from 'vitest';
import { cpu } from '../../../src/compare/metrics/cpu.js';
import { latency } from '../../../src/compare/metrics/latency.js';
import { memory } from '../../../src/compare/metrics/memory.js';
import type { SampledMetric } from '../../../src/compare/metrics/metric.js';
import { throughput } from '../../../src/compare/metrics/throughput.js';
import { pairedSamples, sides, soloRps } from '../../../src/compare/samples.js';
import { DEFAULT_GATE } from '../../../src/config/defaults.js';
import type { CellRecord, SideFigures } from '../../../src/model/record.js';
import { makeCell, makeGeneration, makeLatency, makeRound, makeSide } from '../../support/records.js';

function values(cell: CellRecord, metric: SampledMetric): number[] {
  return pairedSamples(cell, metric).map(({ value }) => value);
}

const absolute = (all: SideFigures[], metric: SampledMetric): number | null =>
  metric.read({ baseline: [], candidate: all }).absolute(all);

const one = (candidate = makeSide(), baseline = makeSide()) =>
  makeCell({ generations: [{ ...makeGeneration(), candidate, baseline }] });

describe('paired log ratios', () => {
  it('take throughput as the geometric mean of the duet rounds', () => {
    const duet = [makeRound({ rps: 1000 }), makeRound({ rps: 4000 })];
    expect(values(one({ ...makeSide(), duet }, makeSide({ rps: 1000 })), throughput)[0]).toBeCloseTo(
      Math.log(2),
      12,
    );
  });

  it('take CPU time as user and system together', () => {
    const duet = [makeRound({ cpuUserUs: 150, cpuSystemUs: 50 })];
    expect(values(one({ ...makeSide(), duet }, makeSide({ cpuUs: 100 })), cpu)[0]).toBeCloseTo(
      Math.log(2),
      12,
    );
  });

  it('take latency from the medians of the probe rounds, not from the rounds under load', () => {
    const probe = [1000, 4000].map((p50) => makeRound({ latencyUs: makeLatency(p50) }));
    expect(values(one({ ...makeSide(), probe }, makeSide({ serviceUs: 1000 })), latency)[0]).toBeCloseTo(
      Math.LN2,
      12,
    );
  });

  it('take memory from the peaks', () => {
    expect(
      values(one(makeSide({ memoryBytes: 3e6 }), makeSide({ memoryBytes: 1e6 })), memory)[0],
    ).toBeCloseTo(Math.log(3), 12);
  });

  it('take memory at the same work where both sides know it, and else what both know', () => {
    const work = (cellMemoryBytes: number, sameWorkMemoryBytes?: number) => ({
      ...makeSide({ memoryBytes: 9e6 }),
      idleMemoryBytes: 1e6,
      cellMemoryBytes,
      ...(sameWorkMemoryBytes === undefined ? {} : { sameWorkMemoryBytes }),
    });
    // It answered more in the same time: its peak is higher, and not at the same work.
    expect(values(one(work(3e6, 1e6), work(1e6, 1e6)), memory)[0]).toBe(0);
    expect(values(one(work(3e6, 1e6), work(1e6)), memory)[0]).toBeCloseTo(Math.log(3), 12);
    expect(values(one(work(3e6, 1e6), makeSide({ memoryBytes: 9e6 })), memory)[0]).toBe(0);
    expect(absolute([work(3e6, 1e6)], memory)).toBe(1e6);
  });

  it('leave out generations without a baseline, and keep their places', () => {
    const generations = [makeGeneration({ baseline: null }), makeGeneration({ index: 1, phase: 'confirm' })];
    expect(pairedSamples(makeCell({ generations }), throughput)).toEqual([
      { position: 1, phase: 'confirm', value: 0 },
    ]);
  });

  it('leave out figures that a runtime can not tell, or tells as 0', () => {
    for (const cpuUs of [null, 0]) expect(values(one(makeSide({ cpuUs })), cpu)).toEqual([]);
    expect(values(one(makeSide({ memoryBytes: null })), memory)).toEqual([]);
    expect(values(one(makeSide({ rounds: { duet: 0 } })), throughput)).toEqual([]);
    const mixed = { ...makeSide(), duet: [makeRound(), makeRound({ cpuUserUs: null })] };
    expect(values(one(mixed), cpu)).toEqual([]);
  });
});

describe('absolute figures', () => {
  it('come from solo rounds where there are some', () => {
    const side = makeSide({ rps: 1000, soloRps: 1900 });
    expect(absolute([side], throughput)).toBe(1900);
    expect(soloRps([side])).toBe(1900);
  });

  it('come from duets where there are none', () => {
    const side = makeSide({ rps: 1000, rounds: { solo: 0 } });
    expect(absolute([side], throughput)).toBe(1000);
    expect(soloRps([side])).toBeNull();
  });

  it('are null where nothing is known', () => {
    expect(absolute([makeSide({ memoryBytes: null })], memory)).toBeNull();
    expect(absolute([makeSide({ cpuUs: null })], cpu)).toBeNull();
    expect(absolute([makeSide({ rounds: { probe: 0 } })], latency)).toBeNull();
    expect(absolute([], throughput)).toBeNull();
  });

  it('take latency as a geometric mean and memory as a mean', () => {
    const both = [
      makeSide({ serviceUs: 100, memoryBytes: 1e6 }),
      makeSide({ serviceUs: 400, memoryBytes: 3e6 }),
    ];
    expect(absolute(both, latency)).toBeCloseTo(200, 9);
    expect(absolute(both, memory)).toBe(2e6);
  });

  it('are read from one side only', () => {
    expect(sides([makeGeneration({ baseline: null }), makeGeneration()], 'baseline')).toHaveLength(1);
    expect(sides([makeGeneration({ baseline: null }), makeGeneration()], 'candidate')).toHaveLength(2);
  });
});

describe('thresholds', () => {
  it("are the gate's", () => {
    expect(throughput.threshold(DEFAULT_GATE)).toBe(0.03);
    expect(cpu.threshold(DEFAULT_GATE)).toBe(0.03);
    expect(latency.threshold(DEFAULT_GATE, 5000)).toBe(0.1);
    expect(memory.threshold(DEFAULT_GATE, 1e9)).toBe(0.1);
  });

  it('are at least 50 µs of service time and 3 MiB of memory', () => {
    expect(latency.threshold(DEFAULT_GATE, 200)).toBe(0.25);
    expect(memory.threshold(DEFAULT_GATE, 12 * 2 ** 20)).toBe(0.25);
  });
});
