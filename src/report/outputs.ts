import {
  brokenLimits,
  type CellComparison,
  type CellVerdict,
  type Comparison,
  type GateResult,
  type LimitName,
  type MetricName,
} from '../model/comparison.js';
import type { RunRecord } from '../model/record.js';
import { headline } from './headline.js';
import { mainMetric } from './metric.js';
import { titleProse } from './prose.js';

/** One cell for programs. */
export interface CellOutput {
  readonly target: string;
  readonly scenario: string;
  readonly verdict: CellVerdict;
  /** What `change` is about; null: nothing was compared, or a limit decided. */
  readonly metric: MetricName | null;
  /** candidate / baseline − 1: −0.062 is −6.2 %; null: nothing was compared, or from 0. */
  readonly change: number | null;
  /** 95 %, of `change`; null for exact counts and single generations. */
  readonly low: number | null;
  readonly high: number | null;
  /** The limits that it breaks. Absent: none. */
  readonly limits?: readonly LimitName[];
}

/** What a workflow can use of a run. The edge writes each as an output and adds what only it knows. */
export interface Outputs {
  readonly verdict: Comparison['verdict'];
  readonly passed: boolean;
  readonly regressions: number;
  readonly improvements: number;
  readonly inconclusive: number;
  readonly invalid: number;
  readonly cells: readonly CellOutput[];
  /** The headline as one line of plain text. */
  readonly 'summary-line': string;
}

/** The Action's outputs, and the head of the terminal's `--json`. */
export function toOutputs(record: RunRecord, comparison: Comparison, gate: GateResult): Outputs {
  const { counts } = comparison;
  return {
    verdict: comparison.verdict,
    passed: gate.passed,
    regressions: counts.regression,
    improvements: counts.improvement,
    inconclusive: counts.inconclusive,
    invalid: counts.invalid,
    cells: comparison.cells.map((cell) => {
      const metric = mainMetric(cell);
      return {
        target: cell.target,
        scenario: cell.scenario,
        verdict: cell.verdict,
        metric: metric?.metric ?? null,
        change: metric?.kind === 'exact' && metric.baseline === 0 ? null : fraction(metric?.ratio),
        low: fraction(metric?.interval?.low),
        high: fraction(metric?.interval?.high),
        ...brokenNames(cell),
      };
    }),
    'summary-line': `loadgate: ${headline(record, comparison, titleProse).text}`,
  };
}

function brokenNames(cell: CellComparison): Pick<CellOutput, 'limits'> {
  const limits = brokenLimits(cell).map(({ limit }) => limit);
  return limits.length === 0 ? {} : { limits };
}

/** Rounded to what a float of a measurement can mean, so that the output stays short. */
function fraction(ratio: number | undefined): number | null {
  return ratio === undefined || !Number.isFinite(ratio) ? null : Math.round((ratio - 1) * 1e6) / 1e6 + 0;
}
