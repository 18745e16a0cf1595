import { describe, expect, it } from 'vitest';
import type { Generator, LoadJob, LoadResult } from '../../../../src/load/job.js';
import { guessFrom, searchCapacities } from '../../../../src/measure/capacity/run.js';
import { type Cell, newCell, type Started } from '../../../../src/measure/cell.js';
import type { MeasureDeps } from '../../../../src/measure/deps.js';
import { fateOf } from '../../../../src/measure/fate.js';
import { heldLevel } from '../../../../src/model/capacity.js';
import type { CapacitySearch } from '../../../../src/model/config.js';
import { LoadgateError } from '../../../../src/model/error.js';
import type { SideName } from '../../../../src/model/record.js';
import { ALL_KINDS } from '../../../../src/model/round.js';
import type { InstanceState } from '../../../../src/runtime/runtime.js';
import { makeInstance, makeLoadResult, makeMeasureDeps } from '../../../support/fake-measuring.js';
import { NO_FAILURES } from '../../../support/load.js';
import { makeGeneration, makeLatency, makeSide } from '../../../support/records.js';
import { aScenario, aTarget } from '../../../support/targets.js';

const SEARCH: CapacitySearch = {
  of: 'connections',
  from: 10,
  to: 1_000,
  until: { p99Ms: 100, errors: 0.01, cpu: null },
  holdMs: 500,
};

/** What each side answers to a job, and what then becomes of it. */
interface Service {
  readonly answers: (job: LoadJob) => Partial<LoadResult>;
  readonly state?: () => InstanceState;
}

/** p99 grows with the connections: 100 ms at `limit`. */
const carrying = (limit: number): Service => ({
  answers: ({ connections }) => ({ latencyUs: { ...makeLatency(), p99: (100_000 * connections) / limit } }),
});

const RUNS: InstanceState = { running: true, exitCode: null, oomKilled: false };
const GONE: InstanceState = { running: false, exitCode: 1, oomKilled: false };

interface Play {
  readonly cell: Cell;
  readonly others: readonly Cell[];
  /** The sides and levels in the order in which they were loaded. */
  readonly loads: readonly (readonly [SideName, number])[];
  /** null: nothing was thrown. */
  readonly thrown: unknown;
}

async function play(
  services: Partial<Record<SideName, Service>>,
  {
    search = SEARCH,
    guess = null,
    cells = 1,
    rounds,
  }: {
    search?: CapacitySearch;
    guess?: number | null;
    cells?: number;
    rounds?: MeasureDeps['rounds'];
  } = {},
): Promise<Play> {
  const loads: [SideName, number][] = [];
  const running = new Map<SideName, Started>();
  for (const [side, { answers, state = () => RUNS }] of Object.entries(services) as [SideName, Service][]) {
    const run: Generator['run'] = async (job) => {
      loads.push([side, job.rate ?? job.connections]);
      return makeLoadResult(job, { windowMs: 0, progress: [], ...answers(job) });
    };
    running.set(side, {
      side,
      caps: aTarget().caps,
      instance: makeInstance(1, { state: async () => state() }),
      generator: {
        pid: 0,
        run,
        open: async () => ({ opened: 0, failed: 0, tookMs: 0 }),
        readAhead: async () => {},
        close: async () => {},
      },
      services: null,
      ready: Promise.resolve(null),
      end: async () => {},
    });
  }
  const all = Array.from({ length: cells }, (_, at) => {
    const cell = newCell(aScenario(`carry-${at}`, { capacity: search }), {
      phase: 'screen',
      kinds: ALL_KINDS,
      guess,
    });
    const bodies = { seen: null, expectBody: null, counts: null };
    for (const side of running.keys()) cell.verified.set(side, bodies as never);
    return cell;
  });
  const clock = { now: () => 0, monotonicNs: () => 0n, sleep: async () => {} };
  const deps = makeMeasureDeps(
    () => Promise.reject(new Error('nothing is started')),
    () => Promise.reject(new Error('no generator of its own')),
    { clock, ...(rounds === undefined ? {} : { rounds }) } as Partial<MeasureDeps>,
  );
  const thrown = await searchCapacities(running, all, deps).then(
    () => null,
    (error: unknown) => error,
  );
  const [cell, ...others] = all;
  return { cell: cell as Cell, others, loads, thrown };
}

describe('a search for the capacities of a cell', () => {
  it('loads both sides alone, in turns A B B A, at the same levels while they agree', async () => {
    const { cell, loads } = await play({ candidate: carrying(300), baseline: carrying(300) });
    const sides = loads.map(([side]) => side);
    const [first] = sides;
    const second = first === 'candidate' ? 'baseline' : 'candidate';
    expect(sides.slice(0, 8)).toEqual([first, second, second, first, first, second, second, first]);
    for (let at = 0; at < loads.length; at += 2) expect(loads[at]?.[1]).toBe(loads[at + 1]?.[1]);
    for (const side of ['candidate', 'baseline'] as const) {
      const found = cell.capacity.get(side);
      expect(found).toMatchObject({ of: 'connections', stop: 'latency' });
      expect(found?.level).toBeCloseTo(300, 5);
      expect(found?.plateaus).toHaveLength(loads.length / 2);
      expect(cell.figures.get(side)).toEqual({ duet: [], solo: [], probe: [] });
    }
    expect(fateOf(cell.events)).toEqual({ kind: 'measured' });
    expect(cell.cutOff).toBeNull();
  });

  it('keeps what it knows where it is cut off', async () => {
    const died = new LoadgateError('it died', { kind: 'machine', code: 'child-died', hint: 'h' });
    const service = (most: number): Service => ({
      answers: ({ connections }) => {
        if (connections > most) throw died;
        return {};
      },
    });
    const { cell, thrown } = await play({ candidate: service(100), baseline: service(100) });
    expect(thrown).toBe(died);
    expect(fateOf(cell.events)).toMatchObject({ kind: 'machine-failed' });
    expect(cell.capacity.size).toBe(0);
    const levels = [10, 20, 40, 80];
    expect(cell.cutOff?.candidate).toMatchObject({
      of: 'connections',
      plateaus: levels.map((level) => ({ level })),
    });
    expect(cell.cutOff?.baseline?.plateaus.map(({ level }) => level)).toEqual(levels);
    expect(heldLevel(cell.cutOff?.candidate.plateaus ?? [])).toBe(80);
    const alone = await play({ candidate: service(100) });
    expect(alone.cell.cutOff?.baseline).toBeNull();
    expect((await play({ candidate: service(1) })).cell.cutOff).toBeNull();
  });

  it('finds each side its own limit', async () => {
    const { cell } = await play({ candidate: carrying(90), baseline: carrying(100) });
    expect(cell.capacity.get('candidate')?.level).toBeCloseTo(90, 5);
    expect(cell.capacity.get('baseline')?.level).toBeCloseTo(100, 5);
  });

  it('searches a rate with an open loop', async () => {
    const service: Service = {
      answers: ({ rate = 0 }) => ({
        rps: Math.min(rate, 400),
        arrivals: { rate, count: rate, unsent: 0, lateUs: 10 },
      }),
    };
    const { cell } = await play({ candidate: service }, { search: { ...SEARCH, of: 'rate' } });
    const found = cell.capacity.get('candidate');
    expect(found).toMatchObject({ of: 'rate', stop: 'answers' });
    // 95 % of the arrivals are answered up to 421/s.
    expect(found?.low).toBeLessThanOrEqual(421);
    expect(found?.high).toBeGreaterThan(421);
  });

  it('keeps what failed, by kind', async () => {
    const service: Service = {
      answers: ({ connections }) =>
        connections > 100 ? { answers: 90, failures: { ...NO_FAILURES, refused: 7, reset: 3 } } : {},
    };
    const { cell } = await play({ candidate: service });
    const found = cell.capacity.get('candidate');
    expect(found?.stop).toBe('errors');
    const broke = found?.plateaus.find(({ stop }) => stop === 'errors');
    expect(broke).toMatchObject({ failures: { refused: 7, reset: 3 }, level: 160 });
  });

  it('is not believed where the generator was the limit, and keeps the bound for a ranking', async () => {
    const service: Service = {
      answers: ({ connections }) => ({ generatorCpu: connections > 100 ? 0.95 : 0.3 }),
    };
    const compared = await play({ candidate: service });
    expect(fateOf(compared.cell.events)).toMatchObject({ kind: 'saturated', ends: true });
    const rounds = { duets: 0, solos: 2, probes: 0, atSaturation: 'go-on' } as const;
    const ranked = await play({ candidate: service }, { rounds });
    expect(fateOf(ranked.cell.events)).toMatchObject({ kind: 'saturated', ends: false });
    expect(ranked.cell.capacity.get('candidate')?.stop).toBe('generator');
  });

  it('ends with the side that ends, which is its limit, and leaves later cells to another generation', async () => {
    let isGone = false;
    const service: Service = {
      answers: ({ connections }) => {
        isGone = connections > 100;
        return isGone ? { failures: { ...NO_FAILURES, reset: 5 } } : {};
      },
      state: () => (isGone ? GONE : RUNS),
    };
    const { cell, others } = await play({ candidate: service, baseline: carrying(50) }, { cells: 2 });
    expect(cell.capacity.get('candidate')).toMatchObject({ stop: 'exited', low: 80, high: 160 });
    expect(cell.capacity.get('baseline')?.level).toBeCloseTo(50, 5);
    expect(fateOf(cell.events)).toEqual({ kind: 'measured' });
    expect(fateOf(others[0]?.events ?? [])).toEqual({ kind: 'cut-short', by: 'candidate' });
  });

  it('begins near the lower of the levels that the last generation found', async () => {
    const capacity = (level: number) =>
      ({ of: 'connections', low: level, high: level + 1, level, stop: 'latency', plateaus: [] }) as const;
    const generation = makeGeneration();
    const found = {
      ...generation,
      candidate: { ...makeSide(), capacity: capacity(280) },
      baseline: { ...makeSide(), capacity: capacity(300) },
    };
    expect(guessFrom([])).toBeNull();
    expect(guessFrom([generation])).toBeNull();
    expect(guessFrom([generation, found])).toBe(280);
    const { loads } = await play({ candidate: carrying(300) }, { guess: 300 });
    expect(loads[0]?.[1]).toBeGreaterThanOrEqual(255);
    expect(loads[0]?.[1]).toBeLessThanOrEqual(300);
    expect(loads.length).toBeLessThanOrEqual(6);
  });
});
