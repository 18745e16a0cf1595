/** Real databases and brokers from Debian's packages, each in a container of its own, and sessions with them. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDockerCli } from '../../../src/runtime/docker/client.js';
import { stayingCommands } from '../../../src/runtime/docker/staying.js';
import type { CommandResult, ServiceInstance } from '../../../src/runtime/runtime.js';
import { systemClock } from '../../../src/system/clock.js';
import { exec as systemExec } from '../../../src/system/exec.js';
import { docker, tryDocker, uniqueName } from '../../support/docker.js';

export interface Program {
  readonly packages: string;
  /** Shell. */
  readonly start: string;
  /** Ends with 0 once it answers. */
  readonly ready: readonly string[];
  /** `NAME=value`, besides the password of Redis. */
  readonly env?: readonly string[];
}

/** Debian's pg_ctlcluster connects some times before it ends: nothing is to be counted until then. */
const PROBED = 'touch /probed && exec sleep infinity';

export const PROGRAMS = {
  mariadb: {
    packages: 'mariadb-server',
    start: 'install -d -o mysql /run/mysqld && exec mariadbd --user=mysql',
    ready: ['mariadb-admin', 'ping'],
  },
  /** Its root has a password, which is in a file. */
  mariadbSecret: {
    packages: 'mariadb-server',
    start: `printf 'pa55 word\\n' >/secret && echo "ALTER USER root@localhost IDENTIFIED BY 'pa55 word';" >/init.sql && install -d -o mysql /run/mysqld && exec mariadbd --user=mysql --init-file=/init.sql`,
    ready: ['mariadb-admin', '--user=root', '--password=pa55 word', 'ping'],
    env: ['MARIADB_ROOT_PASSWORD_FILE=/secret'],
  },
  postgres: {
    packages: 'postgresql postgresql-contrib',
    start: `pg_ctlcluster 15 main start -- -w && ${PROBED}`,
    ready: ['test', '-e', '/probed'],
  },
  statements: {
    packages: 'postgresql postgresql-contrib',
    start:
      'echo "shared_preload_libraries = \'pg_stat_statements\'" >> /etc/postgresql/15/main/postgresql.conf' +
      ` && pg_ctlcluster 15 main start -- -w && ${PROBED}`,
    ready: ['test', '-e', '/probed'],
  },
  redis: {
    packages: 'redis-server',
    start: 'exec redis-server --save \'\' --requirepass "$REDIS_PASSWORD"',
    ready: ['sh', '-c', 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli PING'],
  },
  rabbitmq: {
    packages: 'rabbitmq-server amqp-tools',
    start: 'RABBITMQ_NODENAME=rabbit@localhost exec rabbitmq-server',
    ready: ['rabbitmqctl', 'await_startup', '--timeout', '5'],
  },
} as const satisfies Record<string, Program>;

export interface Running {
  exec(argv: readonly string[]): Promise<CommandResult>;
  /** As `ServiceInstance.ask`. */
  ask: ServiceInstance['ask'];
  /** @returns what sends one line to a command's input, and waits until it has answered with a line */
  session(argv: readonly string[]): (line: string) => Promise<void>;
  end(): Promise<void>;
}

/** Builds the image where it is not there, and starts it. It has no network: everything is asked from inside. */
export async function run({ packages, start, ready, env = [] }: Program): Promise<Running> {
  const image = `loadgate-test-counts-${packages.replaceAll(/[^a-z]+/g, '-')}`;
  await build(image, packages);
  const name = uniqueName('counts');
  const variables = ['REDIS_PASSWORD=not-in-any-argv', ...env].flatMap((one) => ['--env', one]);
  const options = ['--network', 'none', '--hostname', 'localhost', ...variables];
  await docker(['run', '--detach', '--name', name, ...options, image, 'sh', '-c', start]);
  const exec: Running['exec'] = (argv) => tryDocker(['exec', name, ...argv]);
  for (let tries = 0; (await exec(ready)).exitCode !== 0; tries += 1) {
    if (tries === 120) throw new Error(`${packages} does not answer: ${await docker(['logs', name])}`);
    await sleep(500);
  }
  const sessions: (() => void)[] = [];
  const staying = stayingCommands(name, { docker: createDockerCli(systemExec, {}), clock: systemClock });
  return {
    exec,
    ask: async (argv, limits) => {
      const answer = await staying.ask(argv, limits);
      if (answer === null) throw new Error(`${argv[0]} does not answer`);
      return answer;
    },
    session: (argv) => {
      const child = spawn('docker', ['exec', '-i', name, ...argv], { stdio: ['pipe', 'pipe', 'inherit'] });
      sessions.push(() => child.stdin.end());
      return (line) =>
        new Promise((resolve) => {
          child.stdout.once('data', () => resolve());
          child.stdin.write(`${line}\n`);
        });
    },
    end: async () => {
      for (const close of sessions) close();
      staying.end();
      await docker(['rm', '--force', '--volumes', name]);
    },
  };
}

function build(image: string, packages: string): Promise<string> {
  const install = `apt-get update && apt-get install -y --no-install-recommends ${packages}`;
  const dockerfile = `FROM debian:bookworm-slim\nRUN ${install} && rm -rf /var/lib/apt/lists/*\n`;
  return new Promise((resolve, reject) => {
    const child = spawn('docker', ['build', '--quiet', '--tag', image, '-'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.on('close', (code) => (code === 0 ? resolve(image) : reject(new Error(`${image} does not build`))));
    child.stdin.end(dockerfile);
  });
}

/** A target that does some work for each request. */
export async function serve(
  work: () => Promise<void>,
): Promise<{ readonly port: number; end(): Promise<void> }> {
  const server = createServer((_request, response) => {
    work().then(
      () => response.end('ok'),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
