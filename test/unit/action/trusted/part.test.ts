import { describe, expect, it } from 'vitest';
import { forgeBranch } from '../../../../src/action/trusted/branch.js';
import { requestOf } from '../../../../src/action/trusted/part.js';
import type { RunRecord } from '../../../../src/model/record.js';
import { REQUEST_SCHEMA } from '../../../../src/model/request.js';
import { serialiseRequest } from '../../../../src/record/request.js';
import { makeCell, makeRecord } from '../../../support/records.js';
import { fakeReader, HEAD, MERGE, makePull, makeRun } from './builders.js';

const request = {
  schema: REQUEST_SCHEMA,
  pullRequest: 7,
  key: 'default',
  run: 4711,
  attempt: 2,
  head: HEAD,
  base: 'main',
  sha: MERGE,
  targets: ['flask'],
  by: 'olga',
  at: '2026-11-01T10:00:00Z',
  comment: 9,
  cells: [{ target: 'flask', scenario: 'json', verdict: 'no-change', invalid: null, effects: [] }],
} as const;
const part = makeRecord({ candidate: { sha: MERGE, label: '#7' }, asked: ['flask'] });
const INPUTS = { commands: true, baselineBranch: 'kept', key: 'default' };
const look = (record: RunRecord, text: string | null, attempt = 2, inputs = INPUTS) => {
  const reader = fakeReader({ text });
  const asked = () =>
    requestOf(record, inputs, makeRun({ attempt }), makePull(), forgeBranch(inputs.baselineBranch, reader));
  return { asked, questions: reader.asked };
};
const refused = expect.objectContaining({ code: 'record-partial', kind: 'usage' });

describe('what a comment asked the run of a pull request for', () => {
  it('is what the branch says, whatever the record says', async () => {
    const { asked, questions } = look(part, serialiseRequest(request));
    expect(await asked()).toEqual(request);
    expect(questions).toEqual(['requests/7.json at refs/heads/kept']);
    const { asked: _, ...silent } = part;
    expect(await look(silent, serialiseRequest(request)).asked()).toEqual(request);
  });

  it('is nothing in a first run, where comments are not answered, and where nobody asked', async () => {
    const { asked: _, ...whole } = part;
    const text = serialiseRequest(request);
    const first = look(whole, text, 1);
    expect([await first.asked(), first.questions]).toEqual([null, []]);
    const silent = look(whole, text, 2, { ...INPUTS, commands: false });
    expect([await silent.asked(), silent.questions]).toEqual([null, []]);
    expect(await look(whole, null).asked()).toBeNull();
  });

  it('is never what the record alone says: a part that nobody asked this run for is refused', async () => {
    await expect(look(part, null).asked()).rejects.toThrow(refused);
    await expect(look(part, serialiseRequest(request), 1).asked()).rejects.toThrow(refused);
    for (const other of [
      { run: 1 },
      { attempt: 3 },
      { key: 'arm' },
      { base: 'old' },
      { head: MERGE },
      { sha: HEAD },
    ]) {
      const text = serialiseRequest({ ...request, ...other });
      await expect(look(part, text).asked()).rejects.toThrow(refused);
    }
  });

  it('takes no cell that nobody asked for, and names it', async () => {
    const cells = [makeCell(), makeCell({ target: 'shop', scenario: 'text' })];
    const more = look(makeRecord({ candidate: part.candidate, cells }), serialiseRequest(request));
    await expect(more.asked()).rejects.toThrow(
      /olga asked for flask alone, and the record brings shop\/text, too/,
    );
    await expect(more.asked()).rejects.toThrow(refused);
  });

  it('that can not be read is an error, and not everything', async () => {
    const { asked: _, ...whole } = part;
    const invalid = expect.objectContaining({ code: 'request-invalid' });
    await expect(look(whole, '{').asked()).rejects.toThrow(invalid);
  });
});
