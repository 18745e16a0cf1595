import { countVerdicts, runVerdict } from '../../../src/compare/overall.js';
import type {
  CellComparison,
  CellVerdict,
  Comparison,
  GateResult,
  LimitComparison,
  MetricComparison,
  MetricName,
} from '../../../src/model/comparison.js';
import type { Reason } from '../../../src/model/reason.js';
import type { CellRecord, Problem, RunRecord } from '../../../src/model/record.js';
import { reasonText } from '../../../src/report/reason.js';
import type { ReportContext } from '../../../src/report/types.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';

/** A limit for p99 of 250 ms, which the candidate breaks. */
export const BROKEN_P99: LimitComparison = {
  limit: 'p99',
  bound: 250_000,
  figure: 312_000,
  baseline: null,
  interval: { low: 290_000, high: 340_000 },
  generations: 4,
  verdict: 'broken',
};

/** A sampled metric with a symmetric interval of `±half` percentage points around `ratio`. */
export function sampled(
  metric: MetricName,
  baseline: number,
  ratio: number,
  changes: Partial<MetricComparison> & { readonly half?: number } = {},
): MetricComparison {
  const { half = 0.9, ...rest } = changes;
  return {
    metric,
    kind: 'sampled',
    baseline,
    candidate: baseline * ratio,
    ratio,
    interval: { low: ratio - half / 100, high: ratio + half / 100 },
    couldSee: half / 100,
    generations: 8,
    threshold: 0.03,
    verdict: 'no-change',
    ...rest,
  };
}

/** An exact count per request on both sides. */
export function counted(
  metric: MetricName,
  baseline: number,
  candidate: number,
  changes: Partial<MetricComparison> = {},
): MetricComparison {
  const verdict = candidate > baseline ? 'regression' : candidate < baseline ? 'improvement' : 'no-change';
  return {
    metric,
    kind: 'exact',
    baseline,
    candidate,
    ratio: baseline > 0 ? candidate / baseline : 1 + candidate,
    interval: null,
    couldSee: 0,
    generations: 8,
    threshold: 0,
    verdict,
    ...changes,
  };
}

/** A reason that is a text stands for one in the record's own words. */
type CellChanges = Partial<Omit<CellComparison, 'reason'>> & { readonly reason?: Reason | string | null };

export function compared(
  target: string,
  scenario: string,
  verdict: CellVerdict,
  { reason = null, ...changes }: CellChanges = {},
): CellComparison {
  const throughput = changes.metrics?.find(({ metric }) => metric === 'throughput');
  return {
    target,
    scenario,
    verdict,
    decidedBy: changes.metrics === undefined ? null : 'throughput',
    reason: typeof reason === 'string' ? { code: 'recorded', text: reason } : reason,
    metrics: [],
    baselineRps: throughput?.baseline ?? null,
    candidateRps: throughput === undefined ? null : throughput.baseline * throughput.ratio,
    ...changes,
  };
}

/** A cell without change: throughput a little off 1. */
export function steady(target: string, scenario: string, rps: number, ratio = 1.002): CellComparison {
  return compared(target, scenario, 'no-change', {
    metrics: [sampled('throughput', rps, ratio, { half: 0.8 }), sampled('cpu', 1e6 / rps, 2 - ratio)],
  });
}

export function makeComparison(
  cells: readonly CellComparison[],
  changes: { readonly advisory?: boolean; readonly problems?: readonly Problem[] } = {},
): Comparison {
  const counts = countVerdicts(cells);
  return {
    cells,
    counts,
    verdict: runVerdict(counts, changes.problems ?? []),
    advisory: changes.advisory ?? false,
  };
}

/** A record with a cell for each compared cell, in the state that its verdict speaks of. */
export function recordFor(cells: readonly CellComparison[], changes: Partial<RunRecord> = {}): RunRecord {
  return makeRecord({ cells: cells.map((cell) => cellRecord(cell)), ...changes });
}

export function cellRecord(cell: CellComparison, changes: Partial<CellRecord> = {}): CellRecord {
  const { target, scenario, verdict, reason } = cell;
  const names = { target, scenario };
  if (verdict === 'unchanged') return makeCell({ ...names, state: 'unchanged', generations: [], ...changes });
  if (verdict === 'invalid') {
    const message = reason === null ? 'it failed' : reasonText(reason);
    const invalid = {
      code: cell.invalid?.code ?? 'wrong-body',
      message,
      side: 'candidate',
      log: [],
    } as const;
    return makeCell({ ...names, state: 'invalid', invalid, generations: [], ...changes });
  }
  if (verdict === 'inconclusive' && cell.metrics.length === 0) {
    return makeCell({ ...names, state: 'not-measured', generations: [], ...changes });
  }
  const ratio = cell.metrics.find(({ metric }) => metric === 'cpu')?.ratio ?? 1;
  const confirm = verdict === 'no-change' ? 0 : 4;
  return makeCell({ ...names, generations: makeGenerations({ cpu: ratio }, { confirm }), ...changes });
}

export function makeGate(exitCode: GateResult['exitCode'], reason = ''): GateResult {
  return { exitCode, passed: exitCode === 0, reason };
}

export function makeContext(changes: Partial<ReportContext> = {}): ReportContext {
  return {
    key: 'default',
    marker: '<!-- loadgate:comment key=default -->',
    pullRequest: 7,
    runUrl: 'https://github.com/acme/shop/actions/runs/4711',
    repositoryUrl: 'https://github.com/acme/shop',
    repeatCommand: 'npx loadgate run --base e4f5a6b --seed 20260102',
    advisoryReason: null,
    notes: [],
    commands: true,
    ...changes,
  };
}

export function makeProblem(changes: Partial<Problem> = {}): Problem {
  return {
    kind: 'usage',
    code: 'build-failed',
    message: 'The image of flask did not build.',
    hint: 'Read the end of the log below, and build it by hand with the same build arguments.',
    log: [],
    location: null,
    ...changes,
  };
}
