import type { InvalidReason, SideName } from '../model/record.js';
import type { ReplicaShares } from '../runtime/runtime.js';
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
  if (meanOf(requests) < LEAST_REQUESTS || !isUneven(requests)) return null;
  const counts = requests.map((one) => String(Math.round(one))).join(', ');
  return `the replicas were not sent equal shares of the requests (${counts})`;
}

/**
 * Requests of one size have answers of many, and the other way round, and acknowledgements come as they like: only where both
 * ways are uneven, the number of requests is.
 */
function unevenBytes({ received, sent }: Omit<ReplicaShares & { kind: 'bytes' }, 'kind'>): string | null {
  if (meanOf(received) < LEAST_BYTES || !isUneven(received) || !isUneven(sent)) return null;
  const kilobytes = (all: readonly number[]): string => all.map((one) => Math.round(one / 1000)).join(', ');
  return `the replicas did not get equal shares of the load (${kilobytes(received)} kB received, ${kilobytes(sent)} kB sent)`;
}

const isUneven = (shares: readonly number[]): boolean => {
  const mean = meanOf(shares);
  return Math.max(...shares.map((one) => Math.abs(one - mean))) > mean * MAX_DIFFERENCE;
};

const meanOf = (values: readonly number[]): number =>
  values.reduce((all, one) => all + one, 0) / Math.max(1, values.length);

/**
 * Judges the replicas of all sides that have some, and run: why one has ended is said elsewhere.
 * @throws LoadgateError where the balancer can't be asked
 */
export async function unevenReplicas(
  running: ReadonlyMap<SideName, Pick<RunningSide, 'instance'>>,
): Promise<readonly InvalidReason[]> {
  const found: InvalidReason[] = [];
  for (const [side, { instance }] of running) {
    if (instance.shares === undefined || !(await instance.state()).running) continue;
    const shares = await instance.shares();
    const uneven = shares === null ? null : judgeReplicas(side, shares);
    if (uneven !== null) found.push({ ...uneven, log: await instance.logs(LOG_LINES) });
  }
  return found;
}

const LOG_LINES = 100;
