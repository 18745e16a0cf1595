import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GitServerOptions {
  /** Folder whose bare repositories are served. */
  readonly root: string;
  /** Environment of `git http-backend`. */
  readonly env: Readonly<Record<string, string>>;
  /** Tokens that may read; null: anybody may. */
  readonly readers: readonly string[] | null;
  /** Tokens that may write. */
  readonly writers: readonly string[];
  /** Answers in the server's place: a status code, or null to go on. */
  readonly intercept?: (request: SeenRequest) => number | null | Promise<number | null>;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** Values of all Authorization headers. */
  readonly authorization: readonly string[];
}

export interface GitServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
}

/**
 * Serves repositories as a forge does, on 127.0.0.1: smart HTTP by git's own http-backend, 401 without a known
 * token, 403 for a token without the right, 400 for two Authorization headers.
 */
export async function startGitServer(options: GitServerOptions): Promise<GitServer> {
  const requests: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const seen = look(request);
    requests.push(seen);
    const refusal = (await options.intercept?.(seen)) ?? refuse(seen, options);
    if (refusal === null) passOn(request, response, seen, options);
    else refuseWith(response, refusal);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function look(request: IncomingMessage): SeenRequest {
  const { rawHeaders } = request;
  const authorization = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization',
  );
  return { method: request.method ?? '', path: request.url ?? '', authorization };
}

function refuse({ path, authorization }: SeenRequest, { readers, writers }: GitServerOptions): number | null {
  if (authorization.length > 1) return 400;
  const token = tokenOf(authorization[0]);
  const writes = path.includes('git-receive-pack');
  if (!writes && readers === null) return null;
  if (token === null) return 401;
  if (writers.includes(token)) return null;
  if (readers !== null && !readers.includes(token)) return 401;
  return writes ? 403 : null;
}

function tokenOf(header: string | undefined): string | null {
  const encoded = /^basic (.+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  return /^x-access-token:(.+)$/.exec(Buffer.from(encoded, 'base64').toString())?.[1] ?? null;
}

function refuseWith(response: ServerResponse, status: number): void {
  const headers = status === 401 ? { 'www-authenticate': 'Basic realm="test"' } : {};
  const text = status === 403 ? 'Permission to o/r.git denied to the token.\n' : `refused with ${status}\n`;
  response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(text);
}

/** One request through CGI (RFC 3875). */
function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  seen: SeenRequest,
  { root, env }: GitServerOptions,
): void {
  const [path = '', query = ''] = seen.path.split('?', 2);
  const header = (name: string): string => String(request.headers[name] ?? '');
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: seen.method,
      PATH_INFO: decodeURIComponent(path),
      QUERY_STRING: query,
      CONTENT_TYPE: header('content-type'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      GIT_PROTOCOL: header('git-protocol'),
      REMOTE_USER: 'test',
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(backend.stdin);
  backend.stdin.on('error', () => {}); // The backend need not read all of a request.
  const chunks: Buffer[] = [];
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  backend.once('close', () => answer(response, Buffer.concat(chunks)));
}

function answer(response: ServerResponse, output: Buffer): void {
  const end = output.indexOf('\r\n\r\n');
  if (end === -1) {
    response.writeHead(500).end();
    return;
  }
  let status = 200;
  for (const line of output.subarray(0, end).toString('latin1').split('\r\n')) {
    const [name = '', value = ''] = line.split(/: */, 2);
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.writeHead(status).end(output.subarray(end + 4));
}
