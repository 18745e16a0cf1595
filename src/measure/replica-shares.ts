import type { InvalidReason, SideName } from '../model/record.js';
import type { RunningSide } from './deps.js';

/** Replicas whose requests differ from their mean by more than this did not share the load. */
const MAX_DIFFERENCE = 0.05;
/** Fewer requests for each replica say nothing: one connection more is a large share of them. */
const LEAST_REQUESTS = 100;

/**
 * Whether the balancer has given each replica as many requests as the others, over the whole generation. Figures of a
 * target of which a part had nothing to do are not those of the whole.
 * @param requests of each replica
 * @returns null: they are even, or too few to tell
 */
export function judgeReplicas(
  side: SideName,
  requests: readonly number[],
): Omit<InvalidReason, 'log'> | null {
  const mean = requests.reduce((all, one) => all + one, 0) / Math.max(1, requests.length);
  if (mean < LEAST_REQUESTS) return null;
  const farthest = Math.max(...requests.map((one) => Math.abs(one - mean))) / mean;
  if (farthest <= MAX_DIFFERENCE) return null;
  const counts = requests.map((one) => String(Math.round(one))).join(', ');
  return {
    side,
    code: 'replicas-uneven',
    message: `the replicas were not sent equal shares of the requests (${counts})`,
  };
}

/** Judges the replicas of all sides that have some. @throws LoadgateError where the balancer can't be asked */
export async function unevenReplicas(
  running: ReadonlyMap<SideName, Pick<RunningSide, 'instance'>>,
): Promise<readonly InvalidReason[]> {
  const found: InvalidReason[] = [];
  for (const [side, { instance }] of running) {
    const requests = await instance.requestsByReplica?.();
    const uneven = requests === undefined ? null : judgeReplicas(side, requests);
    if (uneven !== null) found.push({ ...uneven, log: await instance.logs(LOG_LINES) });
  }
  return found;
}

const LOG_LINES = 100;
