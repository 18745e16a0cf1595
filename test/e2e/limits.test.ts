import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTemporary, runOnPullRequest, runOnPush, runOnTag, verdictsOf } from '../support/action-run.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { git, type OriginRepository } from '../support/pull-requests.js';
import { createShop, SERVER, SHOP_CONFIG } from '../support/shop.js';

// Everything here runs where no engine is, too: targets are processes.
const inputs = { runtime: 'process', check: 'true' };
let forge: ForgeServer;
let origin: OriginRepository;

beforeEach(async () => {
  forge = await startForgeServer();
});
afterEach(async () => {
  origin.remove();
  await forge.close();
});
afterAll(removeTemporary);

/** The shop in rounds as short as limits that nothing meets, or everything, need them. */
const QUICK = SHOP_CONFIG.replace('warm-up: 1s', 'warm-up: 200ms').replace('duet: 500ms', 'duet: 300ms');

/** It with limits for one of its two scenarios. No service answers in 10 µs, or takes longer than a minute. */
const limited = (limits: string): string =>
  QUICK.replace('prices: { ', `prices: { limits: ${limits}, `).replace(
    'port: 8080 }',
    'port: 8080, limits: { start-time: 1m } }',
  );

describe('a limit', () => {
  it('that is broken is red in a first run, without any baseline, which it stores all the same', async () => {
    origin = createShop({ 'loadgate.yml': limited('{ p99: 0.01ms, errors: 0% }') });
    const first = git(origin.bare, 'rev-parse', 'main');
    const run = await runOnPush(first, { origin, forge, inputs: { ...inputs, notify: 'issue' } });

    expect(run.exitCode, run.stdout).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'regression', regressions: '1', passed: 'false' });
    expect(verdictsOf(run)).toEqual({ 'shop/prices': 'regression', 'shop/report': 'new' });
    const cells = JSON.parse(run.outputs['cells'] ?? '[]') as { scenario: string; limits?: string[] }[];
    expect(cells.map(({ limits }) => limits)).toEqual([['p99'], undefined]);
    expect(run.outputs['summary-line']).toMatch(
      /^loadgate: 1 of 2 cells breaks its p99 limit: shop · prices p99 [\d.]+ (µs|ms), the limit is 10 µs$/,
    );
    expect(run.summary).toMatch(/p99 is \*\*[\d.]+ (µs|ms)\*\* \(.*\), the limit is 10 µs\./);
    expect(run.summary).toMatch(/↳ errors ≤ 0\s%.*holds/);
    expect(run.summary).toMatch(/↳ start time ≤ 60\.0\ss.*holds/);
    const [check] = await forge.checks(first);
    expect(check).toMatchObject({ conclusion: 'failure' });
    const opened = forge.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/issues'));
    expect(opened).toHaveLength(1);
    expect(run.stdout).toMatch(/Issue created: http/);

    const started = run.measured?.cells.flatMap(({ generations }) =>
      generations.map(({ candidate }) => candidate.startMs ?? 0),
    );
    expect(started?.length).toBeGreaterThanOrEqual(6);
    expect(started?.every((ms) => ms > 1 && ms < 60_000)).toBe(true);
    expect(git(origin.bare, 'ls-tree', '-r', '--name-only', 'loadgate')).toContain(`records/${first}.json`);
  });

  it('that a pull request sets is judged, though nothing else has changed, and the annotation is at its target', async () => {
    origin = createShop();
    const config = limited('{ requests: 1000000/s }');
    const pull = origin.open(21, { 'loadgate.yml': config });
    const run = await runOnPullRequest(pull, { origin, forge, inputs });
    expect(run.exitCode, run.stdout).toBe(1);
    expect(verdictsOf(run)['shop/prices']).toBe('regression');
    const [comment] = await forge.comments();
    expect(comment?.body).toMatch(/breaks its requests\/s limit/);
    expect(comment?.body).toMatch(/The baseline breaks it, too: /);
    const errors = run.annotations.filter(({ level }) => level === 'error');
    expect(errors.map(({ file, line }) => `${file}:${line}`)).toContain(
      `loadgate.yml:${config.split('\n').findIndex((text) => text.includes('shop:')) + 1}`,
    );
  });

  it('stops a release that is the first one', async () => {
    origin = createShop({ 'loadgate.yml': limited('{ memory: 1m, cpu: 0.01ms, p50: 0.01ms }') });
    const first = git(origin.bare, 'rev-parse', 'main');
    git(origin.bare, 'tag', 'v1.0.0', first);
    const run = await runOnTag('v1.0.0', first, { origin, forge, inputs: { ...inputs, release: 'latest' } });
    expect(run.exitCode, run.stdout).toBe(1);
    expect(run.summary).toMatch(/Not stored as a release: the gate did not let it pass/);
  });

  it('judges failed requests that would make the cell invalid without it', async () => {
    // One answer in twenty is an error, from the warm-up on. Each takes some 0.1 ms, so that the generator keeps up.
    const failing = `import { createServer } from 'node:http';
let asked = 0;
createServer((_, response) => {
  response.statusCode = ++asked > 200 && asked % 20 === 0 ? 503 : 200;
  for (let n = 0, x = 0; n < 100_000; n++) x = (x * 31 + n) | 0;
  response.end('[]');
}).listen(process.env.PORT);
`;
    const known = QUICK.replace('status: 200', 'body: "[]"').replace(
      'GET /report,',
      'GET /report, expect: { body: "[]" },',
    );
    const both = (errors: string) => `${known}limits: { errors: ${errors} }\n`;
    origin = createShop({ [SERVER]: failing, 'loadgate.yml': both('1%') });
    const strict = await runOnPush(git(origin.bare, 'rev-parse', 'main'), { origin, forge, inputs });
    expect(strict.exitCode, strict.stdout).toBe(1);
    expect(Object.values(verdictsOf(strict))).toEqual(['regression', 'regression']);
    expect(strict.summary).toMatch(/of the requests fail/);

    const lenient = origin.push({ 'loadgate.yml': both('10%') });
    const passed = await runOnPush(lenient, { origin, forge, inputs: { ...inputs, baseline: 'none' } });
    expect(passed.exitCode, passed.stdout).toBe(0);
    const none = origin.push({ 'loadgate.yml': known });
    const invalid = await runOnPush(none, { origin, forge, inputs: { ...inputs, baseline: 'none' } });
    expect(invalid.exitCode, invalid.stdout).toBe(2);
    expect(Object.values(verdictsOf(invalid))).toEqual(['invalid', 'invalid']);
  });
});
