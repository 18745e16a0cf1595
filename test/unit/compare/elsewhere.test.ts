import { describe, expect, it } from 'vitest';
import { type Grounds, judge, NOTHING_ELSE } from '../../../src/compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellRecord } from '../../../src/model/record.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';

const GROUNDS: Grounds = {
  ...NOTHING_ELSE,
  gate: { ...DEFAULT_GATE, onInconclusive: 'fail' },
  measure: DEFAULT_MEASURE,
  isElsewhere: ({ target }) => target === 'stage',
};
const url = { candidate: 'https://stage.example.com', baseline: 'https://live.example.com' };

/** A cell at a URL, 40 % slower than the one beside it. */
const slower = (changes: Partial<CellRecord> = {}): CellRecord =>
  makeCell({
    target: 'stage',
    generations: makeGenerations({ throughput: 0.6, latency: 2 }, { screen: 4, confirm: 5 }),
    url,
    ...changes,
  });
const alone = (throughput: number, changes: Partial<CellRecord> = {}): CellRecord =>
  slower({
    generations: makeGenerations({ throughput }, { screen: 4, confirm: 0 }, { baseline: null }),
    url: { ...url, baseline: null },
    noBaseline: 'one URL: nothing runs beside it',
    ...changes,
  });
const invalid = { side: 'candidate', code: 'certificate-refused', message: 'expired', log: [] } as const;

describe('what somebody else runs', () => {
  it('is compared and reported, and in nothing that the gate looks at', () => {
    const { comparison, gate } = judge(makeRecord({ cells: [makeCell(), slower()] }), GROUNDS);
    expect(comparison.elsewhere).toMatchObject([{ target: 'stage', verdict: 'regression' }]);
    expect(comparison.cells.map(({ target }) => target)).toEqual(['flask']);
    expect(comparison).toMatchObject({ verdict: 'no-change', advisory: false });
    expect(comparison.counts.regression).toBe(0);
    expect(gate).toMatchObject({ exitCode: 0, passed: true });
  });

  it('fails nothing where there is nothing else, slower or wrong', () => {
    for (const cell of [slower(), slower({ state: 'invalid', invalid, generations: [] })]) {
      const { comparison, gate } = judge(makeRecord({ cells: [cell] }), GROUNDS);
      expect(gate).toEqual({
        exitCode: 0,
        passed: true,
        reason: 'Nothing to judge: 1 cell at a URL, which is advisory.',
      });
      expect(comparison.elsewhere).toHaveLength(1);
    }
  });

  it('leaves the verdicts of the other cells as they are without it', () => {
    const own = makeCell({ generations: makeGenerations({ throughput: 0.95 }, { screen: 4, confirm: 5 }) });
    const { comparison } = judge(makeRecord({ cells: [own] }), GROUNDS);
    const beside = judge(makeRecord({ cells: [own, slower(), slower({ scenario: 'text' })] }), GROUNDS);
    expect(beside.comparison.cells).toEqual(comparison.cells);
    expect(beside.gate).toEqual(judge(makeRecord({ cells: [own] }), GROUNDS).gate);
  });

  it('is compared with stored figures of a URL where nothing ran beside it', () => {
    const verdictOf = (before: CellRecord | null) =>
      judge(makeRecord({ cells: [alone(0.5)] }), {
        ...GROUNDS,
        storedElsewhere: before === null ? null : makeRecord({ cells: [before] }),
      }).comparison.elsewhere?.[0]?.verdict;
    expect(verdictOf(alone(1))).toBe('regression');
    expect(verdictOf(alone(0.5))).not.toBe('regression');
    expect(verdictOf(null)).toBe('new');
    const { url: _, ...asImage } = alone(1);
    expect(verdictOf(asImage)).toBe('new');
  });

  it('is what the configuration says, whatever the record does', () => {
    const claimed = makeRecord({ cells: [slower({ target: 'flask' })] });
    expect(judge(claimed, GROUNDS).gate.exitCode).toBe(1);
  });
});
