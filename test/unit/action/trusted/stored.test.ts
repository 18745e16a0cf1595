import { describe, expect, it } from 'vitest';
import { forgeBranch } from '../../../../src/action/trusted/branch.js';
import { storedBaseline } from '../../../../src/action/trusted/stored.js';
import { serialiseRecord } from '../../../../src/record/serialise.js';
import { makeRecord } from '../../../support/records.js';
import { BASE, fakeReader, HEAD } from './builders.js';

const ours = makeRecord({ baselineFigures: 'stored', baseline: { sha: BASE, label: 'main' } });
const kept = makeRecord({ candidate: { sha: BASE, label: 'main' } });
const look = (text: string | null, record = ours) => {
  const reader = fakeReader({ text });
  return storedBaseline(record, forgeBranch('kept', reader)).then((found) => ({
    ...found,
    asked: reader.asked,
  }));
};

describe('the stored record that a run compared with', () => {
  it('is the one that the branch has of the commit that the record names', async () => {
    const { record, note, asked } = await look(serialiseRecord(kept));
    expect(record?.candidate.sha).toBe(BASE);
    expect(note).toBeNull();
    expect(asked).toEqual([`records/${BASE}.json at refs/heads/kept`]);
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
    const another = serialiseRecord(makeRecord({ candidate: { sha: HEAD, label: '' } }));
    for (const text of [another, '{', '']) {
      const { record, note } = await look(text);
      expect(record).toBeNull();
      expect(note).toMatch(/could not be read: .*Remove records\//);
    }
  });
});
