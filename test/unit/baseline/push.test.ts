import { describe, expect, it } from 'vitest';
import { readPushFailure } from '../../../src/baseline/branch/push.js';
import { branchRef } from '../../../src/baseline/branch/ref.js';

const failed = (summary: string, stderr = '') => ({
  exitCode: 1,
  stdout: summary === '' ? '' : `To x\n!\tabc:refs/heads/loadgate\t${summary}\nDone\n`,
  stderr,
});

describe('readPushFailure', () => {
  it.each([
    '[rejected] (fetch first)',
    '[rejected] (non-fast-forward)',
    "[remote rejected] (cannot lock ref 'refs/heads/loadgate': is at 1 but expected 2)",
    '[remote rejected] (failed to update ref)',
    '[remote rejected] (shallow update not allowed)',
    "[remote rejected] (cannot lock ref 'refs/heads/loadgate': reference already exists)",
    '[remote rejected] (Internal Server Error)',
  ])('tries again: %s', (summary) => {
    expect(readPushFailure(failed(summary), 'loadgate')).toMatchObject({
      kind: 'again',
      error: { code: 'baseline-push-failed', kind: 'machine' },
    });
  });

  it.each([
    '[remote rejected] (pre-receive hook declined)',
    '[remote rejected] (protected branch hook declined)',
    '[remote rejected] (push declined due to repository rule violations)',
    '[remote rejected] (refusing to allow a GitHub App to create or update workflow)',
  ])('is refused by a rule: %s', (summary) => {
    const end = readPushFailure(failed(summary, 'remote: error: GH006: Protected branch'), 'loadgate');
    expect(end).toMatchObject({
      kind: 'refused',
      error: { code: 'baseline-push-rejected', kind: 'machine' },
    });
    expect(end).toHaveProperty('error.hint', expect.stringContaining('rules'));
    expect(end).toHaveProperty(
      'error.log',
      expect.arrayContaining(['remote: error: GH006: Protected branch']),
    );
  });

  it.each([
    "fatal: unable to access 'https://github.com/o/r/': The requested URL returned error: 403",
    'remote: Write access to repository not granted.\nfatal: unable to access',
    "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
  ])('says which right is missing: %s', (stderr) => {
    const end = readPushFailure(failed('', stderr), 'loadgate');
    expect(end).toMatchObject({ kind: 'refused', error: { code: 'baseline-push-rejected' } });
    expect(end).toHaveProperty('error.hint', expect.stringContaining('contents: write'));
  });

  it('tries again where the network failed', () => {
    const end = readPushFailure(failed('', 'fatal: unable to access: Could not resolve host: x'), 'loadgate');
    expect(end).toMatchObject({ kind: 'again', error: { code: 'baseline-push-failed' } });
  });
});

describe('readPushFailure of a push with a lease', () => {
  it('tries again where the branch has moved', () => {
    expect(readPushFailure(failed('[rejected] (stale info)'), 'loadgate', true)).toMatchObject({
      kind: 'again',
    });
  });

  it('is refused where the server takes no such push, and says what to allow', () => {
    const end = readPushFailure(failed('[remote rejected] (non-fast-forward)'), 'loadgate', true);
    expect(end).toMatchObject({ kind: 'refused', error: { code: 'baseline-push-rejected' } });
    expect(end).toHaveProperty('error.hint', expect.stringContaining('force'));
  });
});

describe('branchRef', () => {
  it.each(['loadgate', 'perf/base-lines', 'v1.x', '_x'])('takes %s', (name) => {
    expect(branchRef(name)).toBe(`refs/heads/${name}`);
  });

  it.each([
    ...[
      '',
      '-x',
      'a b',
      'a..b',
      'a//b',
      '/a',
      'a/',
      'a.lock',
      'x.lock/y',
      'a.',
      '.a',
      'a:b',
      'a*',
      'a~1',
      'ü',
    ],
    ...['HEAD', 'a\nb', '+a', 'a'.repeat(201), '@{u}'],
  ])('refuses %j', (name) => {
    expect(() => branchRef(name)).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'baseline-branch-name' }),
    );
  });
});
