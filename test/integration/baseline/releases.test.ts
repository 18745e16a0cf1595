import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BranchOptions } from '../../../src/baseline/branch/ref.js';
import { branchStore } from '../../../src/baseline/branch-store.js';
import { branchReleases, folderReleases, type ReleaseStore } from '../../../src/baseline/releases.js';
import { systemClock } from '../../../src/system/clock.js';
import { seededRandom } from '../../../src/system/random.js';
import { branchOptionsOf } from '../../support/branch-options.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';
import { sampleRecord } from '../../support/sample-record.js';

let box: Sandbox;
let remote: string;
beforeEach(async () => {
  box = await createSandbox();
  remote = await box.bare('remote.git');
});
afterEach(async () => {
  expect(await box.close()).toEqual([]);
});

const options = (changes: Partial<BranchOptions> = {}): BranchOptions =>
  branchOptionsOf(box, remote, changes);
const onBranch = (): ReleaseStore => branchReleases(options());
const inFolder = (): ReleaseStore => folderReleases(join(box.dir, 'records'));
const record = sampleRecord();

describe.each([
  ['on the branch', onBranch],
  ['in a folder', inFolder],
])('releases %s', (_where, open) => {
  it('are stored once, and read again', async () => {
    expect(await open().get('v1.4.0')).toBeNull();
    expect(await open().list()).toEqual([]);
    expect(await open().put('v1.4.0', record)).toMatchObject({ stored: true });
    expect(await open().put('v1.4.0', record)).toMatchObject({ stored: true });
    expect(await open().get('v1.4.0')).toEqual(record);
    expect(await open().list()).toEqual(['v1.4.0']);
  });

  it('are never overwritten', async () => {
    await open().put('v1.4.0', record);
    const other = sampleRecord({ id: 'another', startedAt: '2031-01-01T00:00:00.000Z' });
    await expect(open().put('v1.4.0', other)).rejects.toMatchObject({
      kind: 'usage',
      code: 'release-exists',
    });
    expect(await open().get('v1.4.0')).toEqual(record);
  });

  it('may have a slash in their name, and nothing that leads elsewhere', async () => {
    await open().put('api/v1.0.0+b@1', record);
    expect((await open().get('api/v1.0.0+b@1'))?.id).toBe(record.id);
    for (const name of [
      '../x',
      'a/../b',
      '/etc/passwd',
      '-x',
      'a b',
      '',
      '.git',
      'x.lock',
      'a'.repeat(101),
      'a\nb',
    ]) {
      await expect(open().put(name, record)).rejects.toMatchObject({ kind: 'usage', code: 'release-name' });
      await expect(open().get(name)).rejects.toMatchObject({ code: 'release-name' });
    }
  });
});

describe('releases on the branch', () => {
  it('stand beside the records, of which none is lost', async () => {
    await onBranch().put('v1.0.0', record);
    await branchStore(options()).put(record);
    await onBranch().put('v1.1.0', sampleRecord({ id: 'second' }));
    const files = await box.git(remote, 'ls-tree', '-r', '--name-only', 'loadgate');
    expect(files.split('\n')).toEqual([
      'README.md',
      `records/${record.candidate.sha}.json`,
      'releases/v1.0.0.json',
      'releases/v1.1.0.json',
    ]);
    expect(await branchStore(options()).list()).toEqual([record.candidate.sha]);
    expect(await box.git(remote, 'rev-list', '--count', 'loadgate')).toBe('3');
  });

  it('are one record, whoever of several is first', async () => {
    const ends = await Promise.allSettled(
      ['a', 'b', 'c'].map((id, index) =>
        branchReleases(options({ clock: systemClock, random: seededRandom(index), runId: id })).put(
          'v2.0.0',
          sampleRecord({ id }),
        ),
      ),
    );
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ends) {
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'release-exists' });
    }
  });

  it('that can not be read stop the run, and are named', async () => {
    await onBranch().put('v1.0.0', record);
    const pushed = await box.push(remote, 'loadgate', { 'releases/v1.0.0.json': '{"schema":' });
    const failure = onBranch().get('v1.0.0');
    await expect(failure).rejects.toMatchObject({ kind: 'machine', code: 'baseline-corrupt' });
    const commit = pushed.slice(0, 7);
    await expect(failure).rejects.toThrow(`releases/v1.0.0.json on branch loadgate (commit ${commit})`);
  });

  it('are kept in a SHA-256 repository whose branch they begin', async () => {
    remote = await box.init('sha256.git', '--bare', '--object-format=sha256');
    const long = sampleRecord({ candidate: { sha: 'b'.repeat(64), label: 'v1' } });
    await onBranch().put('v1.0.0', long);
    expect(await onBranch().get('v1.0.0')).toEqual(long);
  });
});
