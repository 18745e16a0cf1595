import { describe, expect, it } from 'vitest';
import { DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { problemsOfCells } from '../../../src/job/problems.js';
import type { LoadJob, LoadResult } from '../../../src/load/job.js';
import { runSchedule } from '../../../src/measure/schedule.js';
import { LoadgateError } from '../../../src/model/error.js';
import type { CellRecord, SideName } from '../../../src/model/record.js';
import type { Instance, InstanceState, StartRequest } from '../../../src/runtime/runtime.js';
import { systemClock } from '../../../src/system/clock.js';
import {
  answeringServers,
  makeInstance,
  makeLoadResult,
  makeMeasureDeps,
  makePlan,
  notMeasured,
} from '../../support/fake-measuring.js';
import { NO_FAILURES } from '../../support/load.js';
import { aScenario, aTarget } from '../../support/targets.js';

const RUNS: InstanceState = { running: true, exitCode: null, oomKilled: false };
const endedWith = (exitCode: number, oomKilled = false): InstanceState => ({
  running: false,
  exitCode,
  oomKilled,
});

/** What becomes of a side in a round of a scenario; null: it answers. */
type Mishap = (side: SideName, scenario: string) => InstanceState | null;

interface Trouble {
  readonly inRound?: Mishap;
  /** The generation from which on the baseline does not start, from 1. */
  readonly noStartFrom?: number;
  /** State of the baseline as soon as it was started; it answers nothing then. */
  readonly started?: InstanceState;
  readonly scenarios?: readonly string[];
  /** Rounds of each side alone, beside the one duet (0). */
  readonly solos?: number;
}

const portOf = answeringServers('candidate', 'baseline');

/** Two generations of both sides, which are this test's servers; only their ends are made up. */
async function measure({
  inRound = () => null,
  noStartFrom = 9,
  started,
  scenarios = ['page'],
  solos = 0,
}: Trouble) {
  const states = new Map<SideName, InstanceState>();
  let starts = 0;
  const start = async ({ artifact: { side } }: StartRequest): Promise<Instance> => {
    if (side === 'baseline') starts += 1;
    if (side === 'baseline' && starts >= noStartFrom) {
      throw new LoadgateError('it did not start', { kind: 'usage', code: 'start-failed', hint: '' });
    }
    const isDead = side === 'baseline' && started !== undefined;
    states.set(side, isDead ? started : RUNS);
    return makeInstance(isDead ? 1 : portOf(side), {
      id: side,
      state: async () => states.get(side) ?? RUNS,
      logs: async () => [`last line of the ${side}`],
    });
  };
  const run = async (job: LoadJob): Promise<LoadResult> => {
    const url = new URL(job.url);
    const side = Number(url.port) === portOf('baseline') ? 'baseline' : 'candidate';
    const end = inRound(side, url.pathname.slice(1));
    if (end !== null) states.set(side, end);
    if (end === null) return makeLoadResult(job);
    return makeLoadResult(job, { requests: 0, answers: 0, rps: 0, failures: { ...NO_FAILURES, reset: 4 } });
  };
  const target = aTarget();
  const plan = makePlan(
    target,
    scenarios.map((name) => aScenario(name)),
  );
  const cells = notMeasured(...scenarios.map((name) => [target.name, name] as const));
  const faults: string[] = [];
  const deps = makeMeasureDeps(start, run, {
    settings: { ...DEFAULT_MEASURE, warmupMs: 0, duetMs: 10, soloMs: 10, probeMs: 10, trimMs: 2 },
    rounds: { duets: 1, solos, probes: 0, atSaturation: 'end' },
    // No side ends later than the other here.
    clock: { ...systemClock, sleep: (ms: number) => systemClock.sleep(Math.min(ms, 20)) },
  });
  const nextStep = ({ state, generations }: CellRecord) =>
    state === 'invalid' || generations.length === 2 ? 'done' : 'screen';
  const onFault = (_plan: unknown, _scenario: unknown, { kind, code }: LoadgateError) => {
    faults.push(`${kind} ${code}`);
  };
  const budgetMs = Number.POSITIVE_INFINITY;
  await runSchedule({ plans: [plan], cells, nextStep, budgetMs, onFault }, deps);
  const problems = problemsOfCells(cells.values(), []).map(({ code }) => code);
  return { cells: [...cells.values()], faults, problems };
}

const both = (ends: Partial<Record<SideName, InstanceState>>): Trouble => ({
  inRound: (side) => ends[side] ?? null,
});

describe('a baseline that had answered rightly and fails under load', () => {
  it.each([
    ['ends by itself', endedWith(1), 'target-exited'],
    ['crashes', endedWith(139), 'target-exited'],
    ['uses up its memory', endedWith(137, true), 'oom-killed'],
    ['answers no more', RUNS, 'connection-reset'],
  ])('%s: invalid by the baseline, and no fault of the run', async (_what, baseline, code) => {
    const { cells, faults, problems } = await measure(both({ baseline }));
    expect(cells).toMatchObject([
      {
        state: 'invalid',
        noBaseline: null,
        invalid: { side: 'baseline', code, log: ['last line of the baseline'] },
      },
    ]);
    expect(cells[0]?.invalid?.message).toMatch(/^the baseline had answered rightly, and then failed: /);
    expect({ faults, problems }).toEqual({ faults: [], problems: [] });
  });

  it.each([129, 130, 137, 143])('is killed (%i): invalid, by the machine', async (exitCode) => {
    const { cells, faults } = await measure(both({ baseline: endedWith(exitCode) }));
    expect(cells).toMatchObject([
      {
        state: 'invalid',
        invalid: { side: 'baseline', code: 'baseline-killed', log: ['last line of the baseline'] },
      },
    ]);
    expect(faults).toEqual(['machine baseline-killed']);
  });

  it.each([
    [137, 143],
    [0, 0],
    [0, 137],
  ])(
    'ends together with the candidate (%i, %i), as if told to: nobody is blamed',
    async (baseline, candidate) => {
      const ends = { baseline: endedWith(baseline), candidate: endedWith(candidate) };
      const { cells, faults } = await measure(both(ends));
      expect(cells).toMatchObject([{ state: 'invalid', invalid: { code: 'targets-killed' } }]);
      expect(faults).toEqual(['machine targets-killed']);
    },
  );

  it.each([endedWith(137), endedWith(1), endedWith(137, true)])(
    'does not hide that the candidate ended by itself: %j',
    async (baseline) => {
      const { cells, faults, problems } = await measure(both({ baseline, candidate: endedWith(1) }));
      expect(cells).toMatchObject([
        { state: 'invalid', invalid: { side: 'candidate', code: 'target-exited' } },
      ]);
      expect({ faults, problems }).toEqual({ faults: [], problems: ['target-exited'] });
    },
  );

  it('under the load of the other cells takes the quiet one its generations: its fault too', async () => {
    const { cells, problems } = await measure({
      scenarios: ['a', 'b', 'c', 'quiet'],
      inRound: (side, scenario) => (side === 'baseline' && scenario !== 'quiet' ? endedWith(1) : null),
    });
    expect(cells.map(({ scenario, invalid }) => [scenario, invalid?.side])).toEqual(
      ['a', 'b', 'c', 'quiet'].map((name) => [name, 'baseline']),
    );
    expect(problems).toEqual([]);
  });
});

describe('a baseline that fails before the load', () => {
  it('from the start: there is nothing to compare with', async () => {
    const { cells } = await measure({ noStartFrom: 1, solos: 1 });
    expect(cells).toMatchObject([
      { state: 'measured', invalid: null, noBaseline: expect.stringMatching(/start-failed/) },
    ]);
  });

  it('after a generation in which it ran: invalid', async () => {
    const { cells, problems } = await measure({ noStartFrom: 2 });
    expect(cells).toMatchObject([{ state: 'invalid', invalid: { side: 'baseline', code: 'start-failed' } }]);
    expect(problems).toEqual([]);
  });

  it('ends by itself as it starts: there is nothing to compare with', async () => {
    const { cells, faults } = await measure({ started: endedWith(1), solos: 1 });
    expect(cells).toMatchObject([{ state: 'measured', noBaseline: expect.stringMatching(/target-exited/) }]);
    expect(faults).toEqual([]);
  });

  it('is killed as it starts: invalid, by the machine', async () => {
    const { cells, faults } = await measure({ started: endedWith(137) });
    expect(cells).toMatchObject([
      { state: 'invalid', invalid: { side: 'baseline', code: 'baseline-killed' } },
    ]);
    expect(faults).toEqual(['machine baseline-killed']);
  });
});
