/** The forge failing, each in its own way, against the built Action. */
import { commentMarker } from '../../src/forge/marker.js';
import { runOnPullRequest, type WorkflowOptions } from './action-run.js';
import type { FaultRow, Provoked } from './fault-row.js';
import type { Fault } from './forge-faults.js';
import { error } from './forge-proxy.js';
import { type ForgeServer, startForgeServer } from './forge-server.js';
import type { Change } from './pull-requests.js';
import { createShop, SERVER, SHOP_CONFIG } from './shop.js';

interface Trouble {
  /** Done to the forge before the run. */
  readonly before?: (forge: ForgeServer) => Promise<void> | void;
  readonly options?: (forge: ForgeServer) => Partial<WorkflowOptions>;
  readonly change?: Change;
}

const MARKER = commentMarker('default');
const POST = { method: 'POST', path: /comments$/ } as const;
const PATCH = { method: 'PATCH', path: /comments\/\d+$/ } as const;

/** A pull request that touches no target, so that nothing is in the way but the forge. */
function provoking({ before, options, change = { 'README.md': '# Changed\n' } }: Trouble) {
  return async (): Promise<Provoked> => {
    const origin = createShop();
    const forge = await startForgeServer();
    await before?.(forge);
    const run = await runOnPullRequest(origin.open(40, change), {
      origin,
      forge,
      inputs: { runtime: 'process' },
      ...options?.(forge),
    });
    const close = async () => {
      origin.remove();
      await forge.close();
    };
    return { run, forge, close };
  };
}

const NOTHING = {
  code: null,
  verdict: 'nothing-to-measure',
  measured: [],
  says: /nothing to measure/,
} as const;
/** The comment is there in the end. */
const POSTED = { ...NOTHING, exitCode: 0, comment: 'created' } as const;
/** GitHub says no: the verdict stands, and the summary has the report. */
const REFUSED = { ...NOTHING, exitCode: 0, comment: 'refused', comments: 0 } as const;
/** GitHub can't be reached: the job fails. */
const FAILED = { ...NOTHING, exitCode: 3, comment: 'failed', comments: 0 } as const;

const answer = (status: number, message: string, headers: Record<string, string> = {}): Partial<Fault> => ({
  answer: { status, body: error(status, message), headers },
});
const faulty = (...faults: readonly Fault[]): Trouble => ({
  before: (forge) => {
    for (const fault of faults) forge.inject(fault);
  },
});
const inSeconds = (seconds: number): string => String(Math.floor(Date.now() / 1000) + seconds);

/** Comments of ours, as runs before have left them. */
const old = (count: number) => async (forge: ForgeServer) => {
  for (let n = 0; n < count; n++) await forge.addComment(forge.tokens.actions, `${MARKER}\nold ${n}`);
};

/** A comment that may be ours is there, and the question who we are meets a rate limit. */
const whoAmI = (status: number, seconds: number) => async (forge: ForgeServer) => {
  await old(1)(forge);
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(seconds) };
  forge.inject({ method: 'GET', path: /^\/user$/, ...answer(status, 'API rate limit exceeded', headers) });
};

/** One cell with figures and a row of its own for each of the others: more than a comment holds. */
function manyCells(): string {
  const scenarios = Array.from({ length: 640 }, (_, n) => {
    const path = `/missing/${n}-${'x'.repeat(40)}`;
    return `  wrong-${n}-${'x'.repeat(45)}: { request: GET ${path} }`;
  });
  return SHOP_CONFIG.replace(
    /^scenarios:[\s\S]*/m,
    `scenarios:\n  prices: { request: GET /prices }\n${scenarios.join('\n')}\n`,
  );
}

export const FORGE_ROWS: readonly FaultRow[] = [
  {
    name: '401, a token that nobody knows',
    docs: '401, a token that it does not know',
    ...REFUSED,
    provoke: provoking({ options: () => ({ token: 'ghs_nobody' }) }),
  },
  {
    name: '403, a token that may only read',
    docs: '403, a token that may only read',
    ...REFUSED,
    provoke: provoking({ options: ({ tokens }) => ({ token: tokens.readOnly }) }),
  },
  {
    name: '403, primary rate limit, over in 2 s',
    docs: '403 or 429, a rate limit of up to a minute',
    ...POSTED,
    provoke: provoking({
      before: (forge) => {
        const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(2) };
        forge.inject({ method: 'GET', ...answer(403, 'API rate limit exceeded', headers) });
      },
    }),
  },
  {
    name: '403, primary rate limit, over in an hour',
    docs: '403 or 429, a longer one',
    ...REFUSED,
    provoke: provoking({
      before: (forge) => {
        const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(3600) };
        forge.inject({ method: 'GET', times: 9, ...answer(403, 'API rate limit exceeded', headers) });
      },
    }),
  },
  {
    name: '403, secondary rate limit, retry-after 1',
    docs: '403 or 429, a rate limit of up to a minute',
    ...POSTED,
    provoke: provoking(
      faulty({ ...POST, ...answer(403, 'You have exceeded a secondary rate limit', { 'retry-after': '1' }) }),
    ),
  },
  {
    name: '429, retry-after 1, twice',
    docs: '403 or 429, a rate limit of up to a minute',
    ...POSTED,
    provoke: provoking(
      faulty({ ...POST, times: 2, ...answer(429, 'Too many requests', { 'retry-after': '1' }) }),
    ),
  },
  {
    name: '429, retry-after 10 min',
    docs: '403 or 429, a longer one',
    ...REFUSED,
    provoke: provoking(faulty({ ...POST, ...answer(429, 'Too many requests', { 'retry-after': '600' }) })),
  },
  {
    name: '403, a rate limit of the question who it is, over in 2 s',
    docs: '403 or 429 to `GET /user`, by which it knows its own comment',
    ...POSTED,
    comment: 'updated',
    provoke: provoking({ before: whoAmI(403, 2) }),
  },
  {
    name: '429, a rate limit of the question who it is, over in an hour',
    docs: '403 or 429 to `GET /user`, by which it knows its own comment',
    ...REFUSED,
    // The one that was there: nobody knows whether it is ours.
    comments: 1,
    provoke: provoking({ before: whoAmI(429, 3600) }),
  },
  {
    name: '404, the pull request is not shown',
    docs: '404, 409, 410, 422',
    ...REFUSED,
    provoke: provoking(faulty({ method: 'GET', times: 9, ...answer(404, 'Not Found') })),
  },
  {
    name: '409',
    docs: '404, 409, 410, 422',
    ...REFUSED,
    provoke: provoking(faulty({ ...POST, ...answer(409, 'Conflict') })),
  },
  {
    name: '403, locked conversation',
    docs: '403, a locked conversation',
    ...REFUSED,
    provoke: provoking(
      faulty({ ...POST, ...answer(403, 'Unable to create comment because issue is locked.') }),
    ),
  },
  {
    name: '422',
    docs: '404, 409, 410, 422',
    ...REFUSED,
    provoke: provoking(faulty({ ...POST, ...answer(422, 'Validation Failed') })),
  },
  {
    name: '410',
    docs: '404, 409, 410, 422',
    ...REFUSED,
    provoke: provoking(faulty({ ...POST, ...answer(410, 'Gone') })),
  },
  {
    name: '500 after it was done',
    docs: '500 after it has done it',
    ...POSTED,
    provoke: provoking(faulty({ ...POST, commit: true, ...answer(500, 'Oops') })),
  },
  {
    name: '502 to every request',
    docs: '5xx, or no connection, to the end',
    ...FAILED,
    provoke: provoking(faulty({ times: 99, ...answer(502, 'Bad gateway') })),
  },
  {
    name: 'no connection',
    docs: '5xx, or no connection, to the end',
    ...FAILED,
    provoke: provoking({ options: () => ({ env: { GITHUB_API_URL: 'http://127.0.0.1:1' } }) }),
  },
  {
    name: 'time-out after it was done',
    docs: 'no answer after it has done it',
    ...POSTED,
    provoke: provoking(faulty({ ...POST, commit: true, hang: true })),
  },
  {
    name: 'truncated JSON',
    docs: 'truncated JSON, a connection that ends in the answer',
    ...POSTED,
    provoke: provoking(faulty({ ...POST, cut: 'text' })),
  },
  {
    name: 'connection lost in the answer',
    docs: 'truncated JSON, a connection that ends in the answer',
    ...POSTED,
    provoke: provoking(faulty({ ...POST, cut: 'connection' })),
  },
  {
    name: 'its comment is the 121st of 130',
    docs: 'more than 100 comments',
    ...POSTED,
    comment: 'updated',
    provoke: provoking({
      before: async (forge) => {
        const others = (count: number) =>
          Promise.all(
            Array.from({ length: count }, () => forge.addComment(forge.tokens.contributor, 'me too')),
          );
        await others(120);
        await old(1)(forge);
        await others(9);
      },
    }),
  },
  {
    name: 'its comment is deleted between read and write',
    docs: 'a comment that is deleted between read and write',
    ...POSTED,
    provoke: provoking({
      before: async (forge) => {
        await old(1)(forge);
        const [comment] = await forge.comments();
        forge.inject({ ...PATCH, before: () => forge.removeComment(comment?.id ?? 0) });
      },
    }),
  },
  {
    name: 'three comments of killed runs',
    docs: 'several comments of ours, left by runs that were killed',
    ...POSTED,
    comment: 'updated',
    provoke: provoking({ before: old(3) }),
  },
  {
    name: 'a report of over 65,536 characters',
    docs: 'a report of over 65,536 characters',
    code: 'wrong-answer',
    exitCode: 2,
    comment: 'created',
    verdict: 'invalid',
    measured: ['shop/prices'],
    says: /the job summary/,
    provoke: provoking({
      change: { 'loadgate.yml': manyCells(), [SERVER]: (before) => `${before}// touched\n` },
    }),
  },
];
