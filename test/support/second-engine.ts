/** An engine of its own beside that of this machine: another machine with nothing in its cache, for what runs on Linux as root. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SecondEngine {
  /** For DOCKER_HOST. */
  readonly host: string;
  /** Ends the engine that was started here, by its own id, and removes what it kept. */
  close(): Promise<void>;
}

/** Below a folder of a disk: layers can't lie on another overlay. */
export const PARENT = '/var/tmp';
const START_MS = 30_000;

function hasProgram(): boolean {
  try {
    execFileSync('dockerd', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const canStartEngine = process.platform === 'linux' && process.getuid?.() === 0 && hasProgram();

export interface EngineOptions {
  /** It listens there on 127.0.0.1, and not on a socket. */
  readonly port?: number;
}

/** How many engines this process has started: each has a bridge of its own. */
let started = 0;

/** Of no other engine: 10.213.0.0/16 for bridges, 10.214.0.0/16 for networks of runs. */
const bridgeOf = (at: number) => ({ name: `lgsecond${at}`, address: `10.213.${at}.1/24` });
const POOL = 'base=10.214.0.0/16,size=24';

const ip = (...argv: readonly string[]): void => void execFileSync('ip', argv, { stdio: 'ignore' });

/**
 * It has a bridge of its own: with `--bridge=none`, an engine deletes docker0, which belongs to the engine of this machine.
 */
export async function startSecondEngine({ port }: EngineOptions = {}): Promise<SecondEngine> {
  const folder = mkdtempSync(join(PARENT, 'lg-engine-'));
  const host = port === undefined ? `unix://${join(folder, 'docker.sock')}` : `tcp://127.0.0.1:${port}`;
  const bridge = bridgeOf(started++);
  ip('link', 'add', bridge.name, 'type', 'bridge');
  ip('address', 'add', bridge.address, 'dev', bridge.name);
  ip('link', 'set', bridge.name, 'up');
  const options = [
    ...['--bridge', bridge.name, '--default-address-pool', POOL],
    ...['--iptables=false', '--ip6tables=false'],
    ...(port === undefined ? [] : ['--tls=false']),
  ];
  const remove = (): void => {
    if (existsSync(`/sys/class/net/${bridge.name}`)) ip('link', 'delete', bridge.name);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const engine = await launchEngine({ folder, host, options }).catch((error: unknown) => {
    remove();
    throw error;
  });
  return {
    host,
    close: async () => {
      await engine.stop();
      remove();
    },
  };
}

/**
 * Starts a dockerd with a root of its own.
 * @param prefix what starts it. Absent: nothing does
 * @throws Error with what it said where it does not answer in time
 */
export async function launchEngine({
  folder,
  host,
  options,
  prefix = [],
}: {
  readonly folder: string;
  readonly host: string;
  readonly options: readonly string[];
  readonly prefix?: readonly string[];
}): Promise<{ stop(): Promise<void> }> {
  const namespace = `loadgate-${process.pid}-${Date.now()}`;
  const [program = '', ...argv] = [
    ...[...prefix, 'dockerd'],
    ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
    ...['--pidfile', join(folder, 'docker.pid'), '--host', host],
    ...['--containerd-namespace', namespace, '--containerd-plugins-namespace', `${namespace}-plugins`],
    ...options,
  ];
  const child = spawn(program, argv, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  for (const startedMs = Date.now(); Date.now() - startedMs < START_MS; await sleep(200)) {
    if (child.exitCode !== null) break;
    if (answers(host)) return { stop: () => stop(child) };
  }
  await stop(child);
  throw new Error(`an engine of the tests does not answer: ${said}`);
}

function answers(host: string): boolean {
  try {
    execFileSync('docker', ['version'], { env: { ...process.env, DOCKER_HOST: host }, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
