import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/compare/judge.js';
import type { CellRecord, RoundFigures } from '../../src/model/record.js';
import { ROOT, removeTemporary, runOnPullRequest, type WorkflowRun } from '../support/action-run.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { createOrigin, type OriginRepository } from '../support/pull-requests.js';
import { refusedPort } from '../support/servers.js';
import { type Authority, createAuthority, startUrlServer, type UrlServer } from '../support/url-servers.js';

let authority: Authority;
let stage: UrlServer;
let live: UrlServer;
let origin: OriginRepository;

beforeAll(() => {
  authority = createAuthority();
});
beforeEach(async () => {
  stage = await startUrlServer(authority, 30);
  live = await startUrlServer(null);
});
afterEach(async () => {
  await Promise.all([stage.close(), live.close()]);
  origin.remove();
});
afterAll(() => {
  authority.remove();
  removeTemporary();
});

const MEASURE = `budget: 60s
profile: never
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 5, warm-up: 200ms, duet: 600ms, solo: 600ms, trim: 50ms }
`;
const config = (url: string, path = '/') => `${MEASURE}targets: { stage: { url: ${url} } }
scenarios: { root: { request: GET ${path}, rate: 50/s, connections: 8 } }
allow-hosts: [localhost, "127.0.0.1"]
`;
/** A target of our own beside it. */
const mixed = (url: string) =>
  config(url)
    .replace('targets: {', 'targets: { app: { build: ., command: node server.js, port: 3000 },')
    .replace('scenarios: {', 'scenarios: { own: { request: GET /, targets: [app], connections: 4 },')
    .replace('connections: 8', 'connections: 8, targets: [stage]');
const SERVER = `require('http').createServer((q, s) => s.end('ok')).listen(process.env.PORT, '0.0.0.0');`;

interface Ran {
  readonly status: number;
  readonly output: string;
  readonly outcome: Outcome;
  readonly cell: CellRecord;
}

/** `loadgate run` of dist/, in a repository with this configuration, where no Docker engine answers. */
async function run(text: string, env: Record<string, string> = {}): Promise<Ran> {
  origin = createOrigin({ 'loadgate.yml': text, 'server.js': SERVER });
  const cwd = origin.checkout('refs/heads/main');
  const argv = [join(ROOT, 'dist/cli.js'), 'run', '--json'];
  const none = { DOCKER_HOST: 'unix:///nonexistent/docker.sock', NODE_EXTRA_CA_CERTS: '' };
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, ...none, ...env }, maxBuffer: 2 ** 26 };
    execFile('node', argv, options, (error, stdout, stderr) => {
      const outcome = JSON.parse(stdout === '' ? '{}' : stdout) as Outcome;
      const cell = outcome.record?.cells.find(({ target }) => target === 'stage') as CellRecord;
      resolve({ status: error === null ? 0 : Number(error.code), output: stderr, outcome, cell });
    });
  });
}

const trusting = () => ({ NODE_EXTRA_CA_CERTS: authority.file });
const roundsOf = (cell: CellRecord, kind: 'duet' | 'solo', side: 'candidate' | 'baseline'): RoundFigures[] =>
  cell.generations.flatMap((generation) => generation[side]?.[kind] ?? []);

describe('a target at a URL', () => {
  it('is measured over TLS at its rate where no Docker engine answers, and nothing is known of its machine', async () => {
    const { status, output, outcome, cell } = await run(
      config(`"https://localhost:${stage.port}"`),
      trusting(),
    );
    expect(status, output).toBe(0);
    expect(cell, output).toMatchObject({ state: 'measured', invalid: null });
    expect(cell.url).toEqual({ candidate: `https://localhost:${stage.port}`, baseline: null });
    const rounds = roundsOf(cell, 'solo', 'candidate');
    expect(rounds.length).toBeGreaterThanOrEqual(2);
    for (const { rps, latencyUs, failures, cpuUserUs, grownBytes } of rounds) {
      expect(rps).toBeGreaterThan(40);
      expect(rps).toBeLessThan(60);
      expect(latencyUs.p50).toBeGreaterThan(29_000);
      expect(Object.values(failures).every((count) => count === 0)).toBe(true);
      expect([cpuUserUs, grownBytes]).toEqual([null, null]);
    }
    expect(cell.generations[0]?.candidate).toMatchObject({ peakMemoryBytes: null, probe: [], duet: [] });
    expect(outcome.record.runtime.kind).toBe('url');
    expect(outcome.record.images).toEqual([]);
    expect([...stage.hosts]).toEqual([`localhost:${stage.port}`]);
    expect([...stage.names]).toEqual(['localhost']);
    expect(outcome.comparison.cells).toEqual([]);
    expect(outcome.comparison.elsewhere).toMatchObject([{ target: 'stage', verdict: 'new' }]);
  }, 120_000);

  it('is compared with another URL in duets, and fails nothing where it is slower', async () => {
    const url = `{ candidate: "https://localhost:${stage.port}", baseline: "http://127.0.0.1:${live.port}" }`;
    const { status, output, outcome, cell } = await run(config(url), trusting());
    expect(status, output).toBe(0);
    expect(cell, output).toMatchObject({ state: 'measured', noBaseline: null });
    const [ours, theirs] = (['candidate', 'baseline'] as const).map((side) => roundsOf(cell, 'duet', side));
    expect(ours?.length).toBe(theirs?.length);
    for (const [at, { latencyUs }] of (ours ?? []).entries()) {
      expect(latencyUs.p50).toBeGreaterThan(2 * (theirs?.[at]?.latencyUs.p50 ?? 0));
    }
    expect(cell.generations.every(({ candidate }) => candidate.solo.length === 0)).toBe(true);
    expect(outcome.comparison.elsewhere).toMatchObject([{ target: 'stage', verdict: 'regression' }]);
    expect(outcome.gate).toMatchObject({ exitCode: 0, passed: true });
    expect([...live.hosts]).toEqual([`127.0.0.1:${live.port}`]);
  }, 120_000);

  it('says what is wrong with a certificate, a redirect, a port that refuses, TLS where there is none, and a name', async () => {
    const port = await refusedPort();
    const rows = [
      [config(`"https://localhost:${stage.port}"`), {}, 'certificate-refused'],
      [config(`"https://127.0.0.1:${stage.port}"`), trusting(), 'certificate-refused'],
      [config(`"http://127.0.0.1:${live.port}"`, '/old'), {}, 'redirected'],
      [config(`"http://127.0.0.1:${port}"`), {}, 'connection-refused'],
      [config(`"https://localhost:${live.port}"`), trusting(), 'tls-failed'],
      [config('"http://nothing.invalid"').replace('[', '[nothing.invalid, '), {}, 'url-unresolved'],
    ] as const;
    for (const [text, env, code] of rows) {
      const { status, output, outcome, cell } = await run(text, env);
      expect(cell.invalid, output).toMatchObject({ code, side: 'candidate' });
      expect({ status, problems: outcome.record.problems }, output).toEqual({ status: 0, problems: [] });
      origin.remove();
    }
    expect(stage.requests()).toBe(0);
    expect(live.requests()).toBe(1);
  }, 120_000);

  it('is refused where its host is not listed, before anything is sent', async () => {
    const text = config(`"http://127.0.0.1:${live.port}"`).replace('"127.0.0.1"', '"127.0.0.1:1"');
    const { status, output } = await run(text);
    expect(status).toBe(2);
    expect(output).toContain(`the host "127.0.0.1:${live.port}" is not in "allow-hosts"`);
    expect(live.requests()).toBe(0);
  }, 60_000);
});

describe('a pull request', () => {
  let forge: ForgeServer;
  beforeEach(async () => {
    forge = await startForgeServer();
  });
  afterEach(() => forge.close());

  /** A pull request that changes the host, the scenario, and what may be asked, as its author likes. */
  const onPullRequest = (fork: boolean, base: string, change: string): Promise<WorkflowRun> => {
    origin = createOrigin({ 'loadgate.yml': base, 'server.js': SERVER });
    const pull = origin.open(forge.pullRequest, { 'loadgate.yml': change, 'server.js': `${SERVER}\n` });
    const head = { sha: pull.headSha, ref: 'topic', repo: { full_name: 'mallory/shop' } };
    const event = fork ? { head } : {};
    const inputs = { runtime: 'process', baseline: 'none' };
    return runOnPullRequest(pull, { origin, forge, inputs, event });
  };

  it('of the repository is measured, and the report says apart that it is advisory', async () => {
    const text = mixed(`"http://127.0.0.1:${live.port}"`);
    const run = await onPullRequest(false, text.replace('50/s', '40/s'), text);
    expect(run.exitCode, run.stdout).not.toBe(2);
    expect(live.requests()).toBeGreaterThan(50);
    expect(run.summary).toContain('**At URLs.** Somebody else runs these, so they are advisory');
    // Without the marks that keep a viewer from making a link of it.
    expect(run.summary.replaceAll('\u200b', '')).toContain(`http://127.0.0.1:${live.port}`);
  }, 120_000);

  it('of a fork sends nothing to a URL, whatever it writes', async () => {
    const text = mixed(`"http://127.0.0.1:${live.port}"`);
    const run = await onPullRequest(true, text, text.replace('GET /', 'DELETE /').replace('50/s', '1000/s'));
    expect(run.measured?.cells.map(({ target }) => target)).toEqual(['app']);
    expect(run.summary).toContain(
      'Not measured, because this pull request is from a fork: stage (at a URL).',
    );
    expect(live.requests()).toBe(0);
  }, 120_000);

  it('of a fork is refused where there is nothing else, also where it adds the target itself', async () => {
    const text = config(`"http://127.0.0.1:${live.port}"`);
    for (const base of [text, mixed(`"http://127.0.0.1:${live.port}"`)]) {
      const run = await onPullRequest(true, base, `${text}\n`);
      expect(run.exitCode, run.stdout).toBe(2);
      expect(run.stdout).toContain('url-fork');
      origin.remove();
    }
    expect(live.requests()).toBe(0);
  }, 120_000);
});
