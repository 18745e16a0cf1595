import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTemporary, runOnPullRequest, verdictsOf } from '../support/action-run.js';
import { dockerAvailable } from '../support/docker.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { createOrigin, type OriginRepository } from '../support/pull-requests.js';

/** Short rounds under wide gates: these tests are about what is built, not about figures. */
const CONFIG = `budget: 20s
caps: { cpus: 1, memory: 128m }
gate: { slower: 80%, latency: 400%, memory: 100% }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 5, warm-up: 200ms, duet: 300ms, solo: 200ms, probe: 200ms, trim: 50ms }
targets:
  app: { build: ., port: 3000 }
scenarios:
  root: { request: GET /, connections: 4, expect: { body: ok } }
`;
const SERVER = `require('http').createServer((q, s) => {
  let x = 0;
  for (let i = 0; i < 20000; i++) x = (x * 31 + i) | 0;
  s.end('ok');
}).listen(3000, '0.0.0.0');
`;
const DOCKERFILE = `FROM node:24-slim
COPY . /app
RUN echo "head is $(cat /app/.git/HEAD), git is a $(test -d /app/.git && echo folder), entries: $(ls -A /app | tr '\\n' ' ')"
CMD ["node", "/app/server.js"]
`;

let origin: OriginRepository;
let forge: ForgeServer;

beforeEach(async () => {
  origin = createOrigin({
    'loadgate.yml': CONFIG,
    'server.js': SERVER,
    Dockerfile: DOCKERFILE,
    '.dockerignore': '*.md\n',
    'README.md': '# App\n',
  });
  forge = await startForgeServer();
});
afterEach(async () => {
  origin.remove();
  await forge.close();
});
afterAll(removeTemporary);

describe.skipIf(!dockerAvailable)('the build context', () => {
  it('has the .git of a clean checkout, each side at its own commit, and nothing of loadgate', async () => {
    const pull = origin.open(40, { 'server.js': `${SERVER}// touched\n` });
    const run = await runOnPullRequest(pull, { origin, forge, inputs: { runtime: 'docker' } });
    const heads = [...run.stdout.matchAll(/head is ([0-9a-f]{40}), git is a folder, entries: (.*?) *$/gm)];
    expect(heads.map(([, head]) => head)).toEqual(expect.arrayContaining([pull.mergeSha, pull.baseSha]));
    const entries = '.dockerignore .git Dockerfile loadgate.yml server.js';
    expect(new Set(heads.map(([, , found]) => found))).toEqual(new Set([entries]));
    expect(run.exitCode, run.stdout).toBe(0);
    expect(verdictsOf(run)['app/root']).not.toBe('invalid');
  });

  it('makes the same image of the same commit, whenever and wherever it is written', async () => {
    const pull = origin.open(41, { 'server.js': `${SERVER}// touched\n` });
    const inputs = { runtime: 'docker' };
    await runOnPullRequest(pull, { origin, forge, inputs });
    const again = await runOnPullRequest(pull, { origin, forge, inputs });
    // A layer from the cache: its content is what it was.
    expect(again.stdout).not.toMatch(/head is [0-9a-f]{40}/);
    expect(again.stdout).toMatch(/Using cache|CACHED/);
    expect(again.exitCode, again.stdout).toBe(0);
  });

  it('that changes only in what .dockerignore leaves out has nothing to measure', async () => {
    const pull = origin.open(42, { 'README.md': '# App, better described\n' });
    const run = await runOnPullRequest(pull, { origin, forge, inputs: { runtime: 'docker' } });
    expect(run.exitCode, run.stdout).toBe(0);
    expect(run.outputs['verdict']).toBe('nothing-to-measure');
  });
});
