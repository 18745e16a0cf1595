import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, newestVersions, parseVersion, type Version } from '../../../src/job/versions.js';

const version = (tag: string): Version => {
  const read = parseVersion(tag);
  if (read === null) throw new Error(`${tag} is no version`);
  return read;
};

describe('parseVersion', () => {
  it.each([
    ['v1.4.0', '', [1, 4, 0], []],
    ['1.4', '', [1, 4], []],
    ['2026.11.01', '', [2026, 11, 1], []],
    ['v2.0.0-rc.1+b.5', '', [2, 0, 0], ['rc', '1']],
    ['api/v1.0.0', 'api/', [1, 0, 0], []],
    ['@scope/pkg@1.2.3', '@scope/pkg@', [1, 2, 3], []],
    ['release-1.2.3', 'release-', [1, 2, 3], []],
  ])('reads %s', (tag, prefix, numbers, pre) => {
    expect(parseVersion(tag)).toEqual({ tag, prefix, numbers, pre });
  });

  it.each(['v1', 'nightly', 'latest', '', 'v1.x', 'v1.2.3.4.5', 'version'])('%j is none', (tag) => {
    expect(parseVersion(tag)).toBeNull();
  });
});

describe('compareVersions', () => {
  it('has the order of semver.org, item 11', () => {
    const ascending = [
      ...['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11'],
      ...['1.0.0-rc.1', '1.0.0', '1.0.1', '1.2.0', '1.10.0', '2.0.0'],
    ];
    for (const [index, one] of ascending.entries()) {
      for (const [other, two] of ascending.entries()) {
        expect(Math.sign(compareVersions(version(one), version(two))), `${one} ${two}`).toBe(
          Math.sign(index - other),
        );
      }
    }
  });

  it.each([
    ['a number is below a word, also one that begins with a digit', '1.0.0-2', '1.0.0-1a'],
    ['a part called x is a word like any other', '1.0.0-9', '1.0.0-x'],
    ['two numbers may have a pre-release', '1.2-rc.1', '1.2'],
    ['so may four', '1.2.3.4-rc.1', '1.2.3.4'],
  ])('%s: %s < %s', (_what, lower, higher) => {
    expect(compareVersions(version(lower), version(higher))).toBeLessThan(0);
  });

  it('is an order, whatever the tags', () => {
    const part = fc.oneof(fc.nat(12).map(String), fc.constantFrom('rc', 'beta', 'a1'));
    const some = fc
      .tuple(fc.array(fc.nat(12), { minLength: 2, maxLength: 4 }), fc.array(part, { maxLength: 3 }))
      .map(([numbers, pre]) => version(`v${numbers.join('.')}${pre.length > 0 ? `-${pre.join('.')}` : ''}`));
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe('newestVersions', () => {
  it('has releases before pre-releases, newest first, and no tag that is no version', () => {
    const tags = ['v1.9.0', 'v1.10.0', 'v2.0.0-rc.1', 'v1', 'nightly', 'v1.10.0-rc.2'];
    expect(newestVersions(tags, null)).toEqual(['v1.10.0', 'v1.9.0', 'v2.0.0-rc.1', 'v1.10.0-rc.2']);
  });

  it('keeps to the line of the own tag, to plain versions, or to the one line that there is', () => {
    const tags = ['v3.0.0', 'api/v1.0.0', 'api/v1.1.0', 'web/v9.0.0'];
    expect(newestVersions(tags, 'api/v1.2.0')).toEqual(['api/v1.1.0', 'api/v1.0.0']);
    expect(newestVersions(tags, 'v3.1.0')).toEqual(['v3.0.0']);
    expect(newestVersions(tags, null)).toEqual(['v3.0.0']);
    expect(newestVersions(['api/v1.0.0', 'nightly'], null)).toEqual(['api/v1.0.0']);
    expect(newestVersions([], null)).toEqual([]);
  });
});
