import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  removeTemporary,
  runOnPullRequest,
  runOnPush,
  verdictsOf,
  type WorkflowRun,
} from '../support/action-run.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { git, type OriginRepository, replaced } from '../support/pull-requests.js';
import { createShop, SERVER, SHOP_CONFIG, SLOWER_VERSION } from '../support/shop.js';

// Everything here runs where no engine is, too: targets are processes.
const inputs = { runtime: 'process' };
let origin: OriginRepository;
let forge: ForgeServer;

beforeEach(async () => {
  origin = createShop();
  forge = await startForgeServer();
});
afterEach(async () => {
  origin.remove();
  await forge.close();
});
afterAll(removeTemporary);

/** The checkout has no worktree but its own, and the runner's temporary folder only what is meant to stay. */
function expectNothingLeft(run: WorkflowRun): void {
  expect(git(run.workspace, 'worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1);
  expect(
    readdirSync(run.temp).filter((name) => name.startsWith('loadgate-') && name !== recordFolder(run)),
  ).toEqual([]);
}
const recordFolder = (run: WorkflowRun) => run.outputs['record']?.split('/').at(-2);

describe('a pull request', () => {
  it('that makes one request slower gets a red verdict on that cell alone, without a stored baseline', async () => {
    const pull = origin.open(7, { [SERVER]: SLOWER_VERSION });
    const run = await runOnPullRequest(pull, { origin, forge, inputs });

    expect(run.exitCode, run.stdout).toBe(1);
    expect(verdictsOf(run)['shop/report']).toBe('regression');
    expect(verdictsOf(run)['shop/prices']).not.toBe('regression');
    expect(run.outputs).toMatchObject({ verdict: 'regression', regressions: '1', passed: 'false' });
    expect(run.measured?.baseline?.sha).toBe(pull.baseSha);
    // Both sides ran at once: nothing else had to.
    expect(run.measured?.reference).toBeUndefined();

    const [comment, ...more] = await forge.comments();
    expect(more).toEqual([]);
    expect(comment?.author).toBe('github-actions[bot]');
    expect(comment?.body).toMatch(/🔴 loadgate: 1 of 2 cells got slower/);
    expect(comment?.body).toContain(pull.baseSha.slice(0, 7));
    expect(comment?.body).toMatch(/No record of the baseline is stored yet/);
    expect(run.outputs['comment-url']).toBe(comment?.url);
    expect(run.summary).toContain('1 of 2 cells got slower');
    expectNothingLeft(run);
  });

  it('that touches no target is told so, by no comment where only changes are, else by one after nine runs', async () => {
    const pull = origin.open(8, { 'README.md': '# Shop, better described\n' });
    const silent = await runOnPullRequest(pull, {
      origin,
      forge,
      inputs: { ...inputs, comment: 'on-change' },
    });
    expect(silent.exitCode, silent.stdout).toBe(0);
    expect(silent.outputs).toMatchObject({ verdict: 'nothing-to-measure', 'comment-url': '' });
    expect(await forge.comments()).toEqual([]);
    for (let time = 0; time < 9; time++) {
      const run = await runOnPullRequest(pull, { origin, forge, inputs });
      expect(run.exitCode, run.stdout).toBe(0);
      expect(run.outputs['verdict']).toBe('nothing-to-measure');
      expectNothingLeft(run);
    }
    const comments = await forge.comments();
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(/nothing to measure/);
  });

  it('from a fork, whose token may only read, is measured, and its job says where the comment is missing', async () => {
    const pull = origin.open(9, { 'README.md': '# Forked\n' });
    const run = await runOnPullRequest(pull, { origin, forge, inputs, token: forge.tokens.readOnly });
    expect(run.exitCode, run.stdout).toBe(0);
    expect(await forge.comments()).toEqual([]);
    expect(
      run.annotations
        .filter(({ level }) => level === 'warning')
        .map(({ message }) => message)
        .join(),
    ).toMatch(/pull-requests: write|job summary/);
    expect(run.summary).toMatch(/comment could not be written/i);
  });

  it('with a wrong configuration is told where and what, all at once, with exit code 2', async () => {
    const broken = SHOP_CONFIG.replace('budget:', 'budgt:').replace('port: 8080', 'port: eighty');
    const run = await runOnPullRequest(origin.open(10, { 'loadgate.yml': broken }), {
      origin,
      forge,
      inputs,
    });
    expect(run.exitCode, run.stdout).toBe(2);
    const errors = run.annotations.filter(({ level }) => level === 'error');
    expect(errors.map(({ file, line }) => `${file}:${line}`)).toEqual(
      expect.arrayContaining([
        'loadgate.yml:1',
        `loadgate.yml:${broken.split('\n').findIndex((l) => l.includes('eighty')) + 1}`,
      ]),
    );
    expect(errors.map(({ message }) => message).join('\n')).toContain('budget');
    const [comment] = await forge.comments();
    expect(comment?.body).toMatch(/could not measure/);
    expectNothingLeft(run);
  });

  it('whose service answers wrongly is invalid with the reason, and the other cell is still measured', async () => {
    const pull = origin.open(11, { [SERVER]: replaced("['/prices', prices]", "['/price-list', prices]") });
    const run = await runOnPullRequest(pull, { origin, forge, inputs });
    expect(run.exitCode, run.stdout).toBe(2);
    expect(verdictsOf(run)['shop/prices']).toBe('invalid');
    const [prices, report] = run.measured?.cells ?? [];
    expect(report).toMatchObject({ scenario: 'report', state: 'measured', invalid: null });
    expect(report?.generations.length).toBeGreaterThanOrEqual(3);
    const reason = prices?.invalid;
    expect(reason).toMatchObject({ code: 'wrong-answer', side: 'candidate' });
    expect(reason?.message).toContain('404');
  });

  it('whose service ends at its start is told the exit code and its last words', async () => {
    const pull = origin.open(12, { [SERVER]: "console.error('no database');\nprocess.exit(4);\n" });
    const run = await runOnPullRequest(pull, { origin, forge, inputs });
    expect(run.exitCode, run.stdout).toBe(2);
    expect(Object.values(verdictsOf(run))).toEqual(['invalid', 'invalid']);
    expect(run.measured?.cells[0]?.invalid).toMatchObject({ code: 'target-exited', side: 'candidate' });
    expect((await forge.comments())[0]?.body).toContain('no database');
    expectNothingLeft(run);
  });
});

describe('a push to the default branch', () => {
  it('stores the baseline, whose figures the next push carries over where nothing changed', async () => {
    const first = git(origin.bare, 'rev-parse', 'main');
    const patient = { ...inputs, budget: '3m' };
    const stored = await runOnPush(first, { origin, forge, inputs: { ...patient, 'baseline-keep': '90d' } });
    expect(stored.exitCode, stored.stdout).toBe(0);
    expect(stored.outputs['verdict']).toBe('new');
    expect(stored.summary).toMatch(/The branch loadgate holds 1 record, \S+ KiB\./);
    expect(git(origin.bare, 'ls-tree', '-r', '--name-only', 'loadgate')).toContain(`records/${first}.json`);

    const figures = stored.measured?.cells.flatMap(({ generations }) => generations) ?? [];
    expect(figures.every(({ reference }) => reference !== undefined)).toBe(true);
    expect(figures.length).toBeGreaterThanOrEqual(6);

    const pull = origin.open(14, { [SERVER]: SLOWER_VERSION });
    const alone = await runOnPullRequest(pull, { origin, forge, inputs: { ...patient, compare: 'stored' } });
    expect(alone.measured).toMatchObject({ baselineFigures: 'stored', reference: { missing: null } });
    expect(alone.summary).toContain('each divided by the reference target that ran beside it');
    expectNothingLeft(alone);

    const second = origin.push({ 'README.md': '# Shop 2\n' });
    const carried = await runOnPush(second, { origin, forge, inputs });
    expect(carried.exitCode, carried.stdout).toBe(0);
    expect(carried.outputs['verdict']).toBe('nothing-to-measure');
    expect(carried.measured?.cells.map(({ carriedFrom }) => carriedFrom)).toEqual([first, first]);
    expect(git(origin.bare, 'ls-tree', '-r', '--name-only', 'loadgate')).toContain(`records/${second}.json`);
    expect(await forge.comments()).toHaveLength(1);
  });

  it('stops at a stored record that can not be read, and never takes it for none', async () => {
    const first = git(origin.bare, 'rev-parse', 'main');
    await runOnPush(first, { origin, forge, inputs: { ...inputs, budget: '5s' } });
    const clone = origin.checkout('refs/heads/loadgate');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(`${clone}/records/${first}.json`, '{"schema":');
    git(clone, 'commit', '--quiet', '--all', '--message', 'broken');
    git(clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/loadgate');

    const run = await runOnPullRequest(origin.open(13, { 'README.md': '# x\n' }), { origin, forge, inputs });
    expect(run.exitCode, run.stdout).toBe(3);
    expect(run.measured?.problems[0]?.code).toBe('baseline-corrupt');
    expect((await forge.comments())[0]?.body).toMatch(/could not measure/);
  });
});
