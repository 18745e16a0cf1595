import type { getOctokit } from '@actions/github';

export interface ForgeRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** A path template (`/repos/{owner}/{repo}/…`) or a whole URL. */
  readonly route: string;
  /** Fills the template; the rest becomes the query or the JSON body. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ForgeAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; a string where the body was no JSON, or was cut. */
  readonly data: unknown;
}

/** One request, once. Resolves for every status; rejects where no answer came. */
export type Transport = (request: ForgeRequest, signal?: AbortSignal) => Promise<ForgeAnswer>;

export interface TransportOptions {
  readonly token: string;
  /** REST base URL: `https://api.github.com`, or `https://HOST/api/v3` of an enterprise server. */
  readonly apiUrl: string;
  /** A request without an answer after this long has failed, ms. */
  readonly timeoutMs: number;
}

type Octokit = ReturnType<typeof getOctokit>;

/** GitHub's own client, without its retries: ours know which requests may be repeated. */
export function octokitTransport(options: TransportOptions): Transport {
  let loaded: Promise<Octokit> | undefined;
  return async (request, signal) => {
    refuseDots(request);
    loaded ??= loadOctokit(options);
    const octokit = await loaded;
    const timeout = AbortSignal.timeout(options.timeoutMs);
    const both = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    try {
      const answer = await octokit.request(`${request.method} ${request.route}`, {
        ...request.parameters,
        headers: { 'x-github-api-version': '2022-11-28' },
        request: { signal: both },
      });
      return plainAnswer(answer);
    } catch (error) {
      signal?.throwIfAborted();
      const response = (error as { response?: unknown }).response;
      if (response === undefined) throw error;
      return plainAnswer(response as RawAnswer);
    }
  };
}

/** `.` and `..` stay as they are in a path, and would make it another route: what is asked of a name can't be that. */
function refuseDots({ route, parameters }: ForgeRequest): void {
  for (const [, name = ''] of route.matchAll(/\{(\w+)\}/g)) {
    if (/^\.{0,2}$/.test(String(parameters[name] ?? ''))) {
      throw new TypeError(`${JSON.stringify(parameters[name])} is no ${name} of ${route}`);
    }
  }
}

interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly data: unknown;
}

function plainAnswer(raw: RawAnswer): ForgeAnswer {
  const headers = Object.entries(raw.headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return { status: raw.status, headers: Object.fromEntries(headers), data: raw.data };
}

/**
 * Imported when it is first needed: it reads the event file as it loads, which must not come before our own
 * check of that file, and it is the slowest part of the bundle to start.
 */
async function loadOctokit(options: TransportOptions): Promise<Octokit> {
  const github = await import('@actions/github');
  return github.getOctokit(options.token, {
    baseUrl: options.apiUrl.replace(/\/+$/, ''),
    userAgent: 'loadgate',
  });
}

/** GraphQL lives beside REST: `/api/v3` → `/api/graphql` on an enterprise server, `/graphql` elsewhere. */
export function graphqlUrl(apiUrl: string): string {
  const base = apiUrl.replace(/\/+$/, '');
  return base.endsWith('/api/v3') ? base.replace(/\/v3$/, '/graphql') : `${base}/graphql`;
}
