import type { LimitComparison } from '../../../src/model/comparison.js';
import type { LimitName } from '../../../src/model/figure-limits.js';
import { compared, counted, makeGate, sampled, steady } from './builders.js';
import { type Case, make } from './make-case.js';

/** A limit with the candidate's figure, whose interval reaches `half` of it to both sides; null: it has none. */
export function held(
  limit: LimitName,
  bound: number,
  figure: number | null,
  verdict: LimitComparison['verdict'],
  { half = 0.08, baseline = null }: { readonly half?: number | null; readonly baseline?: number | null } = {},
): LimitComparison {
  const interval =
    figure === null || half === null ? null : { low: figure * (1 - half), high: figure * (1 + half) };
  return { limit, bound, figure, baseline, interval, generations: 4, verdict };
}

const MIB = 2 ** 20;
const NEW = { code: 'recorded', text: 'this target is not in the baseline' } as const;
const brokenP99 = held('p99', 250_000, 312_000, 'broken', { baseline: 221_000 });
export const heldErrors = { ...held('errors', 0.01, 0, 'holds'), interval: { low: 0, high: 0.000_09 } };
const throughput = sampled('throughput', 412, 0.995);

/** Runs of cells that have limits. */
export const LIMIT_CASES: Readonly<Record<string, Case>> = {
  'limit-broken': make(
    [
      compared('api', 'order', 'regression', {
        decidedBy: null,
        metrics: [throughput],
        limits: [brokenP99, heldErrors],
      }),
      steady('api', 'list', 2190),
    ],
    { gate: makeGate(1, '1 of 2 cells breaks a limit.') },
  ),
  'limits-broken-in-many-ways': make(
    [
      compared('api', 'order', 'regression', {
        decidedBy: null,
        metrics: [
          sampled('throughput', 412, 0.938, { verdict: 'regression' }),
          sampled('memory', 280 * MIB, 1.02, { threshold: 0.1 }),
        ],
        limits: [
          brokenP99,
          held('errors', 0.001, 0.012, 'broken', { half: 0.2 }),
          held('requests', 500, 386, 'broken', { half: 0.02, baseline: 412 }),
          held('cpu', 2_000, 2_300, 'broken', { half: 0.03 }),
          held('memory', 256 * MIB, 286 * MIB, 'broken', { half: 0.02, baseline: 280 * MIB }),
          held('start-time', 5_000_000, 6_200_000, 'broken', { half: 0.05 }),
          held('image-size', 120 * MIB, 131 * MIB, 'broken', { half: null, baseline: 118 * MIB }),
        ],
      }),
      compared('api', 'list', 'regression', {
        decidedBy: 'db/queries',
        metrics: [sampled('throughput', 1240, 0.62, { verdict: 'regression' }), counted('db/queries', 1, 51)],
        limits: [held('p99', 250_000, 290_000, 'broken', { baseline: 260_000 })],
      }),
      compared('api', 'item', 'regression', {
        decidedBy: null,
        metrics: [sampled('throughput', 1240, 1.001)],
        limits: [held('p50', 5_000, 9_000, 'broken', { baseline: 8_900 })],
      }),
    ],
    { gate: makeGate(1, '2 of 3 cells got slower or needs more, and 3 of 3 cells break a limit.') },
  ),
  'limit-undecided': make([
    compared('api', 'order', 'inconclusive', {
      decidedBy: null,
      reason: { code: 'limits-undecided', limits: ['p99'] },
      metrics: [throughput],
      limits: [held('p99', 250_000, 255_000, 'undecided'), heldErrors],
    }),
    steady('api', 'list', 2190),
  ]),
  'limit-not-known': make([
    compared('api', 'order', 'inconclusive', {
      decidedBy: null,
      reason: { code: 'limits-undecided', limits: ['requests', 'memory'] },
      metrics: [throughput],
      limits: [
        held('requests', 60_000, 31_000, 'unknown', { half: 0.01 }),
        held('memory', MIB, null, 'unknown'),
      ],
    }),
  ]),
  'limit-broken-at-first': make(
    [
      compared('api', 'order', 'regression', { decidedBy: null, candidateRps: 412, limits: [brokenP99] }),
      compared('api', 'list', 'new', { reason: NEW, candidateRps: 2190, limits: [heldErrors] }),
    ],
    { gate: makeGate(1, '1 of 2 cells breaks a limit.') },
  ),
  'limits-hold-at-first': make([
    compared('api', 'list', 'new', { reason: NEW, candidateRps: 2190, limits: [heldErrors] }),
  ]),
  'limits-hold': make([
    {
      ...steady('api', 'list', 2190),
      limits: [held('p99', 250_000, 180_000, 'holds', { baseline: 178_000 }), heldErrors],
    },
  ]),
  'limit-broken-beside-another-machine': make(
    [
      compared('api', 'order', 'regression', { decidedBy: null, metrics: [throughput], limits: [brokenP99] }),
      compared('api', 'list', 'regression', {
        metrics: [sampled('throughput', 2190, 0.7, { verdict: 'regression' })],
      }),
      steady('api', 'item', 900),
    ],
    {
      advisory: true,
      gate: makeGate(1, '1 of 3 cells breaks a limit, besides 1 that only looks slower.'),
      record: { baselineFigures: 'stored' },
    },
  ),
  'limit-broken-and-accepted': make(
    [
      compared('api', 'order', 'regression', {
        metrics: [sampled('throughput', 412, 0.938, { verdict: 'regression' })],
        decidedBy: null,
        limits: [brokenP99],
        accepted: { state: 'limit', metric: null, by: 'olga', reason: 'it checks more', until: null },
      }),
    ],
    { gate: makeGate(1, '1 of 1 cell breaks a limit.') },
  ),
};
