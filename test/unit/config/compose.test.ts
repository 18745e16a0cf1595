// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is how Compose names variables
import { describe, expect, it } from 'vitest';
import { readComposeEnv } from '../../../src/config/compose/env-file.js';
import { interpolate } from '../../../src/config/compose/interpolate.js';
import { configDigest } from '../../../src/config/digest.js';
import { parseConfig, readConfig } from '../../../src/config/parse.js';
import type { Config, Service } from '../../../src/model/config.js';
import { thrownBy } from './helpers.js';

type Files = Readonly<Record<string, string>>;

const loadgate = (services: string, needs = '[db]'): string =>
  `targets: { app: { build: ., port: 80, needs: ${needs} } }
scenarios: { s: { request: GET / } }
services: ${services}
`;
const parse = (compose: string, services = '{ from: compose.yaml }', files: Files = {}): Config =>
  parseConfig(loadgate(services), 'loadgate.yml', reader({ 'compose.yaml': compose, ...files }));
const reader =
  (files: Files) =>
  (path: string): string | null =>
    files[path] ?? null;
const messages = (compose: string, services?: string, files?: Files): string[] =>
  thrownBy(() => parse(compose, services, files)).map(({ message }) => message);
/** The only service, whose keys are these lines. */
const only = (lines: string, files?: Files): Service | undefined =>
  parse(`services:\n  db:\n    image: x\n${lines.replaceAll(/^/gm, '    ')}`, undefined, files).services[0];
const wrongIn = (lines: string, services?: string): string[] =>
  messages(`services:\n  db:\n    image: x\n${lines.replaceAll(/^/gm, '    ')}`, services);

describe('interpolation', () => {
  const variables = { A: 'a', EMPTY: '', N: '1' };

  it.each([
    ['x', 'x'],
    ['$A-${A}-$$A', 'a-a-$A'],
    ['${B:-b}${B-c}${EMPTY:-d}${EMPTY-e}', 'bcd'],
    ['${A:-no}${A-no}', 'aa'],
    ['${B:-${A}:${C:-${N}}}', 'a:1'],
    ['${A:-${B:-${C}}}', 'a'],
    ['${A:+yes}${B:+no}${EMPTY:+no}${EMPTY+yes}', 'yesyes'],
    ['${A:?must}', 'a'],
    ['${B:-}', ''],
  ])('%s → %s', (text, value) => {
    expect(interpolate(text, variables)).toEqual({ text: value });
  });

  it.each([
    ['${B}', 'the variable B has no value'],
    ['$B', 'the variable B has no value'],
    ['${B:?set it}', 'the variable B has no value (set it)'],
    ['${A', '"${A" has a $ that stands for no variable'],
    ['${A:-x', '"${A:-x" has a $ that stands for no variable'],
    ['${A!x}', 'has a $ that stands for no variable'],
    ['cost: $', 'has a $ that stands for no variable'],
    ['${constructor}', 'the variable constructor has no value'],
  ])('%s is refused', (text, problem) => {
    expect(interpolate(text, variables)).toMatchObject({ problem: expect.stringContaining(problem) });
  });
});

describe("Compose's files of variables", () => {
  it('are read without their quotes, with variables put in', () => {
    const text = `# c
A=1 # one
export B="x\\n$A \\$A" # two
C='\${A}'
D=a#b
E: y
F=
G=\${A}-\${OUT:-o}
`;
    expect(readComposeEnv(text, {})).toEqual({
      variables: { A: '1', B: 'x\n1 $A', C: '${A}', D: 'a#b', E: 'y', F: '', G: '1-o' },
    });
  });

  it.each([
    ['A=1\nB', 2, '"B" is no line of NAME=value'],
    ["A='x", 1, 'has a quote that is not closed in its line'],
    ['A=$B', 1, 'the variable B has no value'],
  ])('%j is refused', (text, line, problem) => {
    expect(readComposeEnv(text, {})).toMatchObject({ line, problem: expect.stringContaining(problem) });
  });
});

describe('a service of a Compose file', () => {
  it('is what it is in loadgate.yml', () => {
    const compose = `
name: shop
x-common: &common { restart: always }
services:
  db:
    <<: *common
    build: { context: ./db, dockerfile: Dockerfile.dev, args: ["V=\${VERSION:-16}", MODE], target: final }
    image: shop/db:dev
    command: postgres -c fsync=off
    entrypoint: [docker-entrypoint.sh]
    environment: { POSTGRES_USER: shop, POSTGRES_PASSWORD: "\${PASSWORD}", LEVEL: 010, TOKEN: }
    env_file: [db.env, { path: more.env, required: false }]
    healthcheck: { test: [CMD-SHELL, "pg_isready -U $$POSTGRES_USER"], interval: 5s, retries: 5 }
    depends_on: { cache: { condition: service_healthy } }
    tmpfs: /run
    shm_size: 256mb
    user: "1000"
    working_dir: /work
    extra_hosts: ["mail:10.0.0.1", "six=[::1]"]
    cap_add: [SYS_NICE]
    ports: ["127.0.0.1:\${PORT:-5433}:5432/tcp", "9000"]
    volumes: ["data:/var/lib/postgresql/data", { type: tmpfs, target: /scratch }]
    networks: [back]
  cache: { image: "redis:7", expose: [6379], healthcheck: { test: redis-cli ping } }
  web: { image: nginx, network_mode: host, volumes: ["./a:/a"] }
volumes: { data: {} }
`;
    const files = {
      'deploy/compose.yaml': compose,
      'deploy/.env': 'PASSWORD=secret\nMODE=dev\nTOKEN=t\n',
      'deploy/db.env': 'POSTGRES_USER=nobody\nFROM_FILE="x y"\n',
    };
    const text = loadgate('{ from: deploy/compose.yaml }');
    const { services, remarks } = parseConfig(text, 'loadgate.yml', reader(files));
    expect(services.map(({ name }) => name)).toEqual(['db', 'cache']);
    expect(services[0]).toMatchObject({
      image: null,
      build: {
        context: 'deploy/db',
        dockerfile: 'deploy/db/Dockerfile.dev',
        args: { V: '16', MODE: 'dev' },
        target: 'final',
      },
      container: {
        command: ['postgres', '-c', 'fsync=off'],
        entrypoint: ['docker-entrypoint.sh'],
        user: '1000',
        workingDir: '/work',
        extraHosts: { mail: '10.0.0.1', six: '::1' },
        tmpfs: ['/run', '/scratch'],
        shmSizeBytes: 256 * 2 ** 20,
        capAdd: ['SYS_NICE'],
      },
      env: {
        POSTGRES_USER: 'shop',
        POSTGRES_PASSWORD: 'secret',
        LEVEL: '010',
        TOKEN: 't',
        FROM_FILE: 'x y',
      },
      port: 5432,
      ready: { kind: 'run', argv: ['/bin/sh', '-c', 'pg_isready -U $POSTGRES_USER'] },
      needs: ['cache'],
      location: { file: 'deploy/compose.yaml', line: 5, column: 3 },
    });
    expect(services[1]).toMatchObject({
      image: 'redis:7',
      port: 6379,
      ready: { kind: 'run', argv: ['/bin/sh', '-c', 'redis-cli ping'] },
    });
    expect(remarks).toEqual([
      expect.stringMatching(/^deploy\/compose\.yaml:3:\d+: "restart" is left out: it decides nothing/),
      expect.stringMatching(/^deploy\/compose\.yaml:22:\d+: the volume is left out: what the service stores/),
      expect.stringMatching(/^deploy\/compose\.yaml:23:5: "networks" is left out/),
    ]);
  });

  it.each([
    ['healthcheck: { test: [CMD, a, b] }', { ready: { kind: 'run', argv: ['a', 'b'] } }],
    ['healthcheck: { disable: true }', { ready: null }],
    ['healthcheck: { test: NONE }', { ready: null }],
    ['healthcheck: { interval: 1s }', { ready: null }],
    ['ports: [{ target: 80, published: 8080 }]', { port: 80 }],
    ['ports: ["3000-3005:4000-4005"]', { port: 4000 }],
    ['expose: ["81"]\nports: ["80"]', { port: 81 }],
    ['environment: [A=1, "B=x=y"]', { env: { A: '1', B: 'x=y' } }],
    ['depends_on: []', { needs: [] }],
    ['deploy: { resources: {} }\nulimits: { nofile: 1 }', { caps: { cpus: 1 } }],
  ])('is read: %s', (lines, service) => {
    expect(only(lines)).toMatchObject(service);
  });

  it('is taken where it is needed or named, with what it depends on', () => {
    const compose =
      'services: { a: { image: x, depends_on: [b] }, b: { image: y }, c: { image: z }, d: { image: w } }';
    const names = (services: string, needs: string): string[] =>
      parseConfig(loadgate(services, needs), 'f', reader({ 'c.yml': compose })).services.map(
        ({ name }) => name,
      );
    expect(names('{ from: c.yml }', '[a]')).toEqual(['a', 'b']);
    expect(names('{ from: c.yml, c: { count: redis } }', '[a]').sort()).toEqual(['a', 'b', 'c']);
    expect(names('{ from: c.yml, only: [b, c] }', '[b]')).toEqual(['b', 'c']);
    expect(names('{ from: c.yml, e: { image: v, needs: [c] } }', '[e]').sort()).toEqual(['c', 'e']);
    expect(names('{ from: c.yml, a: { needs: [] } }', '[a]')).toEqual(['a']);
  });

  it('is what loadgate.yml says where that says something, key by key', () => {
    const compose = `services:
  db:
    image: postgres:$MISSING
    environment: { A: compose, B: compose, SECRET: "\${SECRET}", NONE: }
    healthcheck: { test: "\${MISSING}" }
    volumes: ["./init.sql:/init.sql"]
    ports: ["1"]
`;
    const beside =
      '{ from: compose.yaml, db: { build: db, env-file: a.env, env: { B: mine, SECRET: s, NONE: n }, ready: GET /x, port: 5432, count: postgres } }';
    const { services } = parse(compose, beside, { 'a.env': 'A=file\nB=file' });
    expect(services).toHaveLength(1);
    expect(services[0]).toMatchObject({
      image: null,
      build: { context: 'db' },
      env: { A: 'file', B: 'mine', SECRET: 's', NONE: 'n' },
      port: 5432,
      ready: { kind: 'request' },
      count: 'postgres',
      location: { file: 'loadgate.yml', line: 3 },
    });
  });

  it('is reached by its own name alone, and says so where it has another', () => {
    const { remarks } = parse('services: { db: { image: x, container_name: pg, hostname: db } }');
    expect(remarks).toEqual([
      expect.stringMatching(/"container_name" is left out: the service is reached as "db" alone$/),
      expect.stringMatching(/"hostname" is left out: it decides nothing that is measured$/),
    ]);
  });

  it('is asked for no variable of a list that loadgate.yml has itself', () => {
    const compose = 'services: { db: { image: x, environment: ["A=${A}", B, "C=${C:-c}"] } }';
    const { services } = parse(compose, '{ from: compose.yaml, db: { env: { A: a, B: b } } }');
    expect(services[0]?.env).toEqual({ A: 'a', B: 'b', C: 'c' });
  });

  it('changes the digest when the Compose file does', () => {
    const digest = (image: string): string => configDigest(parse(`services: { db: { image: ${image} } }`));
    expect(digest('x')).toBe(digest('x'));
    expect(digest('y')).not.toBe(digest('x'));
  });

  it('is read from the same version of the repository, with all the files that it names', async () => {
    const asked: string[] = [];
    const files: Files = {
      'compose.yaml': 'services: { db: { image: x, env_file: db.env } }',
      'db.env': 'A=1',
    };
    const config = await readConfig(loadgate('{ from: compose.yaml }'), 'f', async (path) => {
      asked.push(path);
      return files[path] ?? null;
    });
    expect(config.services[0]?.env).toEqual({ A: '1' });
    expect(asked.sort()).toEqual(['.env', 'compose.yaml', 'db.env']);
  });
});

describe('the variables of a Compose file', () => {
  const compose = `services:
  db: { image: "postgres:${'${VERSION}'}", env_file: [.env], environment: { PASSWORD: "${'${PASSWORD}'}" } }
`;
  const EXAMPLE = 'export VERSION=16\nexport PASSWORD=secret\nMODE="a b"\n';
  const from = (rest = '') => `{ from: compose.yaml, env-file: .env.example${rest} }`;

  it('come from the file that "env-file" names, in the place of .env', () => {
    const files = { '.env.example': EXAMPLE, '.env': 'VERSION=1\nOTHER=1\n' };
    expect(parse(compose, from(), files).services).toMatchObject([
      { image: 'postgres:16', env: { VERSION: '16', PASSWORD: 'secret', MODE: 'a b' } },
    ]);
  });

  it('come from .env without it', () => {
    const { services } = parse(compose, undefined, { '.env': EXAMPLE });
    expect(services).toMatchObject([{ image: 'postgres:16', env: { MODE: 'a b' } }]);
  });

  it('are missed with what to do, once for each place', () => {
    const errors = thrownBy(() => parse(compose));
    expect(errors.map(({ message }) => message.replace(/^.*services\.db\./, ''))).toEqual([
      'image: the variable VERSION has no value',
      'environment.PASSWORD: the variable PASSWORD has no value',
      'env_file[0]: there is no file ".env" in this version of the repository',
    ]);
    for (const { hint } of errors) expect(hint).toContain('as "env-file" under "services"');
  });

  it.each([
    [from(), {}, 'loadgate.yml:3:43: services.env-file: there is no file ".env.example"'],
    [from(), { '.env.example': 'A' }, '.env.example:1:1: "A" is no line of NAME=value'],
    ['{ env-file: a.env, db: { image: x } }', {}, 'services.env-file: "env-file" is there without "from"'],
  ])('%s is told', (services, files, message) => {
    expect(messages('services: { db: { image: x } }', services, files)[0]).toContain(message);
  });
});

describe('files of the repository that a Compose file mounts', () => {
  const compose = `services:
  db:
    image: x
    volumes:
      - ./init.sql:/docker-entrypoint-initdb.d/init.sql:ro
      - { type: bind, source: ../shared/checks, target: /checks, read_only: true }
      - ./data:/var/lib/postgresql/data
      - named:/other
    secrets: [password, { source: key, target: server.key }, { source: key, target: /etc/key }]
    configs: [settings, { source: settings, target: /etc/db.conf }]
secrets: { password: { file: ./secrets/password.txt }, key: { file: key.pem } }
configs: { settings: { file: db.conf } }
`;
  const at = (beside = '') =>
    parseConfig(
      loadgate(`{ from: deploy/compose.yaml${beside} }`),
      'loadgate.yml',
      reader({ 'deploy/compose.yaml': compose }),
    ).services[0];

  it('are copied to where it mounts them', () => {
    expect(at()?.container.files).toEqual({
      '/docker-entrypoint-initdb.d/init.sql': 'deploy/init.sql',
      '/checks': 'shared/checks',
      '/run/secrets/password': 'deploy/secrets/password.txt',
      '/run/secrets/server.key': 'deploy/key.pem',
      '/etc/key': 'deploy/key.pem',
      '/settings': 'deploy/db.conf',
      '/etc/db.conf': 'deploy/db.conf',
    });
  });

  it('are left out where loadgate.yml has files or a build of its own', () => {
    expect(at(', db: { files: { /a: b } }')?.container.files).toEqual({ '/a': 'b' });
    expect(at(', db: { files: {} }')?.container.files).toEqual({});
    expect(at(', db: { build: db }')?.container).not.toHaveProperty('files');
  });

  it('are none of those that loadgate.yml leaves out, whatever is wrong with them', () => {
    const wrong = 'services: { db: { image: x, volumes: ["/a:/b"], secrets: [none] } }';
    expect(parse(wrong, '{ from: compose.yaml, db: { files: {} } }').services[0]?.container.files).toEqual(
      {},
    );
  });
});

describe('what a Compose file says that is not taken', () => {
  it.each([
    ['volumes: ["/etc/ssl:/ssl"]', 'no file of the machine is mounted (/etc/ssl)'],
    ['volumes: ["~/x:/x"]', 'no file of the machine is mounted (~/x)'],
    ['volumes: ["../other:/x"]', 'no file of the machine is mounted (../other)'],
    ['network_mode: host', '"network_mode" is not taken: loadgate does not know what it changes'],
    ['privileged: true', '"privileged" is not taken: no container is privileged'],
    ['secrets: [a]', 'a is no file of the repository'],
    ['configs: [{ source: a, target: /a }]', 'a is no file of the repository'],
    ['networks: { back: { aliases: [pg] } }', 'a service has no other names'],
    [
      'build: { context: ., additional_contexts: { a: b } }',
      '"additional_contexts" of the build is not taken',
    ],
    [
      'depends_on: { init: { condition: service_completed_successfully } }',
      'init runs to its end before others',
    ],
    ['command: "a && b"', 'no shell runs it'],
    ['cap_add: [ALL]', '"ALL" is no capability that can be added'],
    ['ports: [http]', 'expected a whole number from 1 to 65535, found the text "http"'],
    ['environment: { A: "${B}" }', 'the variable B has no value'],
    ['environment: [A]', 'the variable A has no value'],
    ['env_file: no.env', 'there is no file "no.env" in this version of the repository'],
    ['healthcheck: { test: [pg_isready] }', 'the test starts with neither CMD nor CMD-SHELL'],
    ['shm_size: lots', '"lots" is no size'],
    ['user: "a b"', 'a user is a name or an id'],
  ])('%s', (lines, message) => {
    const [first, ...more] = wrongIn(lines);
    expect(more).toEqual([]);
    expect(first).toMatch(/^compose\.yaml:4:\d+: services\.db\./);
    expect(first).toContain(message);
  });

  it('is told all at once, behind what is wrong in loadgate.yml, each with what to do', () => {
    const compose = `services:
  db:
    image: x
    volumes: ["/a.sql:/a.sql"]
    environment: { A: $A }
    depends_on: [mail]
`;
    const errors = thrownBy(() =>
      parse(compose, '{ from: compose.yaml, only: [db, cahce], x: { port: 0 } }'),
    );
    expect(errors.map(({ message }) => message)).toEqual([
      'loadgate.yml:3:44: services.only[1]: compose.yaml has no service "cahce"',
      'loadgate.yml:3:52: services.x: neither "image" nor "build" is there: a service needs an image, or a folder with a Dockerfile',
      'loadgate.yml:3:63: services.x.port: expected a whole number from 1 to 65535, found 0',
      'compose.yaml:4:15: services.db.volumes[0]: no file of the machine is mounted (/a.sql)',
      'compose.yaml:5:20: services.db.environment.A: the variable A has no value',
    ]);
    expect(errors.map(({ hint }) => hint)).toEqual([
      'Its services: db.',
      expect.stringContaining('image: postgres:16'),
      expect.any(String),
      expect.stringContaining('files: {}'),
      expect.stringContaining('services.db'),
    ]);
  });

  it.each([
    ['{ from: no.yaml }', 'loadgate.yml:3:19: services.from: there is no file "no.yaml"'],
    ['{ from: ../x.yaml }', 'loadgate.yml:3:19: services.from: "../x.yaml" holds ".."'],
    ['{ only: [db], db: { image: x } }', 'services.only: "only" is there without "from"'],
    ['{ from: bad.yaml }', 'bad.yaml:1:'],
    ['{ from: empty.yaml }', 'empty.yaml:1:1: the file is empty'],
  ])('is a file that cannot be used: %s', (services, message) => {
    const found = messages('', services, { 'bad.yaml': 'a: [', 'empty.yaml': '' });
    expect(found[0]).toContain(message);
  });

  it('is a dependency that "only" leaves out', () => {
    const compose = 'services: { db: { image: x, depends_on: [init] }, init: { image: y } }';
    expect(messages(compose, '{ from: compose.yaml, only: [db] }')).toEqual([
      expect.stringContaining('services.db.needs[0]: unknown service "init"'),
    ]);
  });
});
