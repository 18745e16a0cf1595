import { describe, expect, it } from 'vitest';
import { ofPullRequest } from '../../../../src/action/trusted/provenance.js';
import type { RunRecord } from '../../../../src/model/record.js';
import { makeRecord } from '../../../support/records.js';
import { BASE, fakeReader, HEAD, MERGE, makePull } from './builders.js';

const OTHER = 'd'.repeat(40);
const record = (candidate: string, baseline: string | null, changes: Partial<RunRecord> = {}) =>
  makeRecord({
    candidate: { sha: candidate, label: 'anything' },
    baseline: baseline === null ? null : { sha: baseline, label: 'anything' },
    ...changes,
  });
const hold = (given: RunRecord, parents: readonly string[] | null = null) =>
  ofPullRequest(given, makePull(), fakeReader({ parents })).then(
    ({ candidate, baseline }) => `${candidate.label} against ${baseline?.label ?? 'nothing'}`,
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

describe('a record is of the pull request', () => {
  it.each<[string, RunRecord, readonly string[] | null, string]>([
    ['whose merge was measured', record(MERGE, BASE), [BASE, HEAD], '#7 against main'],
    ['whose own commit was measured', record(HEAD, OTHER), null, '#7 against '],
    [
      'that was compared with nothing',
      record(MERGE, null, { baselineFigures: 'none' }),
      [BASE, HEAD],
      '#7 against nothing',
    ],
    [
      'that was compared with stored figures',
      record(MERGE, OTHER, { baselineFigures: 'stored' }),
      [BASE, HEAD],
      '#7 against ',
    ],
  ])('%s, and gets labels that it did not choose', async (_what, given, parents, said) => {
    expect(await hold(given, parents)).toBe(said);
  });

  it('asks for no parents of the commit that the event names', async () => {
    const reader = fakeReader({});
    await ofPullRequest(record(HEAD, BASE), makePull(), reader);
    expect(reader.asked).toEqual([]);
  });
});

describe('a record is of another commit, and refused', () => {
  it.each<[string, RunRecord, readonly string[] | null, RegExp]>([
    ['that nobody knows', record(OTHER, BASE), null, /no commit ddddddd/],
    ['without parents', record(OTHER, BASE), [], /neither aaaaaaa nor a merge of it/],
    ['that is made on top of it', record(OTHER, BASE), [HEAD], /neither/],
    ['that merges the base into it', record(OTHER, BASE), [HEAD, BASE], /neither/],
    ['that merges more than it', record(OTHER, BASE), [BASE, HEAD, OTHER], /neither/],
    ['that merges another one', record(OTHER, BASE), [BASE, OTHER], /neither/],
    [
      'compared with another baseline',
      record(MERGE, OTHER),
      [BASE, HEAD],
      /was compared with ddddddd, .* into bbbbbbb/,
    ],
    ['compared with no baseline, it says', record(MERGE, null), [BASE, HEAD], /was compared with nothing/],
  ])('%s', async (_what, given, parents, why) => {
    const said = await hold(given, parents);
    expect(said).toMatch(/^record-foreign: /);
    expect(said).toMatch(why);
  });
});
