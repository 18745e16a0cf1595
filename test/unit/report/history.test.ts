import { describe, expect, it } from 'vitest';
import { judgeHistory } from '../../../src/history/judge.js';
import { DEFAULT_HISTORY } from '../../../src/history/settings.js';
import { historyPart, renderHistory } from '../../../src/report/history.js';
import { drawHistory, fiveSteps, shaAt } from '../../support/histories.js';

const drawn = (steps: ReadonlyMap<number, number>, seed = 2) =>
  judgeHistory({
    ...drawHistory({ records: 60, steps, sd: 0.015, generations: 24, basis: 'fixed', seed }),
    since: null,
    settings: DEFAULT_HISTORY,
  });

describe('renderHistory', () => {
  it('says how much since when, in which steps, and how to find each', () => {
    const text = renderHistory(drawn(fiveSteps(2)));
    expect(text).toMatch(
      /^api · list: throughput −4\.\d % since v1\.4\.0 \(−\d\.\d … −\d\.\d %\), in 5 steps/,
    );
    expect(
      text.match(/loadgate bisect [0-9a-f]{12}\.\.[0-9a-f]{12} api\/list --slower 0\.\d%/g),
    ).toHaveLength(5);
    expect(text).toContain('The history decides nothing');
  });

  it('says that there is nothing, where there is nothing', () => {
    const quiet = drawn(new Map());
    expect(renderHistory(quiet)).toBe('60 records, 1 cell with a trend: no drift and no step.');
    expect(historyPart(quiet)).toBe('');
    expect(historyPart(undefined)).toBe('');
    const none = judgeHistory({ points: [], line: [], releases: [], since: null, settings: DEFAULT_HISTORY });
    expect(renderHistory(none)).toContain('fewer than two records');
  });

  it('is a part of a page with the same sentences', () => {
    const part = historyPart(drawn(fiveSteps(2)));
    expect(part).toMatch(/^### History\n/);
    expect(part).toContain('since v1.4.0');
    expect(part.match(/^- /gm)).toHaveLength(5);
  });

  it('offers no bisect for a step that a machine may have made, nor for one that is faster', () => {
    const machineOf = (place: number): string => (place < 30 ? 'one' : 'two');
    const machineLog = (machine: string): number => (machine === 'two' ? -0.1 : 0);
    const history = judgeHistory({
      ...drawHistory({
        records: 60,
        steps: new Map([[15, 0.05]]),
        sd: 0.01,
        generations: 12,
        basis: 'reference',
        seed: 1,
        machineOf,
        machineLog,
      }),
      since: { name: 'first', sha: shaAt(0) },
      settings: DEFAULT_HISTORY,
    });
    const text = renderHistory(history);
    expect(text).toContain('the machine changed there');
    expect(text).toContain('+5');
    expect(text).not.toContain('loadgate bisect');
  });
});
