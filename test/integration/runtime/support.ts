import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Counters } from '../../../src/runtime/counters.js';
import type { Instance, RuntimeDeps } from '../../../src/runtime/runtime.js';
import { systemClock } from '../../../src/system/clock.js';
import { exec } from '../../../src/system/exec.js';

export const newRunId = (): string => `test${randomBytes(5).toString('hex')}`;

export const depsOf = (runId: string, rest: Partial<RuntimeDeps> = {}): RuntimeDeps => ({
  exec,
  clock: systemClock,
  runId,
  ...rest,
});

/** A signal that nobody aborts. */
export const neverAborted = (): AbortSignal => new AbortController().signal;

/** A folder with files in it, as a checkout would be. */
export function checkout(files: Readonly<Record<string, string>>): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'loadgate-test-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/**
 * A target that does as it is told by the request's path: `/env`, `/limits`, `/user` and `/system` (burn CPU time),
 * `/grow` (keep memory), `/open` (reach an address), `/exit`, `/spawn` (a child of its own). No packages needed.
 */
export const SERVER = `
const http = require('node:http');
const fs = require('node:fs');
const net = require('node:net');
const { spawn } = require('node:child_process');
const kept = [];
const read = (file) => { try { return fs.readFileSync(file, 'utf8'); } catch { return null; } };
const cpuMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const burn = (ms, step) => { const until = cpuMs() + ms; while (cpuMs() < until) step(); };
const reach = (host, port) => new Promise((resolve) => {
  const socket = net.connect({ host, port, timeout: 1500 });
  socket.on('connect', () => { socket.destroy(); resolve('reached'); });
  socket.on('timeout', () => { socket.destroy(); resolve('timeout'); });
  socket.on('error', (error) => resolve(error.code));
});
const answers = {
  '/env': () => process.env,
  '/limits': () => ({ status: read('/proc/self/status'), limits: read('/proc/self/limits'), cgroup: read('/proc/self/cgroup'),
    cpuMax: read('/sys/fs/cgroup/cpu.max'), quota: read('/sys/fs/cgroup/cpu/cpu.cfs_quota_us'), period: read('/sys/fs/cgroup/cpu/cpu.cfs_period_us'),
    memoryMax: read('/sys/fs/cgroup/memory.max') ?? read('/sys/fs/cgroup/memory/memory.limit_in_bytes'),
    swapMax: read('/sys/fs/cgroup/memory.swap.max') ?? read('/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes'),
    pidsMax: read('/sys/fs/cgroup/pids.max') ?? read('/sys/fs/cgroup/pids/pids.max') }),
  '/user': (q) => { let x = 0; burn(Number(q.get('ms')), () => { for (let i = 0; i < 50000; i += 1) x += Math.sqrt(i); }); return x; },
  '/system': (q) => { const fd = fs.openSync('/dev/zero', 'r'); const b = Buffer.alloc(1 << 20);
    burn(Number(q.get('ms')), () => { for (let i = 0; i < 20; i += 1) fs.readSync(fd, b); }); fs.closeSync(fd); return 'done'; },
  '/grow': (q) => { kept.push(Buffer.alloc(Number(q.get('mib')) << 20, 1)); return kept.length; },
  '/open': (q) => reach(q.get('host'), Number(q.get('port'))),
  '/exit': (q) => { console.log('going'); console.error('gone'); setTimeout(() => process.exit(Number(q.get('code'))), 20); return 'bye'; },
  '/spawn': (q) => { const child = spawn(process.execPath, ['-e', q.get('script')], { detached: q.has('detached'), stdio: 'ignore' });
    if (q.has('detached')) child.unref();
    return new Promise((resolve) => q.has('wait') ? child.on('exit', (code, signal) => resolve({ code, signal })) : resolve({ pid: child.pid })); },
};
http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://x');
  response.end(JSON.stringify(await answers[url.pathname](url.searchParams)));
}).listen(Number(process.env.PORT), process.env.HOST, () => console.log('listening'));
`;

/** Asks a target once. */
export async function ask(instance: Pick<Instance, 'host' | 'port'>, path: string): Promise<unknown> {
  const { host, port } = instance;
  const request = get({ host, port, path, agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return JSON.parse(text);
}

/** Waits until a condition holds; the test's own time-out is the limit. */
export async function until<T>(look: () => Promise<T | null | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== null && found !== false) return found;
    await sleep(50);
  }
}

/** Waits until a target answers. */
export const answering = (instance: Instance): Promise<unknown> =>
  until(() => ask(instance, '/env').catch(() => null));

/** CPU time between two readings, ms. */
export function cpuBetween(before: Counters, after: Counters): { user: number; system: number } {
  return {
    user: ((after.cpuUserUs ?? Number.NaN) - (before.cpuUserUs ?? Number.NaN)) / 1000,
    system: ((after.cpuSystemUs ?? Number.NaN) - (before.cpuSystemUs ?? Number.NaN)) / 1000,
  };
}

/** A server on an address of ours that answers anything. */
export async function listenOn(host: string): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((_, response) => response.end('"here"')).listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
