import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Build, PLAIN_BUILD } from '../../../../src/model/config.js';
import { createDockerCli } from '../../../../src/runtime/docker/client.js';
import { imageInputs } from '../../../../src/runtime/docker/image-inputs.js';
import type { Exec } from '../../../../src/system/exec.js';

let folder: string;
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-test-inputs-'));
  mkdirSync(join(folder, 'app'));
  write('Dockerfile', 'ARG BASE=node:24\nFROM $BASE\nCOPY . .\n');
  write('app/main.js', 'one');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** @param images what the engine has, by name */
function inputs(
  images: Readonly<Record<string, string>> = { 'node:24': 'sha256:24' },
  { name = 'api', side = 'candidate' as 'candidate' | 'baseline', ...build }: Partial<Build> & Options = {},
) {
  const exec: Exec = async (argv) => {
    const id = images[argv.at(-1) ?? ''];
    return id === undefined
      ? { exitCode: 1, stdout: '[]', stderr: 'No such image' }
      : { exitCode: 0, stdout: JSON.stringify([{ Id: id, Size: 1 }]), stderr: '' };
  };
  const options = {
    ...{ name, side, kind: 'target' as const, builder: 'inside' as const },
    ...{ context: join(folder, '.'), dockerfile: join(folder, 'Dockerfile') },
    ...{ secrets: [], iidFile: join(folder, 'elsewhere') },
    build: { ...PLAIN_BUILD, context: '.', dockerfile: 'Dockerfile', ...build },
  };
  return imageInputs(options, createDockerCli(exec, {}));
}
interface Options {
  readonly name?: string;
  readonly side?: 'candidate' | 'baseline';
}

describe('the digest of what decides an image', () => {
  test('is the same for both sides, at another time', async () => {
    const before = await inputs();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    utimesSync(join(folder, 'app/main.js'), 1, 1);
    expect(await inputs(undefined, { side: 'baseline' })).toBe(before);
  });

  test.each<[string, () => unknown]>([
    ['a file', () => write('app/main.js', 'two')],
    ['a new file', () => write('app/more.js', '')],
    ['an empty folder', () => mkdirSync(join(folder, 'empty'))],
    ['a mode', () => chmodSync(join(folder, 'app/main.js'), 0o755)],
    ['a link', () => symlinkSync('main.js', join(folder, 'app/link.js'))],
    ['the Dockerfile', () => write('Dockerfile', 'FROM node:24\nCOPY . /srv\n')],
    ['what is left out', () => write('Dockerfile.dockerignore', 'app')],
  ])('is another one after a change of %s', async (_, change) => {
    const before = await inputs();
    change();
    const after = await inputs();
    expect(after).toMatch(/^[0-9a-f]{64}$/);
    expect(after).not.toBe(before);
  });

  test('tells where the bytes of a name end', async () => {
    write('app/a', 'bc');
    const one = await inputs();
    rmSync(join(folder, 'app/a'));
    write('app/ab', 'c');
    expect(await inputs()).not.toBe(one);
  });

  test('is another one with another base, argument, stage, network, platform, or target', async () => {
    const all = [
      await inputs(),
      await inputs({ 'node:24': 'sha256:25' }),
      await inputs({ 'node:26': 'sha256:24' }, { args: { BASE: 'node:26' } }),
      await inputs(undefined, { args: { OTHER: '1' } }),
      await inputs(undefined, { target: 'run' }),
      await inputs(undefined, { network: 'none' }),
      await inputs(undefined, { platform: 'linux/arm64' }),
      await inputs(undefined, { name: 'web' }),
    ];
    expect(all).not.toContain(null);
    expect(new Set(all).size).toBe(all.length);
  });

  test('is not told where the engine lacks the base, files are fetched, or there are secrets', async () => {
    expect(await inputs({})).toBeNull();
    expect(await inputs(undefined, { secrets: [{ id: 'npmrc', env: 'npmrc' }] })).toBeNull();
    expect(await inputs(undefined, { ssh: ['default'] })).toBeNull();
    write('Dockerfile', 'FROM node:24\nADD https://example.com/a /a\n');
    expect(await inputs()).toBeNull();
  });
});
