import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTemporary, runOnPullRequest } from '../support/action-run.js';
import { cancelWhileCommenting, cancelWhileStoring, headOf, lastComment } from '../support/cancel-moments.js';
import { dockerAvailable } from '../support/docker.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { leftoversOf, NOTHING_LEFT } from '../support/leftovers.js';
import type { OriginRepository } from '../support/pull-requests.js';
import { createShop, SERVER, SLOWER_VERSION } from '../support/shop.js';

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

const CANCELLED = {
  name: 'loadgate verdict',
  conclusion: 'cancelled',
  output: { title: expect.stringMatching(/cancelled/) },
};

/** Where in a run the signal comes; each is a line of the log that shows that the run is there. */
const MOMENTS: readonly (readonly [string, RegExp, number])[] = [
  ['at its start', /loadgate \d/, 0],
  ['while it builds', /Build shop \(candidate/, 0],
  ['while it starts the first generation', /generation 1 of/, 0],
  ['in the middle of a generation', /generation 1 of/, 2500],
];

describe.each(['process', ...(dockerAvailable ? ['docker'] : [])])('a run on the %s runtime', (runtime) => {
  it.each(MOMENTS)(
    'that is cancelled %s leaves nothing, and the pull request is told',
    async (_, on, afterMs) => {
      const pull = origin.open(20, { [SERVER]: SLOWER_VERSION });
      const run = await runOnPullRequest(pull, {
        origin,
        forge,
        inputs: { runtime, check: 'true' },
        cancel: { on, afterMs },
      });
      expect(run.cancelled, run.stdout).toBe(true);
      expect(run.killed, run.stdout).toBe(false);
      expect(run.exitCode).not.toBe(0);
      const record = run.outputs['record']?.split('/').at(-2);
      expect(leftoversOf({ ...run, keep: record === undefined ? [] : [record] })).toEqual(NOTHING_LEFT);
      expect((await forge.comments())[0]?.body).toMatch(/could not measure|cancelled/);
      expect(await forge.checks(pull.headSha)).toMatchObject([CANCELLED]);
    },
  );

  it('that is killed outright is cleaned up by its post step', async () => {
    const pull = origin.open(21, { [SERVER]: SLOWER_VERSION });
    const cancel = {
      on: /generation 1 of/,
      afterMs: 2000,
      signals: [{ name: 'SIGKILL', waitMs: 5000 }],
    } as const;
    const run = await runOnPullRequest(pull, { origin, forge, inputs: { runtime, check: 'true' }, cancel });
    expect(run.post, run.stdout).not.toBeNull();
    expect(leftoversOf(run)).toEqual(NOTHING_LEFT);
    expect((await forge.comments())[0]?.body).toMatch(/could not measure/);
    expect(await forge.checks(pull.headSha)).toMatchObject([CANCELLED]);
  });
});

describe('a run that talks with a server which does not answer', () => {
  const inputs = { runtime: 'process', budget: '5s' };
  const left = (run: { id: string; workspace: string; temp: string }) =>
    leftoversOf({ ...run, keep: [`loadgate-${run.id}`] });

  it('is ended while it comments: the post step tells the pull request, once', async () => {
    const pull = origin.open(22, { 'README.md': '# Changed\n' });
    const run = await cancelWhileCommenting(pull, { origin, forge, inputs });
    expect(run.killed, run.stdout).toBe(false);
    expect(run.exitCode).toBe(3);
    expect(left(run)).toEqual(NOTHING_LEFT);
    expect(run.outputs['comment-status']).toBe('failed');
    expect(run.summary).toContain('nothing to measure');
    expect(await forge.comments()).toHaveLength(1);
    expect(await lastComment(forge)).toMatch(/cancelled while it told/);
  });

  it('is ended while it reports its check: the post step says that it was cancelled', async () => {
    const pull = origin.open(23, { 'README.md': '# Changed\n' });
    const at = new Promise<void>((resolve) => {
      const before = async () => resolve();
      forge.inject({ method: 'POST', path: /check-runs$/, hang: true, before });
    });
    const checked = { origin, forge, inputs: { ...inputs, check: 'true' }, cancel: { at, afterMs: 200 } };
    const run = await runOnPullRequest(pull, checked);
    expect(run.killed, run.stdout).toBe(false);
    expect(left(run)).toEqual(NOTHING_LEFT);
    expect(await forge.checks(pull.headSha)).toMatchObject([CANCELLED]);
  });

  it('is ended while it stores the baseline: the branch is as it was', async () => {
    const run = await cancelWhileStoring(headOf(origin), { origin, forge, inputs });
    expect(run.cancelled, run.stdout).toBe(true);
    expect(run.killed, run.stdout).toBe(false);
    expect(run.exitCode).toBe(3);
    expect(left(run)).toEqual(NOTHING_LEFT);
    expect(run.summary).toMatch(/Not stored as a baseline/);
  });
});
