/** What a side of a target runs from: its own image, and that of the balancer before its replicas. */
import { type Subject, targetError } from '../errors.js';
import type { Artifact, BalancerArtifact, BuildRequest } from '../runtime.js';
import { BALANCER_PORT, balancerOf, buildBalancer } from './balancer.js';
import type { BuildDeps } from './build.js';
import { imageOf } from './image.js';
import { asBalancer } from './service-errors.js';

/**
 * The image of one side of a target, and what stands before its replicas.
 * @throws as `buildImage`; `image-unavailable` (usage or machine), `port-unknown` (usage), and as `balancerImage`
 */
export async function targetImage(request: BuildRequest, deps: BuildDeps): Promise<Artifact> {
  const { target, side } = request;
  const startedNs = deps.clock.monotonicNs();
  const { reference, sizeBytes, variables, layers, ports } = await imageOf(
    { ...request, kind: 'target', subject: target },
    deps,
  );
  const placed = { ...target, port: target.port ?? exposedPort(target, ports) };
  const balancer = target.replicas > 1 ? { balancer: await balancerImage(request, deps) } : {};
  const buildMs = Math.round(Number(deps.clock.monotonicNs() - startedNs) / 1e6);
  return { target: placed, side, reference, sizeBytes, variables, layers, buildMs, ...balancer };
}

/**
 * The balancer before a target's replicas: the user's, or ours.
 * @throws LoadgateError `balancer-build-failed`, `balancer-image-unavailable`, `port-unknown` (usage), and as
 *   `imageOf`
 */
async function balancerImage(request: BuildRequest, deps: BuildDeps): Promise<BalancerArtifact> {
  const { target } = request;
  const own = target.balancer;
  if (own === null) return { reference: await buildBalancer(request, deps), port: BALANCER_PORT };
  const subject = { ...own, ...balancerOf(target) };
  return asBalancer(async () => {
    const { reference, ports } = await imageOf({ ...request, kind: 'service', subject }, deps);
    return { reference, port: own.port ?? exposedPort(subject, ports) };
  });
}

/** The one port that an image exposes. @throws LoadgateError `port-unknown` (usage) */
function exposedPort(subject: Subject, ports: readonly number[]): number {
  const [port, ...others] = ports;
  if (port !== undefined && others.length === 0) return port;
  const found = port === undefined ? 'no TCP port' : `${ports.length} TCP ports: ${ports.join(', ')}`;
  throw targetError(subject, `${subject.name} has no \`port\`, and its image exposes ${found}`, {
    code: 'port-unknown',
    hint: `Write the port that ${subject.name} listens on in its container, such as \`port: ${port ?? 8080}\`.`,
  });
}
