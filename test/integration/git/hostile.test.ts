import { chmod, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/create.js';
import { exec } from '../../../src/system/exec.js';
import { createSandbox, type Sandbox, treeId } from '../../support/git-sandbox.js';

let box: Sandbox;
let remote: string;
let dir: string;
let first: string;

beforeEach(async () => {
  box = await createSandbox();
  remote = await box.bare('remote.git');
  dir = await box.init('work');
  await box.git(dir, 'remote', 'add', 'origin', `file://${remote}`);
  first = await box.commit(dir, {
    'a.txt': 'a\n',
    '.gitattributes': '*.txt filter=evil diff=evil merge=evil\n*.md filter=worse\n',
  });
  await box.commit(dir, { 'a.txt': 'b\n', 'b.md': 'b\n' });
  await box.git(dir, 'push', '--quiet', 'origin', 'main');
});
afterEach(async () => {
  expect(await box.close()).toEqual([]);
});

/** The tree without a file, which git knows. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const HOOKS = [
  'post-checkout',
  'post-index-change',
  'pre-auto-gc',
  'reference-transaction',
  'post-commit',
  'pre-commit',
  'fsmonitor-watchman',
  'pre-push',
];

/** A repository's configuration that names a program wherever git's documentation says that one is started. */
async function setTraps(): Promise<void> {
  const trap = (name: string): Promise<string> => box.trap(name);
  const quoted = async (name: string): Promise<string> => `"${await trap(name)}"`;
  const filter = async (name: string): Promise<string> => `"${await box.trap(name, 'cat')}"`;
  const config: Record<string, string> = {
    'core.fsmonitor': await quoted('fsmonitor'),
    'core.sshCommand': await quoted('ssh'),
    'core.askPass': await trap('askpass'),
    'core.pager': await quoted('pager'),
    'core.editor': await quoted('editor'),
    'core.gitProxy': await trap('proxy'),
    'core.alternateRefsCommand': await quoted('alternates'),
    'core.hooksPath': join(box.dir, 'hooks'),
    'credential.helper': `!${await quoted('credentials')}`,
    'credential.http://127.0.0.1.helper': `!${await quoted('credentials')}`,
    'diff.external': await quoted('diff'),
    'diff.evil.textconv': await quoted('textconv'),
    'diff.evil.command': await quoted('diff-command'),
    'filter.evil.clean': await filter('clean'),
    'filter.evil.smudge': await filter('smudge'),
    'filter.worse.process': await quoted('process'),
    'filter.worse.required': 'true',
    'filter.evil.required': 'true',
    'merge.evil.driver': await quoted('merge'),
    'gpg.program': await trap('gpg'),
    'commit.gpgSign': 'true',
    'log.showSignature': 'true',
    'gc.auto': '1',
    'hook.evil.command': await quoted('config-hook'),
    'hook.evil.event': 'post-checkout',
  };
  for (const [key, value] of Object.entries(config)) await box.git(dir, 'config', key, value);
  for (const hook of HOOKS) {
    const script = `#!/bin/sh\n"${await box.trap(`hook-${hook}`)}" || true\n`;
    for (const folder of [join(box.dir, 'hooks'), join(dir, '.git', 'hooks')]) {
      await box.write(folder, { [hook]: script });
      await chmod(join(folder, hook), 0o755);
    }
  }
}

describe("a repository's own configuration", () => {
  it('starts nothing, whatever loadgate asks of git', async () => {
    await setTraps();
    await box.write(dir, { 'a.txt': 'changed\n', 'b.md': 'changed\n', 'new.txt': 'new\n' });
    const other = await box.init('other');
    await box.git(other, 'fetch', '--quiet', remote, 'main');
    await box.git(other, 'checkout', '--quiet', 'FETCH_HEAD');
    const elsewhere = await box.commit(other, { 'c.txt': 'c\n' });
    await box.git(other, 'push', '--quiet', remote, 'HEAD:refs/heads/elsewhere');

    const git = createGit({ exec, dir, env: box.env });
    const head = await git.resolve('HEAD');
    const snapshot = await git.snapshotWorkTree();
    expect(snapshot).not.toBe(head);
    // Its files go through a filter, which does not run: they would not be what the checkout has.
    await expect(git.checkOut(snapshot)).rejects.toMatchObject({ kind: 'usage', code: 'filter-refused' });
    const plain = await git.checkOut(await box.git(dir, 'commit-tree', '-m', 'plain', EMPTY_TREE));
    await plain.addHistory();
    await plain.remove();
    await git.ensureCommit(elsewhere);
    await git.mergeBase(head, elsewhere);
    await git.ancestors(elsewhere, 5);
    await treeId(git, first, 'a.txt');
    await git.parents(head);
    await git.remoteUrl();
    await git.defaultBranch();
    expect(await box.sprung()).toEqual([]);
  });

  it('would have started them without the guard', async () => {
    await setTraps();
    const commands = [
      ['status'],
      ['add', '--all', '.', ':!*.md'],
      ['add', '--all'],
      ['-c', 'core.hooksPath=.git/hooks', 'checkout', '-f', first],
      ['diff', 'main'],
    ];
    for (const command of commands) {
      await box.write(dir, { 'a.txt': `changed by ${command[0]}\n`, 'b.md': 'changed\n' });
      await exec(['git', ...command], { cwd: dir, env: box.env });
    }
    const expected = ['fsmonitor', 'clean', 'smudge', 'process', 'hook-post-checkout'];
    expect(await box.sprung()).toEqual(expect.arrayContaining(expected));
  });

  it('starts no ssh command of its own, and no helper transport', async () => {
    await setTraps();
    const missing = '1'.repeat(40);
    const shell = `ext::${await box.trap('ext')}`;
    for (const url of ['ssh://127.0.0.1:1/r.git', 'git://127.0.0.1:1/r.git', shell]) {
      await box.git(dir, 'remote', 'set-url', 'origin', url);
      const git = createGit({ exec, dir, env: { ...box.env, GIT_SSH_VARIANT: 'simple' } });
      await expect(git.ensureCommit(missing)).rejects.toMatchObject({ code: 'baseline-commit-missing' });
    }
    expect(await box.sprung()).toEqual([]);
  });

  it.each(['uploadpack', 'receivepack'])(
    'is refused where it has a %s that would be started',
    async (key) => {
      await box.git(dir, 'config', `remote.origin.${key}`, await box.trap(key));
      const failure = createGit({ exec, dir, env: box.env }).resolve('HEAD');
      await expect(failure).rejects.toMatchObject({ kind: 'machine', code: 'repository-not-trusted' });
      await expect(failure).rejects.toThrow(`remote.origin.${key}`);
      expect(await box.sprung()).toEqual([]);
    },
  );

  it("keeps the user's own filters, and Git LFS where the checkout has its files", async () => {
    // Not the real git-lfs, but called exactly as git calls it, and found as git finds it.
    const bin = join(box.dir, 'bin');
    const lfs = `#!/bin/sh\n[ "$1" = smudge ] && [ "$GIT_LFS_SKIP_SMUDGE" != 1 ] && exec tr a-z A-Z\nexec cat\n`;
    await box.write(bin, { 'git-lfs': lfs });
    await chmod(join(bin, 'git-lfs'), 0o755);
    const env = { ...box.env, PATH: `${bin}:${box.env['PATH']}` };
    const files = { '.gitattributes': '*.bin filter=lfs\n', 'x.bin': 'pointer\n' };
    const sha = await box.commit(dir, files);
    await box.git(dir, 'config', 'filter.lfs.clean', 'git-lfs clean -- %f');
    await box.git(dir, 'config', 'filter.lfs.smudge', 'git-lfs smudge -- %f');
    const content = async (): Promise<string> => {
      const tree = await createGit({ exec, dir, env }).checkOut(sha);
      const { stdout } = await exec(['cat', join(tree.dir, 'x.bin')]);
      await tree.remove();
      return stdout;
    };
    expect(await content()).toBe('pointer\n');
    await box.write(dir, { '.git/lfs/objects/ab/cd': '' });
    expect(await content()).toBe('POINTER\n');
    await rm(join(dir, '.git/lfs'), { recursive: true });
    expect(await content()).toBe('pointer\n');
    // As `git lfs install --local` leaves it, where this commit has no such file.
    await box.git(dir, 'config', 'filter.lfs.process', 'git-lfs filter-process');
    await box.git(dir, 'config', '--unset', 'filter.lfs.smudge');
    const seen = join(box.dir, 'seen');
    await box.write(bin, { 'git-lfs': `#!/bin/sh\necho "skip $GIT_LFS_SKIP_SMUDGE" > "${seen}"\nexit 1\n` });
    await box.git(dir, 'config', 'filter.lfs.required', 'true');
    await expect(content()).rejects.toMatchObject({ code: 'git-failed' });
    expect(await readFile(seen, 'utf8')).toBe('skip 0\n');
  });
});

// Only root can give files away.
describe.runIf(process.getuid?.() === 0)('a checkout of another user', () => {
  it('is used all the same, and starts nothing', async () => {
    const plain = await box.git(dir, 'commit-tree', '-m', 'plain', EMPTY_TREE);
    await setTraps();
    await exec(['chown', '-R', '12345:12345', dir]);
    await expect(box.git(dir, 'status')).rejects.toThrow(/dubious ownership/);
    const git = createGit({ exec, dir, env: box.env });
    expect(await git.parents(await git.resolve('HEAD'))).toEqual([first]);
    const tree = await git.checkOut(plain);
    await tree.addHistory();
    await tree.remove();
    expect(await box.sprung()).toEqual([]);
  });
});
