import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecord } from '../../../src/record/parse.js';
import { rounded, serialiseRecord } from '../../../src/record/serialise.js';
import { sampleCell, sampleRecord, sampleRound } from '../../support/sample-record.js';
import { anyRecord } from './arbitrary.js';

describe('serialiseRecord', () => {
  it('writes what parseRecord reads, for any record', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(parseRecord(serialiseRecord(record), 'test')).toEqual(record);
      }),
      { numRuns: 200 },
    );
  });

  it('writes the same text again after reading it', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const text = serialiseRecord(record);
        expect(serialiseRecord(parseRecord(text, 'test'))).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it('does not depend on the order in which members were set', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(serialiseRecord(reversed(record))).toBe(serialiseRecord(record));
      }),
      { numRuns: 100 },
    );
  });

  it('is one line that ends in a line break', () => {
    expect(serialiseRecord(sampleRecord())).toMatch(/^[^\n]+\n$/);
  });

  it('rounds measured figures to six significant digits and keeps whole numbers exact', () => {
    const cells = [sampleCell()];
    const text = serialiseRecord(sampleRecord({ durationMs: 1234.56789, cells }));
    const back = parseRecord(text, 'test');
    expect(back.durationMs).toBe(1234.57);
    expect(back.seed).toBe(4_294_967_295);
    expect(back.machine.memoryBytes).toBe(8_123_456_789);
    expect(back.cells[0]?.generations[0]?.candidate.peakMemoryBytes).toBe(48_123_904);
  });

  it('never changes a figure by more than 5 parts in a million', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (value) => {
        expect(Math.abs(rounded(value) - value) / value).toBeLessThanOrEqual(5e-6);
        expect(rounded(rounded(value))).toBe(rounded(value));
      }),
    );
  });

  it('keeps the end of a log that is too long, and cuts its lines, rather than lose the record', () => {
    const log = Array.from({ length: 100 }, (_, index) => `${index} ${'x'.repeat(600)}`);
    const invalid = { code: 'build-failed', message: 'm'.repeat(5000), side: 'candidate', log } as const;
    const record = sampleRecord({
      candidate: { sha: 'a'.repeat(40), label: 'b'.repeat(300) },
      cells: [sampleCell({ state: 'invalid', invalid, generations: [] })],
      problems: [
        { kind: 'usage', code: 'build-failed', message: '', hint: 'h'.repeat(5000), log, location: null },
      ],
    });
    const back = parseRecord(serialiseRecord(record), 'test');
    expect(back.cells[0]?.invalid?.log).toHaveLength(40);
    expect(back.cells[0]?.invalid?.log.at(-1)).toBe(log.at(-1)?.slice(0, 500));
    expect(back.cells[0]?.invalid?.message).toHaveLength(2000);
    expect(back.problems[0]?.hint).toHaveLength(2000);
    expect(back.candidate.label).toHaveLength(255);
  });

  it('does not leave half a surrogate pair where it cuts', () => {
    const line = `${'x'.repeat(499)}\u{1F600}`;
    const problem = {
      kind: 'usage',
      code: 'x',
      message: '',
      hint: '',
      log: [line],
      location: null,
    } as const;
    const back = parseRecord(serialiseRecord(sampleRecord({ problems: [problem] })), 'test');
    expect(back.problems[0]?.log).toEqual(['x'.repeat(499)]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1])('refuses to write %s as a figure', (rps) => {
    const round = sampleRound({ rps });
    const cell = sampleCell();
    const [generation] = cell.generations;
    if (generation === undefined) throw new Error('the sample has a generation');
    const bad = { ...generation, candidate: { ...generation.candidate, solo: [round] } };
    expect(() => serialiseRecord(sampleRecord({ cells: [{ ...cell, generations: [bad] }] }))).toThrow(
      /cells\[0\]\.generations\[0\]\.candidate\.solo\[0\]\.rps/,
    );
  });
});

/** The same value with all members of all objects set in the opposite order. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  ) as T;
}
