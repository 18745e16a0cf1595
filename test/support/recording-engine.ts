/** A Docker engine that makes nothing: it keeps what the client asked for, and answers as an engine does. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Asked {
  readonly method: string;
  /** Without the version: `/containers/create`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

export interface RecordingEngine {
  /** The environment of a client that talks to it, and has no settings of its own. */
  readonly env: Readonly<Record<string, string>>;
  /** What was asked since this was called last, without what clients ask to find the engine. */
  taken(): readonly Asked[];
  close(): Promise<void>;
}

const ID = 'c'.repeat(64);
const IMAGE = `sha256:${'a'.repeat(64)}`;

/** What an engine says to a request; null: that there is no such thing. */
function answerTo(method: string, path: string): readonly [status: number, text: string] {
  if (path === '/containers/create') return [201, JSON.stringify({ Id: ID, Warnings: [] })];
  if (method === 'POST' && path === '/build') return [200, `${JSON.stringify({ aux: { ID: IMAGE } })}\n`];
  return [404, JSON.stringify({ message: 'No such container' })];
}

export async function startRecordingEngine(): Promise<RecordingEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-test-engine-'));
  const asked: Asked[] = [];
  // Build arguments are in the address; Go's servers take 1 MiB.
  const server = createServer({ maxHeaderSize: 1024 ** 2 }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://engine');
    const path = pathname.replace(/^\/v\d\.\d+(?=\/)/, '');
    const method = request.method ?? '';
    response.setHeader('Api-Version', '1.41').setHeader('Ostype', 'linux');
    if (path === '/_ping') {
      response.end('OK');
      return;
    }
    asked.push({ method, path, query, body: Buffer.concat(chunks) });
    const [status, text] = answerTo(method, path);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(text);
  });
  server.listen(join(folder, 'docker.sock'));
  await once(server, 'listening');
  return {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      DOCKER_CONFIG: folder,
      DOCKER_HOST: `unix://${join(folder, 'docker.sock')}`,
    },
    taken: () => asked.splice(0),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
