import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptedStore } from '../../../src/baseline/accepted-store.js';
import type { BranchOptions } from '../../../src/baseline/branch/ref.js';
import { branchStore } from '../../../src/baseline/branch-store.js';
import { branchSize } from '../../../src/baseline/retention.js';
import type { AcceptedRegression } from '../../../src/model/accepted.js';
import { systemClock } from '../../../src/system/clock.js';
import { exec } from '../../../src/system/exec.js';
import { seededRandom } from '../../../src/system/random.js';
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

const options = (seed = 1): BranchOptions => ({
  exec,
  env: box.env,
  runId: `run${seed}`,
  url: `file://${remote}`,
  // Real waits between attempts: writers have to spread out.
  clock: systemClock,
  random: seededRandom(seed),
});
const entry = (scenario: string, by = 'olga'): AcceptedRegression => ({
  target: 'flask',
  scenario,
  effects: [
    { metric: 'throughput', kind: 'sampled', baseline: 1000, candidate: 940, ratio: 0.94, worse: true },
  ],
  by,
  reason: 'it checks more',
  at: '2026-12-01T10:00:00Z',
  until: null,
  sha: 'c'.repeat(40),
  comment: 9,
});
const files = async (): Promise<string[]> =>
  (await box.git(remote, 'ls-tree', '-r', '--name-only', 'loadgate')).split('\n');
const cells = async (pullRequest: number): Promise<string[]> =>
  (await acceptedStore(options()).of(pullRequest)).map(({ scenario, by }) => `${scenario} ${by}`).sort();

describe('accepted regressions on the branch', () => {
  it('make it where it is not there, and records come beside them as before', async () => {
    expect(await cells(7)).toEqual([]);
    expect(await branchSize(options())).toBeNull();
    await acceptedStore(options()).add(7, entry('json'));
    expect(await files()).toEqual(['README.md', 'accepted/7.json']);

    const record = sampleRecord();
    await branchStore(options()).put(record);
    expect(await files()).toEqual(['README.md', 'accepted/7.json', `records/${record.candidate.sha}.json`]);
    expect(await cells(7)).toEqual(['json olga']);
    expect(await acceptedStore(options()).pullRequests()).toEqual([7]);
    const size = await branchSize(options());
    expect(size?.files).toBe(3);
    const listed = await box.git(remote, 'ls-tree', '-r', '-l', 'loadgate');
    const bytes = listed.split('\n').map((line) => Number(line.split(/\s+/)[3]));
    expect(size?.bytes).toBe(bytes.reduce((sum, one) => sum + one, 0));
  });

  it('say it once: the same entry writes nothing', async () => {
    await acceptedStore(options()).add(7, entry('json'));
    const tip = await box.git(remote, 'rev-parse', 'loadgate');
    await acceptedStore(options()).add(7, entry('json'));
    expect(await box.git(remote, 'rev-parse', 'loadgate')).toBe(tip);
    await acceptedStore(options()).add(7, entry('json', 'ada'));
    expect(await cells(7)).toEqual(['json ada']);
  });

  it('of several people at once lose nothing', async () => {
    const scenarios = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(
      scenarios.map((scenario, at) => acceptedStore(options(at + 1)).add(at < 4 ? 7 : 8, entry(scenario))),
    );
    expect(await cells(7)).toEqual(['a olga', 'b olga', 'c olga', 'd olga']);
    expect(await cells(8)).toEqual(['e olga', 'f olga']);
    expect(await acceptedStore(options()).pullRequests()).toEqual([8, 7]);
  });

  it('that can not be read are named, neither taken for none nor written over', async () => {
    await acceptedStore(options()).add(7, entry('json'));
    await box.push(remote, 'loadgate', { 'accepted/7.json': '{"schema":' });
    const broken = expect.objectContaining({
      code: 'accepted-invalid',
      message: expect.stringContaining('accepted/7.json'),
    });
    await expect(acceptedStore(options()).of(7)).rejects.toThrow(broken);
    await expect(acceptedStore(options()).add(7, entry('text'))).rejects.toThrow(broken);
    expect(await cells(8)).toEqual([]);
  });
});
