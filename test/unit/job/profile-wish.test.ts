import { describe, expect, it } from 'vitest';
import { cellsToProfile } from '../../../src/job/profile-wish.js';
import type { ProfileWhen } from '../../../src/model/profile.js';
import { compared, makeComparison, recordFor, sampled } from '../report/builders.js';

const red = (scenario: string, metric: string, ratio: number) =>
  compared('api', scenario, 'regression', {
    metrics: [sampled(metric, 1000, ratio, { verdict: 'regression' })],
  });

const CELLS = [
  red('little', 'throughput', 0.95),
  red('memory', 'memory', 2),
  red('much', 'cpu', 1.4),
  compared('api', 'same', 'no-change', { metrics: [sampled('throughput', 1000, 1)] }),
  { ...red('kept', 'throughput', 0.5), kept: true as const },
  compared('api', 'unchanged', 'unchanged', { metrics: [] }),
];

const wanted = (when: ProfileWhen) =>
  cellsToProfile(when, () => ({ comparison: makeComparison(CELLS) }))(recordFor(CELLS));

describe('cellsToProfile', () => {
  it('takes the cells that lost time, the worst first', () => {
    expect(wanted('on-regression')).toEqual(['api/much', 'api/little']);
  });

  it('takes all that were measured where that is asked for, and none where not', () => {
    expect(wanted('always').slice(0, 2)).toEqual(['api/much', 'api/little']);
    expect(wanted('always')).toContain('api/same');
    expect(wanted('always')).not.toContain('api/unchanged');
    expect(wanted('never')).toEqual([]);
  });
});
