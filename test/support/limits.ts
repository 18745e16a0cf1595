import { compareRecord } from '../../src/compare/compare.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../src/config/defaults.js';
import type { CellComparison, LimitComparison } from '../../src/model/comparison.js';
import type { LimitName, Limits } from '../../src/model/figure-limits.js';
import type { CellRecord, Failures, Generation, RunRecord, SideFigures } from '../../src/model/record.js';
import { makeCell, makeGenerations, makeRecord } from './records.js';

/** A generation's candidate as a test of limits wants it; what is left out is as `makeGenerations` has it. */
export interface Absolute {
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
  readonly rps?: number;
  readonly cpuUs?: number | null;
  readonly memoryBytes?: number | null;
  readonly startMs?: number;
  /** Requests of each loaded round that failed. */
  readonly failed?: number;
}

/** A quiet machine: logs with mean 0 and s.d. 1 %. */
const WOBBLE = [0.01, -0.01, 0.01, -0.01] as const;

const withFailed = (failures: Failures, failed: number): Failures => ({ ...failures, non2xx: failed });

/** A value with noise, under its name; nothing where it is not given. */
const noisy = <Name extends string>(
  name: Name,
  value: number | null | undefined,
  noise: number,
): Partial<Record<Name, number | null>> =>
  value === undefined ? {} : ({ [name]: value && value * noise } as Record<Name, number | null>);

function sideOf(side: SideFigures, figures: Absolute, noise: number): SideFigures {
  const { p50, p95, p99, rps, cpuUs, memoryBytes, startMs, failed = 0 } = figures;
  const solo = side.solo.map((round) => ({
    ...round,
    ...noisy('rps', rps, noise),
    latencyUs: {
      ...round.latencyUs,
      ...noisy('p50', p50, noise),
      ...noisy('p95', p95, noise),
      ...noisy('p99', p99, noise),
    },
    ...noisy('cpuUserUs', cpuUs, noise),
    ...noisy('cpuSystemUs', cpuUs, 0),
    failures: withFailed(round.failures, failed),
  }));
  return {
    ...side,
    solo,
    duet: side.duet.map((round) => ({ ...round, failures: withFailed(round.failures, failed) })),
    ...noisy('peakMemoryBytes', memoryBytes, noise),
    ...noisy('startMs', startMs, noise),
  } as SideFigures;
}

/** A cell whose two sides are alike, unless the baseline has other figures; null: it has no baseline. */
export function limitCell(
  candidate: Absolute,
  options: {
    readonly baseline?: Absolute | null;
    readonly generations?: number;
    /** s.d. of ln figure, in hundredths. */
    readonly spread?: number;
  } = {},
  changes: Partial<CellRecord> = {},
): CellRecord {
  const { baseline = candidate, generations: screen = 4, spread = 1 } = options;
  const generations = makeGenerations({}, { screen }).map((one, at): Generation => {
    const noise = Math.exp((WOBBLE[at % WOBBLE.length] ?? 0) * spread);
    return {
      ...one,
      candidate: sideOf(one.candidate, candidate, noise),
      baseline: baseline === null || one.baseline === null ? null : sideOf(one.baseline, baseline, 1 / noise),
    };
  });
  return makeCell({ generations, noBaseline: baseline === null ? 'there is none' : null, ...changes });
}

/** What comes of a cell that is held to limits, with the defaults of gate and generations. */
export function heldTo(
  cell: CellRecord,
  limits: Limits,
  record: Partial<RunRecord> = {},
): CellComparison & { readonly of: (limit: LimitName) => LimitComparison | undefined } {
  const whole = makeRecord({ cells: [cell], ...record });
  const { cells } = compareRecord(whole, DEFAULT_GATE, DEFAULT_MEASURE, undefined, () => limits);
  const [held] = cells;
  if (held === undefined) throw new Error('a record of one cell has one cell');
  return { ...held, of: (name) => held.limits?.find(({ limit }) => limit === name) };
}
