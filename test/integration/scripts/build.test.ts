import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDist } from '../../../scripts/lib/bundles.mjs';
import { root } from '../../../scripts/lib/root.mjs';
import { distFaults } from '../../../scripts/lib/write-dist.mjs';

let folder: string;
let files: Map<string, string>;

// The same sources in another folder, whose node_modules/ is a link.
beforeAll(async () => {
  ({ files } = await makeDist());
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'loadgate-build-')));
  for (const name of ['src', 'scripts', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  execFileSync(process.execPath, [join(folder, 'scripts', 'build.mjs')], { cwd: tmpdir() });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('makes the same bytes in every folder', () => {
  expect(readdirSync(join(folder, 'dist')).sort()).toEqual([...files.keys()].sort());
  for (const [name, content] of files) {
    expect(readFileSync(join(folder, 'dist', name), 'utf8') === content, name).toBe(true);
  }
});

test('knows no path of the machine', () => {
  for (const [name, content] of files) {
    expect(content.includes(root) || content.includes(folder), name).toBe(false);
  }
});

test('runs without node_modules, as a module wherever it lies', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'loadgate-dist-'));
  try {
    cpSync(join(folder, 'dist'), elsewhere, { recursive: true });
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const said = execFileSync(process.execPath, [join(elsewhere, 'cli.js'), '--version'], {
      encoding: 'utf8',
    });
    expect(said.trim()).toBe(version);
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test('check:dist says which file is not what the build makes', () => {
  const dist = join(folder, 'dist');
  expect(distFaults(dist, files)).toEqual([]);
  rmSync(join(dist, 'load.js'));
  cpSync(join(folder, 'package.json'), join(dist, 'cli.js'));
  cpSync(join(folder, 'package.json'), join(dist, 'other.js'));
  expect(distFaults(dist, files).sort()).toEqual([
    'dist/cli.js differs',
    'dist/load.js is missing',
    'dist/other.js is not made by the build',
  ]);
});
