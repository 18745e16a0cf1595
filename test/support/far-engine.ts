/**
 * An engine on another machine: in a network namespace of its own, at the end of a pair of interfaces, with the same images as
 * ours where they are asked for. For what runs on Linux as root.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startFarClock } from './far-clock.js';
import { launchEngine, PARENT } from './second-engine.js';

export interface FarEngine {
  /** Its address, and that of our end of the link. */
  readonly address: string;
  readonly own: string;
  /** What reaches it over tcp: an environment for the docker client. */
  readonly tcp: Readonly<Record<string, string>>;
  /** The same over ssh; null: this machine has no server for it. */
  readonly ssh: Readonly<Record<string, string>> | null;
  /** The same over tcp, with a clock that is so many ms ahead of ours; one at a time. */
  clock(offMs: number): Promise<{ readonly env: Readonly<Record<string, string>>; stop(): Promise<void> }>;
  /** Runs the docker client on the engine's own machine, whatever the link does. */
  docker(...argv: readonly string[]): string;
  /** Copies images from this machine's engine. */
  load(...images: readonly string[]): Promise<void>;
  link(up: boolean): void;
  restart(): Promise<void>;
  close(): Promise<void>;
}

const SSHD = '/usr/sbin/sshd';

let started = 0;

const run = (program: string, ...argv: readonly string[]): string =>
  execFileSync(program, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

export async function startFarEngine(): Promise<FarEngine> {
  const at = (process.pid + started++) % 200;
  const folder = mkdtempSync(join(PARENT, 'lg-far-'));
  const names = { space: `lgfar${process.pid}-${at}`, here: `lgfar${at}h`, there: `lgfar${at}t` };
  const [own, address] = [`10.219.${at}.1`, `10.219.${at}.2`];
  const undo: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    run('ip', 'netns', 'add', names.space);
    undo.push(() => run('ip', 'netns', 'delete', names.space));
    run('ip', 'link', 'add', names.here, 'type', 'veth', 'peer', 'name', names.there, 'netns', names.space);
    undo.push(() => {
      if (existsSync(`/sys/class/net/${names.here}`)) run('ip', 'link', 'delete', names.here);
    });
    run('ip', 'address', 'add', `${own}/24`, 'dev', names.here);
    run('ip', 'link', 'set', names.here, 'up');
    run('ip', '-n', names.space, 'address', 'add', `${address}/24`, 'dev', names.there);
    for (const device of ['lo', names.there]) run('ip', '-n', names.space, 'link', 'set', device, 'up');
    const inside = ['nsenter', `--net=/run/netns/${names.space}`];
    const socket = `unix://${join(folder, 'docker.sock')}`;
    const tcp = `tcp://${address}:2375`;
    const options = [
      ...['--host', tcp, '--tls=false', '--shutdown-timeout', '1'],
      ...['--bip', '10.215.0.1/24', '--default-address-pool', 'base=10.216.0.0/16,size=24'],
    ];
    const engine = () => launchEngine({ folder, prefix: inside, host: socket, options });
    const tcpEnv = { PATH: process.env['PATH'] ?? '', HOME: folder, DOCKER_HOST: tcp };
    let running = await engine();
    undo.push(() => running.stop());
    const ssh = existsSync(SSHD) ? await startSshServer(folder, inside, address, socket) : null;
    if (ssh !== null) undo.push(ssh.stop);
    return {
      address,
      own,
      tcp: tcpEnv,
      ssh: ssh?.env ?? null,
      clock: async (offMs) => {
        const [to, port] = [2375, 2376];
        const stop = await startFarClock(inside, { address, port, to, offMs });
        return { env: { ...tcpEnv, DOCKER_HOST: `tcp://${address}:${port}` }, stop };
      },
      docker: (...argv) => run('docker', '--host', socket, ...argv).trim(),
      load: (...images) => copyImages(images, socket),
      link: (up) => void run('ip', '-n', names.space, 'link', 'set', names.there, up ? 'up' : 'down'),
      restart: async () => {
        await running.stop();
        running = await engine();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function copyImages(images: readonly string[], host: string): Promise<void> {
  const save = spawn('docker', ['save', ...images], { stdio: ['ignore', 'pipe', 'inherit'] });
  const load = spawn('docker', ['--host', host, 'load'], { stdio: [save.stdout, 'ignore', 'inherit'] });
  const [code] = (await once(load, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`docker load ended with ${code}`);
}

/** A server for one throwaway key, and a client that knows it, found by PATH. */
async function startSshServer(folder: string, inside: readonly string[], address: string, socket: string) {
  const ssh = join(folder, 'ssh');
  const bin = join(folder, 'bin');
  for (const made of [ssh, bin, '/run/sshd']) mkdirSync(made, { recursive: true });
  for (const key of ['host', 'user'])
    run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(ssh, key));
  writeFileSync(join(ssh, 'authorized'), readFileSync(join(ssh, 'user.pub')), { mode: 0o600 });
  const server = [
    ...[`ListenAddress ${address}:22`, `HostKey ${ssh}/host`, `AuthorizedKeysFile ${ssh}/authorized`],
    ...['StrictModes no', 'PasswordAuthentication no', 'PidFile none', 'MaxStartups 100'],
    `SetEnv DOCKER_HOST=${socket}`,
  ];
  writeFileSync(join(ssh, 'sshd_config'), `${server.join('\n')}\n`);
  const client = [
    ...['Host *', `IdentityFile ${ssh}/user`, 'StrictHostKeyChecking no', 'UserKnownHostsFile /dev/null'],
    ...['LogLevel ERROR', 'Host build-box', `HostName ${address}`, 'User root'],
  ];
  writeFileSync(join(ssh, 'ssh_config'), `${client.join('\n')}\n`);
  writeFileSync(join(bin, 'ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F ${ssh}/ssh_config "$@"\n`);
  chmodSync(join(bin, 'ssh'), 0o755);
  const [program = '', ...argv] = [...inside, SSHD, '-D', '-f', join(ssh, 'sshd_config')];
  const child = spawn(program, argv, { stdio: 'ignore' });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  const path = `${bin}:${process.env['PATH'] ?? ''}`;
  return { stop, env: { PATH: path, HOME: folder, DOCKER_HOST: 'ssh://build-box' } };
}
