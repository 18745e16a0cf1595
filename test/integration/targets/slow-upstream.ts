import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that answers `ok` after a while, and counts. */
export interface SlowUpstream {
  readonly url: string;
  counts(): { readonly calls: number; readonly connections: number };
  /** The most calls that waited at once since this was asked last. */
  mostAtOnce(): number;
  /**
   * Answers nothing until so many calls wait at once, then all of them; afterwards as before. A client that can't
   * have so many at once gets no answer. 0 ends it.
   */
  holdUntil(calls: number): void;
  close(): Promise<void>;
}

/** @param delayMs how long it waits before it answers, ms */
export async function slowUpstream(host: string, delayMs: number): Promise<SlowUpstream> {
  let calls = 0;
  let connections = 0;
  let most = 0;
  let held = 0;
  const waiting = new Set<() => void>();
  const server = createServer((_, response) => {
    calls++;
    const answer = (): void => {
      if (!waiting.delete(answer)) return;
      response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 2 });
      response.end('ok');
    };
    waiting.add(answer);
    most = Math.max(most, waiting.size);
    if (held === 0) setTimeout(answer, delayMs);
    else if (waiting.size >= held) release();
  });
  const release = (): void => {
    held = 0;
    for (const answer of [...waiting]) answer();
  };
  server.keepAliveTimeout = 75_000;
  server.on('connection', () => connections++);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}/slow?from=test`,
    counts: () => ({ calls, connections }),
    mostAtOnce: () => {
      const value = most;
      most = waiting.size;
      return value;
    },
    holdUntil: (count) => {
      if (count === 0) release();
      held = count;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
