/** The engine of this machine as if it were another one: with answers changed on their way to the client. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What an engine without a controller says to a cap that needs it. */
const NO_CFS =
  'NanoCPUs can not be set, as your kernel does not support CPU CFS scheduler or the cgroup is not mounted';

export interface OddEngine {
  /** For DOCKER_HOST. */
  readonly host: string;
  /** Bodies of `POST /containers/create`, in order. */
  readonly created: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

const engineSocket = (): string =>
  (process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock').replace(/^unix:\/\//, '');

/** @param info fields of `docker info` that differ; without `CpuCfsQuota`, a quota is refused as an engine does */
export async function startOddEngine(info: Readonly<Record<string, unknown>>): Promise<OddEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-test-engine-'));
  const path = join(folder, 'docker.sock');
  const created: Record<string, unknown>[] = [];

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = incoming.url ?? '/';
    const body = await bodyOf(incoming);
    if (/\/containers\/create(\?|$)/.test(url)) {
      const asked = JSON.parse(body.toString()) as { readonly HostConfig?: { readonly NanoCpus?: number } };
      created.push({ ...asked });
      if (info['CpuCfsQuota'] === false && (asked.HostConfig?.NanoCpus ?? 0) > 0) {
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ message: NO_CFS }));
        return;
      }
    }
    const onward = request({
      socketPath: engineSocket(),
      path: url,
      method: incoming.method,
      headers: incoming.headers,
      agent: false,
    });
    onward.end(body);
    const [answered] = (await once(onward, 'response')) as [IncomingMessage];
    if (/\/info$/.test(url)) {
      const text = JSON.stringify({ ...JSON.parse((await bodyOf(answered)).toString()), ...info });
      response.writeHead(answered.statusCode ?? 200, { 'content-type': 'application/json' }).end(text);
      return;
    }
    response.writeHead(answered.statusCode ?? 500, answered.headers);
    answered.pipe(response);
  };

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  // What is no longer HTTP afterwards (BuildKit's session) goes through as it is.
  server.on('upgrade', (incoming, client, head) => {
    const engine = connect(engineSocket());
    const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
    for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
      lines.push(`${incoming.rawHeaders[at]}: ${incoming.rawHeaders[at + 1]}`);
    }
    engine.write(`${lines.join('\r\n')}\r\n\r\n`);
    engine.write(head);
    engine.pipe(client);
    client.pipe(engine);
    for (const one of [engine, client]) one.on('error', () => [engine, client].map((each) => each.destroy()));
  });
  server.listen(path);
  await once(server, 'listening');
  return {
    host: `unix://${path}`,
    created,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
