import { describe, expect, it } from 'vitest';
import { sensitivities } from '../../../src/compare/sensitivity.js';
import { DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { makeCell, makeRatioGeneration } from '../../support/records.js';

/** s.d. 0.015811388300841896 (NumPy, ddof=1). */
const LOGS = [0.01, -0.02, 0.015, -0.005];

const cellOf = (logs: readonly number[], scenario = 'json') =>
  makeCell({
    scenario,
    generations: logs.map((log, index) =>
      makeRatioGeneration(
        index,
        { throughput: Math.exp(log), cpu: Math.exp(-log), latency: Math.exp(2 * log) },
        { durationMs: 10_000 },
      ),
    ),
  });

const throughputOf = (cells: ReturnType<typeof cellOf>[], times: number[]) =>
  sensitivities(cells, times, DEFAULT_MEASURE).find(({ metric }) => metric === 'throughput');

describe('what a runner would see', () => {
  it('is (t.ppf(.975, n − 1) + t.ppf(.8, n − 1)) s / sqrt(n), SciPy 1.17.1, as a loss of throughput', () => {
    const found = throughputOf([cellOf(LOGS)], [30, 60, 100]);
    expect(found?.stdev).toBeCloseTo(0.0158113883, 9);
    expect(found?.generations).toBe(4);
    expect(found?.visible.map(({ generations }) => generations)).toEqual([3, 6, 12]);
    expect(found?.visible[0]?.change).toBeCloseTo(0.047780901, 9);
    expect(found?.visible[1]?.change).toBeCloseTo(0.022276789, 9);
    expect(found?.visible[2]?.change).toBeCloseTo(0.013944173, 9);
  });

  it('is a gain for what must not grow', () => {
    const cpu = sensitivities([cellOf(LOGS)], [60], DEFAULT_MEASURE).find(({ metric }) => metric === 'cpu');
    expect(cpu?.visible[0]?.change).toBeCloseTo(0.022784351, 9);
  });

  it('counts a cell its share of the generation', () => {
    const found = throughputOf([cellOf(LOGS), cellOf(LOGS, 'text')], [20]);
    expect(found?.visible[0]?.generations).toBe(4);
  });

  it('has four whole generations, and then only the rounds that the metric needs', () => {
    const found = sensitivities([cellOf(LOGS)], [39, 40, 47, 60], DEFAULT_MEASURE);
    const generations = (name: string) =>
      found.find(({ metric }) => metric === name)?.visible.map((one) => one.generations);
    // A whole one takes 10 s here, of which 3.2 s are solo rounds and probes.
    expect(generations('throughput')).toEqual([3, 4, 5, 6]);
    expect(generations('cpu')).toEqual([3, 4, 5, 6]);
    expect(generations('latency')).toEqual([3, 4, 4, 6]);
  });

  it('goes by the noisiest cell', () => {
    const quiet = LOGS.map((log) => log / 10);
    const both = throughputOf([cellOf(quiet), cellOf(LOGS, 'text')], [60]);
    expect(both?.stdev).toBeCloseTo(0.0158113883, 9);
  });

  it('says nothing of a time that is too short for three generations, nor of a single one', () => {
    expect(throughputOf([cellOf(LOGS)], [29])?.visible[0]?.change).toBeNull();
    expect(sensitivities([cellOf([0.01])], [60], DEFAULT_MEASURE)).toEqual([]);
    expect(sensitivities([], [60], DEFAULT_MEASURE)).toEqual([]);
  });
});
