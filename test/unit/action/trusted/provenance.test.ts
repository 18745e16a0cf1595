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
type MergeBase = (one: string, other: string) => string | null;
const hold = (
  given: RunRecord,
  parents: readonly string[] | null = null,
  mergeBase: MergeBase = () => BASE,
) =>
  ofPullRequest(given, makePull(), fakeReader({ parents, mergeBase })).then(
    ({ record: { candidate, baseline } }) => `${candidate.label} against ${baseline?.label ?? 'nothing'}`,
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

describe('a record is of the pull request', () => {
  it.each<[string, RunRecord, readonly string[] | null, string]>([
    ['whose merge was measured', record(MERGE, BASE), [BASE, HEAD], '#7 against main'],
    ['whose own commit was measured', record(HEAD, BASE), null, '#7 against main'],
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
    expect(reader.asked).toEqual([`merge base of ${BASE} and ${HEAD}`]);
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

describe("a baseline is the base branch's", () => {
  /** main: OLD ← BASE ← TIP; the pull request left it at BASE. */
  const OLD = '1'.repeat(40);
  const TIP = '2'.repeat(40);
  const ELSEWHERE = '3'.repeat(40);
  const line = [OLD, BASE, TIP];
  const main: MergeBase = (one, other) => {
    const at = [one, other].map((sha) => (sha === HEAD ? line.indexOf(BASE) : line.indexOf(sha)));
    return at.includes(-1) ? null : (line[Math.min(...at)] ?? null);
  };
  const pull = makePull({ baseSha: TIP });
  const held = async (given: RunRecord, parents: readonly string[] | null = null) =>
    ofPullRequest(given, pull, fakeReader({ parents, mergeBase: main })).then(
      ({ base }) => base,
      ({ message }: Error) => message,
    );

  it.each([BASE, TIP])('where the pull request was merged into %s of it', async (into) => {
    expect(await held(record(MERGE, into), [into, HEAD])).toBe(into);
  });

  it('and not of another branch, nor from before the pull request was made', async () => {
    expect(await held(record(MERGE, ELSEWHERE), [ELSEWHERE, HEAD])).toMatch(
      /3333333, which is not on the branch main/,
    );
    expect(await held(record(MERGE, OLD), [OLD, HEAD])).toMatch(
      /into 1111111, .* based on bbbbbbb, which is newer/,
    );
  });

  it.each(['run', 'none'] as const)(
    "of the pull request's own commit, with figures of %s",
    async (baselineFigures) => {
      for (const right of [BASE, TIP]) {
        expect(await held(record(HEAD, right, { baselineFigures }))).toBe(BASE);
      }
      for (const wrong of [HEAD, OLD, ELSEWHERE]) {
        expect(await held(record(HEAD, wrong, { baselineFigures }))).toMatch(/based on bbbbbbb/);
      }
    },
  );
});
