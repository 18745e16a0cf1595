import type { Target } from '../../model/config.js';
import { portOf } from '../../model/hosts.js';
import type { SideName } from '../../model/record.js';
import { type CertificateFiles, certificateFiles } from '../../system/certificates.js';
import type { Clock } from '../../system/clock.js';
import { noCounters } from '../counters.js';
import { noFacts } from '../no-facts.js';
import type { Artifact, BuildRequest, Instance, Runtime, StartRequest } from '../runtime.js';
import { addressOf, type Lookup, systemLookup } from './address.js';

export interface UrlDeps {
  readonly clock: Clock;
  /** `allow-hosts` of the configuration that is run. */
  readonly allowHosts: readonly string[];
  /** Of which the files of certificates are taken. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly lookup?: Lookup;
}

/**
 * Targets that somebody else runs: nothing is built, started, or stopped, and nothing of their machine is known. What is
 * built is the address, so that a whole run goes to the same one.
 */
export function createUrlRuntime({ clock, allowHosts, env, lookup = systemLookup }: UrlDeps): Runtime {
  return {
    kind: 'url',
    services: null,
    facts: async () => noFacts('url'),
    upstreamHost: async () => '127.0.0.1',
    build: async ({ target, side }: BuildRequest): Promise<Artifact> => {
      const rules = { allowHosts, lookup, location: target.location };
      const reference = await addressOf(originOf(target, side), rules);
      return { target, side, reference, sizeBytes: null, buildMs: 0 };
    },
    start: async ({ artifact }: StartRequest) => instanceOf(artifact, certificateFiles(env), clock),
    recover: async () => {},
    close: async () => {},
  };
}

/** Targets that we run in one runtime, beside those that somebody else runs. */
export const withUrls = (own: Runtime, urls: Runtime): Runtime => ({
  ...own,
  build: (request) => (request.target.url === null ? own : urls).build(request),
  start: (request) => (request.artifact.target.url === null ? own : urls).start(request),
});

/** @throws TypeError where the target has no URL for this side: it is not measured then */
function originOf({ name, url }: Target, side: SideName): string {
  const origin = url?.[side] ?? null;
  if (origin === null) throw new TypeError(`${name} has no URL for the ${side}`);
  return origin;
}

function instanceOf(
  { target, side, reference: host }: Artifact,
  certificates: CertificateFiles,
  clock: Clock,
): Instance {
  const origin = originOf(target, side);
  return {
    id: origin,
    host,
    port: portOf(origin),
    remote: { origin, certificates },
    counters: async () => noCounters(clock),
    state: async () => ({ running: true, exitCode: null, oomKilled: false }),
    processes: () => null,
    logs: async () => [],
    stop: async () => {},
  };
}
