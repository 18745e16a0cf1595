import { describe, expect, it } from 'vitest';
import { knownOf } from '../../../../src/action/trusted/known.js';
import { parseConfig } from '../../../../src/config/parse.js';
import type { TreeFile } from '../../../../src/forge/answers.js';
import { makeCell, makeRecord } from '../../../support/records.js';
import { BASE, MERGE } from './builders.js';

const CONFIG = `targets:
  flask: { build: app, port: 8080 }
  shop: { build: shop, port: 8080 }
scenarios: { json: { request: GET /json } }
`;
const RULES = parseConfig(CONFIG, 'loadgate.yml');
const UNCHANGED = makeRecord({
  cells: [makeCell({ state: 'unchanged', generations: [] })],
  baselineFigures: 'none',
});

type Files = Readonly<Record<string, string>>;
const FILES: Files = {
  'loadgate.yml': CONFIG,
  'app/Dockerfile': 'FROM scratch',
  'app/app.py': '1',
  'shop/Dockerfile': 'FROM scratch',
  'README.md': 'x',
};

/** A forge of two commits; a file's id is its text. */
function forge(candidate: Files | null, base: Files | null = FILES) {
  const commits: Readonly<Record<string, Files | null>> = { [MERGE]: candidate, [BASE]: base };
  const asked: string[] = [];
  return {
    asked,
    filesAt: async (sha: string): Promise<readonly TreeFile[] | null> => {
      asked.push(sha);
      const files = commits[sha] ?? null;
      return files && Object.entries(files).map(([path, id]) => ({ path, id, mode: '100644' }));
    },
    textAt: async (sha: string, path: string) => commits[sha]?.[path] ?? null,
  };
}

const SIDES = { candidate: MERGE, base: BASE, configPath: 'loadgate.yml' };
const known = async (candidate: Files | null, base?: Files | null) => {
  const { unchanged, sameFiles } = await knownOf(UNCHANGED, RULES, SIDES, forge(candidate, base));
  return { unchanged: [...unchanged], sameFiles };
};

describe('what the repository itself knows of cells', () => {
  it('is which the base branch has, without a question where the record has measured them', async () => {
    const reader = forge(FILES);
    expect(await knownOf(makeRecord(), RULES, SIDES, reader)).toEqual({
      expected: [
        { target: 'flask', scenario: 'json' },
        { target: 'shop', scenario: 'json' },
      ],
      unchanged: new Set(),
      sameFiles: false,
    });
    expect(reader.asked).toEqual([]);
  });

  it('is which have the same build inputs on both sides', async () => {
    const readme = { ...FILES, 'README.md': 'y' };
    expect(await known(readme)).toEqual({ unchanged: ['flask/json', 'shop/json'], sameFiles: false });
    const changed = { ...FILES, 'app/app.py': '2' };
    expect(await known(changed)).toEqual({ unchanged: ['shop/json'], sameFiles: false });
    const mode = { ...FILES, 'loadgate.yml': CONFIG.replace('/json', '/other') };
    expect(await known(mode)).toEqual({ unchanged: [], sameFiles: false });
    expect((await known(FILES)).sameFiles).toBe(true);
  });

  it.each([
    ['more files than the forge sends', null, FILES],
    ['no configuration', { 'app/app.py': '1' }, FILES],
    ['none on the base branch', FILES, { 'app/app.py': '1' }],
    ['one that is wrong', { ...FILES, 'loadgate.yml': 'targets: 3' }, FILES],
  ])('is nothing with %s', async (_what, candidate, base) => {
    expect(await known(candidate, base)).toEqual({ unchanged: [], sameFiles: false });
  });

  it('is asked of a record without cells, too', async () => {
    const empty = makeRecord({ cells: [], baselineFigures: 'none' });
    expect((await knownOf(empty, RULES, SIDES, forge(FILES))).sameFiles).toBe(true);
  });
});
