import { describe, expect, it } from 'vitest';
import type { LoadResult } from '../../../src/load/job.js';
import type { RoundMix } from '../../../src/measure/deps.js';
import { planRounds, toFigures } from '../../../src/measure/rounds.js';
import type { SideName } from '../../../src/model/record.js';
import type { Counters } from '../../../src/runtime/counters.js';
import { seededRandom } from '../../../src/system/random.js';
import { aScenario } from '../../support/targets.js';

const scenario = (name: string) => aScenario(name, { connections: 8 });

const BOTH: readonly SideName[] = ['candidate', 'baseline'];
const COMPARING: RoundMix = { duets: 1, solos: 1, probes: 1, atSaturation: 'end' };
const spelled = (seed: number, sides: readonly SideName[] = BOTH, mix: RoundMix = COMPARING) =>
  planRounds([scenario('text'), scenario('json')], () => sides, mix, seededRandom(seed)).map(
    (round) => `${round.scenario.name} ${round.kind} ${round.sides.join('+')}`,
  );

describe('the rounds of a generation', () => {
  it('are a duet, a solo of each side and four probes for each scenario', () => {
    const rounds = spelled(1);
    for (const name of ['text', 'json']) {
      const own = rounds.filter((round) => round.startsWith(name));
      expect(own.filter((round) => round.includes('duet'))).toEqual([`${name} duet candidate+baseline`]);
      expect(own.filter((round) => round.includes('solo')).sort()).toEqual([
        `${name} solo baseline`,
        `${name} solo candidate`,
      ]);
      expect(own.filter((round) => round.includes('probe'))).toHaveLength(4);
    }
  });

  it('probe in blocks A B B A, one right after the other', () => {
    for (let seed = 0; seed < 20; seed++) {
      const rounds = spelled(seed);
      const first = rounds.findIndex((round) => round.startsWith('text probe'));
      const block = rounds.slice(first, first + 4).map((round) => round.split(' ')[2]);
      expect(block[0]).toBe(block[3]);
      expect(block[1]).toBe(block[2]);
      expect(block[0]).not.toBe(block[1]);
    }
  });

  it('come in an order that the seed decides', () => {
    expect(spelled(7)).toEqual(spelled(7));
    const orders = new Set(Array.from({ length: 20 }, (_, seed) => spelled(seed).join()));
    expect(orders.size).toBeGreaterThan(15);
    const firstSides = new Set(
      Array.from(
        { length: 20 },
        (_, seed) =>
          spelled(seed)
            .find((round) => round.includes('solo'))
            ?.split(' ')[2],
      ),
    );
    expect(firstSides).toEqual(new Set(['candidate', 'baseline']));
  });

  it('have no duet where there is one side', () => {
    const rounds = spelled(1, ['candidate']);
    expect(rounds.filter((round) => round.includes('duet'))).toEqual([]);
    expect(rounds.every((round) => round.endsWith(' candidate'))).toBe(true);
    expect(rounds).toHaveLength(2 * (1 + 2));
  });

  it('are as many as the mix says, those of one scenario among those of the others', () => {
    const ranking: RoundMix = { duets: 0, solos: 3, probes: 0, atSaturation: 'go-on' };
    const orders = Array.from({ length: 20 }, (_, seed) => spelled(seed, ['candidate'], ranking));
    for (const rounds of orders) {
      expect([...rounds].sort()).toEqual([
        ...Array.from({ length: 3 }, () => 'json solo candidate'),
        ...Array.from({ length: 3 }, () => 'text solo candidate'),
      ]);
    }
    expect(new Set(orders.map((rounds) => rounds.join())).size).toBeGreaterThan(5);
    const both = spelled(1, BOTH, { ...ranking, duets: 2, probes: 2 });
    expect(both.filter((round) => round.startsWith('text duet'))).toHaveLength(2);
    expect(both.filter((round) => round === 'text solo baseline')).toHaveLength(3);
    expect(both.filter((round) => round.startsWith('text probe'))).toHaveLength(8);
  });
});

const load: LoadResult = {
  windowStartNs: '0',
  windowEndNs: '0',
  windowMs: 1000,
  requests: 2000,
  progress: [],
  startedNs: '0',
  answers: 2600,
  rps: 2000,
  latencyUs: { mean: 1, stdev: 1, min: 1, p50: 1, p75: 1, p90: 1, p99: 1, max: 1 },
  failures: { refused: 0, reset: 0, timeout: 0, non2xx: 0, wrongBody: 0, other: 0 },
  connectionsOpened: 8,
  generatorCpu: 0.2,
  generatorLoop: 0.3,
  exhausted: 0,
  generatorDelayUs: 300,
  generatorMemoryBytes: 1,
};

const counters = (
  atMs: number,
  userUs: number | null,
  systemUs: number | null,
  throttledUs: number | null,
): Counters => ({
  atNs: BigInt(atMs) * 1_000_000n,
  cpuUserUs: userUs,
  cpuSystemUs: systemUs,
  throttledUs,
  memoryBytes: null,
  peakMemoryBytes: null,
});

describe('the figures of a round', () => {
  it('have CPU time per request, whatever the interval between two readings of the counters', () => {
    // 0.8 s of user time in 2 s at 2,000 requests/s: 4,000 requests, 200 µs each.
    const figures = toFigures(load, {
      before: counters(1000, 500_000, 100_000, 1_000),
      after: counters(3000, 1_300_000, 300_000, 6_000),
    });
    expect(figures.cpuUserUs).toBeCloseTo(200, 9);
    expect(figures.cpuSystemUs).toBeCloseTo(50, 9);
    expect(figures.throttledMs).toBe(5);
  });

  it.each([
    [
      'counters that the runtime lacks',
      { before: counters(0, null, null, null), after: counters(1, null, null, null) },
    ],
    ['a target that is gone', { before: counters(0, 1, 1, 1), after: null }],
    ['counters that were never read', { before: null, after: null }],
  ])('say null for %s', (_, pair) => {
    const figures = toFigures(load, pair);
    expect([figures.cpuUserUs, figures.cpuSystemUs, figures.throttledMs]).toEqual([null, null, null]);
  });

  it('divide nothing by no request', () => {
    const pair = { before: counters(0, 0, 0, 0), after: counters(1000, 9, 9, 9) };
    expect(toFigures({ ...load, rps: 0, requests: 0 }, pair).cpuUserUs).toBeNull();
  });
});
