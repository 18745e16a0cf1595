import { describe, expect, test } from 'vitest';
import {
  channelOf,
  compareVersions,
  movesMajor,
  releaseFaults,
  sectionOf,
  versionOf,
  withRelease,
} from '../../../scripts/lib/release.mjs';

const CHANGELOG = `# Changelog

## [Unreleased]

### Added

- New.

## [1.1.0] - 2026-01-02

- Old, as in [1.0.0](x).
`;

describe('versions', () => {
  test('are in the order of Semantic Versioning', () => {
    const sorted = ['1.10.0', '1.2.0', '1.2.0-rc.10', '1.2.0-rc.9', '0.9.0'].sort(compareVersions);
    expect(sorted).toEqual(['0.9.0', '1.2.0-rc.9', '1.2.0-rc.10', '1.2.0', '1.10.0']);
  });

  test.each(['', 'v1.2.3', '1.2', '1.2.3-', '1.2.3 ', '1.2.3;ls'])('are not: "%s"', (text) => {
    expect(() => versionOf(text)).toThrow(/is no version/);
  });

  const tags = ['v1', 'v1.2.0', 'v1.1.1', 'v1.3.0-rc.1', 'v2.0.0', 'v2.1.0-rc.1', 'other'];
  test('move the tag of their major version forward alone', () => {
    expect(['1.2.0', '2.0.0'].map((version) => movesMajor(version, tags))).toEqual([true, true]);
    expect(['1.1.1', '1.3.0-rc.1'].map((version) => movesMajor(version, tags))).toEqual([false, false]);
  });

  test('are what people get unasked only as the newest one', () => {
    const channels = ['2.0.0', '1.2.0', '2.1.0-rc.1'].map((version) => channelOf(version, tags));
    expect(channels).toEqual(['latest', 'release-1', 'next']);
  });
});

describe('the changelog', () => {
  test('gives what was unreleased to the version', () => {
    const released = withRelease(CHANGELOG, '1.2.0', '2026-03-04');
    expect(released).toContain(
      '## [Unreleased]\n\n## [1.2.0] - 2026-03-04\n\n### Added\n\n- New.\n\n## [1.1.0]',
    );
    expect(sectionOf(released, '1.2.0')).toBe('### Added\n\n- New.');
    expect(sectionOf(released, 'Unreleased')).toBe('');
    expect(sectionOf(released, '1.1.0')).toBe('- Old, as in [1.0.0](x).');
    expect(sectionOf(released, '1.0.0')).toBeNull();
  });

  test('is not released twice, nor without a word', () => {
    expect(() => withRelease(CHANGELOG, '1.1.0', '2026-03-04')).toThrow(/a section 1\.1\.0 already/);
    const released = withRelease(CHANGELOG, '1.2.0', '2026-03-04');
    expect(() => withRelease(released, '1.3.0', '2026-03-05')).toThrow(/nothing under Unreleased/);
  });
});

describe('a tag', () => {
  const facts = { tag: 'v1.1.0', version: '1.1.0', changelog: CHANGELOG, slug: 'a/b', repository: 'a/b' };

  test('is released where version, changelog and repository are its own', () => {
    expect(releaseFaults(facts)).toEqual([]);
  });

  test.each([
    [{ tag: 'v1.2.0' }, /the tag is v1\.2\.0/],
    [{ tag: 'v1.2.0', version: '1.2.0' }, /no section 1\.2\.0/],
    [{ repository: 'fork/b' }, /this is fork\/b/],
  ])('is not with %o', (other, fault) => {
    expect(releaseFaults({ ...facts, ...other }).join('\n')).toMatch(fault);
  });
});
