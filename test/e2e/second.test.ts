import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/model/record.js';
import { removeTemporary, runOnPullRequest, verdictsOf, type WorkflowRun } from '../support/action-run.js';
import { CALLING_SERVER, calling, createCallingShop } from '../support/calling-shop.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import type { OriginRepository, PullRequest } from '../support/pull-requests.js';

/** Makes as many calls as before, in other words. */
const SAME = { [CALLING_SERVER]: `${calling(1)}// As before.\n` };
const WORSE = { [CALLING_SERVER]: calling(2) };

let origin: OriginRepository;
let forge: ForgeServer;
let records: string;

beforeEach(async () => {
  origin = createCallingShop();
  forge = await startForgeServer();
  records = mkdtempSync(join(tmpdir(), 'loadgate-test-records-'));
});
afterEach(async () => {
  origin.remove();
  rmSync(records, { recursive: true, force: true });
  await forge.close();
});
afterAll(removeTemporary);

/** The first job of docs/examples/loadgate-confirm.yml: the whole run, on a machine with another CPU. */
async function firstJob(pull: PullRequest, change: (record: RunRecord) => RunRecord): Promise<WorkflowRun> {
  const run = await runOnPullRequest(pull, { origin, forge, inputs: { runtime: 'process', shard: '1/1' } });
  const path = run.outputs['record'] ?? '';
  copyFileSync(path, join(records, basename(path)));
  const record = JSON.parse(readFileSync(path, 'utf8')) as RunRecord;
  const machine = { ...record.machine, fingerprint: 'f'.repeat(64), cpuModel: 'First CPU' };
  writeFileSync(join(records, basename(path)), JSON.stringify(change({ ...record, machine })));
  return run;
}
const secondJob = (pull: PullRequest, inputs: Readonly<Record<string, string>> = {}) =>
  runOnPullRequest(pull, {
    origin,
    forge,
    action: 'merge',
    inputs: { records, confirm: 'true', runtime: 'process', check: 'true', ...inputs },
  });

/** Every candidate has made one call more. */
const oneCallMore = (record: RunRecord): RunRecord => ({
  ...record,
  cells: record.cells.map((cell) => ({
    ...cell,
    generations: cell.generations.map((one) => ({
      ...one,
      candidate: {
        ...one.candidate,
        counts: one.candidate.counts && { ...one.candidate.counts, upstreamCalls: 2 },
      },
    })),
  })),
});
const commentOf = async () => (await forge.comments())[0]?.body ?? '';

describe('a pull request that is red on one machine', () => {
  it('is undecided where a second machine does not see it, and both are told', async () => {
    const pull = origin.open(7, SAME);
    const first = await firstJob(pull, oneCallMore);
    expect(first.exitCode, first.stdout).toBe(0);
    // Without a second opinion it is red.
    const alone = await secondJob(pull, { confirm: 'false' });
    expect(alone.exitCode, alone.stdout).toBe(1);
    expect(verdictsOf(alone)).toEqual({ 'shop/stock': 'regression' });

    const run = await secondJob(pull);
    expect(run.exitCode, run.stdout).toBe(0);
    expect(run.stdout).toContain('1 red cell to measure again');
    expect(verdictsOf(run)).toEqual({ 'shop/stock': 'inconclusive' });
    expect(run.measured?.second?.cells.map(({ scenario }) => scenario)).toEqual(['stock']);
    expect(run.measured?.machine.cpuModel).toBe('First CPU');
    const comment = await commentOf();
    expect(comment).toContain('a second machine does not confirm what is slower');
    expect(comment).toMatch(/Second opinion.*1 not confirmed/);
    expect(comment).toMatch(/The second machine differs: CPU .* instead of First CPU/);
    expect(await forge.checks(pull.headSha)).toHaveLength(1);
    const strict = await secondJob(pull, { 'on-inconclusive': 'fail' });
    expect(strict.exitCode, strict.stdout).toBe(1);
  });

  it('stays red where the second machine sees it, too, or can’t measure it', async () => {
    const pull = origin.open(8, WORSE);
    await firstJob(pull, (record) => record);
    const run = await secondJob(pull);
    expect(run.exitCode, run.stdout).toBe(1);
    expect(verdictsOf(run)).toEqual({ 'shop/stock': 'regression' });
    expect(await commentOf()).toMatch(/Second opinion.*1 confirmed/);

    const lost = await runOnPullRequest(pull, {
      origin,
      forge,
      action: 'merge',
      env: { DOCKER_HOST: 'tcp://127.0.0.1:9' },
      inputs: { records, confirm: 'true', runtime: 'docker', check: 'true' },
    });
    expect(lost.exitCode, lost.stdout).toBe(1);
    expect(verdictsOf(lost)).toEqual({ 'shop/stock': 'regression' });
    expect(await commentOf()).toMatch(/Second opinion.*1 not measured \(stays red\)/);
    expect(await forge.checks(pull.headSha)).toMatchObject([{ conclusion: 'failure' }]);
  });

  it('needs none where nothing is red', async () => {
    const pull = origin.open(9, SAME);
    await firstJob(pull, (record) => record);
    const run = await secondJob(pull);
    expect(run.stdout).toContain('No cell needs a second opinion.');
    expect(run.measured?.second).toBeUndefined();
    expect(await commentOf()).not.toContain('Second opinion');
  });
});
