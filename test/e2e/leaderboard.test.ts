import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Leaderboard } from '../../src/leaderboard/types.js';
import type { RunRecord } from '../../src/model/record.js';
import { ROOT } from '../support/action-run.js';
import { createSandbox, type Sandbox } from '../support/git-sandbox.js';

const CONFIG = `measure: { warm-up: 100ms, trim: 30ms, duet: 300ms }
targets:
  first: { build: first, command: node server.mjs, port: 8080 }
  second: { build: second, command: node server.mjs, port: 8080 }
  third: { build: third, command: node server.mjs, port: 8080 }
scenarios:
  prices: { request: GET /prices, connections: 8, expect: { status: 200 } }
`;
const ABOUT = `framework: None at all
package: none
server: Node.js
interface: own
async: true
upstream-multiple: at once
`;
const server = (version: string) => readFileSync(join(ROOT, `fixtures/demo/${version}/server.mjs`), 'utf8');

let sandbox: Sandbox;
let repository: string;
const temp = mkdtempSync(join(tmpdir(), 'loadgate-test-board-'));

/** Runs the built command in the repository. */
function leaderboard(...args: readonly string[]) {
  const argv = [join(ROOT, 'dist/cli.js'), 'leaderboard', ...args];
  const env = { ...sandbox.env, TMPDIR: temp };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, argv, { cwd: repository, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
const written = (path: string) => readFileSync(join(repository, path), 'utf8');

beforeAll(async () => {
  sandbox = await createSandbox();
  repository = await sandbox.init('services');
  await sandbox.commit(repository, {
    'loadgate.yml': CONFIG,
    'deploy/ranked.yml': CONFIG.replace('300ms', '400ms'),
    'first/server.mjs': server('baseline'),
    'first/about.yml': ABOUT,
    'first/package.json': '{ "dependencies": { "none": "1.0.0" } }',
    'second/server.mjs': server('candidate'),
    'third/server.mjs': 'process.exit(1);\n',
  });
});
afterAll(async () => {
  rmSync(temp, { recursive: true, force: true });
  await sandbox.close();
});

describe('loadgate leaderboard', () => {
  it('measures, and writes page, pictures, JSON, CSV and record; what does not start is invalid', async () => {
    const { code, stderr } = await leaderboard(
      ...['--generations', '2', '--most', '2', '--reference', 'second', '--runtime', 'process'],
      ...['--markdown', 'docs/board.md'],
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining('[target-exited]')]);
    expect(readdirSync(join(repository, '.loadgate/leaderboard')).sort()).toEqual([
      'leaderboard.csv',
      'leaderboard.json',
      'leaderboard.md',
      'prices.svg',
      'record.json',
    ]);
    const board = JSON.parse(written('.loadgate/leaderboard/leaderboard.json')) as Leaderboard;
    const [prices] = board.scenarios;
    expect(prices?.rows.map(({ state }) => state)).toEqual(['ranked', 'ranked', 'invalid']);
    expect(prices?.reference).toBe('second');
    expect(prices?.rows.find(({ target }) => target === 'first')?.byDuets?.generations).toBe(2);
    expect(prices?.rows.every(({ figures }) => figures === null || figures.rps.mean > 0)).toBe(true);
    expect(board.facts.map(({ framework, frameworkVersion }) => [framework, frameworkVersion])).toEqual([
      ['None at all', '1.0.0'],
      ['second', null],
      ['third', null],
    ]);
    expect(written('.loadgate/leaderboard/prices.svg')).toMatch(/^<svg /);
    expect(written('docs/board.md')).toContain('](images/leaderboard-prices.svg)');
    expect(written('docs/images/leaderboard-prices.svg')).toBe(written('.loadgate/leaderboard/prices.svg'));
    expect(written('.loadgate/.gitignore')).toBe('*\n');
    expect(readdirSync(temp)).toEqual([]);
  });

  it('shows a record again, byte for byte, and compares it with another leaderboard', async () => {
    const folder = '.loadgate/leaderboard';
    const { stdout } = await leaderboard(
      ...['--from', `${folder}/record.json`, '--out', 'again', '--compare', `${folder}/leaderboard.json`],
    );
    expect(stdout).toMatch(/\| prices +\| +2 \|/);
    for (const name of ['leaderboard.json', 'leaderboard.csv', 'leaderboard.md', 'prices.svg']) {
      expect([name, written(`again/${name}`)]).toEqual([name, written(`${folder}/${name}`)]);
    }
  });

  it('names the command that makes the page again, with its configuration', async () => {
    const record = '.loadgate/leaderboard/record.json';
    await leaderboard('--from', record, '--out', 'other', '--config', 'deploy/ranked.yml');
    expect(written('.loadgate/leaderboard/leaderboard.md')).toContain(
      '<code>loadgate leaderboard --generations 2</code>',
    );
    expect(written('other/leaderboard.md')).toContain(
      '<code>loadgate leaderboard --config deploy/ranked.yml --generations 2</code>',
    );
  });

  it('refuses what it can not read before it measures', async () => {
    const { code, stderr } = await leaderboard('--compare', 'loadgate.yml');
    expect([code, stderr]).toEqual([2, expect.stringContaining('[leaderboard-invalid]')]);
    const gone = await leaderboard('--from', 'gone.json');
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('[input-invalid]')]);
    const none = await leaderboard('--generations', '0');
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('A whole number from 1 to 100.')]);
  });

  it('measures on from a record, and refuses one of another configuration', async () => {
    const record = '.loadgate/leaderboard/record.json';
    const before = JSON.parse(written(record)) as RunRecord;
    const { code } = await leaderboard(
      ...['--continue', record, '--out', 'more', '--runtime', 'process', '--budget', '5s', '--most', '2'],
    );
    // What did not start has not started.
    expect(code).toBe(2);
    const more = JSON.parse(written('more/record.json')) as RunRecord;
    const counts = ({ cells }: RunRecord) => cells.map(({ generations }) => generations.length);
    expect(
      Math.min(...counts(more).map((count, at) => count - (counts(before)[at] ?? 0))),
    ).toBeGreaterThanOrEqual(0);
    expect(more.durationMs).toBeGreaterThan(before.durationMs);
    const other = await leaderboard(
      '--continue',
      record,
      '--config',
      'deploy/ranked.yml',
      '--runtime',
      'process',
    );
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('[record-other]')]);
    const nobody = await leaderboard('--reference', 'nobody');
    expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('[unknown-cell]')]);
  });

  it('writes no page where nothing was measured', async () => {
    const { code, stderr } = await leaderboard('nobody', '--out', 'nothing', '--runtime', 'process');
    expect([code, stderr]).toEqual([2, expect.stringContaining('[unknown-cell]')]);
    expect(readdirSync(join(repository, 'nothing'))).toEqual(['record.json']);
  });

  it('keeps what draws pictures out of the command line', () => {
    expect(readFileSync(join(ROOT, 'dist/cli.js'), 'utf8')).not.toContain('node_modules/zrender');
    expect(readFileSync(join(ROOT, 'dist/chart.js'), 'utf8')).toContain('node_modules/zrender');
  });
});
