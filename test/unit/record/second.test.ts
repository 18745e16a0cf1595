import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../../src/model/record.js';
import { secondRecord } from '../../../src/model/second-record.js';
import { parseForeignRecords } from '../../../src/record/foreign.js';
import { mergeRecords } from '../../../src/record/merge.js';
import { parseRecord } from '../../../src/record/parse.js';
import { withSecond } from '../../../src/record/second.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { codeOf } from '../../support/errors.js';
import { makeCell, makeRecord } from '../../support/records.js';
import { splitRecord } from '../../support/shards.js';

const FIRST = makeRecord({ cells: [makeCell(), makeCell({ target: 'web' })] });
const OPINION = makeRecord({ id: 'run-0002', confirms: FIRST.id, cells: [makeCell()] });
const NOW = Date.parse(FIRST.startedAt) + 3_600_000;

describe('withSecond', () => {
  it('leaves a record without any as it is', () => {
    expect(withSecond(FIRST, [])).toBe(FIRST);
  });

  it('keeps what the second measured, and of which machine, through the text of a record', () => {
    const whole = withSecond(FIRST, [OPINION]);
    expect(whole.second).toMatchObject({ id: 'run-0002', machine: OPINION.machine, cells: OPINION.cells });
    expect(parseRecord(serialiseRecord(whole), 'of a test')).toMatchObject({ second: { id: 'run-0002' } });
    expect(secondRecord(whole)?.cells).toHaveLength(1);
    expect(secondRecord(FIRST)).toBeNull();
  });

  it('refuses two', () => {
    const other = { ...OPINION, id: 'run-0003' };
    expect(codeOf(() => withSecond(FIRST, [OPINION, other]))).toMatch(
      /^second-double: There are 2 .*run-0003/,
    );
    expect(codeOf(() => withSecond(withSecond(FIRST, [OPINION]), [other]))).toMatch(/^second-double: /);
  });

  it.each<[string, Partial<RunRecord>, RegExp]>([
    ['run', { confirms: 'run-0009' }, /it confirms run run-0009/],
    ['itself', { id: FIRST.id }, /it is the run itself/],
    ['version', { version: '9.9.9' }, /version of loadgate/],
    ['commit', { candidate: { ...FIRST.candidate, sha: 'f'.repeat(40) } }, /commit/],
    ['baseline', { baseline: null }, /baseline/],
    ['configuration', { configDigest: 'e'.repeat(64) }, /configuration/],
    ['seed', { seed: 7 }, /seed/],
    ['cell', { cells: [makeCell({ target: 'db' })] }, /the run has no cell db\/json/],
    ['inputs', { cells: [makeCell({ inputs: 'f'.repeat(64) })] }, /the inputs of flask\/json are others/],
  ])('refuses one of another %s', (_, change, words) => {
    const said = codeOf(() => withSecond(FIRST, [{ ...OPINION, ...change }]));
    expect(said).toMatch(/^second-foreign: /);
    expect(said).toMatch(words);
  });
});

describe('mergeRecords', () => {
  it('takes a whole run with its second opinion, in any order', () => {
    expect(mergeRecords([OPINION, FIRST])).toEqual(withSecond(FIRST, [OPINION]));
  });

  it('takes shards with a second opinion on all of them', () => {
    const shards = splitRecord(FIRST, 2, (target) => (target === 'web' ? 2 : 1));
    const merged = mergeRecords(shards);
    const opinion = { ...OPINION, confirms: merged.id };
    expect(mergeRecords([...shards, opinion]).second?.id).toBe('run-0002');
    expect(codeOf(() => mergeRecords([...shards, OPINION]))).toMatch(/^second-foreign: /);
  });

  it('takes no second opinion for the run itself', () => {
    expect(codeOf(() => mergeRecords([OPINION]))).toMatch(/^shard-missing: /);
    expect(codeOf(() => mergeRecords([FIRST]))).toMatch(/^shard-foreign: /);
  });
});

describe('parseForeignRecords', () => {
  const texts = (...records: readonly RunRecord[]) => records.map((record) => serialiseRecord(record));
  const read = (...records: readonly RunRecord[]) => parseForeignRecords(texts(...records), 'of a test', NOW);

  it('reads a second opinion beside the run, and within it', () => {
    expect(read(FIRST, OPINION).second?.id).toBe('run-0002');
    expect(read(withSecond(FIRST, [OPINION])).second?.id).toBe('run-0002');
  });

  it('refuses one alone, one of another run, two, and what no run can have measured', () => {
    expect(codeOf(() => read(OPINION))).toMatch(/^shard-missing: /);
    expect(codeOf(() => read(FIRST, { ...OPINION, seed: 7 }))).toMatch(/^second-foreign: /);
    expect(codeOf(() => read(FIRST, OPINION, { ...OPINION, id: 'run-0003' }))).toMatch(/^second-double: /);
    const late = { ...OPINION, startedAt: '2036-01-02T03:04:05.000Z' };
    const whole = withSecond(FIRST, [late]);
    expect(codeOf(() => read(whole))).toMatch(/^record-refused: .*second opinion/);
  });
});
