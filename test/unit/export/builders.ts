import { judge, NOTHING_ELSE, type Outcome } from '../../../src/compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { type ExportFormat, exportFiles } from '../../../src/export/files.js';
import type { RunRecord } from '../../../src/model/record.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';

export const judged = (record: RunRecord): Outcome =>
  judge(record, { ...NOTHING_ELSE, gate: DEFAULT_GATE, measure: DEFAULT_MEASURE });

/** A cell of each kind that formats tell apart: slower, the same, new, invalid, not run, and carried over. */
export const mixedRecord = (changes: Partial<RunRecord> = {}): RunRecord =>
  makeRecord({
    cells: [
      makeCell({ generations: makeGenerations({ throughput: 0.8, cpu: 1.25 }, { confirm: 5 }) }),
      makeCell({ scenario: 'text', generations: makeGenerations({}, { confirm: 5 }) }),
      makeCell({
        target: 'fresh',
        noBaseline: 'new target',
        generations: makeGenerations({}, {}, { baseline: null }),
      }),
      makeCell({
        target: 'wrong',
        generations: [],
        state: 'invalid',
        invalid: { code: 'wrong-body', message: 'It answered <b> & "x".', side: 'candidate', log: [] },
      }),
      makeCell({ target: 'same', state: 'unchanged', generations: [] }),
      makeCell({ target: 'carried', state: 'unchanged', carriedFrom: 'f'.repeat(40) }),
    ],
    ...changes,
  });

/** The one file of a format. */
export function textOf(format: ExportFormat, outcome: Outcome): string {
  const [file, ...more] = exportFiles(format, outcome);
  if (file === undefined || more.length > 0) throw new RangeError(`${format}: not one file`);
  return file.text;
}
