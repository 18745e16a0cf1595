import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/model/record.js';
import {
  removeTemporary,
  runOnPullRequest,
  verdictsOf,
  type WorkflowOptions,
  type WorkflowRun,
} from '../support/action-run.js';
import { CALLING_SERVER, calling, createCallingShop } from '../support/calling-shop.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import type { OriginRepository, PullRequest } from '../support/pull-requests.js';

/** Two targets of one build, each of which takes longer than the budget of one job by the plan. */
const twoTargets = (config: string): string =>
  config.replace('budget: 60s', 'budget: 15s').replace(/^ {2}shop: (.*)$/m, '  left: $1\n  right: $1');
const WORSE = { [CALLING_SERVER]: calling(2) };

let origin: OriginRepository;
let forge: ForgeServer;
let records: string;

beforeEach(async () => {
  origin = createCallingShop(twoTargets);
  forge = await startForgeServer();
  records = mkdtempSync(join(tmpdir(), 'loadgate-test-records-'));
});
afterEach(async () => {
  origin.remove();
  rmSync(records, { recursive: true, force: true });
  await forge.close();
});
afterAll(removeTemporary);

const job = (pull: PullRequest, shard: string, more: Partial<WorkflowOptions> = {}) =>
  runOnPullRequest(pull, { origin, forge, ...more, inputs: { runtime: 'process', shard, check: 'true' } });
const merge = (pull: PullRequest, inputs: Readonly<Record<string, string>> = {}) =>
  runOnPullRequest(pull, { origin, forge, action: 'merge', inputs: { records, check: 'true', ...inputs } });

/** As actions/download-artifact unpacks what a job uploaded. */
function download({ outputs }: WorkflowRun, artifact: string): string {
  const folder = join(records, artifact);
  mkdirSync(folder);
  const path = join(folder, basename(outputs['record'] ?? ''));
  copyFileSync(outputs['record'] ?? '', path);
  return path;
}
const commentOf = async () => {
  const comments = await forge.comments();
  expect(comments).toHaveLength(1);
  return comments[0]?.body ?? '';
};
function rewrite(path: string, change: (record: RunRecord) => RunRecord): void {
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as RunRecord)));
}

describe('a pull request that several jobs measure', () => {
  it('gets one comment and one check of all shards, red where one is missing, double, or of another run', async () => {
    const pull = origin.open(7, WORSE);
    const plan = await job(pull, 'plan');
    expect(plan.exitCode, plan.stdout).toBe(0);
    expect(plan.outputs).toEqual({ shards: '["1/2","2/2"]' });

    const paths: string[] = [];
    for (const shard of JSON.parse(plan.outputs['shards'] ?? '') as string[]) {
      const run = await job(pull, shard);
      // That both got slower is for the merge to say.
      expect(run.exitCode, run.stdout).toBe(0);
      expect(Object.keys(run.outputs)).toEqual(['record']);
      expect(run.stdout).toContain(`Shard ${shard}: 1 cell of`);
      expect(run.measured?.cells).toHaveLength(1);
      paths.push(download(run, `loadgate-record-${paths.length}`));
    }
    expect(await forge.comments()).toEqual([]);
    expect(await forge.checks(pull.headSha)).toEqual([]);
    expect(paths.map((path) => basename(path))).toEqual(['record-1-of-2.json', 'record-2-of-2.json']);

    const whole = await merge(pull);
    expect(whole.exitCode, whole.stdout).toBe(1);
    expect(verdictsOf(whole)).toEqual({ 'left/stock': 'regression', 'right/stock': 'regression' });
    expect(whole.measured?.shards?.map(({ index }) => index)).toEqual([1, 2]);
    expect(await commentOf()).toMatch(/🔴 loadgate: both cells make more upstream calls/);
    expect(await forge.checks(pull.headSha)).toMatchObject([{ conclusion: 'failure' }]);

    // Of two shards without a change only one is there.
    const [first = '', second = ''] = paths;
    const kept = readFileSync(second);
    for (const path of paths)
      rewrite(path, (record) => ({
        ...record,
        cells: record.cells.map((cell) => ({
          ...cell,
          generations: cell.generations.map((one) => ({ ...one, candidate: one.baseline ?? one.candidate })),
        })),
      }));
    const calm = await merge(pull);
    expect(calm.exitCode, calm.stdout).toBe(0);
    rmSync(second);
    const missing = await merge(pull);
    expect(missing.exitCode, missing.stdout).toBe(3);
    expect(missing.outputs).toMatchObject({ verdict: 'invalid', passed: 'false', invalid: '1' });
    expect(await commentOf()).toContain('The record of shard 2/2 is missing.');

    copyFileSync(first, second);
    const double = await merge(pull);
    expect(double.exitCode, double.stdout).toBe(2);
    expect(double.outputs).toMatchObject({ verdict: 'invalid', passed: 'false' });
    expect(await commentOf()).toContain('There are 2 records of shard 1/2');

    writeFileSync(second, kept);
    rewrite(second, (record) => ({ ...record, seed: record.seed + 1 }));
    const other = await merge(pull);
    expect(other.exitCode, other.stdout).toBe(2);
    expect(await commentOf()).toContain('Shards 1 and 2 differ in their seed');

    // All shards agree, and are of another run than this one.
    writeFileSync(second, kept);
    for (const path of paths) rewrite(path, (record) => ({ ...record, seed: 7 }));
    const foreign = await merge(pull);
    expect(foreign.exitCode, foreign.stdout).toBe(2);
    expect(await commentOf()).toContain('The seed of the shards: 7; of this run:');
    const asked = await merge(pull, { seed: '7' });
    expect(asked.outputs['verdict'], asked.stdout).toBe('regression');
    expect(await forge.checks(pull.headSha)).toHaveLength(1);
  });

  it('that changes nothing needs no shard, and is told by the record of the plan', async () => {
    const pull = origin.open(8, { 'README.md': '# Shop, better described\n' });
    const plan = await job(pull, 'plan');
    expect(plan.exitCode, plan.stdout).toBe(0);
    expect(plan.outputs['shards']).toBe('[]');
    download(plan, 'loadgate-record-plan');
    const run = await merge(pull);
    expect(run.exitCode, run.stdout).toBe(0);
    expect(run.outputs['verdict']).toBe('nothing-to-measure');
    expect(await commentOf()).toMatch(/nothing to measure/);
  });

  it('with a wrong configuration is told so by the merge, and one without any record, too', async () => {
    const pull = origin.open(9, { 'loadgate.yml': (config: string) => config.replace('budget:', 'budgt:') });
    const plan = await job(pull, 'plan');
    expect(plan.exitCode, plan.stdout).toBe(2);
    expect(plan.outputs['shards']).toBe('[]');
    download(plan, 'loadgate-record-plan');
    const run = await merge(pull);
    expect(run.exitCode, run.stdout).toBe(2);
    expect(await commentOf()).toMatch(/could not measure/);

    const fine = origin.open(10, WORSE);
    const none = await merge(fine, { records: join(records, 'nowhere') });
    expect(none.exitCode, none.stdout).toBe(2);
    expect(await commentOf()).toContain('is refused: it is not there');
  });
});
