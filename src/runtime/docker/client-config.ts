/** The docker client's own settings (config.json), as far as they would come into containers. */
import { readFileSync } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment, OwnEnvironment } from '../environment.js';

const FILE = 'config.json';
/** What a client needs to find its engine and to be let in; the rest is how it prints, and what containers get. */
const TO_REACH = ['currentContext', 'HttpHeaders'];

/** What `proxies` calls the variables that the client sets. */
const VARIABLES = {
  httpProxy: 'HTTP_PROXY',
  httpsProxy: 'HTTPS_PROXY',
  ftpProxy: 'FTP_PROXY',
  allProxy: 'ALL_PROXY',
  noProxy: 'NO_PROXY',
} as const;

function folderOf(own: OwnEnvironment): string {
  return own['DOCKER_CONFIG'] || join(own['HOME'] || homedir(), '.docker');
}

/** Empty where there is none, or it can't be read: the client then goes on without it, too. */
function read(own: OwnEnvironment): Readonly<Record<string, unknown>> {
  try {
    return asMapping(JSON.parse(readFileSync(join(folderOf(own), FILE), 'utf8')));
  } catch {
    return {};
  }
}

/**
 * The variables that the docker client sets in each container where its settings have `proxies`.
 *
 * @param address of the engine, since there may be settings for one engine alone; null: not known
 */
export function proxyVariables(own: OwnEnvironment, address: string | null): Environment {
  const all = asMapping(read(own)['proxies']);
  const proxies = asMapping((address === null ? undefined : all[address]) ?? all['default']);
  const set = Object.entries(VARIABLES).flatMap(([key, name]) => {
    const value = proxies[key];
    if (typeof value !== 'string' || value === '') return [];
    return [name, name.toLowerCase()].map((spelled) => [spelled, value] as const);
  });
  return Object.fromEntries(set);
}

/**
 * Writes settings with which the docker client reaches the same engine, and puts nothing of its own into containers:
 * there is no option that keeps `proxies` out, and they would win over an env-file.
 *
 * @param folder is made; for DOCKER_CONFIG
 */
export function writeBareConfig(folder: string, own: OwnEnvironment): Promise<void> {
  return writeConfig(folder, own, (key) => TO_REACH.includes(key));
}

/**
 * Settings for builds: all of them, since registries want credentials and RUN wants proxies. Only `aliases` may not be
 * there: they turn `build` into another command, which this client may not have.
 *
 * @param folder is made where it is needed
 * @returns for the client's environment
 */
export async function buildConfig(folder: string, own: OwnEnvironment): Promise<Environment> {
  if (read(own)['aliases'] === undefined) return {};
  await writeConfig(folder, own, (key) => key !== 'aliases');
  return { DOCKER_CONFIG: folder };
}

/** What lies beside the settings (contexts, certificates, plugins) is linked. */
async function writeConfig(
  folder: string,
  own: OwnEnvironment,
  isKept: (key: string) => boolean,
): Promise<void> {
  const kept = Object.fromEntries(Object.entries(read(own)).filter(([key]) => isKept(key)));
  await mkdir(folder);
  await writeFile(join(folder, FILE), JSON.stringify(kept), { mode: 0o600 });
  const from = folderOf(own);
  const beside = (await readdir(from).catch(() => [])).filter((name) => name !== FILE);
  await Promise.all(beside.map((name) => symlink(resolve(from, name), join(folder, name))));
}

function asMapping(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
