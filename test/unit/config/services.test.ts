import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { PLAIN_CONTAINER } from '../../../src/model/config.js';
import { errorsOf, file, messagesOf, onlyTarget } from './helpers.js';

const whole = `services:
  db:
    build: { context: deploy/db, args: { V: 1.10 } }
    command: [mariadbd, --max-connections=500]
    entrypoint: docker-entrypoint.sh
    env: { MARIADB_DATABASE: shop, PORT_TEXT: 0010 }
    port: 3306
    ready: { run: [mariadb-admin, ping] }
    ready-timeout: 2m
    seed: { run: [sh, /seed.sh] }
    caps: { cpus: 2, memory: 2g }
    count: mysql
    needs: [disk]
    user: 0999
    working-dir: /var/lib/mysql
    extra-hosts: { mail.example.com: 10.0.0.5, self: host-gateway, six: "::1" }
    tmpfs: [/run, "/tmp:size=64m,mode=1777"]
    shm-size: 256m
    cap-add: [cap_sys_nice, CHOWN, CHOWN]
  disk: { image: "registry.example.com:5000/acme/disk@sha256:0123", ready: GET /health, port: 80 }
`;

/** A file whose only service has these keys. */
const withService = (line: string, name = 'db'): string =>
  file({ top: `services:\n  ${name}: { image: "postgres:16", ${line} }\n` });

describe('a service', () => {
  it('has everything that is written', () => {
    const [db, disk] = parseConfig(file({ top: whole }), 'loadgate.yml').services;
    expect(db).toEqual({
      name: 'db',
      build: expect.objectContaining({
        context: 'deploy/db',
        dockerfile: 'deploy/db/Dockerfile',
        args: { V: '1.10' },
      }),
      image: null,
      container: {
        entrypoint: ['docker-entrypoint.sh'],
        command: ['mariadbd', '--max-connections=500'],
        user: '0999',
        workingDir: '/var/lib/mysql',
        extraHosts: { 'mail.example.com': '10.0.0.5', self: 'host-gateway', six: '::1' },
        tmpfs: ['/run', '/tmp:size=64m,mode=1777'],
        shmSizeBytes: 256 * 2 ** 20,
        capAdd: ['CHOWN', 'SYS_NICE'],
      },
      env: { MARIADB_DATABASE: 'shop', PORT_TEXT: '0010' },
      port: 3306,
      ready: { kind: 'run', argv: ['mariadb-admin', 'ping'] },
      readyTimeoutMs: 120_000,
      seed: ['sh', '/seed.sh'],
      count: 'mysql',
      caps: { cpus: 2, memoryBytes: 2 ** 31, pids: 512, openFiles: 16_384 },
      needs: ['disk'],
      location: { file: 'loadgate.yml', line: 9, column: 3 },
    });
    expect(disk).toMatchObject({
      build: null,
      image: 'registry.example.com:5000/acme/disk@sha256:0123',
      ready: {
        kind: 'request',
        request: { method: 'GET', path: '/health', headers: {}, body: null },
      },
    });
  });

  it('has defaults for all but its source', () => {
    const [service] = parseConfig(file({ top: 'services: { cache: { image: redis } }\n' }), 'f').services;
    expect(service).toMatchObject({
      image: 'redis',
      container: PLAIN_CONTAINER,
      env: {},
      port: null,
      ready: null,
      readyTimeoutMs: 60_000,
      seed: null,
      count: null,
      needs: [],
      caps: { cpus: 1, memoryBytes: 2 ** 30, pids: 512, openFiles: 16_384 },
    });
  });

  it.each([
    ['mysql', 3306],
    ['postgres', 5432],
    ['redis', 6379],
    ['rabbitmq', 5672],
    ['{ run: [sh, /counts.sh] }', null],
  ])('whose counters are those of %s listens on %s', (count, port) => {
    expect(parseConfig(withService(`count: ${count}`), 'f').services[0]?.port).toBe(port);
    expect(parseConfig(withService(`port: 7000, count: ${count}`), 'f').services[0]?.port).toBe(7000);
  });

  it.each([
    ['port: 0', 'port: expected a whole number from 1 to 65535, found 0'],
    ['ready: {}', 'ready: neither "run" nor "path" is there: write { run: [pg_isready] }'],
    ['ready: { run: x, path: /x }', 'ready: "run" and a request are both there: choose one'],
    ['ready: { method: POST }', 'ready: neither "run" nor "path" is there'],
    ['ready: /health', 'ready: "/health" has no method: write GET /health'],
    ['seed: /seed.sh', 'seed: expected a mapping, found the text "/seed.sh"'],
    [
      'count: oracle',
      'count: expected "mysql", "postgres", "redis", "rabbitmq", or a mapping with "run", found the text "oracle"',
    ],
    [
      'count: [mysql]',
      'count: expected "mysql", "postgres", "redis", "rabbitmq", or a mapping with "run", found a list',
    ],
    ['user: "root; rm"', 'user: a user is a name or an id'],
    ['working-dir: app', 'working-dir: expected an absolute path in the container, such as /app'],
    ['tmpfs: "/run,/etc"', 'tmpfs: expected a path in the container such as /run'],
    ['shm-size: 1', 'shm-size: 1 is out of range: 1m to 64g'],
    ['extra-hosts: { a: b }', 'extra-hosts.a: "b" is no address'],
    ['extra-hosts: { "-a": 10.0.0.1 }', 'extra-hosts: expected a host name such as mail.example.com'],
    ['needs: db', 'needs: expected a list of names of services, found the text "db"'],
    ['needs: [1]', 'needs[0]: expected the name of a service, found 1'],
    ['prepare: x', 'unknown key "prepare" in services.db'],
  ])('with a wrong key: %s', (line, message) => {
    const [first, ...more] = messagesOf(withService(line));
    expect(more).toEqual([]);
    expect(first).toMatch(/^loadgate\.yml:9:\d+: /);
    expect(first).toContain(message);
  });

  it.each(['--privileged', 'a b', '', '-x'])('refuses the image %j', (image) => {
    const [message] = messagesOf(file({ top: `services: { db: { image: "${image}" } }\n` }));
    expect(message).toContain('services.db.image: expected the name of an image such as postgres:16');
  });

  it.each([
    ['SYS_ADMIN', /is no capability that can be added$/],
    ['CHWON', /did you mean "CHOWN"\?$/],
    ['ALL', /is no capability that can be added$/],
  ])('refuses the capability %s, and tells capabilities from limits', (name, message) => {
    const [error, ...more] = errorsOf(withService(`cap-add: [${name}]`));
    expect(more).toEqual([]);
    expect(error?.message).toMatch(message);
    expect(error?.hint).toContain('Linux capabilities that may be added: AUDIT_WRITE');
    expect(error?.hint).toContain('Limits of CPU and memory are under "caps"');
  });

  it.each([
    ['{}', 'neither "image" nor "build" is there'],
    ['{ image: a, build: . }', '"image" and "build" are both there: choose one'],
  ])('is an image or a build: %s', (value, message) => {
    expect(messagesOf(file({ top: `services: { db: ${value} }\n` }))).toEqual([
      expect.stringContaining(`loadgate.yml:8:13: services.db: ${message}`),
    ]);
  });

  it.each(['Db', 'a.b', '-db', 'db-', 'x'.repeat(64), 'constructor', '__proto__'])(
    'refuses the name %s',
    (name) => {
      const [message, ...more] = messagesOf(file({ top: `services: { "${name}": { image: a } }\n` }));
      expect(more).toEqual([]);
      expect(message).toMatch(/^loadgate\.yml:8:13: (services: expected a host name|key "__proto__")/);
    },
  );

  it('takes a name as Compose files write it', () => {
    expect(messagesOf(withService('port: 1', 'my_db-2'))).toEqual([]);
  });
});

describe('what needs services', () => {
  const config = (services: string, needs: string): string =>
    file({ target: `needs: ${needs}`, top: `services: ${services}\n` });

  it('names them, in any order', () => {
    const text = config('{ a: { image: x, needs: [b] }, b: { image: y } }', '[b, a]');
    expect(parseConfig(text, 'f').targets[0]?.needs).toEqual(['b', 'a']);
  });

  it('is told everything that is wrong, at once, with line and column', () => {
    const text = `targets:
  app: { build: ., port: 80, needs: [dbb, cache, cache] }
  cache: { build: ., port: 80, needs: [db] }
scenarios: { s: { request: GET / } }
services:
  db: { image: x, needs: [mail] }
  cache: { image: y, needs: [cache] }
  mail: { image: z, needs: [log] }
  log: { image: z, needs: [db, nothing] }
`;
    expect(messagesOf(text)).toEqual([
      'loadgate.yml:2:38: targets.app.needs[0]: unknown service "dbb"; did you mean "db"?',
      'loadgate.yml:2:50: targets.app.needs[2]: service "cache" is there twice',
      'loadgate.yml:7:3: service "cache" has the name of a target',
      'loadgate.yml:7:30: services.cache.needs[0]: service "cache" needs itself',
      'loadgate.yml:9:28: services.log.needs[0]: the services need each other in a circle: db → mail → log → db',
      'loadgate.yml:9:32: services.log.needs[1]: unknown service "nothing"',
    ]);
  });

  it('is told where services are written, when there are none', () => {
    const [error] = errorsOf(file({ target: 'needs: [db]' }));
    expect(error?.message).toContain('targets.app.needs[0]: unknown service "db"');
    expect(error?.hint).toBe('Write it under "services": docs/services.md shows how.');
  });

  it('finds a circle that starts behind others only once', () => {
    const text = config(
      '{ a: { image: x, needs: [b] }, b: { image: x, needs: [c] }, c: { image: x, needs: [b] } }',
      '[a, c]',
    );
    expect(messagesOf(text)).toEqual([expect.stringContaining('in a circle: b → c → b')]);
  });
});

describe('how a target starts', () => {
  it('is what is written', () => {
    const target = onlyTarget({
      target: `command: gunicorn app
process: python app.py
entrypoint: [tini, --]
prepare: python manage.py migrate
replicas: 3
workers: 7
user: app:app
cap-add: SETUID
ready: { path: /ready, expect: { status: 200, headers: { X-Version: 1.10 }, body: ok } }`,
    });
    expect(target).toMatchObject({
      command: ['gunicorn', 'app'],
      process: ['python', 'app.py'],
      container: {
        ...PLAIN_CONTAINER,
        entrypoint: ['tini', '--'],
        command: ['gunicorn', 'app'],
        user: 'app:app',
        capAdd: ['SETUID'],
      },
      prepare: ['python', 'manage.py', 'migrate'],
      replicas: 3,
      workers: 7,
      ready: { path: '/ready' },
      readyExpect: { status: 200, headers: { 'x-version': '1.10' }, body: 'ok' },
    });
  });

  it('may be an image, with a command of its own', () => {
    const target = (keys: string) =>
      parseConfig(`targets: { a: { ${keys}, port: 1 } }\nscenarios: { s: { request: GET / } }`, 'f')
        .targets[0];
    expect(target('image: "ghcr.io/acme/api:1.4.0"')).toMatchObject({
      build: null,
      image: 'ghcr.io/acme/api:1.4.0',
      container: PLAIN_CONTAINER,
    });
    expect(target('image: x, command: a b')?.container.command).toEqual(['a', 'b']);
    const both = file({ target: 'image: x' });
    expect(messagesOf(both)).toEqual([
      expect.stringContaining('targets.app: "build" and "image" are both there: choose one'),
    ]);
  });

  it('may be a process alone', () => {
    const text = 'targets: { a: { process: node x, port: 1 } }\nscenarios: { s: { request: GET / } }';
    expect(parseConfig(text, 'f').targets[0]).toMatchObject({ build: null, command: null });
  });
});
