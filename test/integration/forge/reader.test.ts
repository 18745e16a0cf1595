import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGitHub } from '../../../src/forge/github.js';
import { seededRandom } from '../../../src/system/random.js';
import { notingClock, notingLog } from '../../support/forge-client.js';
import { error } from '../../support/forge-proxy.js';
import { type ForgeServer, startForgeServer } from '../../support/forge-server.js';
import { type ForkPullRequest, openFromFork } from '../../support/fork-pull-request.js';

let server: ForgeServer;
let pull: ForkPullRequest;
beforeEach(async () => {
  server = await startForgeServer();
  pull = await openFromFork(server, { branch: 'fix/größe #1&x', base: { 'loadgate.yml': 'größe: 1\n' } });
});
afterEach(() => server.close());

function reader(token: string | null = server.tokens.actions) {
  const { apiUrl, owner, repo } = server;
  const clock = notingClock();
  return openGitHub({ token, apiUrl, owner, repo, log: notingLog(), clock, random: seededRandom(1) });
}
const failure = (asked: Promise<unknown>) =>
  asked.then(
    (found) => `found ${JSON.stringify(found)}`,
    (thrown: { code: string; message: string }) => `${thrown.code}: ${thrown.message}`,
  );

describe('the reader of a repository', () => {
  it('tells a pull request from a fork by its number and by its branch, however that is spelt', async () => {
    const facts = {
      number: pull.number,
      open: true,
      headSha: pull.headSha,
      headRef: pull.branch,
      headRepository: 'alice/widgets',
      baseSha: pull.baseSha,
      baseRef: 'main',
      baseRepository: 'olga/widgets',
      mergedAs: null,
    };
    expect(await reader().pullRequest(pull.number)).toEqual(facts);
    expect(await reader().pullRequestsFrom('alice', pull.branch)).toEqual([facts]);
    expect(await reader().pullRequestsFrom('alice', 'fix/gr')).toEqual([]);
    expect(await reader().pullRequest(999)).toBeNull();
  });

  it('tells parents in their order, and null of a commit that is nowhere', async () => {
    expect(await reader().parents(pull.mergeSha)).toEqual([pull.baseSha, pull.headSha]);
    expect(await reader().parents('f'.repeat(40))).toBeNull();
  });

  it('tells the text of a file at a commit, and null of a folder or nothing', async () => {
    expect(await reader().textAt(pull.baseSha, 'loadgate.yml')).toBe('größe: 1\n');
    expect(await reader().textAt(pull.headSha, 'loadgate.yml')).toBeNull();
    expect(await reader().textAt(pull.baseSha, 'other.yml')).toBeNull();
  });

  it('tells the text of a file on a branch, never of a tag with the name of the branch', async () => {
    const { apiUrl, owner, repo, tokens } = server;
    const add = async (ref: string, sha: string): Promise<void> => {
      const answer = await fetch(`${apiUrl}/repos/${owner}/${repo}/git/refs`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokens.personal}`, 'content-type': 'application/json' },
        body: JSON.stringify({ ref, sha }),
      });
      expect(answer.status).toBe(201);
    };
    await add('refs/tags/kept', pull.baseSha);
    expect(await reader().textAt('refs/heads/kept', 'loadgate.yml')).toBeNull();
    await add('refs/heads/kept', pull.baseSha);
    expect(await reader().textAt('refs/heads/kept', 'loadgate.yml')).toBe('größe: 1\n');
  });

  it('tells the newest commit of a branch, and null where a tag alone has its name', async () => {
    const { direct, owner, repo, tokens } = server;
    const ref = { ref: 'refs/tags/kept', sha: pull.baseSha };
    await direct('POST', `/repos/${owner}/${repo}/git/refs`, tokens.personal, ref);
    expect(await reader().branchTip('main')).toBe(pull.baseSha);
    expect(await reader().branchTip('kept')).toBeNull();
  });

  it('tells what two commits have in common, and null where they have nothing', async () => {
    const [first = ''] = (await reader().parents(pull.baseSha)) ?? [];
    expect(await reader().mergeBase(first, pull.baseSha)).toBe(first);
    expect(await reader().mergeBase(pull.mergeSha, pull.baseSha)).toBe(pull.baseSha);
    expect(await reader().mergeBase(pull.baseSha, pull.headSha)).toBeNull();
    expect(await reader().mergeBase(pull.baseSha, 'f'.repeat(40))).toBeNull();
  });

  it('tells a history by first parents, nearest first, and no more of it than is asked for', async () => {
    const [first = ''] = (await reader().parents(pull.baseSha)) ?? [];
    const history = await reader().firstParents(pull.mergeSha, 500);
    expect(history.slice(0, 3)).toEqual([pull.mergeSha, pull.baseSha, first]);
    expect(await reader().firstParents(pull.mergeSha, 2)).toEqual([pull.mergeSha, pull.baseSha]);
    expect(await reader().firstParents('f'.repeat(40), 500)).toEqual([]);
  });

  it('tells all files of a commit, and null of a commit that is nowhere', async () => {
    const files = (await reader().filesAt(pull.baseSha)) ?? [];
    expect(files.map(({ path }) => path)).toContain('loadgate.yml');
    expect(files.every(({ mode, id }) => /^\d{6}$/.test(mode) && /^[0-9a-f]{40}$/.test(id))).toBe(true);
    expect(await reader().filesAt('f'.repeat(40))).toBeNull();
  });

  it('needs no right to write', async () => {
    expect((await reader(server.tokens.readOnly).pullRequest(pull.number))?.headSha).toBe(pull.headSha);
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
  });
});

describe('where GitHub does not answer as it should, the reader', () => {
  it('asks again after a 500, a cut answer and a lost connection', async () => {
    server.inject({ answer: { status: 502, body: {} } });
    server.inject({ skip: 1, cut: 'text' });
    server.inject({ skip: 2, reset: true });
    expect((await reader().pullRequest(pull.number))?.number).toBe(pull.number);
  });

  it.each([
    [401, 'Bad credentials'],
    [403, 'Resource not accessible by integration'],
  ])('never takes %i for "there is none"', async (status, message) => {
    server.inject({ times: 3, answer: { status, body: error(status, message) } });
    for (const asked of [
      reader().pullRequest(1),
      reader().parents(pull.headSha),
      reader().textAt(pull.baseSha, 'x'),
    ]) {
      expect(await failure(asked)).toBe(
        `forge-refused: GitHub did not let the job read what it needs (${status}: ${message}).`,
      );
    }
  });

  it('gives up where every answer is cut, or the rate limit asks for an hour', async () => {
    server.inject({ times: 4, cut: 'text' });
    expect(await failure(reader().pullRequest(pull.number))).toMatch(/^forge-failed/);
    const headers = { 'retry-after': '3600' };
    server.inject({ answer: { status: 429, headers, body: error(429, 'API rate limit exceeded') } });
    expect(await failure(reader().pullRequest(pull.number))).toMatch(/^forge-failed: .*rate limit/);
  });

  it('does not look at the first hundred of more', async () => {
    const headers = { link: '<https://api.github.com/x?page=2>; rel="next"' };
    server.inject({ answer: { status: 200, headers, body: [] } });
    expect(await failure(reader().pullRequestsFrom('alice', pull.branch))).toMatch(
      /^forge-failed: .*more than 100/,
    );
  });

  it('reads nothing without a token', async () => {
    expect(await failure(reader(null).pullRequest(1))).toMatch(/^forge-refused: .*there is no token/);
  });
});
