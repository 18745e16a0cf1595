/**
 * patches/: the faults of autocannon 9.0.0 that src/load/autocannon.ts works around, mended in autocannon itself. The
 * patches apply in order, and each case of autocannon-as-it-is.test.ts then ends as it should.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type autocannon from 'autocannon';
import type { Options, Result } from 'autocannon';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  answering,
  breakingOff,
  closing,
  promisingToClose,
  refusedPort,
  type TestServer,
  untilClose,
  withInterim,
} from '../../support/servers.js';

const root = new URL('../../../', import.meta.url).pathname;
const names = readdirSync(join(root, 'patches'))
  .filter((name) => name.endsWith('.patch'))
  .sort();

let folder = '';
let patched: typeof autocannon;
let server: TestServer | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'autocannon-'));
  const copy = join(folder, 'autocannon');
  cpSync(join(root, 'node_modules/autocannon'), copy, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const name of names) {
    // Not a repository: `git apply` then works on the folder that it is called in.
    const options = { cwd: copy, env: { ...process.env, GIT_CEILING_DIRECTORIES: folder } };
    execFileSync('git', ['apply', '--check', join(root, 'patches', name)], options);
    execFileSync('git', ['apply', join(root, 'patches', name)], options);
  }
  patched = createRequire(import.meta.url)(join(copy, 'autocannon.js')) as typeof autocannon;
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => server?.close());

async function run(options: Options) {
  const latencies: number[] = [];
  let errors = 0;
  const result = await new Promise<Result>((resolve, reject) => {
    const instance = patched({ sampleInt: 100, connections: 2, duration: 0.3, ...options }, (error, found) =>
      error === null ? resolve(found) : reject(error),
    );
    instance.on('response', (_client, _status, _bytes, latency) => latencies.push(latency));
    instance.on('reqError', () => {
      errors += 1;
    });
  });
  return { result, latencies, errors };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('the patches for autocannon', () => {
  it('are for the version that is installed, and each says what it is for', () => {
    const readme = readFileSync(join(root, 'patches/README.md'), 'utf8');
    const { version } = JSON.parse(
      readFileSync(join(root, 'node_modules/autocannon/package.json'), 'utf8'),
    ) as { version: string };
    expect(readme).toContain(`autocannon ${version}`);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(readme).toContain(`(${name})`);
  });

  it.each([
    ['say that they close connections', true, 0],
    ['close connections without saying so', false, 1],
  ])(
    '01 to 03: right latencies of servers that %s, and lost requests are errors',
    async (_, announced, least) => {
      server = await closing({ announced, every: 2, delayMs: 5 });
      const { latencies, errors, result } = await run({ url: server.url });
      expect(latencies.length).toBeGreaterThan(10);
      // Two connections had 300 ms and one sample each.
      expect(sum(latencies)).toBeLessThan(2 * 400);
      expect(errors).toBeGreaterThanOrEqual(least);
      if (announced) expect(errors).toBe(0);
      expect(result['2xx']).toBe(latencies.length);
    },
  );

  it('02: a body that lasts until the connection ends is whole, and a cut one is not continued', async () => {
    server = await untilClose('1.1');
    const whole = await run({ url: server.url, expectBody: 'Hello, World!' });
    expect(whole.result['2xx']).toBeGreaterThan(10);
    expect(whole.result.mismatches).toBe(0);
    expect(whole.errors).toBe(0);
    await server.close();
    server = await breakingOff('close', 2);
    const cut = await run({ url: server.url, expectBody: 'Hello, World!' });
    expect(cut.result['2xx']).toBeGreaterThan(5);
    expect(cut.errors).toBeGreaterThan(5);
    expect(cut.result.mismatches).toBe(0);
  });

  it('03: no request goes into a connection that is to be closed', async () => {
    server = await promisingToClose();
    const { errors } = await run({ url: server.url });
    expect(server.connections()).toBeGreaterThan(10);
    expect(errors).toBe(0);
  });

  it('04: a port that refuses is tried with pauses', async () => {
    const { errors } = await run({ url: `http://127.0.0.1:${await refusedPort()}/` });
    expect(errors).toBeGreaterThan(2);
    expect(errors).toBeLessThan(50);
  });

  it('05: an interim answer is not the answer', async () => {
    server = await withInterim();
    const { result } = await run({ url: server.url, connections: 1 });
    expect(result['1xx']).toBe(0);
    expect(result['2xx']).toBeGreaterThan(5);
  });

  it('06: an answer to HEAD has no body', async () => {
    server = await answering({ body: '', length: 5 });
    const { result } = await run({ url: server.url, method: 'HEAD' });
    expect(result['2xx']).toBeGreaterThan(50);
  });

  it('07: waits that were not measured are filled in at the rate that was asked for', async () => {
    server = await answering({}, 250);
    // 4 requests a second, each answered in time: there is nothing to fill in.
    const { result } = await run({ url: server.url, connections: 1, connectionRate: 4, duration: 1 });
    expect(result.latency.p1).toBeGreaterThan(200);
  });
});
