import { describe, expect, it } from 'vitest';
import { gitError, redact, saidLines } from '../../../src/git/errors.js';
import { remoteFailure } from '../../../src/git/remote-failure.js';

const failed = (stderr: string, stdout = '') => ({ exitCode: 128, stdout, stderr });

describe('gitError', () => {
  it('has the sentence that says most, and the log', () => {
    const error = gitError('read x', failed('warning: one\nfatal: bad object x\nhint: two\n'));
    expect(error.message).toBe('Git could not read x: bad object x');
    expect(error).toMatchObject({ kind: 'machine', code: 'git-failed' });
    expect(error.log).toEqual(['warning: one', 'fatal: bad object x', 'hint: two']);
  });

  it.each([
    ['fatal: not a git repository (or any of the parent directories): .git', 'usage', 'not-a-repository'],
    ["fatal: detected dubious ownership in repository at '/x'", 'machine', 'repository-not-trusted'],
    ['fatal: write error: No space left on device', 'machine', 'disk-full'],
    ['error: unable to write file a.bin\nfatal: Could not reset index file', 'machine', 'disk-full'],
  ])('knows %s', (stderr, kind, code) => {
    expect(gitError('x', failed(stderr))).toMatchObject({ kind, code });
  });

  it('says the exit code where git said nothing', () => {
    expect(gitError('x', failed('')).message).toContain('128');
  });

  it('leaves passwords out', () => {
    const error = gitError('x', failed("fatal: unable to access 'https://me:s3cret@github.com/a/b/': 403"));
    expect(`${error.message}${error.log.join()}`).not.toContain('s3cret');
    expect(error.message).toContain('https://***@github.com/a/b/');
  });

  it('keeps the last lines, cut', () => {
    const lines = saidLines(
      failed(Array.from({ length: 50 }, (_, i) => `${i} ${'x'.repeat(900)}`).join('\n')),
    );
    expect(lines).toHaveLength(20);
    expect(lines.at(-1)).toMatch(/^49 x+$/);
    expect(lines.at(-1)).toHaveLength(500);
  });
});

describe('redact', () => {
  it('leaves URLs without credentials alone', () => {
    expect(redact('https://github.com/a@b')).toBe('https://github.com/a@b');
  });
});

describe('remoteFailure', () => {
  it.each([
    ['fatal: remote error: upload-pack: not our ref 1234', 'gone'],
    ["fatal: couldn't find remote ref refs/heads/x", 'gone'],
    ['error: Server does not allow request for unadvertised object 1234', 'gone'],
    ["fatal: could not read Username for 'https://github.com': terminal prompts disabled", 'denied'],
    [
      'remote: Permission to a/b.git denied to github-actions[bot].\nfatal: unable to access … error: 403',
      'denied',
    ],
    ['remote: Write access to repository not granted.', 'denied'],
    ["remote: Repository not found.\nfatal: repository 'https://github.com/a/b/' not found", 'denied'],
    ["fatal: Authentication failed for 'https://github.com/a/b/'", 'denied'],
    ['git@github.com: Permission denied (publickey).', 'denied'],
    ["fatal: unable to access 'x': Could not resolve host: github.com", 'network'],
    ["fatal: unable to access 'x': The requested URL returned error: 503", 'network'],
    ['error: RPC failed; curl 56 Recv failure: Connection reset by peer', 'network'],
    ['fatal: the remote end hung up unexpectedly', 'network'],
    ['fatal: something new', 'other'],
  ])('reads %j', (stderr, failure) => {
    expect(remoteFailure(stderr)).toBe(failure);
  });
});
