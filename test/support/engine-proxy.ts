/** A socket before the engine's own, which can go away and come back as an engine does that is restarted. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface EngineProxy {
  /** For DOCKER_HOST. */
  readonly host: string;
  /** Ends all connections and listens no more. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

const engineSocket = (): string =>
  (process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock').replace(/^unix:\/\//, '');

export async function startEngineProxy(): Promise<EngineProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-test-engine-'));
  const path = join(folder, 'docker.sock');
  const open = new Set<Socket>();
  let server: Server | null = null;
  const up = async (): Promise<void> => {
    // A client that has sent its whole request still waits for the answer.
    server = createServer({ allowHalfOpen: true }, (client) => {
      const engine = connect({ path: engineSocket(), allowHalfOpen: true });
      for (const [one, other] of [
        [client, engine],
        [engine, client],
      ] as const) {
        open.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => open.delete(one));
      }
    });
    server.listen(path);
    await once(server, 'listening');
  };
  const down = async (): Promise<void> => {
    const closing = server;
    server = null;
    if (closing === null) return;
    const closed = once(closing, 'close');
    closing.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  await up();
  return {
    host: `unix://${path}`,
    up,
    down,
    close: async () => {
      await down();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
