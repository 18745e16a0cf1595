import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BranchOptions } from '../../../src/baseline/branch/ref.js';
import { branchStore } from '../../../src/baseline/branch-store.js';
import type { BaselineStore } from '../../../src/baseline/store.js';
import type { RunRecord } from '../../../src/model/record.js';
import { exec } from '../../../src/system/exec.js';
import { branchOptionsOf } from '../../support/branch-options.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';
import { sampleRecord } from '../../support/sample-record.js';

let box: Sandbox;
let remote: string;
beforeEach(async () => {
  box = await createSandbox();
  remote = await box.bare('the remote ü.git');
});
afterEach(async () => {
  expect(await box.close()).toEqual([]);
});

const open = (changes: Partial<BranchOptions> = {}): BaselineStore =>
  branchStore(branchOptionsOf(box, remote, changes));

const sha = (text: string): string => text.padEnd(40, '0');
const of = (text: string, changes: Partial<RunRecord> = {}): RunRecord =>
  sampleRecord({ candidate: { sha: sha(text), label: 'main' }, ...changes });
const everyAction = (store: BaselineStore): (() => Promise<unknown>)[] => [
  () => store.find([sha('a')]),
  () => store.list(),
  () => store.put(of('a')),
];
const files = async (branch = 'loadgate'): Promise<string[]> =>
  (await box.git(remote, 'ls-tree', '-r', '--name-only', branch)).split('\n');

const pushByHand = (contents: Readonly<Record<string, string>>, branch = 'loadgate') =>
  box.push(remote, branch, contents);

describe('branchStore', () => {
  it('is empty where the branch, or the whole repository, is not there yet', async () => {
    expect(await open().list()).toEqual([]);
    expect(await open().get(sha('a'))).toBeNull();
    expect(await open().find([sha('a'), sha('b')])).toBeNull();
    await pushByHand({ 'a.txt': '1' }, 'main');
    await pushByHand({ 'a.txt': '1' }, 'other/loadgate');
    expect(await open().list()).toEqual([]);
    expect(await open().find([])).toBeNull();
  });

  it('keeps records and finds the nearest', async () => {
    expect(await open().put(of('a'))).toEqual({ stored: true, why: 'stored on branch loadgate' });
    expect(await open().put(of('b', { id: 'ofb' }))).toMatchObject({ stored: true });
    expect(await open().list()).toEqual([sha('a'), sha('b')]);
    expect(await open().get(sha('a'))).toEqual(of('a'));
    expect((await open().find([sha('c'), sha('b'), sha('a')]))?.id).toBe('ofb');
    expect(await open().find([sha('c')])).toBeNull();
  });

  it('is an orphan branch with a README, a commit a record, and no other ref', async () => {
    await pushByHand({ 'a.txt': '1' }, 'main');
    await open().put(of('a'));
    await open().put(of('b'));
    expect(await files()).toEqual(['README.md', `records/${sha('a')}.json`, `records/${sha('b')}.json`]);
    expect(await box.git(remote, 'show', 'loadgate:README.md')).toContain('written by loadgate');
    expect(await box.git(remote, 'rev-list', '--count', 'loadgate')).toBe('2');
    await expect(box.git(remote, 'merge-base', 'loadgate', 'main')).rejects.toThrow();
    const refs = await box.git(remote, 'for-each-ref', '--format=%(refname)');
    expect(refs.split('\n')).toEqual(['refs/heads/loadgate', 'refs/heads/main']);
    expect(await box.git(remote, 'fsck', '--full', '--strict', '--no-dangling')).toBe('');
  });

  it('is never a tag of the same name, whether it is there or not', async () => {
    await pushByHand({ [`records/${sha('f')}.json`]: '{"planted": true}' }, 'planted');
    await box.git(remote, 'update-ref', 'refs/tags/loadgate', 'refs/heads/planted');
    // What a pattern of ls-remote matches, too.
    await box.git(remote, 'update-ref', 'refs/tags/refs/heads/loadgate', 'refs/heads/planted');
    await box.git(remote, 'update-ref', '-d', 'refs/heads/planted');
    expect(await open().list()).toEqual([]);
    await open().put(of('a'));
    expect(await open().list()).toEqual([sha('a')]);
    expect(await open().get(sha('f'))).toBeNull();
    const tagged = await box.git(remote, 'rev-parse', 'refs/tags/loadgate');
    expect(await box.git(remote, 'rev-parse', 'refs/heads/loadgate')).not.toBe(tagged);
  });

  it('has the newer record of a commit that was measured again, and says so in the commit', async () => {
    await open().put(of('a', { id: 'first' }));
    await open().put(of('a', { id: 'second', startedAt: '2030-01-01T00:00:00.000Z' }));
    expect((await open().get(sha('a')))?.id).toBe('second');
    const message = await box.git(remote, 'log', '-1', '--format=%B', 'loadgate');
    expect(message).toContain('Run second');
    expect(message).toContain('Replaces the record of run first');
    expect(await open().put(of('a', { id: 'late' }))).toMatchObject({ stored: false });
    expect(await box.git(remote, 'rev-list', '--count', 'loadgate')).toBe('2');
  });

  it('adds no commit for a record that is already there', async () => {
    await open().put(of('a'));
    expect(await open().put(of('a'))).toEqual({ stored: true, why: 'already on branch loadgate' });
    expect(await box.git(remote, 'rev-list', '--count', 'loadgate')).toBe('1');
  });

  it('takes another name for the branch, and keeps to it', async () => {
    await open({ branch: 'perf/base' }).put(of('a'));
    expect(await files('perf/base')).toContain(`records/${sha('a')}.json`);
    expect(await open().list()).toEqual([]);
    expect(() => open({ branch: '../x' })).toThrow(expect.objectContaining({ code: 'baseline-branch-name' }));
  });

  it('leaves files of others on the branch alone', async () => {
    await open().put(of('a'));
    const others = { 'records/notes ü.txt': 'x', 'graphs/one.svg': '<svg/>', 'README.md': 'my own words\n' };
    await pushByHand({ ...others, [`records/${sha('f').toUpperCase()}.json`]: 'not ours' });
    expect(await open().list()).toEqual([sha('a')]);
    await open().put(of('b'));
    for (const [path, text] of Object.entries(others)) {
      expect(await box.git(remote, 'show', `loadgate:${path}`)).toBe(text.trimEnd());
    }
    expect(await open().list()).toEqual([sha('a'), sha('b')]);
  });

  it('stays away from a branch that is something else', async () => {
    await pushByHand({ 'src/index.ts': 'code', 'README.md': 'a feature branch\n' });
    const before = await box.git(remote, 'rev-parse', 'loadgate');
    for (const action of everyAction(open())) {
      await expect(action()).rejects.toMatchObject({ kind: 'usage', code: 'baseline-branch-foreign' });
    }
    expect(await box.git(remote, 'rev-parse', 'loadgate')).toBe(before);
  });

  it('stops at a record that can not be read, names it, and is mended by a good one', async () => {
    await open().put(of('a'));
    await pushByHand({ [`records/${sha('b')}.json`]: '{"schema": "loadgate.record/v1",' });
    const failure = open().find([sha('c'), sha('b'), sha('a')]);
    await expect(failure).rejects.toMatchObject({ kind: 'machine', code: 'baseline-corrupt' });
    await expect(failure).rejects.toThrow(`records/${sha('b')}.json on branch loadgate`);
    expect((await open().find([sha('a'), sha('b')]))?.candidate.sha).toBe(sha('a'));

    expect(await open().put(of('b'))).toMatchObject({ stored: true });
    expect(await box.git(remote, 'log', '-1', '--format=%B', 'loadgate')).toContain('could not be read');
    expect(await open().get(sha('b'))).toEqual(of('b'));
  });

  it('stops at a record under the name of another commit, and at one of another version', async () => {
    await open().put(of('a'));
    const other = JSON.stringify({ ...of('c'), schema: 'loadgate.record/v2' });
    await pushByHand({
      [`records/${sha('b')}.json`]: JSON.stringify(of('a')),
      [`records/${sha('c')}.json`]: other,
    });
    await expect(open().get(sha('b'))).rejects.toMatchObject({ code: 'baseline-corrupt' });
    await expect(open().get(sha('c'))).rejects.toMatchObject({ code: 'record-version' });
  });

  it('stops where "records" is no folder', async () => {
    await pushByHand({ records: 'a file' });
    await expect(open().list()).rejects.toMatchObject({ kind: 'machine', code: 'baseline-corrupt' });
  });

  it('takes a link for no record', async () => {
    await open().put(of('a'));
    const work = join(box.dir, 'links');
    await box.git(box.dir, 'clone', '--quiet', '--branch', 'loadgate', remote, work);
    await exec(['ln', '-s', `${sha('a')}.json`, join(work, 'records', `${sha('b')}.json`)]);
    await box.commit(work, {});
    await box.git(work, 'push', '--quiet', 'origin', 'loadgate');
    expect(await open().list()).toEqual([sha('a')]);
  });

  it('takes a failed fetch for an error, never for an empty branch', async () => {
    for (const url of [`file://${box.dir}/nowhere.git`, `file://${box.tmp}`]) {
      for (const action of everyAction(open({ url }))) {
        await expect(action()).rejects.toMatchObject({ kind: 'machine', code: 'baseline-fetch-failed' });
      }
    }
  });

  it('works where the remote can not leave files out', async () => {
    await open().put(of('a'));
    await box.git(remote, 'config', 'uploadpack.allowFilter', 'false');
    await open().put(of('b'));
    expect((await open().get(sha('a')))?.candidate.sha).toBe(sha('a'));
  });

  it('fetches the one record that it reads, and no other', async () => {
    await open().put(of('a'));
    await open().put(of('b'));
    const seen: string[] = [];
    const counting = open({
      exec: async (argv, options) => {
        const result = await exec(argv, options);
        if (argv.includes('cat-file')) {
          const list = ['git', 'cat-file', '--batch-check', '--batch-all-objects'];
          seen.push((await exec(list, options ?? {})).stdout);
        }
        return result;
      },
    });
    await counting.get(sha('b'));
    expect(seen).toHaveLength(1);
    expect(seen[0]?.match(/ blob /g)).toHaveLength(1);
  });

  it('keeps records of a SHA-256 repository', async () => {
    remote = await box.init('sha256.git', '--bare', '--object-format=sha256');
    const long = 'b'.repeat(64);
    await open().put(of('a', { candidate: { sha: long, label: 'main' } }));
    await open().put(of('a', { candidate: { sha: 'c'.repeat(64), label: 'main' } }));
    expect(await open().list()).toEqual([long, 'c'.repeat(64)]);
    expect((await open().get(long))?.candidate.sha).toBe(long);
  });

  it('refuses to write what could not be read again, before it touches anything', async () => {
    const broken = of('a', { durationMs: Number.NaN });
    await expect(open().put(broken)).rejects.toMatchObject({ code: 'record-invalid' });
    await expect(open().put(of('not a commit'))).rejects.toMatchObject({ code: 'record-invalid' });
    expect(await open().list()).toEqual([]);
  });

  it('leaves nothing when it is cancelled', async () => {
    const controller = new AbortController();
    const cancelling = open({
      signal: controller.signal,
      exec: (argv, options) => {
        if (argv.includes('hash-object')) controller.abort(new Error('cancelled'));
        return exec(argv, options);
      },
    });
    await expect(cancelling.put(of('a'))).rejects.toThrow('cancelled');
    expect(await box.leftovers()).toEqual([]);
    expect(await open().list()).toEqual([]);
  });

  it("does not depend on the user's settings for bare repositories, and starts no hook of theirs", async () => {
    // The remote is on this machine too: its own hooks are not what this is about.
    await box.git(remote, 'config', 'core.hooksPath', '/dev/null');
    const hook = `#!/bin/sh\nexec "${await box.trap('hook')}"\n`;
    for (const name of ['pre-push', 'reference-transaction']) {
      await box.write(join(box.dir, 'hooks'), { [name]: hook });
      await chmod(join(box.dir, 'hooks', name), 0o755);
    }
    await box.git(box.dir, 'config', '--global', 'core.hooksPath', join(box.dir, 'hooks'));
    const explicit = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.bareRepository',
      GIT_CONFIG_VALUE_0: 'explicit',
    };
    await open({ env: { ...box.env, ...explicit } }).put(of('a'));
    expect(await open().list()).toEqual([sha('a')]);
    expect(await box.sprung()).toEqual([]);
  });

  it('does not look into a repository around the temporary folder', async () => {
    await box.git(box.tmp, 'init', '--quiet');
    await box.git(box.tmp, 'config', 'remote.loadgate-remote.url', '/evil');
    await open().put(of('a'));
    expect(await open().list()).toEqual([sha('a')]);
    await exec(['rm', '-rf', join(box.tmp, '.git')]);
  });
});
