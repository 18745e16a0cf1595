import type { Target } from '../model/config.js';
import type { BalancerInputs } from '../plan/digest.js';
import { buildInputs, fileIds } from './build-inputs.js';
import type { JobSide } from './types.js';

/**
 * What a side has of the balancers of targets. It is asked once for all of them.
 * @returns undefined: the target has no balancer of its own, or there is no such side
 */
export async function balancerInputs(
  side: Pick<JobSide, 'contentIds' | 'readText' | 'listFiles'> | null,
  targets: readonly Target[],
): Promise<(target: Target) => BalancerInputs | undefined> {
  const balancers = [...new Set(targets.flatMap(({ balancer }) => balancer ?? []))];
  if (side === null || balancers.length === 0) return () => undefined;
  const inputs = await buildInputs(side, balancers, async () => false);
  const filesOf = await fileIds(side, balancers);
  return ({ balancer }) => {
    if (balancer === null) return undefined;
    const content = balancer.build === null ? null : inputs(balancer);
    return {
      contextTree: content?.context ?? null,
      dockerfileBlob: content?.dockerfile ?? null,
      ...filesOf(balancer),
    };
  };
}
