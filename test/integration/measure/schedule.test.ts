import { describe, expect, it } from 'vitest';
import { nextStep } from '../../../src/compare/sequential.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { nextOf } from '../../../src/job/rank.js';
import type { LoadJob } from '../../../src/load/job.js';
import type { RoundMix } from '../../../src/measure/deps.js';
import { type NextStep, runSchedule } from '../../../src/measure/schedule.js';
import type { CellRecord, ReplicaShares } from '../../../src/model/record.js';
import { ALL_KINDS, type RoundKind } from '../../../src/model/round.js';
import type { StartRequest } from '../../../src/runtime/runtime.js';
import { systemClock } from '../../../src/system/clock.js';
import {
  answeringServers,
  makeInstance,
  makeLoadResult,
  makeMeasureDeps,
  makePlan,
  notMeasured,
} from '../../support/fake-measuring.js';
import { aScenario, aTarget } from '../../support/targets.js';

const portOf = answeringServers('target');

interface ScheduleOptions {
  readonly isHeldBack?: (generation: number) => boolean;
  readonly hasBaseline?: boolean;
  /** How late the generator is in an open loop, µs; it then sends a fifth of what is due. */
  readonly lateUs?: number;
  readonly kinds?: (cell: CellRecord) => readonly RoundKind[];
  /** Gets what each side was started with. */
  readonly started?: StartRequest[];
  readonly replicas?: ReplicaShares;
}

/** Two scenarios of one target, which is the server of this test. */
async function schedule(
  rounds: RoundMix,
  next: (cell: CellRecord) => NextStep,
  isAtLimit: (job: LoadJob, round: number) => boolean,
  {
    isHeldBack = () => false,
    hasBaseline = false,
    lateUs = 0,
    kinds = () => ALL_KINDS,
    started = [],
    replicas,
  }: ScheduleOptions = {},
): Promise<Record<string, CellRecord>> {
  const target = aTarget();
  const scenarios = [aScenario('fast'), aScenario('slow')];
  let cpuUs = 0;
  let periods = 0;
  let generations = 0;
  const instance = makeInstance(portOf('target'), {
    ...(replicas === undefined ? {} : { shares: async () => replicas }),
    counters: async () => {
      cpuUs += 5000;
      if (isHeldBack(generations)) periods += 50;
      const atNs = systemClock.monotonicNs();
      return {
        atNs,
        cpuUserUs: cpuUs,
        cpuSystemUs: cpuUs,
        throttledUs: 0,
        throttledPeriods: periods,
        memoryBytes: 1,
        peakMemoryBytes: 7,
      };
    },
  });
  const plan = makePlan(target, scenarios, hasBaseline ? null : 'alone');
  const cells = notMeasured(...scenarios.map(({ name }) => [target.name, name] as const));
  const start = async (request: StartRequest) => {
    started.push(request);
    generations += 1;
    return instance;
  };
  let ran = 0;
  // At its limit where the test says so: a real one can't be told to be.
  const run = async (job: LoadJob) =>
    makeLoadResult(job, {
      generatorCpu: isAtLimit(job, ran++) ? 0.99 : 0.2,
      ...(job.rate === undefined ? {} : openLoop(job.rate, lateUs)),
    });
  const deps = makeMeasureDeps(start, run, { rounds });
  const onFault = () => {
    throw new Error('nothing is wrong with the machine here');
  };
  const budgetMs = Number.POSITIVE_INFINITY;
  await runSchedule({ plans: [plan], cells, nextStep: next, kinds, budgetMs, onFault }, deps);
  return Object.fromEntries([...cells.values()].map((cell) => [cell.scenario, cell]));
}

const openLoop = (rate: number, lateUs: number) => ({
  rps: lateUs === 0 ? rate : rate / 5,
  arrivals: { rate, count: rate, unsent: 0, lateUs },
});

const isFast = ({ url }: LoadJob) => url.endsWith('/fast');
const RANKING: RoundMix = { duets: 0, solos: 2, probes: 0, atSaturation: 'go-on' };

describe('a target with replicas', () => {
  const alone = (replicas: ReplicaShares) =>
    schedule(
      RANKING,
      ({ generations }) => (generations.length < 1 ? 'screen' : 'done'),
      () => false,
      { replicas },
    );

  it('has what each was sent in each of its cells', async () => {
    const replicas: ReplicaShares = { kind: 'requests', requests: [1000, 1001, 999] };
    const { fast, slow } = await alone(replicas);
    for (const cell of [fast, slow])
      expect(cell).toMatchObject({ state: 'measured', generations: [{ candidate: { replicas } }] });
  });

  it('is invalid where the shares are uneven, and keeps them', async () => {
    const replicas: ReplicaShares = { kind: 'requests', requests: [2000, 500, 500] };
    const { fast } = await alone(replicas);
    expect(fast).toMatchObject({
      state: 'invalid',
      invalid: { code: 'replicas-uneven' },
      generations: [{ candidate: { replicas } }],
    });
  });
});

describe('a cell whose generator was at its limit', () => {
  it('ends at once where sides are compared, and keeps the round that showed it', async () => {
    const { fast, slow } = await schedule(
      { duets: 1, solos: 1, probes: 1, atSaturation: 'end' },
      (cell) => nextStep(cell, DEFAULT_GATE, DEFAULT_MEASURE),
      isFast,
    );
    expect(fast).toMatchObject({ state: 'invalid', invalid: { code: 'generator-saturated' } });
    expect(fast?.generations).toHaveLength(1);
    expect(fast?.generations[0]?.candidate.solo).toHaveLength(1);
    expect(slow).toMatchObject({ state: 'measured', invalid: null });
    expect(slow?.generations.length).toBeGreaterThan(1);
  });

  it('is measured at half of what it answered where the load may be reduced, in all rounds but probes', async () => {
    const mix: RoundMix = { duets: 1, solos: 1, probes: 1, atSaturation: 'reduce' };
    const { fast, slow } = await schedule(
      mix,
      (cell) => (cell.generations.length < 2 ? 'screen' : 'done'),
      (job) => isFast(job) && job.rate === undefined && job.connections > 1,
      { hasBaseline: true },
    );
    expect(fast).toMatchObject({ state: 'measured', invalid: null, reduced: { seen: 1000 } });
    const rate = fast?.reduced?.rate;
    // Half of a duet, or a quarter of a solo round: whichever came first.
    expect([500, 250]).toContain(rate);
    expect(fast?.generations).toHaveLength(2);
    for (const { candidate, baseline } of fast?.generations ?? []) {
      for (const side of [candidate, baseline]) {
        expect([side?.duet.length, side?.solo.length, side?.probe.length]).toEqual([1, 1, 2]);
        const loaded = [...(side?.duet ?? []), ...(side?.solo ?? [])].map(({ arrivals }) => arrivals);
        expect(loaded.map((arrivals) => [arrivals?.rate, arrivals?.reduced])).toEqual([
          [rate, true],
          [rate, true],
        ]);
        expect(side?.probe.map(({ arrivals }) => arrivals)).toEqual([undefined, undefined]);
      }
    }
    expect(slow).toMatchObject({ state: 'measured', invalid: null });
    expect(slow?.reduced).toBeUndefined();
    expect(slow?.generations[0]?.candidate.duet[0]?.arrivals).toBeUndefined();
  });

  it('is invalid where the generator does not hold half of it either', async () => {
    const { fast } = await schedule(
      { duets: 0, solos: 1, probes: 0, atSaturation: 'reduce' },
      (cell) => nextStep(cell, DEFAULT_GATE, DEFAULT_MEASURE),
      isFast,
      { hasBaseline: true, lateUs: 300_000 },
    );
    expect(fast).toMatchObject({ state: 'invalid', invalid: { code: 'generator-saturated' } });
  });

  it('keeps what was counted of a side that had no round yet', async () => {
    const mix: RoundMix = { duets: 0, solos: 1, probes: 0, atSaturation: 'end' };
    const next = (cell: CellRecord) => nextStep(cell, DEFAULT_GATE, DEFAULT_MEASURE);
    const { fast } = await schedule(mix, next, isFast, { hasBaseline: true });
    const [generation] = fast?.generations ?? [];
    const sides = [generation?.candidate, generation?.baseline];
    expect(sides.map((side) => side?.solo.length).sort()).toEqual([0, 1]);
    for (const side of sides) expect(side?.counts).toMatchObject({ requests: 10, newConnections: 0 });
  });

  it('gets all rounds and generations of a ranking, with their CPU time, and stays invalid', async () => {
    const { fast, slow } = await schedule(RANKING, (cell) => nextOf(cell, 3), isFast);
    expect(fast).toMatchObject({
      state: 'invalid',
      invalid: { code: 'generator-saturated', side: 'candidate' },
    });
    expect(slow).toMatchObject({ state: 'measured', invalid: null });
    for (const cell of [fast, slow]) {
      expect(cell?.generations).toHaveLength(3);
      for (const { candidate } of cell?.generations ?? []) {
        expect(candidate.peakMemoryBytes).toBe(7);
        expect(candidate.solo.map(({ cpuUserUs }) => (cpuUserUs ?? 0) > 0)).toEqual([true, true]);
      }
    }
  });

  it('stays invalid where only its first round was at the limit', async () => {
    const { fast, slow } = await schedule(
      RANKING,
      (cell) => nextOf(cell, 3),
      (_, round) => round === 0,
    );
    const states = [fast, slow].map((cell) => cell?.state).sort();
    expect(states).toEqual(['invalid', 'measured']);
    expect(fast?.generations).toHaveLength(3);
    expect(slow?.generations).toHaveLength(3);
  });
});

describe('a generation', () => {
  const compared: RoundMix = { duets: 1, solos: 1, probes: 1, atSaturation: 'end' };

  it('has the rounds that each cell needs', async () => {
    const { fast, slow } = await schedule(
      compared,
      (cell) => nextOf(cell, 2),
      () => false,
      {
        hasBaseline: true,
        kinds: ({ scenario, generations }) =>
          scenario === 'fast' && generations.length > 0 ? ['duet'] : ALL_KINDS,
      },
    );
    const roundsOf = (cell: CellRecord | undefined) =>
      cell?.generations.map(({ candidate, baseline }) =>
        [candidate, baseline].map((side) => ALL_KINDS.map((kind) => side?.[kind].length)),
      );
    const whole = [
      [1, 1, 2],
      [1, 1, 2],
    ];
    const light = [
      [1, 0, 0],
      [1, 0, 0],
    ];
    expect(roundsOf(fast)).toEqual([whole, light]);
    expect(roundsOf(slow)).toEqual([whole, whole]);
  });

  it('gives both sides the same hash seed, and the next one another', async () => {
    const started: StartRequest[] = [];
    await schedule(
      compared,
      (cell) => nextOf(cell, 2),
      () => false,
      { hasBaseline: true, started },
    );
    const seeds = started.map(({ usual }) => usual?.['PYTHONHASHSEED']);
    expect(seeds).toHaveLength(4);
    expect(seeds[0]).toMatch(/^\d+$/);
    expect(seeds[1]).toBe(seeds[0]);
    expect(seeds[3]).toBe(seeds[2]);
    expect(seeds[2]).not.toBe(seeds[0]);
  });
});

describe('a generation that the machine has spoilt', () => {
  const compared: RoundMix = { duets: 1, solos: 1, probes: 1, atSaturation: 'end' };
  const three = (cell: CellRecord) => nextOf(cell, 3);
  const nobody = () => false;

  it('is dropped and made again, and the record says how many were', async () => {
    const { fast, slow } = await schedule(compared, three, nobody, {
      isHeldBack: (generation) => generation === 2,
    });
    for (const cell of [fast, slow]) {
      expect(cell).toMatchObject({
        state: 'measured',
        invalid: null,
        dropped: { starved: 0, throttled: 1 },
      });
      expect(cell?.generations.map(({ index }) => index)).toEqual([0, 2, 3]);
    }
  });

  it('makes the cell invalid where more are dropped than kept, which are kept to be looked at', async () => {
    const { fast } = await schedule(compared, three, nobody, { isHeldBack: (generation) => generation > 2 });
    expect(fast).toMatchObject({ state: 'invalid', invalid: { code: 'throttled', side: 'candidate' } });
    expect(fast?.dropped).toEqual({ starved: 0, throttled: 3 });
    expect(fast?.generations).toHaveLength(2);
    expect(fast?.invalid?.message).toMatch(
      /^3 of 5 generations were spoilt by the machine; in the last one, /,
    );
  });
});

describe('a budget that is too short for everything', () => {
  /** Two targets, one of them suspect; a generation takes 1 s by the clock of this test. */
  async function run(
    confirming: ((cell: CellRecord) => number) | undefined,
    budgetMs: number,
    least?: number,
    names = ['quiet', 'suspect'],
  ) {
    const targets = names.map((name) => aTarget({ name }));
    const plans = targets.map((target) => makePlan(target, [aScenario('page')], 'alone'));
    const cells = notMeasured(...names.map((name) => [name, 'page'] as const));
    const warnings: string[] = [];
    const happened: string[] = [];
    let nowMs = 0;
    const start = async () => {
      nowMs += 1000;
      return makeInstance(portOf('target'));
    };
    const load = async (job: LoadJob) => {
      happened.push('load');
      return makeLoadResult(job);
    };
    const warning = (text: string) => {
      happened.push('warning');
      warnings.push(text);
    };
    const deps = makeMeasureDeps(start, load, {
      rounds: { duets: 0, solos: 1, probes: 0, atSaturation: 'end' },
      clock: { ...systemClock, now: () => nowMs },
      log: { progress: () => {}, info: () => {}, warning } as never,
    });
    const nextStep = ({ target, generations }: CellRecord): NextStep => {
      if (target === 'quiet') return 'screen';
      return generations.length < 2 ? 'screen' : generations.length < 6 ? 'confirm' : 'done';
    };
    await runSchedule(
      {
        ...{ plans, cells, nextStep, budgetMs, onFault: () => {} },
        ...(confirming === undefined ? {} : { confirming }),
        ...(least === undefined ? {} : { least }),
      },
      deps,
    );
    const count = (name: string) => cells.get(`${name}/page`)?.generations.length;
    return { quiet: count('quiet'), suspect: count('suspect'), warnings, happened };
  }

  it('goes to what is suspect first, once it is', async () => {
    const toConfirm = ({ target, generations }: CellRecord) =>
      target === 'suspect' && generations.length >= 2 ? 6 - generations.length : 0;
    expect(await run(toConfirm, 8_500)).toMatchObject({ quiet: 2, suspect: 6 });
    expect(await run(undefined, 8_500)).toMatchObject({ quiet: 4, suspect: 4 });
  });

  it('is said after the first generation of each target, with what would do', async () => {
    expect((await run(undefined, 8_500, 8)).warnings).toEqual([
      expect.stringMatching(
        /^A generation of (quiet|suspect) takes 1 s, so the budget of 9 s holds 3 of each of 2 targets\. .* at least 8: a budget of 20 s would do\.$/,
      ),
    ]);
    expect((await run(undefined, 8_500, 3)).warnings).toEqual([]);
  });

  it('is said before the first round where there is one target', async () => {
    const { warnings, happened } = await run(undefined, 3_000, 8, ['suspect']);
    expect(warnings).toEqual([expect.stringMatching(/holds 2\. .*: a budget of 10 s would do\.$/)]);
    expect(happened.slice(0, 2)).toEqual(['warning', 'load']);
  });
});
