import type { Outcome } from '../compare/judge.js';
import { cellKey } from '../measure/schedule.js';
import type { CellComparison } from '../model/comparison.js';
import type { ProfileWhen } from '../model/profile.js';
import type { RunRecord } from '../model/record.js';

/** Metrics that CPU time shows in. */
const OF_TIME: ReadonlySet<string> = new Set(['cpu', 'throughput', 'latency']);

/**
 * Which cells are profiled, by the verdict on what was measured: those that take more CPU time or answer later, the one
 * that lost most first.
 * @param judge the verdict on a record
 */
export function cellsToProfile(
  when: ProfileWhen,
  judge: (record: RunRecord) => Pick<Outcome, 'comparison'>,
): (record: RunRecord) => readonly string[] {
  return (record) => {
    if (when === 'never') return [];
    const { cells, elsewhere = [] } = judge(record).comparison;
    const asked =
      when === 'always'
        ? [...cells, ...elsewhere].filter(({ metrics }) => metrics.length > 0)
        : cells.filter((cell) => lossOf(cell) > 0);
    return asked
      .toSorted((a, b) => lossOf(b) - lossOf(a))
      .map(({ target, scenario }) => cellKey(target, scenario));
  };
}

/** The largest change of a metric of time that is a regression, as a factor's logarithm; 0: there is none. */
const lossOf = ({ kept, metrics }: CellComparison): number =>
  kept === true
    ? 0
    : Math.max(
        0,
        ...metrics
          .filter(({ metric, verdict }) => OF_TIME.has(metric) && verdict === 'regression')
          .map(({ ratio }) => Math.abs(Math.log(ratio))),
      );
