import { describe, expect, it } from 'vitest';
import { isReleaseName, releaseFile, releaseOf } from '../../../src/baseline/release-name.js';

describe('the file of a release', () => {
  it.each([
    ['v1.4.0', 'v1.4.0.json'],
    ['2026.11', '2026.11.json'],
    ['api/v1.0.0', 'api%2Fv1.0.0.json'],
    ['pkg@1.2.3+b', 'pkg%401.2.3%2Bb.json'],
  ])('%s is %s', (name, file) => {
    expect(releaseFile(name)).toBe(file);
    expect(releaseOf(file)).toBe(name);
  });

  it.each([
    '',
    '..',
    'a/../b',
    '/a',
    'a/',
    'a//b',
    'a/.b',
    '.a',
    '-a',
    'a b',
    'a.lock',
    'x@{1}',
    'ü',
    'a\u0000',
  ])('there is none for %j', (name) => {
    expect(isReleaseName(name)).toBe(false);
    expect(() => releaseFile(name)).toThrow(expect.objectContaining({ kind: 'usage', code: 'release-name' }));
  });

  it.each(['notes.txt', 'v1%2.json', '%2e%2e.json', 'V%31.json', '.json'])('%s is none', (file) => {
    expect(releaseOf(file)).toBeNull();
  });
});
