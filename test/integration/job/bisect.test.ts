import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { createGit } from '../../../src/git/create.js';
import { type BisectRequest, runBisect } from '../../../src/job/bisect.js';
import { fileMemory } from '../../../src/job/bisect-state.js';
import type { JobDeps } from '../../../src/job/types.js';
import type { AnsweredAsk, BisectOutcome } from '../../../src/model/bisect.js';
import { chooseRuntime } from '../../../src/runtime/choose.js';
import type { Runtime } from '../../../src/runtime/runtime.js';
import { systemClock } from '../../../src/system/clock.js';
import { exec } from '../../../src/system/exec.js';
import { dockerAvailable } from '../../support/docker.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';
import { COARSE, quiet, withJobDeps } from '../../support/job.js';
import { leftoversOf, NOTHING_LEFT } from '../../support/leftovers.js';

const CONFIG = `
budget: 4m
caps: { cpus: 0.5, memory: 128m }
${COARSE}targets:
  shop: { build: shop, command: node server.mjs, port: 8080 }
scenarios:
  list: { request: GET /, connections: 8, expect: { body: ok } }
`;
const DOCKERFILE =
  'FROM node:24-slim\nWORKDIR /app\nCOPY server.mjs .\nUSER 65534\nCMD ["node", "server.mjs"]\n';

/** Works for so long a request. */
const server = (ms: number, remark: string): string => `import { createServer } from 'node:http';
// ${remark}
createServer((request, response) => {
  for (const end = performance.now() + ${ms}; performance.now() < end; );
  response.end('ok');
}).listen(process.env.PORT, '0.0.0.0');
process.once('SIGTERM', () => process.exit(0));
`;

let sandbox: Sandbox;
let dir: string;
const commits: Record<string, string> = {};

beforeAll(async () => {
  sandbox = await createSandbox();
  dir = await sandbox.init('shop');
  const commit = async (name: string, files: Record<string, string>): Promise<void> => {
    commits[name] = await sandbox.commit(dir, files, name);
  };
  await commit('good', {
    'shop/server.mjs': server(2, 'good'),
    'shop/Dockerfile': DOCKERFILE,
    'loadgate.yml': CONFIG,
  });
  await commit('read me', { 'README.md': 'one' });
  await commit('harmless', { 'shop/server.mjs': server(2, 'harmless') });
  await commit('broken', { 'shop/server.mjs': 'throw new Error("it does not start");\n' });
  await commit('mended', { 'shop/server.mjs': server(2, 'mended') });
  await commit('slow', { 'shop/server.mjs': server(5, 'slow') });
  await commit('read on', { 'README.md': 'two' });
  await commit('bad', { 'shop/server.mjs': server(5, 'bad') });
});
afterAll(() => sandbox.close());

interface Ran {
  readonly outcome: BisectOutcome;
  readonly id: string;
}

const statePath = (): string => join(sandbox.dir, 'bisect.json');
let runs = 0;

async function searched(
  changes: (deps: JobDeps, id: string) => Partial<JobDeps> = () => ({}),
  onAnswer: (answers: readonly AnsweredAsk[]) => void = () => {},
  budgetMs = 240_000,
): Promise<Ran> {
  runs += 1;
  const id = `bisect${process.pid}x${runs}`;
  const git = createGit({ exec, dir, env: sandbox.env, runId: id });
  const kept = fileMemory(statePath(), quiet);
  const request: BisectRequest = {
    ...{ id, git, asked: null, seed: 7, budgetMs },
    config: parseConfig(CONFIG, 'loadgate.yml'),
    good: { sha: commits['good'] ?? '', label: 'good' },
    bad: { sha: commits['bad'] ?? '', label: 'bad' },
    memory: {
      ...kept,
      write: async (state) => {
        await kept.write(state);
        onAnswer(state.answers);
      },
    },
  };
  const outcome = await withJobDeps(id, (deps) => runBisect(request, { ...deps, ...changes(deps, id) }));
  return { outcome, id };
}

const foldersOf = (id: string): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.includes(id));

function expectSlow({ outcome, id }: Ran): void {
  expect(outcome.whole).toMatchObject({ cell: 'shop/list', metric: 'throughput' });
  expect(outcome.found.culprits).toMatchObject([
    { sha: commits['slow'], parent: commits['mended'], merge: null },
  ]);
  // On a machine that has other work to do, what is left may stay open; it never hides the commit.
  for (const { after, commits: among } of outcome.found.ranges) {
    expect([after, among]).not.toEqual([commits['mended'], 1]);
  }
  expect(outcome.named.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['slow', 'mended']));
  expect(outcome).toMatchObject({ commits: 7, changing: 5 });
  const ratio = outcome.found.culprits[0]?.worse.ratio ?? 0;
  expect(ratio).toBeGreaterThan(1.5);
  expect(foldersOf(id)).toEqual([]);
}

describe('a search over a small repository', () => {
  it('finds the commit that made a service slower, and drops and passes by others', async () => {
    const seen: string[] = [];
    const ran = await searched(undefined, (answers) => seen.push(answers.at(-1)?.of ?? ''));
    expectSlow(ran);
    for (const name of ['read me', 'read on']) expect(seen).not.toContain(commits[name]);
    const { passedBy } = ran.outcome.found;
    expect(passedBy.every(({ sha }) => sha === commits['broken'])).toBe(true);
  }, 240_000);

  it('goes on where it was cancelled, and where its budget ended', async () => {
    const cancel = new AbortController();
    let kept: readonly AnsweredAsk[] = [];
    const cancelled = searched(
      () => ({ signal: cancel.signal }),
      (answers) => {
        kept = answers;
        if (answers.length === 1) cancel.abort(new Error('cancelled by the test'));
      },
    );
    await expect(cancelled).rejects.toThrow('cancelled by the test');
    expect(kept).toHaveLength(1);
    const { outcome } = await searched(undefined, undefined, 0);
    expect(outcome.found.culprits).toEqual([]);
    expect(outcome.found.ranges).toMatchObject([{ reason: 'budget' }]);
    const answered: (readonly AnsweredAsk[])[] = [];
    const infos: string[] = [];
    const log = { ...quiet, info: (message: string) => infos.push(message) };
    expectSlow(
      await searched(
        () => ({ log }),
        (answers) => answered.push(answers),
      ),
    );
    expect(infos.join('\n')).toContain('goes on after 1 answers');
    expect(infos.join('\n')).not.toContain('First both ends');
    expect(answered[0]?.slice(0, 1)).toEqual(kept);
    expect(await fileMemory(statePath(), quiet).read({} as never)).toBeNull();
  }, 240_000);
});

describe.skipIf(!dockerAvailable)('the same on containers', () => {
  it('builds what is made of the same once, and leaves nothing', async () => {
    const builds: string[] = [];
    const inDocker = (deps: JobDeps, id: string): Partial<JobDeps> => ({
      chooseRuntime: async (targets) => {
        const { signal } = deps;
        const runtime = await chooseRuntime(
          'docker',
          { exec, clock: systemClock, runId: id, log: quiet, signal },
          targets,
        );
        const build: Runtime['build'] = (request) => {
          builds.push(request.target.name);
          return runtime.build(request);
        };
        return { ...runtime, build };
      },
    });
    const ran = await searched(inDocker);
    expectSlow(ran);
    // Both ends once for the ordinary run, and once more where the search keeps them; each other commit once.
    expect(builds.length).toBeLessThanOrEqual(2 + 6);
    expect(leftoversOf({ id: ran.id, workspace: dir, temp: sandbox.tmp })).toEqual(NOTHING_LEFT);
  }, 280_000);
});
