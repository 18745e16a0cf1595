import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/model/record.js';
import { parseRecord } from '../../src/record/parse.js';
import { ROOT, removeTemporary, runByHand, runOnTag, verdictsOf } from '../support/action-run.js';
import { calling, createCallingShop, CALLING_SERVER as SERVER } from '../support/calling-shop.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { git, type OriginRepository } from '../support/pull-requests.js';

let origin: OriginRepository;
let forge: ForgeServer;
beforeEach(async () => {
  origin = createCallingShop();
  forge = await startForgeServer();
});
afterEach(async () => {
  origin.remove();
  await forge.close();
});
afterAll(removeTemporary);

const inputs = { runtime: 'process', release: 'latest', check: 'true' };
const tag = (name: string, sha: string): string => {
  git(origin.bare, 'tag', name, sha);
  return sha;
};
const filesOf = () => git(origin.bare, 'ls-tree', '-r', '--name-only', 'loadgate').split('\n');

describe('a release gate', () => {
  it('stores the first release, stops a slower one, and lets a repaired one pass', async () => {
    const first = tag('v1.0.0', git(origin.bare, 'rev-parse', 'main'));
    const stored = await runOnTag('v1.0.0', first, { origin, forge, inputs });
    expect(stored.exitCode, stored.stdout).toBe(0);
    expect(stored.outputs['verdict']).toBe('new');
    expect(stored.summary).toContain('there is no earlier release');
    expect(filesOf()).toEqual(['README.md', 'releases/v1.0.0.json']);
    const text = git(origin.bare, 'show', 'loadgate:releases/v1.0.0.json');
    expect(parseRecord(text, 'v1.0.0').candidate).toEqual({ sha: first, label: 'v1.0.0' });
    expect(await forge.checks(first)).toMatchObject([{ name: 'loadgate verdict', conclusion: 'neutral' }]);

    const before = `${git(origin.bare, 'show', `main:${SERVER}`)}\n`;
    const slower = tag('v1.1.0', origin.push({ [SERVER]: calling(2) }));
    const stopped = await runOnTag('v1.1.0', slower, { origin, forge, inputs });
    expect(stopped.exitCode, stopped.stdout).toBe(1);
    expect(verdictsOf(stopped)['shop/stock']).toBe('regression');
    expect(stopped.measured?.baseline).toEqual({ sha: first, label: 'v1.0.0' });
    expect(stopped.summary).toMatch(/Not stored as a release/);
    const [check, ...more] = await forge.checks(slower);
    expect(more).toEqual([]);
    expect(check).toMatchObject({ conclusion: 'failure', external_id: 'loadgate:default' });
    expect(check?.output.title).toMatch(/shop · stock makes more upstream calls/);

    // v1.1.0 was stopped: what comes after it is compared with v1.0.0 still.
    const repaired = tag(
      'v1.2.0',
      origin.push({ [SERVER]: `${before}// v1.2.0\n`, 'README.md': '# Shop 2\n' }),
    );
    const inputsAsBefore = origin.push({ [SERVER]: before, 'README.md': '# Shop 3\n' });
    tag('v1.3.0', inputsAsBefore);
    const passed = await runOnTag('v1.3.0', inputsAsBefore, { origin, forge, inputs });
    expect(passed.exitCode, passed.stdout).toBe(0);
    expect(passed.outputs['verdict']).toBe('nothing-to-measure');
    expect(passed.measured?.baseline?.sha).toBe(first);
    expect(passed.summary).toContain('The tag v1.2.0 was never stored as a release');
    expect(filesOf()).toEqual(['README.md', 'releases/v1.0.0.json', 'releases/v1.3.0.json']);

    // By hand, twice: one check, and the release that is named.
    for (let time = 0; time < 2; time++) {
      const named = { ...inputs, release: 'v1.0.0' };
      const run = await runByHand(inputsAsBefore, { origin, forge, inputs: named });
      expect(run.exitCode, run.stdout).toBe(0);
      expect(run.measured?.baseline).toEqual({ sha: first, label: 'v1.0.0' });
    }
    expect(await forge.checks(inputsAsBefore)).toMatchObject([{ conclusion: 'success' }]);
    expect(await forge.checks(repaired)).toEqual([]);
  });

  it('names the commit behind a red gate, where it is asked to, and stays as red as it is', async () => {
    const searching = { ...inputs, bisect: 'true', 'bisect-budget': '4m' };
    const first = tag('v1.0.0', git(origin.bare, 'rev-parse', 'main'));
    expect((await runOnTag('v1.0.0', first, { origin, forge, inputs: searching })).exitCode).toBe(0);
    const before = `${git(origin.bare, 'show', `main:${SERVER}`)}\n`;
    origin.push({ [SERVER]: `${before}// harmless\n` });
    const culprit = origin.push({ [SERVER]: calling(2) });
    origin.push({ 'README.md': '# Shop 2\n' });
    const second = tag('v1.1.0', origin.push({ [SERVER]: `${calling(2)}// later\n` }));
    const run = await runOnTag('v1.1.0', second, { origin, forge, inputs: searching });
    expect(run.exitCode, run.stdout).toBe(1);
    expect(verdictsOf(run)).toEqual({ 'shop/stock': 'regression' });
    const named = `introduced by <code>${culprit.slice(0, 7)}</code>`;
    expect(run.summary).toContain('**Which commit.**');
    expect(run.summary).toContain(`● <code>${culprit.slice(0, 7)}</code>`);
    expect(run.summary).toContain('<summary>What was compared</summary>');
    const [check] = await forge.checks(second);
    expect(check).toMatchObject({ conclusion: 'failure' });
    expect(check?.output.summary).toContain(named);
  });

  it('with an unknown name is told which there are, and a job without the right is warned', async () => {
    const first = tag('v1.0.0', git(origin.bare, 'rev-parse', 'main'));
    const unknown = { ...inputs, release: 'v9.0.0' };
    const token = forge.tokens.readOnly;
    const refused = { status: 403, body: { message: 'Resource not accessible by integration' } };
    forge.inject({ method: 'POST', path: /\/statuses\//, answer: refused });
    const run = await runByHand(first, { origin, forge, inputs: unknown, token });
    expect(run.exitCode, run.stdout).toBe(2);
    expect(run.measured?.problems[0]?.code).toBe('release-unknown');
    expect(run.stdout).toContain('v1.0.0');
    const warnings = run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
    expect(warnings.join()).toContain('checks: write');
    expect(await forge.checks(first)).toEqual([]);
  });

  it('in a terminal compares the work tree with the newest version, or with a tag', () => {
    const first = tag('v1.0.0', git(origin.bare, 'rev-parse', 'main'));
    const second = tag('v1.10.0', origin.push({ 'README.md': '# Shop 2\n' }));
    tag('v1.9.0', second);
    const checkout = origin.checkout('refs/heads/main');
    const cli = (...args: string[]) => {
      const argv = [join(ROOT, 'dist/cli.js'), 'run', '--json', '--runtime', 'process', ...args];
      const { stdout, stderr, status } = spawnSync('node', argv, { cwd: checkout, encoding: 'utf8' });
      return { stderr, status, json: stdout === '' ? null : (JSON.parse(stdout) as { record: RunRecord }) };
    };
    expect(cli('--release', 'latest').json?.record.baseline).toEqual({ sha: first, label: 'v1.0.0' });
    expect(cli('--release', 'v1.9.0').json?.record.baseline).toEqual({ sha: second, label: 'v1.9.0' });
    const unknown = cli('--release', 'v7.0.0');
    expect(unknown.status, unknown.stderr).toBe(2);
    expect(unknown.stderr).toContain('release-unknown');
    expect(cli('--release', 'latest', '--base', 'HEAD').status).toBe(2);

    // Of another history.
    tag('v2.0.0', git(origin.bare, 'commit-tree', `${first}^{tree}`, '-p', first, '-m', 'two'));
    const passing = cli('--release', 'latest');
    expect(passing.json?.record.baseline?.sha).toBe(first);
    expect(passing.stderr).toContain('v2.0.0 is newer, but not in the history of this commit');

    // A tag with the name of a branch is no branch.
    git(checkout, 'fetch', '--quiet', 'origin', 'refs/tags/v1.0.0');
    git(checkout, 'update-ref', 'refs/remotes/origin/main', second);
    git(checkout, 'tag', 'origin/main', first);
    expect(cli().json?.record.baseline).toEqual({ sha: second, label: 'origin/main' });
  });

  it('never overwrites a release whose tag was moved', async () => {
    const first = tag('v1.0.0', git(origin.bare, 'rev-parse', 'main'));
    const short = { ...inputs, check: 'false', budget: '5s' };
    const stored = await runOnTag('v1.0.0', first, { origin, forge, inputs: short });
    expect(stored.exitCode, stored.stdout).toBe(0);
    const text = git(origin.bare, 'show', 'loadgate:releases/v1.0.0.json');

    const moved = origin.push({ 'README.md': '# Shop 2\n' });
    git(origin.bare, 'tag', '--force', 'v1.0.0', moved);
    const named = { ...short, release: 'v1.0.0' };
    const run = await runOnTag('v1.0.0', moved, { origin, forge, inputs: named });
    expect(run.exitCode, run.stdout).toBe(2);
    expect(run.stdout).toContain('release-exists');
    expect(run.summary).toContain('The tag v1.0.0 was moved');
    expect(git(origin.bare, 'show', 'loadgate:releases/v1.0.0.json')).toBe(text);
  });
});
