import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTemporary, runOnPullRequest, verdictsOf } from '../support/action-run.js';
import { dockerAvailable } from '../support/docker.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { leftoversOf, NOTHING_LEFT } from '../support/leftovers.js';
import { NOTES } from '../support/notes-app.js';
import { createOrigin, type OriginRepository, replaced } from '../support/pull-requests.js';

let origin: OriginRepository;
let forge: ForgeServer;

beforeEach(async () => {
  origin = createOrigin(NOTES);
  forge = await startForgeServer();
});
afterEach(async () => {
  origin.remove();
  await forge.close();
});
afterAll(removeTemporary);

const run = async (change: Parameters<OriginRepository['open']>[1]) => {
  const inputs = { runtime: 'docker' };
  const result = await runOnPullRequest(origin.open(60, change), { origin, forge, inputs });
  const record = result.outputs['record']?.split('/').at(-2) ?? '';
  expect(leftoversOf({ ...result, keep: [record] })).toEqual(NOTHING_LEFT);
  const [comment] = await forge.comments();
  return { ...result, comment: comment?.body ?? '' };
};

describe.skipIf(!dockerAvailable)('a service with PostgreSQL and Redis', () => {
  it('has its own on each side, from the same seeded and prepared state in every generation', async () => {
    const result = await run({ 'app/server.mjs': replaced("VERSION = 'base'", "VERSION = 'change'") });
    // The scenario's `expect` holds it: 500 notes of the seed, one of its own, none of the other side.
    expect(result.exitCode, result.stdout).toBe(0);
    expect(Object.keys(verdictsOf(result))).toEqual(['notes/state', 'notes/list']);
    expect(result.measured?.problems).toEqual([]);
    const cells = result.measured?.cells ?? [];
    for (const { state, generations } of cells) {
      expect(state).toBe('measured');
      expect(generations.length).toBeGreaterThanOrEqual(2);
      for (const side of generations.flatMap(({ candidate, baseline }) => [candidate, baseline])) {
        expect(side?.services?.['db']?.cpuUs).toBeGreaterThan(0);
        expect(side?.services?.['db']?.peakMemoryBytes).toBeGreaterThan(2 ** 20);
        expect(side?.services?.['cache']?.cpuUs).not.toBeUndefined();
      }
    }
    expect(result.measured?.runtime.serviceCores).toBeDefined();
    expect(result.comment).toMatch(
      /services (on core|beside the load generator|on any core)|target, services and/,
    );
    expect(result.summary).toContain('Services beside the targets');
    // Both sides' services are the same, so that they are seeded once and prepared for each of the two images.
    const titles = result.stdout.match(/(Seed|Prepare) db, cache[^\n]*/g) ?? [];
    expect(titles.filter((title) => title.startsWith('Seed')).length).toBeLessThanOrEqual(1);
    expect(titles.filter((title) => title.startsWith('Prepare')).length).toBeLessThanOrEqual(2);
  });

  it('whose migration fails is told so, with what it said', async () => {
    const result = await run({ 'app/migrate.mjs': replaced('CREATE TABLE visits', 'CREATE TABEL visits') });
    expect(result.exitCode, result.stdout).toBe(2);
    expect(verdictsOf(result)).toEqual({ 'notes/state': 'invalid', 'notes/list': 'invalid' });
    expect(result.measured?.problems.map(({ code }) => code)).toEqual(['prepare-failed']);
    expect(result.comment).toContain('syntax error at or near');
  });

  it('whose seed fails is told so, with what it said', async () => {
    const result = await run({ 'db/seed.sql': replaced("SELECT 'seed'", 'SELECT nobody') });
    expect(result.exitCode, result.stdout).toBe(2);
    expect(verdictsOf(result)).toEqual({ 'notes/state': 'invalid', 'notes/list': 'invalid' });
    expect(result.measured?.problems.map(({ code }) => code)).toEqual(['seed-failed']);
    expect(result.comment).toContain('column "nobody" does not exist');
  });
});
