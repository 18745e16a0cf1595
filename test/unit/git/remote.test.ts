import { describe, expect, it } from 'vitest';
import { homeUrl, isLocal, resolveUrl } from '../../../src/git/remote.js';

describe("a submodule's URL", () => {
  it.each([
    ['https://example.com/x.git', 'https://github.com/o/r', 'https://example.com/x.git'],
    ['../lib.git', 'https://github.com/o/r.git', 'https://github.com/o/lib.git'],
    ['../lib.git', 'https://github.com/o/r.git/', 'https://github.com/o/lib.git'],
    ['../../p/lib', 'https://github.com/o/r', 'https://github.com/p/lib'],
    ['./lib', 'https://github.com/o/r', 'https://github.com/o/r/lib'],
    ['../lib.git', 'git@github.com:o/r.git', 'git@github.com:o/lib.git'],
    ['../lib.git', 'git@host:r.git', 'git@host:lib.git'],
    ['../lib', 'file:///srv/git/r', 'file:///srv/git/lib'],
    ['../lib', '/srv/git/r', '/srv/git/lib'],
    ['../lib', null, null],
    ['../lib', 'r', null],
  ])('%s of a repository at %s is %s', (url, base, expected) => {
    expect(resolveUrl(url, base)).toBe(expected);
  });

  it.each([
    ['file:///srv/r', true],
    ['/srv/r', true],
    ['../r', true],
    ['--upload-pack=x', true],
    ['https://github.com/o/r', false],
    ['git@github.com:o/r', false],
    ['ssh://host/r', false],
  ])('%s is on this machine: %s', (url, expected) => {
    expect(isLocal(url)).toBe(expected);
  });
});

describe('the repository that is asked', () => {
  const home = { serverUrl: 'https://github.com', repository: 'o/r' };

  it.each([
    'https://github.com/mallory/r',
    'https://github.com/mallory/r.git',
    'https://x-access-token:secret@github.com/mallory/r',
    'git@github.com:mallory/r.git',
    'ssh://git@github.com/mallory/r.git',
  ])('is not the fork that was checked out: %s', (remote) => {
    expect(homeUrl(remote, home)).toBe('https://github.com/o/r');
  });

  it.each([
    'https://github.com/o/r',
    'https://github.com/O/R.git/',
    'git@github.com:o/r.git',
    'https://mirror.example.com/mallory/r',
    'https://github.com/a/b/c',
    'file:///srv/mallory/r',
    '/srv/mallory/r',
    'mallory/r',
  ])('is the remote as it is: %s', (remote) => {
    expect(homeUrl(remote, home)).toBeNull();
  });
});
