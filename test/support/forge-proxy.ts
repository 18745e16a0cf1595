/** The proxy before emulate: records, checks against OpenAPI, plays what emulate lacks, injects faults. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { withChecks } from './forge-checks.js';
import { createFaults, type FakeAnswer, type Fault, type Faults } from './forge-faults.js';
import { githubOpenApi, type SeenRequest } from './openapi.js';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** What was answered; 0: nothing. */
  status: number;
}

/** Whose token it is. An installation's token can't `GET /user`. */
export interface TokenOwner {
  readonly login: string;
  readonly installation: boolean;
}

export interface ForgeProxy {
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  readonly requests: readonly RecordedRequest[];
  /** Everything that GitHub would not have taken, or would not have answered. */
  readonly problems: string[];
  readonly faults: Faults;
  /** Known tokens; others get 401. */
  readonly tokens: Map<string, TokenOwner>;
  /** Whether `POST /graphql` answers `viewer`. */
  graphql: boolean;
  /** Answers routes that emulate lacks; null: not this one. What it takes and gives is checked like all else. */
  play: (seen: SeenRequest, owner: TokenOwner) => FakeAnswer | null;
  /** Ids of the check runs that were made on a commit, oldest first. */
  readonly checkRuns: Map<string, number[]>;
  /** emulate's address as it writes it into its answers, `http://localhost:port`; set once it listens. */
  upstream: string;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

const NOT_ACCESSIBLE = 'Resource not accessible by integration';
/** GitHub's limit for a comment, characters; emulate has none. */
const LONGEST_BODY = 65_536;
const VIEWER = /^\s*query\s*\{\s*viewer\s*\{\s*login\s*\}\s*\}\s*$/;

/** @param apiBase path under which the API is served: empty (github.com) or `/api/v3` (enterprise server). */
export async function startForgeProxy(apiBase: '' | '/api/v3'): Promise<ForgeProxy> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      proxy.problems.push(`the proxy failed: ${String(error)}`);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const requests: RecordedRequest[] = [];
  const proxy: ForgeProxy = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    problems: [],
    faults: createFaults(),
    tokens: new Map(),
    graphql: true,
    play: () => null,
    checkRuns: new Map(),
    upstream: '',
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await text(request);
    const url = new URL(request.url ?? '/', proxy.origin);
    const path = logicalPath(url.pathname, apiBase);
    const method = request.method ?? 'GET';
    const seen: SeenRequest = { method, path, query: url.searchParams, body: parse(raw) };
    const record: RecordedRequest = {
      method,
      path,
      query: url.search,
      body: seen.body,
      headers: flat(request.headers),
      status: 0,
    };
    requests.push(record);
    const fault = proxy.faults.take(method, path);
    await fault?.before?.();
    const answer = await decide(proxy, seen, raw, record.headers, fault);
    if (answer === null) {
      response.destroy();
      return;
    }
    record.status = answer.status;
    send(response, answer, fault?.cut);
  };
  return proxy;
}

/** The answer, or null: none. */
async function decide(
  proxy: ForgeProxy,
  seen: SeenRequest,
  raw: string,
  headers: Readonly<Record<string, string>>,
  fault: Fault | null,
): Promise<Answer | null> {
  const spoiled =
    fault !== null && (fault.reset === true || fault.hang === true || fault.answer !== undefined);
  const real = spoiled && fault.commit !== true ? null : await genuine(proxy, seen, raw, headers);
  if (fault?.hang === true) await new Promise(() => {}); // Until the client, or the proxy, closes the connection.
  if (fault?.reset === true) return null;
  if (fault?.answer !== undefined) return checkedFake(proxy, seen, fault.answer);
  return real;
}

/** What GitHub would answer: emulate's answer, or ours where emulate differs from GitHub. */
async function genuine(
  proxy: ForgeProxy,
  seen: SeenRequest,
  raw: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const owner = proxy.tokens.get((headers['authorization'] ?? '').replace(/^(token|bearer) /i, ''));
  if (seen.path === '/graphql') return viewer(proxy, seen, owner);
  const problems = githubOpenApi().checkRequest(seen);
  proxy.problems.push(...problems.map((problem) => `${seen.method} ${seen.path}: ${problem}`));
  const known = instead(seen, owner) ?? (owner === undefined ? null : proxy.play(seen, owner));
  if (known !== null) return checkedFake(proxy, seen, known);
  const answer = await withChecks(proxy, seen, await forward(proxy, seen, raw, headers));
  // emulate says only "Forbidden"; these are GitHub's words to an installation token.
  if (answer.status === 403)
    return checkedFake(proxy, seen, { status: 403, body: error(403, NOT_ACCESSIBLE) });
  if (answer.status === 404) return checkedFake(proxy, seen, { status: 404, body: error(404, 'Not Found') });
  return checked(proxy, seen, answer);
}

/** Where emulate would do what GitHub refuses. */
function instead(seen: SeenRequest, owner: TokenOwner | undefined): FakeAnswer | null {
  if (owner === undefined) return { status: 401, body: error(401, 'Bad credentials') };
  if (seen.path === '/user' && owner.installation) return { status: 403, body: error(403, NOT_ACCESSIBLE) };
  const body = (seen.body as { body?: unknown } | undefined)?.body;
  if (typeof body === 'string' && body.length > LONGEST_BODY) {
    const errors = [
      { resource: 'IssueComment', code: 'unprocessable', field: 'data', message: 'body is too long' },
    ];
    return { status: 422, body: { ...error(422, 'Validation Failed'), errors } };
  }
  return null;
}

/** emulate has no GraphQL; of GitHub's we need one question. */
function viewer(proxy: ForgeProxy, seen: SeenRequest, owner: TokenOwner | undefined): Answer {
  const query = (seen.body as { query?: unknown } | undefined)?.query;
  if (seen.method !== 'POST' || typeof query !== 'string' || !VIEWER.test(query)) {
    proxy.problems.push(`GraphQL: ${String(query)} is a question that the proxy does not know`);
  }
  if (owner === undefined) return json({ status: 401, body: error(401, 'Bad credentials') });
  if (!proxy.graphql) return json({ status: 404, body: error(404, 'Not Found') });
  return json({ status: 200, body: { data: { viewer: { login: owner.login } } } });
}

async function forward(
  proxy: ForgeProxy,
  seen: SeenRequest,
  raw: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const direct = proxy.upstream.replace('localhost', '127.0.0.1');
  const ours = (text: string): string =>
    text.replaceAll(proxy.upstream, proxy.origin).replaceAll(direct, proxy.origin);
  const query = seen.query.size === 0 ? '' : `?${seen.query}`;
  const response = await fetch(`${direct}${seen.path}${query}`, {
    method: seen.method,
    headers: { authorization: headers['authorization'] ?? '', 'content-type': 'application/json' },
    ...(raw === '' ? {} : { body: raw }),
  });
  const kept = ['content-type', 'link', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];
  const answered = [...response.headers].filter(([name]) => kept.includes(name));
  const body = (await response.text())
    .replaceAll(/\/issues\/(\d+#issuecomment-)/g, '/pull/$1')
    .replaceAll(/(https?:\/\/[^"\s]+?)\[bot\]/g, '$1%5Bbot%5D');
  return {
    status: response.status,
    headers: Object.fromEntries(answered.map(([name, value]) => [name, ours(value)])),
    text: ours(body),
  };
}

function checkedFake(proxy: ForgeProxy, seen: SeenRequest, answer: FakeAnswer): Answer {
  return checked(proxy, seen, json(answer));
}

/** Statuses from 500 are no part of the API: whatever stands before GitHub answers them. */
function checked(proxy: ForgeProxy, seen: SeenRequest, answer: Answer): Answer {
  if (answer.status >= 500 || seen.path === '/graphql') return answer;
  const problems = githubOpenApi().checkAnswer(seen, answer.status, parse(answer.text));
  proxy.problems.push(...problems.map((problem) => `answer to ${seen.method} ${seen.path}: ${problem}`));
  return answer;
}

function send(response: ServerResponse, answer: Answer, cut: Fault['cut']): void {
  const bytes = Buffer.from(answer.text);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const length = cut === 'text' ? half.length : bytes.length;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': length });
  if (cut === 'connection') response.write(half, () => response.destroy());
  else response.end(cut === 'text' ? half : bytes);
}

function json({ status, body, headers }: FakeAnswer): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    text: body === undefined ? '' : JSON.stringify(body),
  };
}

/** GitHub's own form of an error. */
export function error(status: number, message: string): Record<string, string> {
  return { message, documentation_url: 'https://docs.github.com/rest', status: String(status) };
}

function logicalPath(pathname: string, apiBase: string): string {
  if (apiBase === '') return pathname;
  if (pathname === '/api/graphql') return '/graphql';
  return pathname.startsWith(`${apiBase}/`) ? pathname.slice(apiBase.length) : `(outside the API)${pathname}`;
}

function parse(raw: string): unknown {
  if (raw === '') return undefined;
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}

function flat(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
