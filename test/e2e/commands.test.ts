import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CommentEvent,
  removeTemporary,
  runOnComment,
  runOnPullRequest,
  runOnPush,
  verdictsOf,
} from '../support/action-run.js';
import { calling, createCallingShop, CALLING_SERVER as SERVER } from '../support/calling-shop.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { git, type OriginRepository, type PullRequest } from '../support/pull-requests.js';

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

const measure = (pull: PullRequest) =>
  runOnPullRequest(pull, { origin, forge, inputs: { runtime: 'process', commands: 'true' } });

/** Writes a comment as somebody, and runs the Action on it. */
async function say(author: 'olga' | 'alice', body: string, event: Partial<CommentEvent> = {}) {
  const { personal, contributor } = forge.tokens;
  const id = await forge.addComment(author === 'olga' ? personal : contributor, body);
  const run = await runOnComment({ id, author, body, ...event }, { origin, forge });
  const answer = (await forge.comments()).find((comment) =>
    comment.body.includes(`loadgate:answer to=${id} `),
  );
  const reactions = forge.plays.reacted.filter(({ comment }) => comment === id).map(({ content }) => content);
  return { ...run, id, answer, reactions };
}

const report = async () =>
  (await forge.comments()).find(({ body }) => body.includes('loadgate:comment'))?.body ?? '';
const filesOf = (branch: string) => {
  const known = git(origin.bare, 'for-each-ref', `refs/heads/${branch}`) !== '';
  return known ? git(origin.bare, 'ls-tree', '-r', '--name-only', branch).split('\n') : [];
};
const acceptedFile = () => `accepted/${forge.pullRequest}.json`;
const accepted = () => JSON.parse(git(origin.bare, 'show', `loadgate:${acceptedFile()}`));

/** The pull request as the forge has it. */
async function pullOfForge() {
  const { apiUrl, owner, repo, pullRequest, tokens } = forge;
  const answer = await fetch(`${apiUrl}/repos/${owner}/${repo}/pulls/${pullRequest}`, {
    headers: { authorization: `Bearer ${tokens.personal}` },
  });
  return (await answer.json()) as { readonly head: { readonly sha: string; readonly ref: string } };
}

/** Gives the forge's pull request the head that the git repository has: emulate keeps a repository of its own. */
async function moveHead({ headSha }: PullRequest): Promise<void> {
  const known = await pullOfForge();
  const body = { ...known, head: { ...known.head, sha: headSha } };
  forge.inject({ method: 'GET', path: /\/pulls\/1$/, answer: { status: 200, body }, times: 100 });
}

const requested = () => JSON.parse(git(origin.bare, 'show', `loadgate:requests/${forge.pullRequest}.json`));

/** A run that can be repeated, of the pull request's newest commit as the forge has it. */
async function playRun(changes: { readonly status?: 'in_progress' } = {}): Promise<void> {
  const { head } = await pullOfForge();
  forge.plays.runs.push({
    id: 77,
    workflow: 'loadgate.yml',
    headSha: head.sha,
    headBranch: head.ref,
    ...changes,
  });
}

/** Within the year that is allowed. */
const LAST_DAY = new Date(Date.now() + 200 * 24 * 3_600_000).toISOString().slice(0, 10);

describe('accepting a regression', () => {
  it('is refused where the pull request is closed', async () => {
    const red = await measure(origin.open(9, { [SERVER]: calling(2) }));
    expect(red.exitCode, red.stdout).toBe(1);
    await playRun();
    const body = { ...(await pullOfForge()), state: 'closed' };
    forge.inject({ method: 'GET', path: /\/pulls\/1$/, answer: { status: 200, body } });
    const { exitCode, answer, reactions } = await say('olga', '/loadgate accept shop/stock because x');
    expect([exitCode, reactions]).toEqual([0, ['confused']]);
    expect(answer?.body).toContain('The pull request is closed');
    expect(filesOf('loadgate')).toEqual([]);
    expect(forge.plays.rerun).toEqual([]);
  });

  it('takes a person who may write, holds until its date or until it grows, and says who and why', async () => {
    const pull = origin.open(7, { [SERVER]: calling(2) });
    const red = await measure(pull);
    expect(red.exitCode, red.stdout).toBe(1);
    expect(verdictsOf(red)).toEqual({ 'shop/stock': 'regression' });
    expect(await report()).toContain('/loadgate accept shop/stock because');
    await playRun();

    const outsider = await say('alice', '/loadgate accept shop/stock because I say so');
    expect(outsider.exitCode, outsider.stdout).toBe(0);
    expect(outsider.answer?.body).toMatch(/Nothing was done.*may not/);
    expect(outsider.reactions).toEqual(['-1']);
    expect(filesOf('loadgate')).toEqual([]);
    expect(forge.plays.rerun).toEqual([]);

    const maintainer = await say(
      'olga',
      `Fine.\n\n/loadgate accept shop/stock because restocks are <rare> @all (until ${LAST_DAY})`,
    );
    expect(maintainer.exitCode, maintainer.stdout).toBe(0);
    expect(maintainer.reactions).toEqual(['+1']);
    expect(maintainer.answer?.author).toBe('github-actions[bot]');
    expect(maintainer.answer?.body).toMatch(/is accepted as .* was measured: .*upstream calls\/req 1 → 2/);
    expect(maintainer.answer?.body).toContain(LAST_DAY);
    expect(filesOf('loadgate')).toEqual(['README.md', acceptedFile()]);
    expect(accepted().regressions).toMatchObject([
      {
        target: 'shop',
        scenario: 'stock',
        by: 'olga',
        reason: 'restocks are <rare> @all',
        until: LAST_DAY,
      },
    ]);
    expect(forge.plays.rerun).toEqual([77]);

    const again = await runOnComment(
      { id: maintainer.id, author: 'olga', body: '/loadgate accept shop/stock because x' },
      { origin, forge },
    );
    expect(again.exitCode, again.stdout).toBe(0);
    expect(again.stdout).toContain('answered already');
    expect(forge.plays.rerun).toEqual([77]);

    const green = await measure(pull);
    expect(green.exitCode, green.stdout).toBe(0);
    expect(green.outputs).toMatchObject({ verdict: 'regression', passed: 'true', regressions: '1' });
    expect(await report()).toMatch(/### 🟡 loadgate: .* accepted by olga/);
    expect(await report()).toMatch(
      new RegExp(`is accepted by olga until ${LAST_DAY}, because: restocks are &lt;rare&gt;`),
    );
    expect(await report()).not.toContain('@all');
    expect(filesOf('loadgate').filter((name) => name.startsWith('records/'))).toEqual([]);

    const grown = await measure(origin.open(7, { [SERVER]: calling(3) }));
    expect(grown.exitCode, grown.stdout).toBe(1);
    expect(await report()).toMatch(/was accepted by olga, but its .* is worse than that by now/);

    const clone = origin.checkout('refs/heads/loadgate');
    const file = accepted();
    file.regressions[0].until = '2020-01-31';
    writeFileSync(`${clone}/${acceptedFile()}`, JSON.stringify(file));
    git(clone, 'commit', '--quiet', '--all', '--message', 'the day has come');
    git(clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/loadgate');
    const over = await measure(pull);
    expect(over.exitCode, over.stdout).toBe(1);
    expect(await report()).toMatch(/was accepted by olga until 2020-01-31, which is over/);
  });
});

describe('searching for a commit', () => {
  const inputs = { runtime: 'process', commands: 'true', 'bisect-budget': '4m' };
  const answerOf = async (id: number) =>
    (await forge.comments()).find(({ body }) => body.includes(`loadgate:bisect for=${id} `))?.body ?? '';
  const env = { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '2' };

  it('takes a person who may write, answers with the commit, and leaves the verdict as it is', async () => {
    const pull = origin.open(7, { [SERVER]: calling(2) });
    await moveHead(pull);
    await playRun();
    const outsider = await say('alice', '/loadgate bisect');
    expect(outsider.reactions).toEqual(['-1']);
    expect(forge.plays.rerun).toEqual([]);

    const asked = await say('olga', '/loadgate bisect shop/stock');
    expect(asked.reactions).toEqual(['+1']);
    expect(asked.answer?.body).toContain('Then it searches for the commit behind **shop/stock**');
    expect(forge.plays.rerun).toEqual([77]);
    expect(filesOf('loadgate')).toEqual(['README.md', `bisects/${forge.pullRequest}.json`]);

    const run = await runOnPullRequest(pull, { origin, forge, inputs, env });
    expect(run.exitCode, run.stdout).toBe(1);
    expect(verdictsOf(run)).toEqual({ 'shop/stock': 'regression' });
    expect(await report()).toContain('### 🔴');
    const found = await answerOf(asked.id);
    expect(found).toContain('Searched as olga asked');
    expect(found).toMatch(/● <code>[0-9a-f]{7}<\/code>/);
    expect(found).toContain('<summary>What was compared</summary>');

    const later = await runOnPullRequest(pull, {
      origin,
      forge,
      inputs,
      env: { ...env, GITHUB_RUN_ATTEMPT: '3' },
    });
    expect(later.stdout).not.toContain('asked for a search');
  });

  it('searches no commit that is not in the history of what the run measures', async () => {
    const pull = origin.open(7, { 'README.md': '# Shop 2\n' });
    await moveHead(pull);
    await playRun();
    const stranger = git(origin.bare, 'commit-tree', 'main^{tree}', '-m', 'of nobody');
    git(origin.bare, 'tag', 'stranger', stranger);
    const asked = await say('olga', '/loadgate bisect main..stranger');
    const run = await runOnPullRequest(pull, { origin, forge, inputs, env });
    expect(run.exitCode, run.stdout).toBe(0);
    expect(await answerOf(asked.id), run.stdout).toContain(
      'stranger is not in the history of what this pull request',
    );
  });
});

/** Another scenario of the same service. */
const PAGE =
  '  page: { request: GET /page, upstream: { delay: 5ms, calls: 1 }, connections: 4, expect: { body: ok } }\n';

describe('measuring some cells again', () => {
  const inputs = { runtime: 'process', commands: 'true', check: 'true' };
  const stateOf = async (pull: PullRequest) =>
    (await forge.checks(pull.headSha)).map((one) => one['conclusion']);

  it('leaves the others as they were, so that no red check turns green by it', async () => {
    origin.push({ 'loadgate.yml': (before) => before + PAGE });
    const pull = origin.open(7, {
      [SERVER]: calling(2).replace('< 2', "< (request.url === '/page' ? 1 : 2)"),
    });
    await moveHead(pull);
    const red = await runOnPullRequest(pull, { origin, forge, inputs });
    expect(red.exitCode, red.stdout).toBe(1);
    expect(verdictsOf(red)['shop/stock']).toBe('regression');
    expect(await stateOf(pull)).toEqual(['failure']);

    await playRun();
    const asked = await say('olga', '/loadgate run shop/page');
    expect(asked.answer?.body).toMatch(/Only \*\*shop\/page\*\* is measured\. The other cell keeps/);
    expect(requested()).toMatchObject({ run: 77, attempt: 2, targets: ['shop/page'], by: 'olga' });
    expect(forge.plays.rerun).toEqual([77]);

    const env = { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '2' };
    const part = await runOnPullRequest(pull, { origin, forge, inputs, env });
    expect(part.exitCode, part.stdout).toBe(1);
    expect(part.measured?.asked).toEqual(['shop/page']);
    expect(part.measured?.cells.map(({ scenario }) => scenario)).toEqual(['page']);
    expect(verdictsOf(part)['shop/stock']).toBe('regression');
    expect(await stateOf(pull)).toEqual(['failure']);
    expect(await report()).toMatch(/🔴 loadgate: .*makes? more upstream calls/);
    expect(await report()).toContain('Only shop/page was measured, as olga asked: the other cell keeps');
    expect(await report()).toContain('(kept)');
  });
});

/** One upstream call more, as it is accepted. */
const CALLS = { metric: 'upstream-calls', kind: 'exact', baseline: 1, candidate: 2, ratio: 2, worse: true };

/** Puts a file on the branch as 0.1.0 wrote it. */
function storeAccepted(sha: string, effects: readonly object[]): void {
  const clone = origin.checkout('refs/heads/loadgate');
  const entry = { target: 'shop', scenario: 'stock', effects, by: 'olga', reason: 'two shops' };
  const when = { at: '2026-01-01T00:00:00Z', until: null, sha, comment: 9 };
  const file = { schema: 'loadgate.accepted/v1', pullRequest: 1, regressions: [{ ...entry, ...when }] };
  mkdirSync(`${clone}/accepted`);
  writeFileSync(`${clone}/accepted/1.json`, JSON.stringify(file));
  git(clone, 'add', '--all');
  git(clone, 'commit', '--quiet', '--message', 'accepted');
  git(clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/loadgate');
}

describe('an accepted regression that was merged', () => {
  it('allows nothing on the default branch that was not worse when it was accepted', async () => {
    const inputs = { runtime: 'process', commands: 'true' };
    const first = git(origin.bare, 'rev-parse', 'main');
    const before = await runOnPush(first, { origin, forge, inputs });
    expect(before.exitCode, before.stdout).toBe(0);
    const slower = { metric: 'throughput', kind: 'sampled', baseline: 100, candidate: 94, ratio: 0.94 };
    storeAccepted(first, [
      { ...slower, worse: true },
      { ...CALLS, worse: false },
    ]);

    const merged = origin.push({ [SERVER]: calling(2) });
    const body = { ...(await pullOfForge()), state: 'closed', merged: true, merge_commit_sha: merged };
    forge.inject({ method: 'GET', path: /\/pulls\/1$/, answer: { status: 200, body } });
    const after = await runOnPush(merged, { origin, forge, inputs });
    expect(after.exitCode, after.stdout).toBe(1);
    expect(after.outputs).toMatchObject({ verdict: 'regression', passed: 'false' });
    expect(after.summary).toMatch(/was accepted by olga, but not that its upstream calls\/req is worse/);
    expect(filesOf('loadgate')).not.toContain(`records/${merged}.json`);
  });

  it('counts on the default branch, and becomes the baseline', async () => {
    const inputs = { runtime: 'process', commands: 'true' };
    const first = git(origin.bare, 'rev-parse', 'main');
    const before = await runOnPush(first, { origin, forge, inputs });
    expect(before.exitCode, before.stdout).toBe(0);

    storeAccepted(first, [CALLS]);
    const merged = origin.push({ [SERVER]: calling(2) });
    const body = { ...(await pullOfForge()), state: 'closed', merged: true, merge_commit_sha: merged };
    forge.inject({ method: 'GET', path: /\/pulls\/1$/, answer: { status: 200, body } });
    const after = await runOnPush(merged, { origin, forge, inputs });
    expect(after.exitCode, after.stdout).toBe(0);
    expect(after.outputs).toMatchObject({ verdict: 'regression', passed: 'true' });
    expect(after.summary).toMatch(/is accepted by olga, because: two shops/);
    expect(filesOf('loadgate')).toContain(`records/${merged}.json`);
  });
});

describe('a comment', () => {
  it('without a command, by a bot, edited, or on an issue is left alone', async () => {
    const left = [
      await say('olga', 'Nice! Later: `/loadgate run`'),
      await say('olga', '> /loadgate run\n\n```\n/loadgate run\n```'),
      await say('olga', '/loadgate run', { type: 'Bot' }),
      await say('olga', '/loadgate run', { action: 'edited' }),
      await say('olga', '/loadgate run', { onIssue: true }),
    ];
    for (const { exitCode, stdout, answer, reactions } of left) {
      expect(exitCode, stdout).toBe(0);
      expect(stdout).toContain('Nothing to do');
      expect([answer, reactions]).toEqual([undefined, []]);
    }
    expect(forge.requests).toEqual([]);
  });

  it('that asks for what the report does not have is told the nearest name, and nothing is run', async () => {
    const pull = origin.open(8, { 'README.md': '# Changed\n' });
    await moveHead(pull);
    const measured = await measure(pull);
    expect(measured.exitCode, measured.stdout).toBe(0);
    await playRun();
    const { exitCode, answer, reactions } = await say('olga', '/loadgate run shop/stok');
    expect([exitCode, reactions]).toEqual([0, ['confused']]);
    expect(answer?.body).toContain('Did you mean shop/stock?');
    expect(forge.plays.rerun).toEqual([]);
    expect(filesOf('loadgate')).toEqual([]);

    forge.plays.refuseRerun = 'Resource not accessible by integration';
    const refused = await say('olga', '/loadgate run shop/stock');
    expect(refused.answer?.body).toContain('GitHub did not repeat');
    expect(requested()).toMatchObject({ run: 77, attempt: 1 });
  });

  it('that asks for a run repeats the last one, which has the rights that it had', async () => {
    await playRun();
    const { exitCode, answer, reactions } = await say('olga', '/loadgate run shop');
    expect([exitCode, reactions]).toEqual([0, ['+1']]);
    expect(answer?.body).toMatch(/being measured again.*updated\.\n\n.*not shop alone/s);
    expect(forge.plays.rerun).toEqual([77]);
  });

  it('that asks for what can not be is told why, and a forge without reactions is no failure', async () => {
    await playRun({ status: 'in_progress' });
    forge.plays.reactions = false;
    const lines = [
      '/loadgate rnu',
      '/loadgate run',
      '/loadgate accept shop/stock because it is fine',
      '/loadgate accept shop/stock',
      '/loadgate help',
    ];
    const { exitCode, stdout, answer } = await say('olga', lines.join('\n'));
    expect(exitCode, stdout).toBe(0);
    expect(answer?.body).toContain('Did you mean /loadgate run?');
    expect(answer?.body).toContain('being measured already');
    expect(answer?.body).toContain('no report on this pull request yet');
    expect(answer?.body).toContain('It does not say why');
    expect(answer?.body).toMatch(/✅ .*help.*\n\n- .*lets the check pass/s);
    expect(forge.plays.rerun).toEqual([]);
  });

  it('is not obeyed where GitHub does not say what its author may do, and the job fails', async () => {
    forge.inject({ path: /permission$/, answer: { status: 500 }, times: 10 });
    await playRun();
    const { exitCode, answer, reactions } = await say('olga', '/loadgate run');
    expect(exitCode).toBe(3);
    expect(forge.plays.rerun).toEqual([]);
    expect(answer?.body).toContain('forge-failed');
    expect(reactions).toEqual(['confused']);
  });

  it('that asks for the baseline is told its commit, its record, and what is kept', async () => {
    const { answer, exitCode } = await say('olga', '/loadgate baseline');
    expect(exitCode).toBe(0);
    expect(answer?.body).toMatch(/Compared with:.*\(main\)/);
    expect(answer?.body).toContain('none is stored');
    expect(answer?.body).toContain('0 records on branch loadgate');
  });
});
