import { describe, expect, it } from 'vitest';
import { agreementOf } from '../../../src/leaderboard/agreement.js';
import { agreementText } from '../../../src/leaderboard/agreement-text.js';
import { readLeaderboard } from '../../../src/leaderboard/read.js';
import { LoadgateError } from '../../../src/model/error.js';
import { boardOf, FIGURES } from './builders.js';

const pick = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, FIGURES[name] ?? []]));

describe('the agreement of two leaderboards', () => {
  it('is whole where both say the same', () => {
    const [json] = agreementOf(boardOf(), boardOf());
    expect(json).toMatchObject({ scenario: 'json', targets: 4, correlation: 1 });
    expect(json?.pairs.map(({ answer }) => answer)).toEqual(Array(5).fill('confirms'));
  });

  it('asks of each pair that differs in the first what the second says', () => {
    const second = {
      a: [4500, 4510, 4490, 4505],
      b: [4515, 4300, 4705, 4490],
      c: [4800, 4810, 4790, 4805],
      d: [1300, 1310, 1305, 1299],
    };
    const [json] = agreementOf(boardOf(), boardOf(second));
    const answers = Object.fromEntries(
      (json?.pairs ?? []).map(({ better, worse, answer }) => [`${better}${worse}`, answer]),
    );
    expect(answers).toEqual({
      ac: 'contradicts',
      ad: 'confirms',
      bc: 'other-order',
      bd: 'confirms',
      cd: 'confirms',
    });
    expect(json?.pairs.find(({ better }) => better === 'a')?.second).toBeCloseTo(4501 / 4801, 2);
  });

  it('says where the second is not sure, or does not rank', () => {
    const unsure = { a: [4000, 6000], c: [4500, 4600] };
    const [json] = agreementOf(boardOf(pick('a', 'c', 'd')), boardOf(unsure));
    expect(json?.targets).toBe(2);
    expect(json?.pairs.map(({ answer }) => answer)).toEqual(['same-order', 'not-ranked', 'not-ranked']);
  });

  it('is a table, and then every pair that was not confirmed', () => {
    const text = agreementText(agreementOf(boardOf(), boardOf(pick('a', 'b', 'c'))));
    expect(text.split('\n')[2]).toMatch(/^\| json +\| +3 \| +1\.000 \| +5 \| +2 \| +0 \| +0 \| +0 \| +3 \|$/);
    expect(text).toMatch(/\| json +\| a +\| d +\| +4\.0 \| not ranked there/);
    expect(agreementText([])).toMatch(/no scenario in common/);
    expect(agreementText(agreementOf(boardOf(pick('a', 'b')), boardOf()))).toMatch(
      /^No pair differs in the first\.$/m,
    );
  });

  it('reads what was written, and says what is wrong with anything else', () => {
    const written = readLeaderboard(JSON.stringify(boardOf()), 'old.json');
    expect(agreementOf(written, boardOf())[0]?.correlation).toBe(1);
    const codeOf = (text: string) => {
      try {
        readLeaderboard(text, 'old.json');
      } catch (error) {
        return error instanceof LoadgateError ? [error.code, error.message] : error;
      }
      return null;
    };
    expect(codeOf('{')).toEqual(['leaderboard-invalid', 'old.json is not JSON.']);
    expect(codeOf('{"schema":"loadgate.record/v1","scenarios":[]}')).toEqual([
      'leaderboard-invalid',
      expect.stringMatching(/^old\.json is not of the shape loadgate\.leaderboard\/v1: schema: /),
    ]);
  });
});
