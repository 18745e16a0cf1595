import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, init } from '../../../src/cli/init.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';
import { SHAPES } from '../../support/init-shapes.js';
import { keptLog } from '../../support/logs.js';

let sandbox: Sandbox;
let count = 0;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(async () => {
  await sandbox.close();
});

async function repository(files: Readonly<Record<string, string>>): Promise<string> {
  count += 1;
  const dir = await sandbox.init(`shop-${count}`);
  await sandbox.commit(dir, files);
  return dir;
}

async function run(
  dir: string,
  { ask = null, ...options }: { ask?: Ask; forks?: boolean; from?: 'compose' | 'openapi' } = {},
) {
  const printed: string[] = [];
  const ended = await init(
    { forks: false, runtime: 'auto', budget: '3m', run: false, ...options },
    { dir, log: keptLog(), print: (text) => printed.push(text), ask },
  );
  return { ...ended, printed: printed.join('\n') };
}

const express = SHAPES['express-compose'] ?? {};

describe('loadgate init --no-run', () => {
  it('writes the configuration and the workflow, from files that are not committed, too', async () => {
    const dir = await repository({ 'README.md': '' });
    await sandbox.write(dir, express);
    const { inTheWay, ran, printed } = await run(dir);
    expect([inTheWay, ran]).toEqual([[], null]);
    expect(await readFile(join(dir, 'loadgate.yml'), 'utf8')).toContain('request: GET /api/items/');
    expect(await readFile(join(dir, '.github/workflows/loadgate.yml'), 'utf8')).toContain(
      'on: pull_request\n',
    );
    expect(existsSync(join(dir, '.github/workflows/loadgate-report.yml'))).toBe(false);
    expect(printed).toContain('written: loadgate.yml');
    expect(printed).toContain('.: Express, ');
  });

  it('writes the pair for forks', async () => {
    const dir = await repository(express);
    await run(dir, { forks: true });
    expect(existsSync(join(dir, '.github/workflows/loadgate-report.yml'))).toBe(true);
  });

  it('never writes over a file: it says which is there, and what it would have written', async () => {
    const dir = await repository({ ...express, 'loadgate.yml': 'mine' });
    const { inTheWay, printed } = await run(dir);
    expect(inTheWay.map(({ path }) => path)).toEqual(['loadgate.yml']);
    expect(await readFile(join(dir, 'loadgate.yml'), 'utf8')).toBe('mine');
    expect(printed).toContain('loadgate.yml is there already');
    expect(printed).toContain('request: GET /api/items/');
    expect(printed).toContain('written: .github/workflows/loadgate.yml');
  });

  it('a second time there is nothing to write, and nothing in the way', async () => {
    const dir = await repository(express);
    await run(dir);
    const { inTheWay, printed } = await run(dir);
    expect(inTheWay).toEqual([]);
    expect(printed).not.toContain('written:');
  });

  it('writes nothing through links, neither of files nor of folders', async () => {
    const dir = await repository(express);
    const outside = join(sandbox.dir, 'outside');
    await mkdir(outside, { recursive: true });
    await symlink(join(outside, 'file'), join(dir, 'loadgate.yml'));
    expect((await run(dir)).inTheWay.map(({ path }) => path)).toEqual(['loadgate.yml']);
    expect(existsSync(join(outside, 'file'))).toBe(false);

    const other = await repository(express);
    await symlink(outside, join(other, '.github'));
    await expect(run(other)).rejects.toMatchObject({ code: 'folder-outside' });
    expect(existsSync(join(outside, 'workflows/loadgate.yml'))).toBe(false);
  });

  it('asks for what nothing says, where somebody is there to answer', async () => {
    const dir = await repository({ Dockerfile: 'FROM x\nCMD ["/server"]\n' });
    const asked: string[] = [];
    await run(dir, {
      ask: async (question) => {
        asked.push(question);
        return question.includes('port') ? '4321' : '/people?page=2';
      },
    });
    expect(asked).toHaveLength(2);
    const written = await readFile(join(dir, 'loadgate.yml'), 'utf8');
    expect(written).toContain('port: 4321\n');
    expect(written).toContain('request: GET /people?page=2');
    expect(written).not.toContain('Not found out');
  });

  it('leaves what nothing says as a comment, and says it, where nobody is there', async () => {
    const dir = await repository({ Dockerfile: 'FROM x\nCMD ["/server"]\n' });
    const { printed } = await run(dir);
    const written = await readFile(join(dir, 'loadgate.yml'), 'utf8');
    expect(written).toMatch(/# - The port of .* is not known/);
    expect(written).toContain('    # port: 8080\n');
    expect(printed).toMatch(/! The port of .* is not known/);
    expect(printed).toMatch(/! No request of .* was found/);
  });

  it('refuses an answer that is none', async () => {
    const dir = await repository({ Dockerfile: 'FROM x\n' });
    await expect(run(dir, { ask: async () => 'eighty' })).rejects.toMatchObject({ code: 'input-invalid' });
    expect(existsSync(join(dir, 'loadgate.yml'))).toBe(false);
  });

  it('says what to do where nothing can be started, and writes nothing', async () => {
    const dir = await repository(SHAPES['nothing'] ?? {});
    await expect(run(dir)).rejects.toMatchObject({ code: 'nothing-to-start' });
    expect(existsSync(join(dir, '.github'))).toBe(false);
  });

  it('takes from what is named alone', async () => {
    const dir = await repository({
      ...express,
      'openapi.json': JSON.stringify({ openapi: '3.0.0', paths: { '/a': { get: {} } } }),
    });
    await expect(run(await repository(SHAPES['go'] ?? {}), { from: 'compose' })).rejects.toMatchObject({
      code: 'source-missing',
    });
    await run(dir, { from: 'openapi' });
    const written = await readFile(join(dir, 'loadgate.yml'), 'utf8');
    expect(written).toContain('request: GET /a }');
    expect(written).not.toContain('/api/items');
  });

  it('tells what of a Compose file is not taken, with its place', async () => {
    const compose =
      'services:\n  web: { build: ., ports: ["3000"], depends_on: [db] }\n  db: { image: "postgres:16", network_mode: host }\n';
    const dir = await repository({ ...express, 'compose.yaml': compose });
    await expect(run(dir)).rejects.toThrow(/compose\.yaml:3:\d+: .*network_mode/);
  });
});
