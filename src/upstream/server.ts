import { createServer, type Server } from 'node:net';
import { CallConnection, type CallDeps } from './call-connection.js';
import type { UpstreamCounts } from './upstream.js';

/** As many connections can wait for acceptance as the kernel allows (net.core.somaxconn). */
const BACKLOG = 65_535;

export interface SideDeps extends CallDeps {
  readonly host: string;
}

export interface SideServer {
  readonly port: number;
  counts(): UpstreamCounts;
  reset(): void;
}

/** Starts the server of one side on a free port. @throws the error of node:net if it can't listen */
export async function startSide(deps: SideDeps): Promise<SideServer> {
  const counts = { connections: 0, calls: 0 };
  const onCall = (): void => {
    counts.calls += 1;
  };
  // Half-open, so that a client that ended its requests still gets its answer.
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    counts.connections += 1;
    new CallConnection(socket, deps, onCall);
  });
  await listen(server, deps.host);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    counts: () => ({ ...counts }),
    reset: () => {
      counts.connections = 0;
      counts.calls = 0;
    },
  };
}

function listen(server: Server, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port: 0, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
