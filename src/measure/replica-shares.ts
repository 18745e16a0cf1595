import type { InvalidReason, ReplicaShares, SideName } from '../model/record.js';
import { largestDifference, mean } from '../stats/summary.js';
import type { RunningSide } from './deps.js';

/** Replicas whose shares differ from their mean by more than this did not share the load. */
const MAX_DIFFERENCE = 0.05;
/** Fewer requests for each replica say nothing: one connection more is a large share of them. */
const LEAST_REQUESTS = 100;
/** The same for bytes: a request is hardly smaller than 250 of them on the wire, with what acknowledges it. */
const LEAST_BYTES = 250 * LEAST_REQUESTS;

/**
 * Whether the balancer has given each replica as much of the load as the others, over the whole generation. Figures of a
 * target of which a part had nothing to do are not those of the whole.
 * @returns null: the shares are even, or too small to tell
 */
export function judgeReplicas(side: SideName, shares: ReplicaShares): Omit<InvalidReason, 'log'> | null {
  const message = shares.kind === 'requests' ? unevenRequests(shares.requests) : unevenBytes(shares);
  return message === null ? null : { side, code: 'replicas-uneven', message };
}

function unevenRequests(requests: readonly number[]): string | null {
  if (requests.length === 0 || mean(requests) < LEAST_REQUESTS || !isUneven(requests)) return null;
  const counts = requests.map((one) => String(Math.round(one))).join(', ');
  return `the replicas were not sent equal shares of the requests (${counts})`;
}

/**
 * Requests of one size have answers of many, and the other way round, and acknowledgements come as they like: only where both
 * ways are uneven, the number of requests is.
 */
function unevenBytes({ received, sent }: Omit<ReplicaShares & { kind: 'bytes' }, 'kind'>): string | null {
  if (mean(received) < LEAST_BYTES || !isUneven(received) || !isUneven(sent)) return null;
  const kilobytes = (all: readonly number[]): string => all.map((one) => Math.round(one / 1000)).join(', ');
  return `the replicas did not get equal shares of the load (${kilobytes(received)} kB received, ${kilobytes(sent)} kB sent)`;
}

const isUneven = (shares: readonly number[]): boolean => largestDifference(shares) > MAX_DIFFERENCE;

/** What the replicas of all sides had of a generation. */
export interface AllShares {
  /** Of the sides whose balancers can tell. */
  readonly shares: ReadonlyMap<SideName, ReplicaShares>;
  /** One for each side whose replicas did not share the load. */
  readonly uneven: readonly InvalidReason[];
}

/**
 * Reads and judges the replicas of all sides that have some, and run: why one has ended is said elsewhere.
 * @throws LoadgateError where the balancer can't be asked
 */
export async function readShares(
  running: ReadonlyMap<SideName, Pick<RunningSide, 'instance'>>,
): Promise<AllShares> {
  const all = new Map<SideName, ReplicaShares>();
  const uneven: InvalidReason[] = [];
  for (const [side, { instance }] of running) {
    if (instance.shares === undefined || !(await instance.state()).running) continue;
    const shares = await instance.shares();
    if (shares === null) continue;
    all.set(side, shares);
    const wrong = judgeReplicas(side, shares);
    if (wrong !== null) uneven.push({ ...wrong, log: await instance.logs(LOG_LINES) });
  }
  return { shares: all, uneven };
}

const LOG_LINES = 100;
