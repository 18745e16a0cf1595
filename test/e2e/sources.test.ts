import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTemporary, runOnPullRequest, verdictsOf } from '../support/action-run.js';
import { dockerAvailable } from '../support/docker.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { createOrigin, git, type OriginRepository } from '../support/pull-requests.js';

/** Short rounds under wide gates: these tests are about what is built, not about figures. */
const CONFIG = `budget: 20s
profile: never
caps: { cpus: 1, memory: 128m }
gate: { slower: 80%, latency: 400%, memory: 100% }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 5, warm-up: 200ms, duet: 300ms, solo: 200ms, probe: 200ms, trim: 50ms }
targets:
  app: { build: ., port: 3000 }
scenarios:
  root: { request: GET /, connections: 4, expect: { body: ok } }
`;
/** Slow enough to be the limit itself, and not the load generator. */
const SERVER = `require('http').createServer((q, s) => {
  let x = 0;
  for (let i = 0; i < 100000; i++) x = (x * 31 + i) | 0;
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

/** Reads a part of its code from elsewhere in the repository. */
const READER = `const { turns } = require('./PART/turns.js');
require('http').createServer((q, s) => {
  let x = 0;
  for (let i = 0; i < turns; i++) x = (x * 31 + i) | 0;
  s.end('ok');
}).listen(process.env.PORT, '0.0.0.0');
`;
const PROCESS = { 'loadgate.yml': CONFIG.replace('port: 3000', 'command: node server.js, port: 3000') };

/** A repository with a submodule: `part` at `turns.js`, whose second commit takes longer. */
function createWithSubmodule() {
  const part = createOrigin({ 'turns.js': 'exports.turns = 100000;\n' });
  const fast = git(part.bare, 'rev-parse', 'main');
  const slow = part.push({ 'turns.js': 'exports.turns = 2000000;\n' });
  const modules = `[submodule "part"]\n\tpath = lib/part\n\turl = ${part.url}\n`;
  const files = { ...PROCESS, 'server.js': READER.replace('PART', 'lib/part'), '.gitmodules': modules };
  const app = createOrigin(files);
  const base = app.link('lib/part', fast);
  return { part, app, base, slow };
}

/** As actions/checkout does with `submodules: true`. */
function withSubmodules(workspace: string): string {
  const allow = ['-c', 'protocol.file.allow=always'];
  git(workspace, ...allow, 'submodule', '--quiet', 'update', '--init', '--force', '--depth=1');
  return workspace;
}

describe('a checkout with submodules', () => {
  it('has both sides with them, so that a pull request that moves one is judged by its code', async () => {
    const { part, app, base, slow } = createWithSubmodule();
    const pull = app.open(50, {}, 'move the submodule', { 'lib/part': slow });
    expect(pull.baseSha).toBe(base);
    const checkout = (ref: string): string => withSubmodules(app.checkout(ref));
    const run = await runOnPullRequest(pull, {
      origin: app,
      forge,
      inputs: { runtime: 'process' },
      checkout,
    });
    expect(run.exitCode, run.stdout).toBe(1);
    expect(verdictsOf(run)['app/root']).toBe('regression');
    part.remove();
    app.remove();
  });

  it('stops by name where a commit of one can not be had', async () => {
    const { part, app, slow } = createWithSubmodule();
    const pull = app.open(51, {}, 'move the submodule', { 'lib/part': slow });
    const checkout = (ref: string): string => {
      const workspace = withSubmodules(app.checkout(ref));
      part.remove();
      return workspace;
    };
    const run = await runOnPullRequest(pull, {
      origin: app,
      forge,
      inputs: { runtime: 'process' },
      checkout,
    });
    expect(run.exitCode, run.stdout).toBe(3);
    expect(run.measured?.problems[0]).toMatchObject({ code: 'submodule-unavailable' });
    expect(run.measured?.problems[0]?.message).toMatch(/^The submodule part \(lib\/part\) of [0-9a-f]{7}/);
    app.remove();
  });
});

describe('a sparse checkout', () => {
  it.each([
    ['inside of it is measured', 'lib', 1, 'regression'],
    ['outside of it is said to be so', 'docs', 2, 'invalid'],
  ])('with a target %s', async (_name, cone, exitCode, verdict) => {
    const config = PROCESS['loadgate.yml'].replace('build: .', 'build: lib');
    const files = {
      'lib/part/turns.js': 'exports.turns = 100000;\n',
      'docs/a.md': '#',
      'loadgate.yml': config,
    };
    const app = createOrigin({ ...files, 'lib/server.js': READER.replace('PART', 'part') });
    const pull = app.open(52, { 'lib/part/turns.js': 'exports.turns = 2000000;\n' });
    const checkout = (ref: string): string => {
      const workspace = app.checkout(ref);
      git(workspace, 'sparse-checkout', 'set', cone);
      return workspace;
    };
    const run = await runOnPullRequest(pull, {
      origin: app,
      forge,
      inputs: { runtime: 'process' },
      checkout,
    });
    expect(run.exitCode, run.stdout).toBe(exitCode);
    expect(verdictsOf(run)['app/root']).toBe(verdict);
    const [problem] = run.measured?.problems ?? [];
    if (exitCode === 2)
      expect(problem).toMatchObject({
        code: 'not-checked-out',
        message: expect.stringContaining('lib is in the repository, and outside of this sparse checkout'),
      });
    app.remove();
  });
});

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
    // Its inputs are what they were, down to the last byte.
    expect(again.stdout).not.toMatch(/head is [0-9a-f]{40}/);
    expect(again.stdout.match(/Not built: app was built of the same inputs/g)).toHaveLength(2);
    expect(again.exitCode, again.stdout).toBe(0);
  });

  it('that changes only in what .dockerignore leaves out has nothing to measure', async () => {
    const pull = origin.open(42, { 'README.md': '# App, better described\n' });
    const run = await runOnPullRequest(pull, { origin, forge, inputs: { runtime: 'docker' } });
    expect(run.exitCode, run.stdout).toBe(0);
    expect(run.outputs['verdict']).toBe('nothing-to-measure');
  });
});
