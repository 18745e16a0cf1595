import { describe, expect, test } from 'vitest';
import { isSet, moved, slugOf, strayNames } from '../../../scripts/lib/repository.mjs';

// In two pieces: this file is looked at, too.
const PLACEHOLDER = `OWNER${'/'}loadgate`;
const manifest = (url: string) => ({ repository: { url } });

describe('the one place that says where the project is', () => {
  test("is package.json's repository", () => {
    expect(slugOf(manifest('git+https://github.com/acme/perf.gate.git'))).toBe('acme/perf.gate');
    expect([isSet(PLACEHOLDER), isSet('acme/loadgate')]).toEqual([false, true]);
  });

  test.each([
    '',
    'github:acme/loadgate',
    'git+https://github.com/acme.git',
    'git+https://example.org/a/b.git',
  ])('is refused as: %s', (url) => {
    expect(() => slugOf(manifest(url))).toThrow(/repository\.url/);
  });
});

describe('setting it', () => {
  test.each([
    ['uses: a/loadgate@v1', 'uses: b/gate@v1'],
    ['uses: a/loadgate/merge@v1', 'uses: b/gate/merge@v1'],
    [
      'https://raw.githubusercontent.com/a/loadgate/v1/x.json',
      'https://raw.githubusercontent.com/b/gate/v1/x.json',
    ],
    ['git+https://github.com/a/loadgate.git', 'git+https://github.com/b/gate.git'],
    ['npx github:a/loadgate run. See a/loadgate.', 'npx github:b/gate run. See b/gate.'],
  ])('reaches %s', (text, to) => {
    expect(moved(text, 'a/loadgate', 'b/gate')).toBe(to);
  });

  test.each(['a/loadgate.yml', 'a/loadgate-report', 'aa/loadgate', 'x.a/loadgate'])('leaves %s', (text) => {
    expect(moved(text, 'a/loadgate', 'b/gate')).toBe(text);
  });
});

describe('a name that is not what the one place says', () => {
  test('is found with its line: another repository, and a placeholder that nothing fills', () => {
    expect(strayNames('README.md', `x\nuses: other/loadgate@v1\n`, 'acme/loadgate')).toEqual([
      'README.md:2: uses: other/loadgate',
    ]);
    expect(strayNames('README.md', `uses: ${PLACEHOLDER}@v1`, 'acme/loadgate')).toHaveLength(2);
    expect(strayNames('README.md', `see OWNER${'/'}shop`, PLACEHOLDER)).toEqual([`README.md:1: OWNER${'/'}`]);
    expect(strayNames('test/a.ts', 'uses: other/loadgate@v1', 'acme/loadgate')).toEqual([]);
  });

  test('is none where all say the same', () => {
    const text = `uses: ${PLACEHOLDER}@v1\nnpx github:${PLACEHOLDER} run`;
    expect(strayNames('README.md', text, PLACEHOLDER)).toEqual([]);
    expect(strayNames('README.md', moved(text, PLACEHOLDER, 'acme/x'), 'acme/x')).toEqual([]);
  });
});
