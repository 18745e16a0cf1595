/** Targets that do nothing but answer, pinned to a core: nginx, and Node.js's own server. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../src/load/client.js';
import { waitUntilReady } from '../src/load/ready.js';
import { systemClock } from '../src/system/clock.js';
import { findProgram } from '../src/system/program.js';
import { BODY, refusedPort } from '../test/support/servers.js';

export interface RawTarget {
  readonly name: string;
  readonly url: string;
  close(): Promise<void>;
}

/** One worker that keeps connections for ever and logs nothing. */
export async function startNginx(program: string, core: number): Promise<RawTarget> {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-nginx-'));
  const port = await refusedPort();
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const server = `server { listen 127.0.0.1:${port} backlog=4096; default_type text/plain; return 200 "${BODY}"; }`;
  const http = `access_log off; keepalive_requests 1000000000; ${paths.join(' ')} ${server}`;
  const config = `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
events { worker_connections 4096; }
http { ${http} }`;
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, config);
  const child = pinned(core, [program, '-e', 'stderr', '-p', folder, '-c', file]);
  return ready('nginx', port, child, () => rmSync(folder, { recursive: true, force: true }));
}

const NODE_SERVER = `
const [port, workUs] = process.argv.slice(1).map(Number);
const server = require('node:http').createServer((request, response) => {
  for (const start = performance.now(); performance.now() - start < workUs / 1000; );
  response.setHeader('Content-Type', 'text/plain');
  response.end('${BODY}');
});
server.listen(port, '127.0.0.1', 4096);
process.on('disconnect', () => process.exit());
`;

/** @param workUs busy for so long with each request, µs */
export async function startNodeServer(core: number, workUs = 0): Promise<RawTarget> {
  const port = await refusedPort();
  const child = pinned(core, [process.execPath, '-e', NODE_SERVER, String(port), String(workUs)]);
  return ready(workUs === 0 ? 'node:http' : `node:http, ${workUs} µs of work`, port, child, () => {});
}

function pinned(core: number, argv: readonly string[]): ChildProcess {
  return spawn(findProgram('taskset') ?? 'taskset', ['-c', String(core), ...argv], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function ready(name: string, port: number, child: ChildProcess, clean: () => void): Promise<RawTarget> {
  const client = createClient({ host: '127.0.0.1', port });
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, 'exit');
    }
    clean();
  };
  try {
    await waitUntilReady({
      ask: (timeoutMs) => client.ask({ method: 'GET', path: '/', headers: {}, body: null }, { timeoutMs }),
      state: async () => ({ running: child.exitCode === null, exitCode: child.exitCode, oomKilled: false }),
      logs: async () => [],
      what: name,
      clock: systemClock,
      timeoutMs: 10_000,
    });
  } catch (error) {
    await close();
    throw error;
  } finally {
    client.close();
  }
  return { name, url: `http://127.0.0.1:${port}/`, close };
}
