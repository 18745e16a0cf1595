import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const CACHE = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
const FOLDERS = [
  join(CACHE, 'loadgate', 'export-tools', 'bin'),
  ...(process.env['PATH'] ?? '').split(delimiter),
];

/** Path of a tool that scripts/export-tools.sh unpacks; null: it is not on this machine, and need not be. */
export function exportTool(name: 'promtool' | 'influxd'): string | null {
  const found = FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
  if (found === null && process.env['LOADGATE_REQUIRE_EXPORT_TOOLS'] === '1')
    throw new Error(`LOADGATE_REQUIRE_EXPORT_TOOLS=1, but there is no ${name}: run scripts/export-tools.sh`);
  return found;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return address.port;
}

/** Columns of a series, and its rows. */
export interface Series {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values: readonly (readonly (string | number | boolean | null)[])[];
}

export interface Influx {
  /** Writes line protocol into a database, ns. @returns the status, and what the server says of it */
  write(lines: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Asks in InfluxQL. @throws what the server has against it */
  ask(query: string): Promise<readonly Series[]>;
  stop(): Promise<void>;
}

/** Starts an InfluxDB of its own, in a folder of its own, with an empty database. */
export async function startInflux(influxd: string): Promise<Influx> {
  const folder = await mkdtemp(join(tmpdir(), 'loadgate-influx-'));
  const [http, rpc] = [await freePort(), await freePort()];
  const child = spawn(influxd, ['run'], {
    cwd: folder,
    stdio: 'ignore',
    env: {
      HOME: folder,
      INFLUXDB_META_DIR: join(folder, 'meta'),
      INFLUXDB_DATA_DIR: join(folder, 'data'),
      INFLUXDB_DATA_WAL_DIR: join(folder, 'wal'),
      INFLUXDB_HTTP_BIND_ADDRESS: `127.0.0.1:${http}`,
      INFLUXDB_BIND_ADDRESS: `127.0.0.1:${rpc}`,
      INFLUXDB_REPORTING_DISABLED: 'true',
      INFLUXDB_MONITOR_STORE_ENABLED: 'false',
    },
  });
  const url = `http://127.0.0.1:${http}`;
  const influx: Influx = {
    write: async (body) => {
      const answer = await fetch(`${url}/write?db=loadgate`, { method: 'POST', body });
      return { status: answer.status, text: await answer.text() };
    },
    ask: (query) => ask(url, query),
    stop: async () => {
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await answering(url, child);
    await influx.ask('CREATE DATABASE "loadgate"');
    return influx;
  } catch (error) {
    await influx.stop();
    throw error;
  }
}

async function ask(url: string, query: string): Promise<readonly Series[]> {
  const body = new URLSearchParams({ db: 'loadgate', q: query });
  const answer = await fetch(`${url}/query`, { method: 'POST', body });
  const { error, results = [] } = (await answer.json()) as {
    readonly error?: string;
    readonly results?: readonly { readonly error?: string; readonly series?: readonly Series[] }[];
  };
  const [wrong] = [error, ...results.map((one) => one.error)].filter((one) => one !== undefined);
  if (wrong !== undefined) throw new Error(`${wrong}: ${query}`);
  return results.flatMap(({ series = [] }) => series);
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`influxd ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/ping`).catch(() => null);
    if (answer?.status === 204) return;
    await sleep(100);
  }
  throw new Error('influxd does not answer');
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
