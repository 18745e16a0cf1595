import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { issueMarker } from '../../../src/forge/marker.js';
import { forgeClient } from '../../support/forge-client.js';
import { type ForgeServer, startForgeServer } from '../../support/forge-server.js';

const marker = issueMarker('default');
const title = 'loadgate: main got slower';
let server: ForgeServer;

beforeEach(async () => {
  server = await startForgeServer();
});
afterEach(() => server.close());

const red = (body: string, token = server.tokens.actions) =>
  forgeClient(server, token).forge.upsertIssue({ marker, title, body });
const green = (token = server.tokens.actions) =>
  forgeClient(server, token).forge.closeIssue({ marker, title, body: 'fine again' });

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: string;
  readonly user: { readonly login: string };
  readonly pull_request?: object;
}

async function issues(): Promise<readonly Issue[]> {
  const response = await fetch(`${server.apiUrl}/repos/olga/widgets/issues?state=all`, {
    headers: { authorization: `Bearer ${server.tokens.personal}` },
  });
  return ((await response.json()) as Issue[]).filter((issue) => issue.pull_request === undefined);
}

describe('one issue', () => {
  it('is opened by the first red run, kept up to date, and closed by a green one', async () => {
    expect(await red('first')).toMatchObject({ status: 'created' });
    expect(await red('second')).toMatchObject({ status: 'updated' });
    expect(await red('second')).toMatchObject({ status: 'skipped' });
    expect(await issues()).toMatchObject([
      { title, body: `${marker}\nsecond`, state: 'open', user: { login: 'github-actions[bot]' } },
    ]);
    expect(await green()).toMatchObject({ status: 'updated' });
    expect(await issues()).toMatchObject([{ state: 'closed' }]);
    const [comment] = server.requests.filter(
      ({ method, path }) => method === 'POST' && /issues\/\d+\/comments$/.test(path),
    );
    expect(comment).toBeDefined();
  });

  it('is another one after it was closed', async () => {
    await red('first');
    await green();
    await red('again');
    expect((await issues()).map(({ state }) => state).sort()).toEqual(['closed', 'open']);
  });

  it('is not closed where there is none, nor where somebody else wrote the marker', async () => {
    expect(await green()).toMatchObject({ status: 'skipped' });
    await red('not ours', server.tokens.contributor);
    expect(await green()).toMatchObject({ status: 'skipped' });
    expect(await issues()).toMatchObject([{ state: 'open' }]);
    expect(await red('ours')).toMatchObject({ status: 'created' });
  });

  it('is one after several red runs at once', async () => {
    await Promise.all(['a', 'b', 'c'].map((body) => red(body)));
    await red('last');
    expect((await issues()).filter(({ state }) => state === 'open')).toHaveLength(1);
  });

  it('is refused with what to do where the token may not', async () => {
    const result = await red('first', server.tokens.readOnly);
    expect(result).toMatchObject({ status: 'refused' });
    expect(result.why).toContain('issues: write');
  });
});
