/** The balancer before a target's replicas: the user's, or nginx, with equal weights and connections that are used again. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BALANCER_CAPS, PLAIN_BUILD, PLAIN_CONTAINER } from '../../model/config.js';
import { serviceEnvFile } from '../environment.js';
import type { Subject } from '../errors.js';
import { withRunFolder } from '../run-folders.js';
import type { Artifact, BalancerArtifact, BuildRequest } from '../runtime.js';
import { type BuildDeps, buildImage } from './build.js';
import type { Launch } from './container.js';

/** Where it listens inside its container. */
export const BALANCER_PORT = 8080;

/** Its name in errors and labels. */
const NAME = 'balancer';

/**
 * No master starts workers as another user, which would take capabilities. The settings come by the environment, since
 * nothing is mounted into containers.
 */
const DOCKERFILE = `FROM debian:bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends nginx-light && rm -rf /var/lib/apt/lists/*
USER www-data
CMD ["sh", "-c", "printf '%s' \\"$BALANCER_CONFIG\\" >/tmp/nginx.conf && exec nginx -e stderr -c /tmp/nginx.conf"]
`;

/** Builds the balancer's image, once for a machine. @throws as `buildImage` */
export function buildBalancer(
  { side, signal, onLine }: Pick<BuildRequest, 'side' | 'signal' | 'onLine'>,
  deps: BuildDeps,
): Promise<string> {
  const build = { ...PLAIN_BUILD, context: '.', dockerfile: 'Dockerfile' };
  const subject = { name: NAME, location: null, build, image: null };
  return withRunFolder(deps.runId, async (sourceDir) => {
    await writeFile(join(sourceDir, 'Dockerfile'), DOCKERFILE);
    return buildImage({ kind: 'service', subject, side, sourceDir, signal, onLine }, deps);
  });
}

/** Where a replica is reached. */
export interface Backend {
  readonly host: string;
  readonly port: number;
}

/** A target's balancer, as errors name it. */
export const balancerOf = ({ name, location }: Subject): Subject => ({
  name: `the balancer of ${name}`,
  location,
});

/** How a replica is called in a balancer of the user's, from 1 on. */
const replicaName = (at: number): string => `replica-${at + 1}`;

/**
 * How the balancer's container is started. A balancer of the user's finds the replicas in its /etc/hosts: on the network
 * there may be those of another side.
 * @param network of the replicas
 * @throws LoadgateError `bad-env`
 */
export function balancerLaunch(
  { target, side }: Pick<Artifact, 'target' | 'side'>,
  { reference: image }: Pick<BalancerArtifact, 'reference'>,
  backends: readonly Backend[],
  {
    network,
    isInternal,
    published = null,
    cores,
    signal,
  }: Pick<Launch, 'network' | 'isInternal' | 'published' | 'cores' | 'signal'>,
): Launch {
  const blamed = balancerOf(target);
  const place = { network, isInternal, published, cores, signal, volumes: [], joins: [] };
  const own = target.balancer;
  if (own === null) {
    return {
      ...{ ...place, blamed, image },
      subject: { kind: 'balancer', name: target.name, side, isOurs: true },
      container: PLAIN_CONTAINER,
      caps: { ...BALANCER_CAPS, openFiles: target.caps.openFiles },
      env: `BALANCER_CONFIG=${balancerConfig(backends)}\n`,
    };
  }
  const hosts = Object.fromEntries(backends.map(({ host }, at) => [replicaName(at), host]));
  const addresses = backends.map(({ port }, at) => `${replicaName(at)}:${port}`).join(',');
  return {
    ...{ ...place, blamed, image },
    subject: { kind: 'balancer', name: target.name, side, isOurs: false },
    container: { ...own.container, extraHosts: { ...own.container.extraHosts, ...hosts } },
    caps: own.caps,
    env: serviceEnvFile({ ...blamed, env: { BACKENDS: addresses, ...own.env } }),
  };
}

/** The file that holds a replica's requests, two bytes for each. */
const countFile = (replica: number): string => `/tmp/replica-${replica}`;

/**
 * nginx's configuration in one line, as an environment variable has it.
 *
 * - One worker, so that the round robin is one, and not one for each worker.
 * - No other replica is tried where one fails: a failure is the target's, and is to be seen.
 * - Each replica's requests are counted in a file of its own, written 32 kB at once, so that its size is the count.
 */
export function balancerConfig(backends: readonly Backend[]): string {
  const address = ({ host, port }: Backend): string => `${host}:${port}`;
  const http = [
    'access_log off',
    'default_type application/octet-stream',
    'client_max_body_size 0',
    'keepalive_timeout 3600s',
    'keepalive_requests 1000000000',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => `${what}_temp_path /tmp/${what}`),
    "log_format one '1'",
  ];
  const maps = backends.map(
    (backend, at) => `map $upstream_addr $replica${at} { ${address(backend)} 1; default 0; }`,
  );
  const servers = backends.map((backend) => `server ${address(backend)} max_fails=0;`).join(' ');
  const keep = 'keepalive 512; keepalive_requests 1000000000; keepalive_time 24h; keepalive_timeout 3600s;';
  const counts = backends.map(
    (_, at) => `access_log ${countFile(at)} one buffer=32k flush=1s if=$replica${at};`,
  );
  const location = [
    'proxy_pass http://replicas;',
    'proxy_http_version 1.1;',
    'proxy_set_header Connection "";',
    'proxy_set_header Host $http_host;',
    'proxy_next_upstream off;',
    'proxy_connect_timeout 60s;',
    'proxy_read_timeout 3600s;',
    ...counts,
  ].join(' ');
  return [
    'daemon off; pid /tmp/nginx.pid; error_log stderr warn; worker_processes 1;',
    'events { worker_connections 16384; }',
    `http { ${http.join('; ')}; ${maps.join(' ')} upstream replicas { ${servers} ${keep} }`,
    `server { listen ${BALANCER_PORT} backlog=4096; location / { ${location} } } }`,
  ].join(' ');
}

/** Has nginx write what it has counted, and prints the sizes of the files, in the replicas' order. */
export const countsScript = (replicas: number): readonly string[] => [
  ...['sh', '-c', 'kill -USR1 "$(cat /tmp/nginx.pid)"; sleep 0.2; exec stat -c %s "$@"', 'loadgate'],
  ...Array.from({ length: replicas }, (_, at) => countFile(at)),
];

/** @param printed by `countsScript` @returns the requests of each replica */
export const readCounts = (printed: string): readonly number[] =>
  printed
    .split('\n')
    .filter((line) => line !== '')
    .map((bytes) => Number(bytes) / 2);
