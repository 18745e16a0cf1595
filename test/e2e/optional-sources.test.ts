import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTemporary, runOnPullRequest, verdictsOf } from '../support/action-run.js';
import { calling, createCallingShop, CALLING_SERVER as SERVER } from '../support/calling-shop.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { git, type OriginRepository } from '../support/pull-requests.js';

// What only adds to a verdict is missing out loud; what decides it stops the run.
const inputs = { runtime: 'process', commands: 'true' };
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

/** Puts one file on the branch of the baselines. */
function keep(path: string, text: string): void {
  const clone = origin.checkout('refs/heads/main');
  git(clone, 'checkout', '--quiet', '--orphan', 'kept');
  git(clone, 'rm', '-r', '--quiet', '--force', '.');
  mkdirSync(`${clone}/${path.split('/')[0]}`);
  writeFileSync(`${clone}/${path}`, text);
  git(clone, 'add', '--all');
  git(clone, 'commit', '--quiet', '--message', 'kept');
  git(clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/loadgate');
}

const report = async () =>
  (await forge.comments()).find(({ body }) => body.includes('loadgate:comment'))?.body ?? '';

/** With the base commit: all that a duet needs. */
const checkout = (ref: string): string => origin.checkout(ref, { depth: 2 });

describe('a pull request whose remote can not be reached', () => {
  const away = () => ({ origin, forge, inputs, checkout, remote: `file://${origin.bare}-is-away` });

  it('is measured from what the checkout has, and says what is missing', async () => {
    const pull = origin.open(7, { [SERVER]: `${calling(1)}// touched\n` });
    const run = await runOnPullRequest(pull, away());
    expect(run.exitCode, run.stdout).toBe(0);
    expect(run.measured).toMatchObject({ baseline: { sha: pull.baseSha }, problems: [] });
    expect(verdictsOf(run)['shop/stock']).toMatch(/^(no-change|inconclusive|improvement)$/);
    expect(await report()).toContain('What is stored could not be read, so the history is missing here');
    expect(run.annotations.map(({ level, message }) => `${level}: ${message}`).join()).toMatch(
      /warning: What is stored/,
    );
    expect(await report()).not.toContain('No record of the baseline is stored yet');
  });

  it('stays red where what was accepted can not be read', async () => {
    const pull = origin.open(7, { [SERVER]: calling(2) });
    const effect = {
      metric: 'upstream-calls',
      kind: 'exact',
      baseline: 1,
      candidate: 2,
      ratio: 2,
      worse: true,
    };
    const who = { by: 'olga', reason: 'two', at: '2026-01-01T00:00:00Z', until: null, comment: 9 };
    const entry = { target: 'shop', scenario: 'stock', effects: [effect], sha: pull.mergeSha, ...who };
    const file = { schema: 'loadgate.accepted/v1', pullRequest: forge.pullRequest, regressions: [entry] };
    keep(`accepted/${forge.pullRequest}.json`, JSON.stringify(file));
    const there = await runOnPullRequest(pull, { origin, forge, inputs, checkout });
    expect(there.exitCode, there.stdout).toBe(0);

    const run = await runOnPullRequest(pull, away());
    expect(run.exitCode, run.stdout).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'regression', passed: 'false' });
    expect(await report()).toContain('What was accepted could not be read, so nothing is');
  });
});

describe('a record of the baseline that is there and can not be read', () => {
  it('stops the run', async () => {
    const pull = origin.open(7, { [SERVER]: `${calling(1)}// touched\n` });
    keep(`records/${pull.baseSha}.json`, '{"schema":');
    const run = await runOnPullRequest(pull, { origin, forge, inputs });
    expect(run.exitCode, run.stdout).toBe(3);
    expect(run.measured?.problems).toMatchObject([{ code: 'baseline-corrupt' }]);
  });
});
