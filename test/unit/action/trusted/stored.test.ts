import { describe, expect, it } from 'vitest';
import { forgeBranch } from '../../../../src/action/trusted/branch.js';
import { storedBaseline } from '../../../../src/action/trusted/stored.js';
import { serialiseRecord } from '../../../../src/record/serialise.js';
import { makeRecord } from '../../../support/records.js';
import { BASE, fakeReader, HEAD, MERGE } from './builders.js';

const ours = makeRecord({ baselineFigures: 'stored', baseline: { sha: BASE, label: 'main' } });
const kept = makeRecord({ candidate: { sha: BASE, label: 'main' } });
const OLD = '1'.repeat(40);
const look = (text: string | null, record = ours, recorded = [OLD, BASE]) => {
  const files = () => recorded.map((sha) => ({ path: `records/${sha}.json`, mode: '100644', id: sha }));
  const reader = fakeReader({ text, files, history: [MERGE, BASE, OLD] });
  return storedBaseline(record, MERGE, forgeBranch('kept', reader), reader).then((found) => ({
    ...found,
    asked: reader.asked,
  }));
};

describe('the stored record that a run compared with', () => {
  it('is the nearest one before the base that the branch has, whatever the record names', async () => {
    const named = { ...ours, baseline: { sha: OLD, label: 'main' } };
    const { record, note, asked } = await look(serialiseRecord(kept), named);
    expect(record?.candidate.sha).toBe(BASE);
    expect(note).toBeNull();
    expect(asked).toContain(`records/${BASE}.json at refs/heads/kept`);
  });

  it.each([['run'], ['none']] as const)('is not looked for where the figures are of %s', async (figures) => {
    const found = await look(serialiseRecord(kept), { ...ours, baselineFigures: figures });
    expect(found).toEqual({ record: null, note: null, asked: [] });
  });

  it('is none where it is not there, is another commit’s or can not be read, and the note says so', async () => {
    expect(await look(null)).toMatchObject({
      record: null,
      note: expect.stringContaining(`records/${BASE}.json`),
    });
    expect((await look(serialiseRecord(kept), ours, [])).note).toMatch(/none is on branch kept of ccccccc/);
    const another = serialiseRecord(makeRecord({ candidate: { sha: HEAD, label: '' } }));
    for (const text of [another, '{', '']) {
      const { record, note } = await look(text);
      expect(record).toBeNull();
      expect(note).toMatch(/could not be read: .*Remove records\//);
    }
  });
});
