/** Servers that somebody else runs, for tests of targets at URLs: one over TLS, with an authority of its own. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';

/** A server, and what it was asked. */
export interface UrlServer {
  readonly port: number;
  readonly requests: () => number;
  /** Each Host header and each name that TLS was asked for, once. */
  readonly hosts: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  close(): Promise<void>;
}

export interface Authority {
  /** File with the authority's certificate. */
  readonly file: string;
  /** Key and certificate for `localhost`. */
  readonly key: string;
  readonly cert: string;
  remove(): void;
}

/** An authority that nobody trusts yet, and a certificate of it. */
export function createAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-test-ca-'));
  const openssl = (...argv: string[]) => execFileSync('openssl', argv, { cwd: folder, stdio: 'pipe' });
  const key = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`];
  openssl(
    'req',
    '-x509',
    ...key('ca'),
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=loadgate test authority',
  );
  openssl('req', ...key('server'), '-out', 'server.csr', '-subj', '/CN=localhost');
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost');
  const signing = ['-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
  openssl('x509', ...signing, '-days', '2', '-extfile', 'names', '-out', 'server.pem');
  return {
    file: join(folder, 'ca.pem'),
    key: readFileSync(join(folder, 'server.key'), 'utf8'),
    cert: readFileSync(join(folder, 'server.pem'), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Answers `ok` to `/` after so many ms, and sends `/old` elsewhere. */
export async function startUrlServer(authority: Authority | null, delayMs = 0): Promise<UrlServer> {
  let requests = 0;
  const hosts = new Set<string>();
  const names = new Set<string>();
  const answer: RequestListener = (request, response) => {
    requests += 1;
    hosts.add(request.headers.host ?? '');
    names.add(String((request.socket as TLSSocket).servername ?? ''));
    if (request.url === '/old') response.writeHead(301, { Location: 'https://www.example.com/' }).end();
    else setTimeout(() => response.end('ok'), delayMs);
  };
  const server: Server =
    authority === null
      ? createServer(answer)
      : createTlsServer({ key: authority.key, cert: authority.cert }, answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests: () => requests,
    hosts,
    names,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
