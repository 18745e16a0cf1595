import { describe, expect, it } from 'vitest';
import type { LoadJob } from '../../../src/load/job.js';
import { createBeside } from '../../../src/measure/beside.js';
import { runSchedule } from '../../../src/measure/schedule.js';
import { LoadgateError } from '../../../src/model/error.js';
import type { CellRecord } from '../../../src/model/record.js';
import { REFERENCE_SCENARIO } from '../../../src/reference/target.js';
import type { Instance, StartRequest } from '../../../src/runtime/runtime.js';
import { systemClock } from '../../../src/system/clock.js';
import {
  answeringServers,
  makeInstance,
  makeLoadResult,
  makeMeasureDeps,
  makePlan,
  notMeasured,
} from '../../support/fake-measuring.js';
import { makeLatency } from '../../support/records.js';
import { aTarget } from '../../support/targets.js';

const portOf = answeringServers('target');

const instance = (): Instance =>
  makeInstance(portOf('target'), {
    counters: async () => ({
      atNs: systemClock.monotonicNs(),
      cpuUserUs: null,
      cpuSystemUs: null,
      throttledUs: null,
      memoryBytes: 1,
      peakMemoryBytes: 7,
    }),
  });

const planOf = (name: string) => makePlan(aTarget({ name }), [REFERENCE_SCENARIO], 'alone');

/** Measures two targets, three generations each, with a third one beside them. */
async function measure(generations: number, start: (name: string) => void) {
  const failures: string[] = [];
  const plans = [planOf('one'), planOf('two')];
  const cells = notMeasured(['one', 'orders'], ['two', 'orders']);
  const started = async ({ artifact }: StartRequest) => {
    start(artifact.target.name);
    return instance();
  };
  // Every round is faster than the one before it, so that each can be told.
  let rounds = 0;
  const run = async (job: LoadJob) => makeLoadResult(job, { rps: 1000 + rounds++ });
  const deps = makeMeasureDeps(started, run);
  const beside = createBeside({
    plan: planOf('beside'),
    program: 'p',
    machine: 'm',
    generations,
    onFailure: (reason) => failures.push(reason),
  });
  const nextStep = (cell: CellRecord) => (cell.generations.length < 3 ? 'screen' : 'done');
  const onFault = () => {};
  await runSchedule({ plans, cells, nextStep, budgetMs: Number.POSITIVE_INFINITY, onFault, beside }, deps);
  return { failures, cells: [...cells.values()] };
}

describe('a target beside the others', () => {
  it('runs once in every pass, as often as it may, and is noted in all generations of that pass', async () => {
    const started: string[] = [];
    const { failures, cells } = await measure(2, (name) => started.push(name));
    expect(failures).toEqual([]);
    expect(started.filter((name) => name === 'beside')).toHaveLength(2);
    // In each of the first two passes, at a place of its own.
    expect([started.slice(0, 3), started.slice(3, 6)].map((pass) => pass.sort())).toEqual([
      ['beside', 'one', 'two'],
      ['beside', 'one', 'two'],
    ]);
    const [one = [], two = []] = cells.map(({ generations }) =>
      generations.map(({ reference }) => reference),
    );
    expect(one).toHaveLength(3);
    expect(one).toEqual(two);
    expect(one[0]).toMatchObject({ program: 'p', machine: 'm', cpuUs: null });
    expect(one[1]?.rps).toBeGreaterThan(one[0]?.rps ?? 0);
    expect(one[1]?.serviceUs).toBeCloseTo(makeLatency().p50, 6);
    expect(one[2]).toBeUndefined();
  });

  it("is given up where it fails, which is told once and is nobody else's fault", async () => {
    const started: string[] = [];
    const { failures, cells } = await measure(6, (name) => {
      started.push(name);
      if (name !== 'beside') return;
      throw new LoadgateError('it has no room', { kind: 'usage', code: 'start-failed', hint: '' });
    });
    expect(failures).toEqual(['it has no room']);
    expect(started.filter((name) => name === 'beside')).toHaveLength(1);
    for (const { state, generations } of cells) {
      expect(state).toBe('measured');
      expect(generations).toHaveLength(3);
      expect(generations.every(({ reference }) => reference === undefined)).toBe(true);
    }
  });
});
