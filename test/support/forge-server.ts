/**
 * A GitHub for tests: `emulate` (stateful; pull requests, comments, users, Apps and their permissions) on
 * 127.0.0.1, behind a proxy of ours (forge-proxy.ts) that records every request, checks requests and answers
 * against GitHub's OpenAPI description, and makes things go wrong on demand (forge-faults.ts).
 *
 * What emulate 0.12.2 can't do, or does differently from GitHub, and what the proxy does about it:
 * - It takes an unknown token for its first user: the proxy answers 401.
 * - `GET /user` with an installation token gives the account's owner: the proxy answers GitHub's 403.
 * - Its 403 says "Forbidden": the proxy says GitHub's "Resource not accessible by integration".
 * - It has no GraphQL: the proxy answers the one question that we ask (`viewer { login }`), if told to.
 * - It takes comments of any length: the proxy answers GitHub's 422 above 65,536 characters.
 * - It shows a pull request's comment under `/issues/N`: the proxy rewrites it to `/pull/N`.
 * - It writes `[bot]` into addresses as it is: the proxy escapes it, as GitHub does.
 * - It takes comments on locked conversations and knows no secondary rate limits: tests inject those answers,
 *   and their form is checked against OpenAPI too.
 * - It has no reactions, and no runs on pull requests: the proxy has them (forge-plays.ts).
 * - It lists check runs only of commits that it made itself, and leaves a member out of them: the proxy lists those
 *   that it saw being made, and adds the member (forge-checks.ts).
 * - It has no commit statuses: tests inject GitHub's answers.
 * - Anybody who has a token may edit anybody's comment in it: a test must look at who was written to.
 * - Its Apps are real ones: an App called `github-actions` writes as `github-actions[bot]`, and its tokens have
 *   the permissions that they were made with, so nothing is played there.
 */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createEmulator } from 'emulate';
import type { Fault } from './forge-faults.js';
import { createPlays, type Plays } from './forge-plays.js';
import { type ForgeProxy, type RecordedRequest, startForgeProxy } from './forge-proxy.js';

export interface ForgeServerOptions {
  /** Serve the API under `/api/v3`, as GitHub Enterprise Server does (false). */
  readonly enterprise?: boolean;
}

export interface ForgeTokens {
  /** The job's own token with `pull-requests: write`: an installation's, author `github-actions[bot]`. */
  readonly actions: string;
  /** The same on a pull request from a fork: may read only. */
  readonly readOnly: string;
  /** An installation token of another App, author `acme[bot]`. */
  readonly otherApp: string;
  /** A personal access token of `olga`, who owns the repository. */
  readonly personal: string;
  /** A personal access token of `alice`, who opened the pull request. */
  readonly contributor: string;
}

export interface StoredComment {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly url: string;
}

export interface StoredCheck {
  readonly id: number;
  readonly name: string;
  readonly external_id: string;
  readonly conclusion: string;
  readonly details_url: string;
  readonly output: { readonly title: string; readonly summary: string };
}

export interface ForgeServer {
  /** For GITHUB_API_URL. */
  readonly apiUrl: string;
  /** For GITHUB_SERVER_URL. */
  readonly serverUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** An open pull request by `alice`. */
  readonly pullRequest: number;
  readonly tokens: ForgeTokens;
  /** Every request that came through the proxy, in order. */
  readonly requests: readonly RecordedRequest[];
  /** Reactions, runs of workflows, and what people may do. */
  readonly plays: Plays;
  /** Whether GraphQL answers (true). */
  setGraphql(on: boolean): void;
  inject(fault: Fault): void;
  openPullRequest(title: string): Promise<number>;
  /** All comments, past the proxy, in ascending order of id. */
  comments(pullRequest?: number): Promise<readonly StoredComment[]>;
  /** All check runs of a commit, past the proxy, oldest first. */
  checks(sha: string): Promise<readonly StoredCheck[]>;
  /** Posts as somebody, past the proxy. */
  addComment(token: string, body: string, pullRequest?: number): Promise<number>;
  removeComment(id: number): Promise<void>;
  /** Asks anything of the forge as somebody, past the proxy. */
  readonly direct: DirectClient;
  /** Ends it, and fails where anything was asked or answered that GitHub's API does not know. */
  close(): Promise<void>;
}

const OWNER = 'olga';
const REPO = 'widgets';
const PERSONAL = 'ghp_personal0000000000000000000000000000';
const CONTRIBUTOR = 'ghp_contributor0000000000000000000000000';
const WRITE = { checks: 'write', contents: 'read', issues: 'write', pull_requests: 'write' };
const READ = { contents: 'read', issues: 'read', pull_requests: 'read' };
const APPS = [
  { app_id: 15368, slug: 'github-actions', name: 'GitHub Actions', installation: 100 },
  { app_id: 4711, slug: 'acme', name: 'Acme', installation: 200 },
];

export async function startForgeServer(options: ForgeServerOptions = {}): Promise<ForgeServer> {
  const apiBase = options.enterprise === true ? '/api/v3' : '';
  const proxy = await startForgeProxy(apiBase);
  const plays = createPlays(proxy.origin);
  plays.permissions.set(OWNER, 'admin');
  proxy.play = plays.play;
  const emulator = await createEmulator({ service: 'github', port: 0, seed: seed() });
  proxy.upstream = emulator.url;
  const direct = directClient(emulator.url.replace('localhost', '127.0.0.1'));
  const tokens = await makeTokens(direct, proxy);
  const path = `/repos/${OWNER}/${REPO}`;
  const openPullRequest = async (title: string): Promise<number> => {
    const head = `branch-${title.replace(/\W+/g, '-').toLowerCase()}`;
    const pull = await direct('POST', `${path}/pulls`, CONTRIBUTOR, { title, head, base: 'main' });
    return (pull as { number: number }).number;
  };
  const pullRequest = await openPullRequest('Change a handler');

  return {
    apiUrl: `${proxy.origin}${apiBase}`,
    serverUrl: proxy.origin,
    owner: OWNER,
    repo: REPO,
    pullRequest,
    tokens,
    requests: proxy.requests,
    plays,
    setGraphql: (on) => {
      proxy.graphql = on;
    },
    inject: (fault) => proxy.faults.add(fault),
    openPullRequest,
    comments: (number = pullRequest) => listComments(direct, proxy.origin, number),
    checks: (sha) =>
      Promise.all(
        (proxy.checkRuns.get(sha) ?? []).map(
          async (id) => (await direct('GET', `${path}/check-runs/${id}`, PERSONAL)) as StoredCheck,
        ),
      ),
    addComment: async (token, body, number = pullRequest) => {
      const comment = await direct('POST', `${path}/issues/${number}/comments`, token, { body });
      return (comment as { id: number }).id;
    },
    direct,
    removeComment: async (id) => {
      await direct('DELETE', `${path}/issues/comments/${id}`, PERSONAL);
    },
    close: async () => {
      await Promise.all([proxy.close(), emulator.close()]);
      if (proxy.problems.length > 0) throw new Error(`Not GitHub's API:\n${proxy.problems.join('\n')}`);
    },
  };
}

function seed() {
  return {
    tokens: {
      [PERSONAL]: { login: OWNER, scopes: ['repo'] },
      [CONTRIBUTOR]: { login: 'alice', scopes: ['repo'] },
    },
    github: {
      users: [{ login: OWNER }, { login: 'alice' }],
      repos: [{ owner: OWNER, name: REPO, auto_init: true }],
      apps: APPS.map(({ installation, ...app }) => ({
        ...app,
        private_key: appKey(),
        permissions: WRITE,
        events: [],
        installations: [{ installation_id: installation, account: OWNER, repository_selection: 'all' }],
      })),
    },
  };
}

export type DirectClient = <T = unknown>(
  method: string,
  path: string,
  token: string,
  body?: unknown,
) => Promise<T>;

function directClient(origin: string): DirectClient {
  return async <T>(method: string, path: string, token: string, body?: unknown) => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
}

async function listComments(
  direct: DirectClient,
  origin: string,
  pullRequest: number,
): Promise<readonly StoredComment[]> {
  const path = `/repos/${OWNER}/${REPO}/issues/${pullRequest}/comments`;
  const url = `${origin}/${OWNER}/${REPO}/pull/${pullRequest}#issuecomment-`;
  const all: StoredComment[] = [];
  for (let page = 1; ; page++) {
    const part = (await direct('GET', `${path}?per_page=100&page=${page}`, PERSONAL)) as {
      id: number;
      body: string;
      user: { login: string };
    }[];
    all.push(...part.map(({ id, body, user }) => ({ id, author: user.login, body, url: `${url}${id}` })));
    if (part.length < 100) return all.sort((a, b) => a.id - b.id);
  }
}

async function makeTokens(direct: DirectClient, proxy: ForgeProxy): Promise<ForgeTokens> {
  const mint = async (slug: string, permissions: Record<string, string>): Promise<string> => {
    const app = APPS.find((one) => one.slug === slug);
    const jwt = appJwt(String(app?.app_id));
    const path = `/app/installations/${app?.installation}/access_tokens`;
    const { token } = (await direct('POST', path, jwt, { permissions })) as { token: string };
    proxy.tokens.set(token, { login: `${slug}[bot]`, installation: true });
    return token;
  };
  proxy.tokens.set(PERSONAL, { login: OWNER, installation: false });
  proxy.tokens.set(CONTRIBUTOR, { login: 'alice', installation: false });
  return {
    actions: await mint('github-actions', WRITE),
    readOnly: await mint('github-actions', READ),
    otherApp: await mint('acme', WRITE),
    personal: PERSONAL,
    contributor: CONTRIBUTOR,
  };
}

let privateKey: string | undefined;

/** One key for both Apps and all servers of a process: making one takes longer than a test. */
function appKey(): string {
  privateKey ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  }).privateKey;
  return privateKey;
}

/** RS256, RFC 7519: how an App says who it is. */
function appJwt(appId: string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const head = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: appId, iat: now - 10, exp: now + 300 })}`;
  return `${head}.${createSign('RSA-SHA256').update(head).sign(appKey()).toString('base64url')}`;
}
