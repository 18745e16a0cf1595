import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { headline } from '../../../src/report/headline.js';
import { plainProse } from '../../../src/report/prose.js';
import { makeCell, makeRatioGeneration, makeRecord } from '../../support/records.js';

const gate = { ...DEFAULT_GATE, slower: 0.1 };
const settings = { ...DEFAULT_MEASURE, screenGenerations: 3, confirmGenerations: 4, maxGenerations: 7 };

/** The log of throughput's ratio, by generation. */
const LOSSES = [-0.12, -0.2, -0.16, -0.72, -0.42, -0.5, -0.2];

describe('a loss that lies wholly beyond the gate, and is not sure enough for red', () => {
  const generations = LOSSES.map((loss, index) =>
    makeRatioGeneration(index, { throughput: Math.exp(loss) }, { phase: index < 3 ? 'screen' : 'confirm' }),
  );
  const record = makeRecord({ cells: [makeCell({ generations })] });
  const comparison = compareRecord(record, gate, settings);

  it('lacks generations: it is not called in between, nor noise', () => {
    const [cell] = comparison.cells;
    expect(cell).toMatchObject({ verdict: 'inconclusive', reason: { code: 'not-confirmed' } });
    const row = cell?.metrics.find(({ metric }) => metric === 'throughput');
    expect(row?.interval?.high).toBeLessThan(0.9);
    const { text } = headline(record, comparison, plainProse);
    expect(text).toBe('not decided: the time ended before flask · json could be decided');
  });
});
