import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that answers `ok` after a while, and counts. */
export interface SlowUpstream {
  readonly url: string;
  counts(): { readonly calls: number; readonly connections: number };
  close(): Promise<void>;
}

/** @param delayMs how long it waits before it answers, ms */
export async function slowUpstream(host: string, delayMs: number): Promise<SlowUpstream> {
  let calls = 0;
  let connections = 0;
  const server = createServer((_, response) => {
    calls++;
    setTimeout(() => {
      response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 2 });
      response.end('ok');
    }, delayMs);
  });
  server.keepAliveTimeout = 75_000;
  server.on('connection', () => connections++);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}/`,
    counts: () => ({ calls, connections }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
