import {
  BALANCER_CAPS,
  type Balancer,
  type Build,
  PLAIN_BUILD,
  PLAIN_CONTAINER,
  PLAIN_TARGET,
  type Scenario,
  type Target,
} from '../../src/model/config.js';

/** A build of a folder of the repository. */
export const aBuild = (context = '.', part: Partial<Build> = {}): Build => ({
  ...PLAIN_BUILD,
  context,
  dockerfile: context === '.' ? 'Dockerfile' : `${context}/Dockerfile`,
  ...part,
});

/** A balancer of the user's with defaults that suit tests: an image, unless a build is given. */
export function aBalancer(part: Partial<Balancer> = {}): Balancer {
  return {
    build: null,
    image: part.build === undefined ? 'haproxy:3.0' : null,
    container: PLAIN_CONTAINER,
    env: {},
    port: null,
    caps: { ...BALANCER_CAPS, openFiles: 1024 },
    ...part,
  };
}

/** A target with defaults that suit tests. */
export function aTarget(part: Partial<Target> = {}): Target {
  return {
    ...PLAIN_TARGET,
    name: 'app',
    build: aBuild(),
    command: null,
    port: 8080,
    env: {},
    ready: null,
    readyTimeoutMs: 30_000,
    caps: { cpus: 1, memoryBytes: 256 * 2 ** 20, pids: 64, openFiles: 1024 },
    network: 'internal',
    location: null,
    ...part,
  };
}

/** A scenario that asks for a page of its own name, with defaults that suit tests. */
export function aScenario(name: string, part: Partial<Scenario> = {}): Scenario {
  return {
    name,
    request: { method: 'GET', path: `/${name}`, headers: {}, body: null },
    expect: { status: null, headers: {}, body: null },
    upstream: null,
    connections: 2,
    timeoutMs: 1000,
    targets: null,
    location: null,
    ...part,
  };
}
