import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { gateResult } from '../../../src/compare/overall.js';
import { seededRandom } from '../../../src/system/random.js';
import { normalNoise } from '../../support/noise.js';
import { simulateRun, worldOf } from '../../support/simulate.js';

/**
 * Five pull requests, each of which costs 1 % more CPU time a request, and the release that holds them all: what the
 * gate says of each, through the code that decides real runs, at the noise that was measured. The seed is fixed.
 */
const STEPS = 5;
const HISTORIES = 100;
const world = worldOf(normalNoise(seededRandom(20_260_104)), 0.0076);

const costs = (times: number) => ({ throughput: 1.01 ** -times, cpu: 1.01 ** times });

function exitCodeOf(times: number): number {
  const record = simulateRun(world, costs(times));
  return gateResult(compareRecord(record, world.gate, world.settings), world.gate, record.problems).exitCode;
}

const redOf = (times: number, runs: number): number =>
  Array.from({ length: runs }, () => exitCodeOf(times)).filter((code) => code === 1).length;

describe('five times 1 %', () => {
  it('pass pull request by pull request', () => {
    expect(redOf(1, STEPS * HISTORIES)).toBe(0);
  });

  it('are stopped by a release gate that compares with the release before them', () => {
    expect(redOf(STEPS, HISTORIES)).toBeGreaterThanOrEqual(0.99 * HISTORIES);
  });

  it('pass two by two, as a gate sees them that compares with the latest of many releases', () => {
    expect(redOf(STEPS - 3, HISTORIES)).toBeLessThanOrEqual(0.05 * HISTORIES);
  });
});
