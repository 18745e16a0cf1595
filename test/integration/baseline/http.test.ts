import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BranchOptions } from '../../../src/baseline/branch/ref.js';
import { branchStore } from '../../../src/baseline/branch-store.js';
import { keepUp, type Retention } from '../../../src/baseline/retention.js';
import type { BaselineStore } from '../../../src/baseline/store.js';
import { authEnv } from '../../../src/git/environment.js';
import { pointOf } from '../../../src/history/point.js';
import { systemClock } from '../../../src/system/clock.js';
import { exec } from '../../../src/system/exec.js';
import { seededRandom } from '../../../src/system/random.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';
import { type GitServer, type SeenRequest, startGitServer } from '../../support/git-server.js';
import { SAMPLE_SHA, sampleRecord } from '../../support/sample-record.js';
import { storeAtOnce } from '../../support/writers.js';

const [WRITER, READER] = ['ghs_writer', 'ghs_reader'];
let box: Sandbox;
let server: GitServer;
let intercept: (request: SeenRequest) => number | null;

beforeEach(async () => {
  box = await createSandbox();
  await box.bare('o/r.git');
  intercept = () => null;
  server = await startGitServer({
    root: box.dir,
    env: box.env,
    readers: [READER],
    writers: [WRITER],
    intercept: (request) => intercept(request),
  });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  expect(await box.close()).toEqual([]);
});

function open(token: string | null, changes: Partial<BranchOptions> = {}): BaselineStore {
  return branchStore({
    exec,
    env: token === null ? box.env : { ...box.env, ...authEnv(server.url, token) },
    runId: 'run1',
    url: `${server.url}/o/r.git`,
    clock: { ...systemClock, sleep: async () => {} },
    random: seededRandom(1),
    ...changes,
  });
}

const record = sampleRecord();
const isPush = ({ path }: SeenRequest): boolean => path.endsWith('/git-receive-pack');

describe('a branch over HTTP', () => {
  it('is written and read with a token in one header, which no argument shows', async () => {
    const argv: string[] = [];
    const watched: Partial<BranchOptions> = {
      exec: (args, options) => {
        argv.push(...args);
        return exec(args, options);
      },
    };
    expect(await open(WRITER, watched).put(record)).toMatchObject({ stored: true });
    expect(await open(READER, watched).get(SAMPLE_SHA)).toEqual(record);
    expect(await open(READER, watched).list()).toEqual([SAMPLE_SHA]);
    expect(server.requests.some(isPush)).toBe(true);
    for (const request of server.requests) expect(request.authorization).toHaveLength(1);
    expect(argv.join(' ')).not.toMatch(/ghs_|basic|Z2hz|127\.0\.0\.1/i);
  });

  it("is not confused by a header in the user's own configuration", async () => {
    const key = `http.${server.url}/.extraheader`;
    await box.git(box.dir, 'config', '--global', key, 'AUTHORIZATION: basic b2xkOm9sZA==');
    expect(await open(WRITER).put(record)).toMatchObject({ stored: true });
    for (const request of server.requests) expect(request.authorization).toHaveLength(1);
  });

  it('says which right is missing to a token that may only read', async () => {
    const failure = open(READER).put(record);
    await expect(failure).rejects.toMatchObject({ kind: 'machine', code: 'baseline-push-rejected' });
    await expect(failure).rejects.toHaveProperty('hint', expect.stringContaining('contents: write'));
    expect(await open(READER).list()).toEqual([]);
  });

  it.each([
    ['no token', null],
    ['a wrong token', 'ghs_wrong'],
  ])('is an error with %s, not an empty branch', async (_what, token) => {
    await open(WRITER).put(record);
    const failure = open(token).find([SAMPLE_SHA]);
    await expect(failure).rejects.toMatchObject({ kind: 'machine', code: 'baseline-fetch-failed' });
    await expect(failure).rejects.toHaveProperty('hint', expect.stringContaining('contents: read'));
  });

  it('is tried again where the server stumbles, and is an error where it stays down', async () => {
    await open(WRITER).put(record);
    let stumbles = 2;
    intercept = () => (stumbles-- > 0 ? 503 : null);
    expect((await open(READER).get(SAMPLE_SHA))?.id).toBe(record.id);
    intercept = () => 503;
    const before = server.requests.length;
    await expect(open(READER).get(SAMPLE_SHA)).rejects.toMatchObject({ code: 'baseline-fetch-failed' });
    expect(server.requests.length - before).toBe(3);
  });

  it('is an error where the one record can not be fetched', async () => {
    await open(WRITER).put(record);
    // 1: what is there, 2: the branch, 3: the file.
    let uploads = 0;
    intercept = ({ path }) => (path.endsWith('/git-upload-pack') && ++uploads > 2 ? 500 : null);
    await expect(open(READER).get(SAMPLE_SHA)).rejects.toMatchObject({ code: 'baseline-fetch-failed' });
  });

  it('stores once where the push arrives but its answer does not', async () => {
    await open(WRITER).put(sampleRecord({ candidate: { sha: 'b'.repeat(40), label: 'main' } }));
    let lost = false;
    const unlucky = open(WRITER, {
      exec: async (argv, options) => {
        const result = await exec(argv, options);
        if (!argv.includes('push') || lost) return result;
        lost = true;
        return { exitCode: 128, stdout: '', stderr: 'fatal: the remote end hung up unexpectedly\n' };
      },
    });
    expect(await unlucky.put(record)).toEqual({ stored: true, why: 'already on branch loadgate' });
    expect(await box.git(`${box.dir}/o/r.git`, 'rev-list', '--count', 'loadgate')).toBe('2');
  });

  it('is compacted while others store, and loses nothing of theirs', async () => {
    const old = { startedAt: '2020-01-01T00:00:00.000Z' };
    await open(WRITER).put(sampleRecord({ ...old, candidate: { sha: 'e'.repeat(40), label: 'main' } }));
    await open(WRITER).put(record);
    const options: BranchOptions = {
      ...{
        exec,
        env: { ...box.env, ...authEnv(server.url, WRITER) },
        runId: 'keep',
        url: `${server.url}/o/r.git`,
      },
      ...{ clock: systemClock, random: seededRandom(9) },
    };
    const ms = Date.now() - Date.parse('2024-01-01');
    const rule: Retention = { keep: { kind: 'age', ms }, defaultBranch: 'main', pointOf };
    const [state, { records }] = await Promise.all([
      keepUp(options, rule),
      storeAtOnce({ server, token: WRITER, env: box.env }, 3, 1),
    ]);
    expect(state.dropped).toBe(1);
    expect(await open(READER).list()).toEqual([...records, SAMPLE_SHA].sort());
  });

  it('loses nothing of eight writers who store at once, two times over', async () => {
    const { records, writers } = await storeAtOnce({ server, token: WRITER, env: box.env }, 8, 2);
    expect(writers).toHaveLength(16);
    expect(await open(READER).list()).toEqual(records);
    expect(await box.git(`${box.dir}/o/r.git`, 'rev-list', '--count', 'loadgate')).toBe('16');
  });
});
