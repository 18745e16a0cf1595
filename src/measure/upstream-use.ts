/**
 * Whether a target uses the upstream as its scenario says: how many calls a request makes, and whether their
 * connections are used again. The upstream counts both: before the load, one request after the other, and in each round.
 */
import type { UpstreamUse } from '../model/config.js';
import { type LoadgateError, toLoadgateErrors } from '../model/error.js';
import type { ExactCounts, InvalidReason, RoundFigures, SideName } from '../model/record.js';
import type { MeasureDeps } from './deps.js';

const CODE = 'wrong-upstream-reuse';

type Counted = Pick<ExactCounts, 'requests' | 'upstreamCalls' | 'upstreamConnections'>;

/**
 * Whether requests that came one after the other used connections as the scenario says. `off`: as many new
 * connections as calls. `on`: fewer, and no more than one request has calls (a pool can't need more).
 * @returns null where nothing is asked, or no call was counted
 */
export function isReuseRight(use: UpstreamUse | null, counts: Counted | null): boolean | null {
  const seen = totals(counts);
  if (use === null || use.reuse === null || seen === null || seen.calls === 0) return null;
  if (use.reuse === 'off') return seen.connections === seen.calls;
  return seen.connections < seen.calls && seen.connections <= Math.ceil(seen.calls / seen.requests);
}

/** Per request, in a record; as they were counted, here. */
function totals(counts: Counted | null) {
  if (counts === null || counts.upstreamCalls === null || counts.upstreamConnections === null) return null;
  const { requests, upstreamCalls, upstreamConnections } = counts;
  return {
    requests,
    calls: Math.round(upstreamCalls * requests),
    connections: Math.round(upstreamConnections * requests),
  };
}

/**
 * Whether the configuration's `upstream.reuse` is wrong about this target. As with the number of calls, a
 * candidate that differs from a baseline that is right is no error: it is a change, and is compared.
 * @param baseline what was counted of the baseline; null: it did not take part
 */
export function judgeReuse(
  use: UpstreamUse | null,
  candidate: Counted | null,
  baseline: Counted | null,
): InvalidReason | null {
  const seen = totals(candidate);
  if (seen === null || isReuseRight(use, candidate) !== false || isReuseRight(use, baseline) === true) {
    return null;
  }
  const { requests, calls, connections } = seen;
  const message = `${requests} requests made ${calls} upstream calls over ${connections} new connections, and the scenario says reuse: ${use?.reuse}`;
  return { side: 'candidate', code: CODE, message, log: [] };
}

export interface LoadedReuse {
  readonly side: SideName;
  readonly use: UpstreamUse | null;
  /** What was counted before the load: a side that was not right then is compared, not judged. */
  readonly verified: Counted | null;
  /** All rounds of the cell so far in this generation, the one to judge last. */
  readonly rounds: readonly Pick<RoundFigures, 'upstreamCalls' | 'upstreamConnections'>[];
  /** Requests that the load has under way at once. */
  readonly loadConnections: number;
}

/**
 * Whether a side still used connections as the scenario says when it was under load. `off`: a round has a new
 * connection for every call, but for those that were under way when it began. `on`: all rounds together have opened
 * no more connections than the pool holds, where its size is given.
 */
export function judgeLoadedReuse(loaded: LoadedReuse): Omit<InvalidReason, 'log'> | null {
  const { side, use, verified, rounds, loadConnections } = loaded;
  const last = rounds.at(-1);
  if (use === null || last == null || isReuseRight(use, verified) !== true) return null;
  if (use.reuse === 'off') {
    const { upstreamCalls: calls, upstreamConnections: connections } = last;
    if (calls == null || connections == null) return null;
    const underWay = loadConnections * Math.max(1, Math.ceil(verified?.upstreamCalls ?? 1));
    if (connections >= calls - underWay) return null;
    const message = `under load, ${calls} upstream calls came over ${connections} new connections, and the scenario says reuse: off`;
    return { side, code: CODE, message };
  }
  const opened = rounds.reduce((sum, { upstreamConnections }) => sum + (upstreamConnections ?? 0), 0);
  if (use.pool === null || opened <= use.pool) return null;
  const message = `under load, ${opened} connections to the upstream were opened, and the scenario says a pool of ${use.pool}`;
  return { side, code: CODE, message };
}

/** Nearest whole call: a retry now and then is no other number of calls. */
const TOLERANCE = 0.5;

/**
 * Whether the configuration's `upstream.calls` is wrong about this target. A candidate that makes another
 * number than a baseline that makes the right one is no error: it is a change, and is compared.
 * @param baseline calls per request of the baseline; null: it did not take part
 */
export function judgeCalls(
  expected: number | null,
  candidate: number | null,
  baseline: number | null,
): InvalidReason | null {
  if (expected === null || candidate === null) return null;
  const isRight = (calls: number) => Math.abs(calls - expected) < TOLERANCE;
  if (isRight(candidate) || (baseline !== null && isRight(baseline))) return null;
  const message = `a request makes ${candidate} upstream calls, and the scenario says ${expected}`;
  return { side: 'candidate', code: 'wrong-upstream-calls', message, log: [] };
}

/** Why the upstream does not answer us, where it does not: its process has died, or hangs. */
export async function upstreamFault({
  upstream,
}: Pick<MeasureDeps, 'upstream'>): Promise<LoadgateError | null> {
  try {
    await upstream?.counts('candidate');
    return null;
  } catch (error) {
    return toLoadgateErrors(error)[0] ?? null;
  }
}
