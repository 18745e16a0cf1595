import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOctokit } from '../../../src/forge/octokit.js';
import { seededRandom } from '../../../src/system/random.js';
import { CORPUS } from '../../support/corpus.js';
import { notingClock, notingLog } from '../../support/forge-client.js';

const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.setHeader('content-type', 'application/json').end('{}');
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Routes of ours, with the name that somebody else chose. */
const ROUTES: readonly (readonly [route: string, name: string, path: RegExp])[] = [
  [
    '/repos/{owner}/{repo}/collaborators/{username}/permission',
    'username',
    /^\/repos\/acme\/shop\/collaborators\/([^/?]+)\/permission$/,
  ],
  [
    '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
    'workflow_id',
    /^\/repos\/acme\/shop\/actions\/workflows\/([^/?]+)\/runs$/,
  ],
  ['/repos/{owner}/{repo}/contents/{path}', 'path', /^\/repos\/acme\/shop\/contents\/([^/?]+)$/],
  ['/repos/{owner}/{repo}/pulls', 'head', /^\/repos\/acme\/shop\/pulls\?head=([^&]*)$/],
];

const arrived = (url: string, shape: RegExp, text: string): boolean => {
  const found = shape.exec(url)?.[1];
  return found !== undefined && decodeURIComponent(found) === Buffer.from(text).toString();
};
/** Before anything was asked. */
const refused = (error: unknown): boolean =>
  asked.length === 0 && (error instanceof TypeError || error instanceof URIError);

it('a name in a request stays one part of its path, or one value of its query', {
  timeout: 120_000,
}, async () => {
  const { port } = server.address() as AddressInfo;
  const octokit = await openOctokit({
    ...{ token: 't', apiUrl: `http://127.0.0.1:${port}`, timeoutMs: 20_000, id: 'hostile' },
    ...{ clock: notingClock(), random: seededRandom(1), log: notingLog(), signal: undefined },
  });
  const wrong: string[] = [];
  let tried = 0;
  // A giant is refused by the server for its length, as by GitHub.
  for (const { text } of CORPUS.filter((one) => one.text.length < 1000)) {
    for (const [route, name, shape] of ROUTES) {
      tried += 1;
      asked.length = 0;
      const parameters = { owner: 'acme', repo: 'shop', [name]: text };
      const failed = await octokit.request(`GET ${route}`, parameters).then(
        () => null,
        (error: unknown) => error,
      );
      if (failed === null ? !arrived(asked[0] ?? '', shape, text) : !refused(failed))
        wrong.push(`${JSON.stringify(text)}: ${asked[0] ?? String(failed)}`);
    }
  }
  console.log(`${tried} requests, failures ${wrong.length}`);
  expect(wrong).toEqual([]);
});
