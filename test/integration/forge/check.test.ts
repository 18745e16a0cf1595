import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckRequest, CheckResult } from '../../../src/forge/check.js';
import { type ForgeClient, forgeClient } from '../../support/forge-client.js';
import { error } from '../../support/forge-proxy.js';
import { type ForgeServer, startForgeServer } from '../../support/forge-server.js';

let server: ForgeServer;
beforeEach(async () => {
  server = await startForgeServer();
});
afterEach(() => server.close());

const SHA = 'a1b2c3d4'.repeat(5);
const request = (changes: Partial<CheckRequest> = {}): CheckRequest => ({
  sha: SHA,
  name: 'loadgate verdict',
  key: 'default',
  conclusion: 'success',
  title: 'no change: all 2 cells within ±3 %',
  summary: '### 🟢 no change',
  detailsUrl: 'https://github.com/olga/widgets/actions/runs/1',
  ...changes,
});

async function report(
  changes: Partial<CheckRequest> = {},
  token: string | null = server.tokens.actions,
): Promise<ForgeClient & { readonly result: CheckResult }> {
  const client = forgeClient(server, token);
  return { ...client, result: await client.forge.upsertCheck(request(changes)) };
}
const sent = (method: string) => server.requests.filter((one) => one.method === method);
const NO = { status: 403, body: error(403, 'Resource not accessible by integration') };

describe('a check of a commit', () => {
  it('says the verdict, its reason and where the run is', async () => {
    expect((await report()).result.status).toBe('check');
    expect(await server.checks(SHA)).toMatchObject([
      {
        name: 'loadgate verdict',
        external_id: 'loadgate:default',
        conclusion: 'success',
        details_url: request().detailsUrl,
        output: { title: request().title, summary: request().summary },
      },
    ]);
  });

  it('is one however often it is reported, with the last verdict', async () => {
    for (const conclusion of ['failure', 'neutral', 'success'] as const) await report({ conclusion });
    const checks = await server.checks(SHA);
    expect(checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
    expect(sent('PATCH')).toHaveLength(2);
  });

  it('is one for each key and each commit, and leaves those of others alone', async () => {
    await report();
    await report({ key: 'nightly', name: 'loadgate verdict (nightly)' });
    await report({ sha: 'b'.repeat(40) });
    await report({ key: 'nightly', name: 'loadgate verdict (nightly)', conclusion: 'failure' });
    expect((await server.checks(SHA)).map((one) => [one.external_id, one.conclusion])).toEqual([
      ['loadgate:default', 'success'],
      ['loadgate:nightly', 'failure'],
    ]);
    expect(await server.checks('b'.repeat(40))).toHaveLength(1);
  });

  it('is not made a second time where it was made and the answer was lost', async () => {
    server.inject({ method: 'POST', path: /check-runs$/, commit: true, answer: { status: 502 } });
    expect((await report()).result.status).toBe('check');
    expect(await server.checks(SHA)).toHaveLength(1);
  });

  it('is an error of the machine where the forge never answers', async () => {
    server.inject({ path: /check-runs/, times: 99, reset: true });
    await expect(report()).rejects.toMatchObject({ kind: 'machine', code: 'forge-failed' });
  });
});

describe('a token that may not write checks', () => {
  it('gets a commit status instead, where it may write those', async () => {
    const state = 'failure';
    const at = '2026-01-01T00:00:00Z';
    const url = 'https://api.github.com/x';
    const status = {
      ...{ url, avatar_url: null, id: 7, node_id: 'x', state, description: 'x', target_url: url },
      ...{ context: 'loadgate verdict', created_at: at, updated_at: at, creator: null },
    };
    server.inject({ method: 'POST', path: /\/statuses\//, answer: { status: 201, body: status } });
    const { result, log } = await report(
      { conclusion: 'failure', title: '🔴'.repeat(200) },
      server.tokens.readOnly,
    );
    expect(result.status).toBe('status');
    expect(log.warnings).toEqual([]);
    const posted = sent('POST').at(-1);
    expect(posted?.path).toBe(`/repos/olga/widgets/statuses/${SHA}`);
    expect(posted?.body).toMatchObject({ state: 'failure', context: 'loadgate verdict' });
    const body = posted?.body as { readonly description: string } | undefined;
    expect([...(body?.description ?? '')]).toHaveLength(140);
  });

  it('is told what to do where it may write neither, and nothing fails', async () => {
    server.inject({ method: 'POST', path: /\/statuses\//, answer: NO });
    const { result, log } = await report({}, server.tokens.readOnly);
    expect(result.status).toBe('refused');
    expect(result.why).toContain('permissions: { checks: write }');
    expect(log.warnings).toHaveLength(1);
    expect(await server.checks(SHA)).toEqual([]);
  });

  it('is told so without any token', async () => {
    const { result } = await report({}, null);
    expect(result.status).toBe('refused');
    expect(server.requests).toEqual([]);
  });
});
