import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readState, stateLine, worseCells } from '../../../src/commands/state.js';
import { verdictsLine } from '../../../src/commands/verdicts.js';
import { compareRecord } from '../../../src/compare/compare.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { LoadgateError } from '../../../src/model/error.js';
import type { Limits } from '../../../src/model/figure-limits.js';
import type { Generation, RunRecord, SideFigures } from '../../../src/model/record.js';
import { parseForeignRecord } from '../../../src/record/foreign.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';

const HEAD = 'b'.repeat(40);

/** A record of a slower candidate, in which each side of each generation says of its memory what it is given. */
function withMemory(idle: number, baseline: number, candidate: number): RunRecord {
  const side = (figures: SideFigures, cellMemoryBytes: number): SideFigures => ({
    ...figures,
    duet: figures.duet.map((round) => ({ ...round, answers: round.requests, grownBytes: cellMemoryBytes })),
    solo: figures.solo.map((round) => ({ ...round, answers: round.requests, grownBytes: cellMemoryBytes })),
    peakMemoryBytes: cellMemoryBytes,
    idleMemoryBytes: idle,
    cellMemoryBytes,
  });
  const generations = makeGenerations({ throughput: 0.7, cpu: 1.4 }, { confirm: 5 }).map(
    (each): Generation => ({
      ...each,
      candidate: side(each.candidate, candidate),
      baseline: each.baseline && side(each.baseline, baseline),
    }),
  );
  return makeRecord({ cells: [makeCell({ generations })] });
}

/** Everything of our own that is written and read of a record. */
function remember(record: RunRecord): void {
  const comparison = compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE);
  const line = stateLine(record.candidate.sha, comparison);
  const worse = worseCells(comparison);
  expect(readState(`first line\n${line}`)?.worse ?? []).toEqual(worse);
  verdictsLine({ headSha: HEAD, baseRef: 'main' }, record, comparison);
}

describe('what a comment remembers', () => {
  it('is nothing of a cell that breaks a limit: it could be accepted, or kept, without it', () => {
    const record = withMemory(2 ** 20, 2 ** 20, 2 ** 20);
    const compare = (limits: Limits) =>
      compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE, undefined, () => limits);
    const broken = compare({ p99: 1 });
    expect(worseCells(compare({}))).toHaveLength(1);
    expect(worseCells(broken)).toEqual([]);
    expect(stateLine(record.candidate.sha, broken)).toBe('');
    expect(verdictsLine({ headSha: HEAD, baseRef: 'main' }, record, broken)).toBe('');
  });

  it.each([
    [5e-324, 5e-324, 1e9],
    [1e-300, 1e-300, 2 ** 53],
    [0, 0, 2 ** 53],
    [2 ** 53, 5e-324, 5e-324],
  ])('is written of any figures: idle %d, %d → %d bytes', (idle, baseline, candidate) => {
    expect(() => remember(withMemory(idle, baseline, candidate))).not.toThrow();
  });

  it('is written of every record that a fork may bring', () => {
    const bytes = fc.constantFrom(0, 5e-324, 1e-300, 1, 4096, 2 ** 20, 2 ** 53, 1e300);
    fc.assert(
      fc.property(bytes, bytes, bytes, (idle, baseline, candidate) => {
        const text = JSON.stringify(withMemory(idle, baseline, candidate));
        try {
          remember(parseForeignRecord(text, 'of pull request #7', Date.parse('2026-06-01T00:00:00Z')));
        } catch (error) {
          if (!(error instanceof LoadgateError)) throw error;
          expect(error.code).toBe('record-refused');
        }
      }),
    );
  });
});
