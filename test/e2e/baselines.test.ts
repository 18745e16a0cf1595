import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  removeTemporary,
  runOnPullRequest,
  verdictsOf,
  type WorkflowOptions,
} from '../support/action-run.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { createOrigin, git, type OriginRepository } from '../support/pull-requests.js';

/** Short rounds under wide gates: these tests are about which commit is compared with. */
const CONFIG = `budget: 40s
profile: never
caps: { cpus: 1, memory: 128m }
gate: { slower: 50%, latency: 400%, memory: 100% }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 8, warm-up: 200ms, duet: 300ms, solo: 200ms, probe: 200ms, trim: 50ms }
targets:
  app: { build: app, command: node server.js, port: 3000 }
scenarios:
  root: { request: GET /, connections: 4, expect: { body: ok } }
`;
const server = (turns: number): string => `const N = ${turns};
require('http').createServer((q, s) => {
  let x = 0;
  for (let i = 0; i < N; i++) x = (x * 31 + i) | 0;
  s.end('ok');
}).listen(process.env.PORT, '0.0.0.0');
`;

let origin: OriginRepository;
let forge: ForgeServer;

beforeEach(async () => {
  origin = createOrigin({ 'loadgate.yml': CONFIG, 'app/server.js': server(100_000), 'NOTES.md': 'notes\n' });
  forge = await startForgeServer();
});
afterEach(async () => {
  origin.remove();
  await forge.close();
});
afterAll(removeTemporary);

const options = (rest: Partial<WorkflowOptions> = {}): WorkflowOptions => ({
  origin,
  forge,
  inputs: { runtime: 'process' },
  ...rest,
});

/** As a forge without merge refs, or \`act\`, runs it: HEAD and GITHUB_SHA are the head. */
const atHead = (number: number) => {
  const ref = `refs/pull/${number}/head`;
  return { ref, sha: git(origin.bare, 'rev-parse', ref) };
};

describe('the baseline of a pull request', () => {
  it('of two commits whose head is checked out is the base branch: the first commit made it slower', async () => {
    const pull = origin.open(60, { 'app/server.js': server(2_000_000) });
    const headSha = origin.amend(60, { 'app/server.js': `${server(2_000_000)}// a comment\n` });
    const run = await runOnPullRequest({ ...pull, headSha }, options({ as: atHead(60) }));
    expect(run.measured?.baseline?.sha).toBe(pull.baseSha);
    expect(run.exitCode, run.stdout).toBe(1);
    expect(verdictsOf(run)['app/root']).toBe('regression');
  });

  it('that was closed by a merge by rebase is the commit before its first', async () => {
    const pull = origin.open(61, { 'app/server.js': server(2_000_000) });
    const headSha = origin.amend(61, { 'app/server.js': `${server(2_000_000)}// a comment\n` });
    const before = origin.push({ 'NOTES.md': 'meanwhile\n' });
    const merged = origin.rebase(61);
    const event = { merged: true, merge_commit_sha: merged };
    const run = await runOnPullRequest(
      { ...pull, headSha },
      options({ as: { ref: 'refs/heads/main', sha: merged }, event }),
    );
    expect(run.measured?.baseline?.sha).toBe(before);
    expect(run.exitCode, run.stdout).toBe(1);
    expect(verdictsOf(run)['app/root']).toBe('regression');
  });

  it('that has merged the base is what it merged, whatever base.sha the event has', async () => {
    const pull = origin.open(62, { 'NOTES.md': 'better notes\n' });
    const moved = origin.push({ 'app/server.js': server(2_000_000) });
    const headSha = origin.update(62);
    const run = await runOnPullRequest({ ...pull, headSha }, options({ as: atHead(62) }));
    expect(run.measured?.baseline?.sha).toBe(moved);
    expect(run.exitCode, run.stdout).toBe(0);
    expect(run.outputs['verdict']).toBe('nothing-to-measure');
  });
});
