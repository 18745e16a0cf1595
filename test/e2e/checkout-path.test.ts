import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTemporary, runOnPullRequest, type WorkflowRun } from '../support/action-run.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { createOrigin, type OriginRepository } from '../support/pull-requests.js';

/** Short rounds under wide gates: this is about where the repository is, not about figures. */
const CONFIG = `budget: 20s
profile: never
gate: { slower: 80%, latency: 400%, memory: 100% }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 5, warm-up: 200ms, duet: 300ms, solo: 200ms, probe: 200ms, trim: 50ms }
targets:
  app: { build: ., command: node server.js, port: 3000 }
scenarios:
  root: { request: GET /, connections: 4, expect: { body: ok } }
`;
const server = (turns: number): string => `require('http').createServer((q, s) => {
  let x = 0;
  for (let i = 0; i < ${turns}; i++) x = (x * 31 + i) | 0;
  s.end('ok');
}).listen(process.env.PORT, '0.0.0.0');
`;

let origin: OriginRepository;
let forge: ForgeServer;
const workspaces: string[] = [];

beforeEach(async () => {
  origin = createOrigin({ 'loadgate.yml': CONFIG, 'server.js': server(100_000) });
  forge = await startForgeServer();
});
afterEach(async () => {
  origin.remove();
  await forge.close();
});
afterAll(() => {
  for (const folder of workspaces) rmSync(folder, { recursive: true, force: true });
  removeTemporary();
});

/** As actions/checkout does with `path`, once for each of these. */
const checkedOutIn =
  (...paths: readonly string[]) =>
  (ref: string): string => {
    const workspace = mkdtempSync(join(tmpdir(), 'loadgate-test-workspace-'));
    workspaces.push(workspace);
    for (const path of paths) {
      mkdirSync(join(workspace, path, '..'), { recursive: true });
      renameSync(origin.checkout(ref), join(workspace, path));
    }
    return workspace;
  };

/** Both sides were built and run; what came out of it is the machine's business. */
function expectMeasured({ measured, stdout }: WorkflowRun, baseSha: string): void {
  expect(measured?.problems, stdout).toEqual([]);
  expect(measured?.baseline?.sha).toBe(baseSha);
  const [cell] = measured?.cells ?? [];
  expect(cell).toMatchObject({ target: 'app', scenario: 'root', state: 'measured', noBaseline: null });
  expect(cell?.generations[0]?.baseline?.duet[0]?.requests).toBeGreaterThan(0);
}

describe('a checkout below the workspace', () => {
  it('is found where it is the only one, and the log says which', async () => {
    const pull = origin.open(60, { 'server.js': server(2_000_000) });
    const run = await runOnPullRequest(pull, {
      origin,
      forge,
      inputs: { runtime: 'process' },
      checkout: checkedOutIn('src/app'),
    });
    expectMeasured(run, pull.baseSha);
    expect(run.stdout).toContain('The checkout is in src/app.');
  });

  it('is named by the input "path" where there are several, which nobody guesses between', async () => {
    const pull = origin.open(61, { 'server.js': server(2_000_000) });
    const options = { origin, forge, checkout: checkedOutIn('app', 'tools') };
    const unclear = await runOnPullRequest(pull, { ...options, inputs: { runtime: 'process' } });
    expect(unclear.exitCode, unclear.stdout).toBe(2);
    expect(unclear.stdout).toContain(
      'checkout-unclear: There are 2 checkouts below the workspace: app, tools.',
    );
    const named = await runOnPullRequest(pull, {
      ...options,
      inputs: { runtime: 'process', path: 'app' },
    });
    expectMeasured(named, pull.baseSha);
  });
});
