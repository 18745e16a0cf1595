import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../../scripts/lib/root.mjs';

const VERSION = '9.8.7';
const COPIED = ['src', 'scripts', 'dist', 'fixtures/demo', 'README.md', 'LICENSE', 'CHANGELOG.md', '.npmrc'];
const MADE = ['package.json', 'package-lock.json', 'loadgate.schema.json', 'tsconfig.json', '.gitignore'];
const AUTHOR = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];

let folder: string;
let work: string;
const run = (cwd: string, program: string, ...args: string[]): string =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();
const script = (name: string, ...args: string[]): string =>
  run(work, process.execPath, join('scripts', name), ...args);
const git = (...args: string[]): string => run(work, 'git', ...AUTHOR, ...args);
const refused = (act: () => string): string => {
  try {
    return `not refused: ${act()}`;
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
};

// A repository of its own, and what it is pushed to.
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'loadgate-release-')));
  work = join(folder, 'work');
  for (const name of [...COPIED, ...MADE]) cpSync(join(root, name), join(work, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(work, 'node_modules'));
  run(folder, 'git', 'init', '--quiet', '--bare', 'remote.git');
  git('init', '--quiet', '--initial-branch=main');
  // Git takes a link to a folder for a file.
  appendFileSync(join(work, '.git', 'info', 'exclude'), 'node_modules\n');
  git('remote', 'add', 'origin', join(folder, 'remote.git'));
  git('add', '--all', '--', ...COPIED, ...MADE);
  git('commit', '--quiet', '-m', 'Begin');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a version is made of the work tree once the repository has a name, and then released', () => {
  script('set-repository.mjs', 'acme/gate');
  expect(JSON.parse(readFileSync(join(work, 'package.json'), 'utf8'))).toMatchObject({
    repository: { url: 'git+https://github.com/acme/gate.git' },
  });
  expect(readFileSync(join(work, 'README.md'), 'utf8')).toContain('uses: acme/gate@v1\n');
  expect(script('check-repository.mjs')).toMatch(/^\d+ files name acme\/gate$/);
  expect(refused(() => script('new-version.mjs', VERSION))).toMatch(/has changes: commit them first/);
  git('commit', '--quiet', '-am', 'Say where it is');

  expect(script('new-version.mjs', VERSION)).toContain(`git push origin v${VERSION}`);
  const changed = git('diff', '--name-only').split('\n');
  expect(changed.filter((name) => !name.startsWith('dist/'))).toEqual([
    'CHANGELOG.md',
    'package-lock.json',
    'package.json',
  ]);
  expect(run(work, 'npm', 'ls', '--package-lock-only', '--depth=0')).toContain(`loadgate@${VERSION}`);
  git('commit', '--quiet', '-am', `Release ${VERSION}`);
  git('tag', 'v9.8.6', 'HEAD~1');
  git('tag', `v${VERSION}`);
  expect(refused(() => script('new-version.mjs', VERSION))).toMatch(/a tag v9\.8\.7 already/);
  expect(refused(() => script('release.mjs', 'check', `v${VERSION}`, 'acme/gate'))).toMatch(/not on main/);
  git('push', '--quiet', 'origin', 'main', '--tags');
  git('push', '--quiet', 'origin', 'v9.8.6:refs/tags/v9');

  expect(script('release.mjs', 'check', `v${VERSION}`, 'acme/gate')).toMatch(/for npm: latest$/);
  expect(refused(() => script('release.mjs', 'check', `v${VERSION}`, 'fork/gate'))).toMatch(
    /this is fork\/gate/,
  );
  expect(script('release.mjs', 'move', 'v9.8.6')).toMatch(/^v9 stays/);
  expect(script('release.mjs', 'move', `v${VERSION}`)).toBe(`v9 is ${VERSION} now`);
  expect(git('ls-remote', 'origin', 'refs/tags/v9').split('\t')[0]).toBe(git('rev-parse', 'HEAD'));
});

test('the package has what it runs, and runs where it is installed alone', () => {
  const out = join(folder, 'out');
  script('release.mjs', 'files', `v${VERSION}`, out);
  const tarball = `loadgate-${VERSION}.tgz`;
  expect(readdirSync(out).sort()).toEqual(['SHA256SUMS', 'loadgate.schema.json', tarball, 'notes.md'].sort());
  expect(readFileSync(join(out, 'notes.md'), 'utf8')).toMatch(/^### Added\n/);
  const sums = readFileSync(join(out, 'SHA256SUMS'), 'utf8');
  expect(sums).toMatch(new RegExp(`^[0-9a-f]{64}  ${tarball}$`, 'm'));
  run(work, 'sha256sum', '--check', '--quiet', '--ignore-missing', join(out, 'SHA256SUMS'));

  const empty = join(folder, 'empty');
  mkdirSync(empty);
  run(empty, 'npm', 'install', '--offline', '--no-save', '--no-package-lock', '--silent', join(out, tarball));
  const installed = join(empty, 'node_modules', 'loadgate');
  expect(readdirSync(join(empty, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    'loadgate',
  ]);
  expect(readdirSync(installed).sort()).toEqual(
    ['LICENSE', 'README.md', 'dist', 'fixtures', 'loadgate.schema.json', 'package.json'].sort(),
  );
  expect(readdirSync(join(installed, 'dist')).sort()).toEqual(readdirSync(join(work, 'dist')).sort());
  expect(run(empty, 'npx', '--no-install', 'loadgate', '--version')).toBe(VERSION);
  expect(run(empty, 'npx', '--no-install', 'loadgate', 'init', '--help')).toMatch(/--forks/);
});
