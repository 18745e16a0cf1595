import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { branchStore } from '../../../src/baseline/branch-store.js';
import { fileStore } from '../../../src/baseline/file-store.js';
import { branchHistory, storeHistory } from '../../../src/baseline/history.js';
import { branchReleases, folderReleases } from '../../../src/baseline/releases.js';
import { pointOf } from '../../../src/history/point.js';
import { serialisePoint } from '../../../src/record/point-file.js';
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

const sha = (letter: string): string => letter.repeat(40);
const recordOf = (letter: string, label = 'main') => sampleRecord({ candidate: { sha: sha(letter), label } });
const read = () => branchHistory(branchOptionsOf(box, remote), pointOf);

describe('branchHistory', () => {
  it('is empty where there is no branch', async () => {
    expect(await read()).toEqual({ points: [], releases: [] });
  });

  it('has a point of each record, of each that was removed, and the releases', async () => {
    const options = branchOptionsOf(box, remote);
    await branchStore(options).put(recordOf('a'));
    await branchStore(options).put(recordOf('b'));
    await branchReleases(options).put('v1.0.0', recordOf('b', 'v1.0.0'));
    const old = pointOf(recordOf('c', 'main: ünïcode 日本'));
    await box.push(remote, 'loadgate', {
      [`history/${sha('c')}.json`]: serialisePoint(old),
      // A commit that was measured again: its record counts.
      [`history/${sha('a')}.json`]: serialisePoint({ ...pointOf(recordOf('a')), label: 'older' }),
      'history/notes.txt': 'not ours',
    });
    const { points, releases } = await read();
    expect(points.map((point) => [point.sha, point.label]).sort()).toEqual([
      [sha('a'), 'main'],
      [sha('b'), 'main'],
      [sha('c'), 'main: ünïcode 日本'],
    ]);
    expect(releases).toEqual([{ name: 'v1.0.0', sha: sha('b') }]);
  });

  it('refuses a point that can not be read', async () => {
    await branchStore(branchOptionsOf(box, remote)).put(recordOf('a'));
    await box.push(remote, 'loadgate', { [`history/${sha('c')}.json`]: '{"schema": "loadgate.point/v1"' });
    await expect(read()).rejects.toMatchObject({ code: 'record-invalid' });
  });
});

it('storeHistory reads a folder of records and its releases', async () => {
  const path = join(box.dir, 'records');
  await fileStore(path).put(recordOf('a'));
  await folderReleases(path).put('v1', recordOf('a'));
  const { points, releases } = await storeHistory(fileStore(path), folderReleases(path), pointOf);
  expect(points).toEqual([pointOf(recordOf('a'))]);
  expect(releases).toEqual([{ name: 'v1', sha: sha('a') }]);
});
