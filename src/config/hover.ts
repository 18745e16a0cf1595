/**
 * What an editor shows of a key beside its description: examples, and what holds where it is not written. Said here, and not
 * beside the checks: the same check serves several keys, and zod leaves examples out of what is transformed.
 */

export interface Hover {
  /** As a person would write the key's value. */
  readonly examples: readonly unknown[];
  /** What holds without the key, where no value of its own says it: the end of "Default: …". */
  readonly without?: string;
}

const eg = (...examples: readonly unknown[]): Hover => ({ examples });
const without = (said: string, ...examples: readonly unknown[]): Hover => ({ examples, without: said });

const OF_TOP = 'as at the top level';
const OF_KEYS = 'the defaults of its keys';
const NO_LIMIT = 'no limit';
const OF_IMAGE = "the image's own";

/**
 * By the end of a key's path, the longest that is here: `caps.cpus` is about the caps of targets, of services, and of the top
 * level; `targets.*.caps.cpus` would be about targets alone. `*` is any name.
 */
export const HOVERS: Readonly<Record<string, Hover>> = {
  caps: without(OF_KEYS, { cpus: 2, memory: '2g' }),
  'targets.*.caps': without(OF_TOP, { cpus: 2, memory: '2g' }),
  'services.*.caps': without(OF_TOP, { memory: '2g' }),
  'balancer.caps': without('as for the balancer of loadgate', { cpus: 1 }),
  'caps.cpus': without(OF_TOP, 1, 0.5),
  'caps.memory': without(OF_TOP, '512m', '1g'),
  'caps.pids': without(OF_TOP, 512),
  'caps.open-files': without(OF_TOP, 16384),
  budget: eg('5m', '20m'),
  compare: eg('stored'),
  profile: eg('always', 'never'),

  gate: without(OF_KEYS, { slower: '5%', 'on-inconclusive': 'fail' }),
  'gate.slower': eg('3%', '5%'),
  'gate.latency': eg('10%'),
  'gate.memory': eg('10%'),
  'gate.bytes': eg('50%'),
  'gate.on-inconclusive': eg('fail'),

  measure: without(OF_KEYS, { 'warm-up': '5s' }),
  'measure.screen-generations': eg(4),
  'measure.confirm-generations': eg(5),
  'measure.max-generations': eg(24),
  'measure.warm-up': eg('5s'),
  'measure.duet': eg('1.2s'),
  'measure.solo': eg('1s'),
  'measure.probe': eg('300ms'),
  'measure.trim': eg('150ms'),
  'measure.probe-connections': eg(1),

  limits: without('none', { p99: '250ms', errors: '0%' }),
  'limits.p50': without(NO_LIMIT, '20ms'),
  'limits.p95': without(NO_LIMIT, '100ms'),
  'limits.p99': without(NO_LIMIT, '250ms'),
  'limits.errors': without('no limit; a failed request makes the cell invalid', '0%', '0.1%'),
  'limits.requests': without(NO_LIMIT, '500/s'),
  'limits.cpu': without(NO_LIMIT, '2ms'),
  'limits.memory': without(NO_LIMIT, '300m'),
  'limits.start-time': without(NO_LIMIT, '10s'),
  'limits.image-size': without(NO_LIMIT, '400m'),

  targets: eg({ api: { build: '.', port: 3000 } }),
  build: without('none: "image" or "command" takes its place', '.', 'services/api'),
  'services.*.build': without('none: "image" takes its place', 'deploy/db'),
  'balancer.build': without('none: "image" takes its place', 'deploy/proxy'),
  'build.context': eg('.', 'services/api'),
  'build.dockerfile': eg('deploy/Dockerfile'),
  'build.args': without('none', { NODE_VERSION: '24' }),
  'build.target': eg('production'),
  'build.network': eg('host'),
  'build.secrets': without('none', ['npmrc'], [{ id: 'npmrc', env: 'NPM_RC' }]),
  'secrets[].id': eg('npmrc'),
  'secrets[].env': eg('NPM_RC'),
  'build.ssh': without('none', 'default'),
  'build.cache': without('none', { from: 'type=gha', to: 'type=gha,mode=max' }),
  'cache.from': without('none', 'type=gha', ['ghcr.io/acme/api:cache']),
  'cache.to': without('none', 'type=gha,mode=max'),
  image: without('none: "build" takes its place', 'postgres:16'),
  'targets.*.image': without('none: "build" takes its place', 'ghcr.io/acme/api:1.4.0'),
  'balancer.image': without('none: "build" takes its place', 'haproxy:3.2'),
  url: without('none: loadgate runs it', 'https://stage.example.com', {
    candidate: 'https://next.example.com',
    baseline: 'https://stage.example.com',
  }),
  command: without(`${OF_IMAGE} CMD`, 'node server.mjs', ['gunicorn', '--bind', '0.0.0.0:8000', 'shop.wsgi']),
  process: without('"command"', 'node server.mjs'),
  entrypoint: without(`${OF_IMAGE} ENTRYPOINT`, 'docker-entrypoint.sh'),
  'extra-hosts': without('none', { 'mail.example.com': '10.0.0.5' }),
  tmpfs: without('none', '/run', ['/tmp', '/var/cache:size=64m']),
  'cap-add': without('none', 'CHOWN', ['CHOWN', 'SETUID']),
  files: without('none', { '/etc/app.conf': 'deploy/app.conf' }),
  env: without('none', { POOL: '8', DATABASE_URL: 'postgres://shop:shop@db:5432/shop' }),
  'env-file': without('none', 'deploy/app.env'),
  port: eg(3000),
  'services.*.port': eg(5432),
  ready: eg('GET /healthz', { path: '/healthz', expect: { status: 200 } }),
  'services.*.ready': eg({ run: ['pg_isready', '-h', '127.0.0.1'] }, 'GET /health'),
  'ready.run': without('none: a request tells it', ['pg_isready', '-h', '127.0.0.1']),
  'ready.path': eg('/healthz'),
  'services.*.ready.path': without('none: a command tells it', '/healthz'),
  'ready-timeout': eg('2m'),
  network: eg('open'),
  needs: without('none', ['db', 'cache']),
  prepare: without('nothing is run', 'npm run migrate', ['python', 'manage.py', 'migrate']),
  replicas: eg(3),
  balancer: eg({ build: 'deploy/proxy', port: 8080 }),
  workers: eg(4),

  services: without('none', { db: { image: 'postgres:16', count: 'postgres' } }, { from: 'compose.yaml' }),
  'services.from': without('none: services are written here', 'compose.yaml'),
  'services.only': eg(['db', 'cache']),
  seed: without('nothing is run', { run: ['sh', '/seed.sh'] }),
  'seed.run': eg(['sh', '/seed.sh']),
  count: without('nothing is counted', 'postgres', { run: ['sh', '/counts.sh'] }),
  'count.run': eg(['sh', '/counts.sh']),
  headers: without('none', { Accept: 'application/json' }),
  'allow-hosts': without('none', ['stage.example.com']),

  scenarios: eg({ items: { request: 'GET /items?page=1' } }),
  request: without('none: "steps" or "mix" takes its place', 'GET /items?page=1', {
    method: 'POST',
    path: '/orders',
    body: '{"item":1}',
  }),
  'steps[].request': eg('GET /orders'),
  method: eg('POST'),
  path: eg('/items?page=1'),
  body: without('none', '{"item":1}', { file: 'load/order.json' }),
  'ready.body': without('none', '{"item":1}'),
  'body.file': eg('load/order.json'),
  multipart: without('none', { photo: { file: 'load/photo.png', type: 'image/png' } }),
  'multipart.*.filename': eg('photo.png'),
  steps: without('none: "request" or "mix" takes its place', [
    { request: 'POST /carts', capture: { cart: '$.id' } },
    { request: 'GET /carts/{{cart}}' },
  ]),
  capture: without('nothing is taken', { token: '$.token' }),
  mix: without('none: "request" or "steps" takes its place', { list: '90%', order: '10%' }),
  alone: eg(true),
  cookies: eg(true),
  data: without('none', { users: { file: 'load/users.csv', order: 'shuffle' } }),
  'data.*.order': eg('shuffle'),
  'data.*.use': eg('once'),

  expect: without('any 2xx, and a body like the first one', { status: 201 }, { json: { id: 1 } }),
  'ready.expect': without('any 2xx or 3xx', { status: 204 }),
  'expect.status': eg(201),
  'expect.headers': without('not checked', { 'Content-Type': 'application/json' }),
  'expect.body': without('like the first one', 'pong', 'any'),
  'expect.json': without('not checked', { ok: true }),
  'expect.ignore': without('nothing is left out', '$.exp', ['$.exp', '$..id']),
  'expect.matches': without('not checked', '"total":\\d+'),
  'expect.size': without('not checked', 512, { from: '1k', to: '4k' }),
  'size.from': eg('1k'),
  'size.to': without(NO_LIMIT, '4k'),

  upstream: without('false', true, { delay: '50ms', calls: 2 }),
  'upstream.delay': eg('50ms'),
  'upstream.calls': eg(2),
  'upstream.reuse': eg('on'),
  'upstream.pool': eg(256),
  connections: eg(64),
  rate: eg('500/s'),
  capacity: without('none: it is loaded as it is', { of: 'connections', to: 2000, until: { p99: '500ms' } }),
  'capacity.of': eg('connections', 'rate'),
  'capacity.from': eg(32),
  'capacity.to': eg(2000),
  'capacity.until': without(OF_KEYS, { p99: '500ms', errors: '1%' }),
  'until.p99': eg('500ms'),
  'until.errors': eg('1%'),
  'until.cpu': eg('95%'),
  'capacity.hold': eg('5s'),
  timeout: eg('2s'),
  'scenarios.*.targets': eg(['api']),
};

/** What is shown of a key. @param path such as `targets.*.caps.cpus` @returns null: nothing is known of it */
export function hoverOf(path: string): Hover | null {
  for (let end: string = path; ; ) {
    const hover = Object.hasOwn(HOVERS, end) ? HOVERS[end] : undefined;
    if (hover !== undefined) return hover;
    const dot = end.indexOf('.');
    if (dot === -1) return null;
    end = end.slice(dot + 1);
  }
}
