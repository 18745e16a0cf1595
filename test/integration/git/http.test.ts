import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/create.js';
import { authEnv } from '../../../src/git/environment.js';
import { exec } from '../../../src/system/exec.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';
import { type GitServer, type SeenRequest, startGitServer } from '../../support/git-server.js';

const TOKEN = 'ghs_s3cret';
let box: Sandbox;
let server: GitServer;
let head: string;
let parent: string;
let intercept: (request: SeenRequest) => number | null = () => null;
let clones = 0;

beforeAll(async () => {
  box = await createSandbox();
  const remote = await box.bare('o/r.git');
  const work = await box.init('work');
  parent = await box.commit(work, { 'a.txt': '1\n' });
  head = await box.commit(work, { 'a.txt': '2\n' });
  await box.git(work, 'push', '--quiet', remote, 'main');
  server = await startGitServer({
    root: box.dir,
    env: box.env,
    readers: [TOKEN],
    writers: [],
    intercept: (request) => intercept(request),
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await box.close();
});
afterEach(async () => {
  intercept = () => null;
  expect(await box.leftovers()).toEqual([]);
});

const withToken = (token: string): Record<string, string> => ({ ...box.env, ...authEnv(server.url, token) });

/** A clone of depth 1 of a private repository, without credentials of its own. */
async function clone(): Promise<string> {
  const dir = await box.init(`clone${clones++}`);
  await box.git(dir, 'remote', 'add', 'origin', `${server.url}/o/r.git`);
  const args = ['git', 'fetch', '--quiet', '--depth=1', 'origin', head];
  const result = await exec(args, { cwd: dir, env: withToken(TOKEN) });
  expect(result.stderr).toBe('');
  await box.git(dir, 'checkout', '--quiet', '--detach', head);
  return dir;
}

describe('over HTTP with a token', () => {
  it('asks the base for its branch and commits where the fork was checked out', async () => {
    await box.bare('mallory/r.git');
    const dir = await clone();
    await box.git(dir, 'remote', 'set-url', 'origin', `${server.url}/mallory/r.git`);
    const from = { exec, dir, env: withToken(TOKEN) };
    expect(await createGit(from).branchTip('main')).toBeNull();
    const git = createGit({ ...from, home: { serverUrl: server.url, repository: 'o/r' } });
    expect(await git.remoteUrl()).toBe(`${server.url}/o/r`);
    expect(await git.branchTip('main')).toBe(head);
    await git.ensureCommit(parent);
    expect(await box.git(dir, 'show', `${parent}:a.txt`)).toBe('1');
  });

  it('fetches a commit and history', async () => {
    const dir = await clone();
    const git = createGit({ exec, dir, env: withToken(TOKEN) });
    expect(await git.ancestors(head, 10)).toEqual([head, parent]);
    await git.ensureCommit(parent);
    expect(await box.git(dir, 'show', `${parent}:a.txt`)).toBe('1');
  });

  it('sends one Authorization header, also beside the one that actions/checkout left', async () => {
    const dir = await clone();
    const key = `http.${server.url}/.extraheader`;
    await box.git(dir, 'config', key, 'AUTHORIZATION: basic b2xkOm9sZA==');
    const before = server.requests.length;
    await createGit({ exec, dir, env: withToken(TOKEN) }).ensureCommit(parent);
    const seen = server.requests.slice(before);
    expect(seen.length).toBeGreaterThan(0);
    for (const request of seen) expect(request.authorization).toHaveLength(1);

    // Without emptying the list first, both would be sent, and refused.
    const naive = Object.fromEntries(
      Object.entries(withToken(TOKEN)).map(([name, value]) => [name, value === '' ? 'X-Other: 1' : value]),
    );
    const other = await clone();
    await box.git(other, 'config', key, 'AUTHORIZATION: basic b2xkOm9sZA==');
    await expect(createGit({ exec, dir: other, env: naive }).ensureCommit(parent)).rejects.toThrow(/400/);
  });

  it('leaves the token neither in the clone nor in argv', async () => {
    const dir = await clone();
    const seen: string[] = [];
    const git = createGit({
      dir,
      env: withToken(TOKEN),
      exec: (argv, options) => {
        seen.push(argv.join(' '));
        return exec(argv, options);
      },
    });
    await git.ensureCommit(parent);
    await git.ancestors(head, 10);
    const encoded = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
    for (const secret of [TOKEN, encoded]) {
      expect(seen.join('\n')).not.toContain(secret);
      expect((await exec(['grep', '-r', '-l', secret, dir])).stdout).toBe('');
    }
  });

  it.each([
    ['without a token', () => box.env],
    ['with a wrong token', () => withToken('wrong')],
  ])('says what right is missing %s, and never asks a person', async (_what, env) => {
    const dir = await clone();
    const git = createGit({ exec, dir, env: env() });
    const failure = git.ensureCommit(parent);
    await expect(failure).rejects.toMatchObject({ kind: 'machine', code: 'baseline-commit-missing' });
    await expect(failure).rejects.toHaveProperty('hint', expect.stringContaining('contents: read'));
    await expect(git.ancestors(head, 10)).rejects.toHaveProperty(
      'hint',
      expect.stringContaining('contents: read'),
    );
  });

  it('says so when the server fails', async () => {
    const dir = await clone();
    intercept = () => 503;
    const failure = createGit({ exec, dir, env: withToken(TOKEN) }).ensureCommit(parent);
    await expect(failure).rejects.toThrow(/503/);
    await expect(failure).rejects.toHaveProperty('hint', expect.stringContaining('again'));
  });
});
