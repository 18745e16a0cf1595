import type { SideCapacity } from '../model/capacity.js';
import type {
  CellRecord,
  ExactCounts,
  InvalidReason,
  ReferenceFigures,
  RoundFigures,
  SideFigures,
} from '../model/record.js';

/** Code of a cell whose figures can't be true. */
export const IMPOSSIBLE = 'impossible-figures';

/**
 * What is impossible in a cell's figures, or null. A throughput of 0 is impossible too: a
 * round without one right answer measured a failure, not a speed.
 */
export function impossibility(cell: CellRecord): Omit<InvalidReason, 'log'> | null {
  for (const [position, generation] of cell.generations.entries()) {
    const where = `generation ${position + 1}`;
    const reference = wrongReference(generation.reference);
    if (reference !== null)
      return {
        code: IMPOSSIBLE,
        side: 'candidate',
        message: `${where}: ${reference} of the reference target`,
      };
    for (const side of ['candidate', 'baseline'] as const) {
      const figures = generation[side];
      const wrong = figures === null ? null : wrongSide(figures);
      if (wrong === null) continue;
      return { code: IMPOSSIBLE, side, message: `${where}, ${side}: ${wrong}` };
    }
  }
  return null;
}

function wrongSide(side: SideFigures): string | null {
  for (const kind of ['duet', 'solo', 'probe'] as const) {
    for (const round of side[kind]) {
      const wrong = wrongRound(round, kind);
      if (wrong !== null) return `${wrong} in a ${kind} round`;
    }
  }
  if (side.startMs !== undefined && !isCount(side.startMs)) return `a start of ${side.startMs} ms`;
  for (const [name, bytes] of [
    ['a peak memory', side.peakMemoryBytes],
    ['an idle memory', side.idleMemoryBytes],
    ['a memory of the cell', side.cellMemoryBytes],
    ['a memory at the same work', side.sameWorkMemoryBytes],
  ] as const) {
    if (bytes != null && !isCount(bytes)) return `${name} of ${bytes} bytes`;
  }
  const carried = side.capacity === undefined ? null : wrongCapacity(side.capacity);
  return carried ?? (side.counts === null ? null : wrongCounts(side.counts));
}

/** The level lies between what held and what broke; the steps themselves decide nothing. */
function wrongCapacity({ low, high, level, stop }: SideCapacity): string | null {
  const top = high ?? low;
  const isPossible =
    isPlausible(level) && level >= low && level <= top && (stop === 'to') === (high === null);
  return isPossible ? null : `a capacity of ${level} between ${low} and ${high}`;
}

function wrongReference(reference: ReferenceFigures | undefined): string | null {
  if (reference === undefined) return null;
  const { rps, cpuUs, serviceUs } = reference;
  if (!isPlausible(rps)) return `a throughput of ${rps} requests/s`;
  if (cpuUs !== null && !isCount(cpuUs)) return `a CPU time of ${cpuUs} µs per request`;
  return isPlausible(serviceUs) ? null : `a median latency of ${serviceUs} µs`;
}

function wrongRound(round: RoundFigures, kind: 'duet' | 'solo' | 'probe'): string | null {
  if (round.rps === 0) return 'no right answer';
  if (!isPlausible(round.rps)) return `a throughput of ${round.rps} requests/s`;
  if (round.answers !== undefined && !isCount(round.answers)) return `${round.answers} answers`;
  if (round.grownBytes != null && !isCount(Math.abs(round.grownBytes))) {
    return `a memory that grew by ${round.grownBytes} bytes`;
  }
  const { p50 } = round.latencyUs;
  const step = (round.steps ?? []).find(({ latencyUs }) => !Object.values(latencyUs).every(isCount));
  if (step !== undefined) return `a latency of a step of ${Math.max(...Object.values(step.latencyUs))} µs`;
  const tail = wrongTail(round);
  if (tail !== null) return tail;
  if (kind === 'probe' && !isPlausible(p50)) return `a median latency of ${p50} µs`;
  for (const cpu of [round.cpuUserUs, round.cpuSystemUs]) {
    if (cpu !== null && !isCount(cpu)) return `a CPU time of ${cpu} µs per request`;
  }
  return null;
}

function wrongTail({ latencyUs: { p95 = 0, p99 }, arrivals }: RoundFigures): string | null {
  for (const us of [p95, p99]) if (!isCount(us)) return `a latency of ${us} µs`;
  if (arrivals === undefined) return null;
  const { rate, count, unsent } = arrivals;
  const isPossible = isPlausible(rate) && unsent <= count;
  return isPossible ? null : `${unsent} of ${count} arrivals at ${rate}/s without a connection`;
}

function wrongCounts(counts: ExactCounts): string | null {
  const { upstreamCalls, upstreamConnections, newConnections, responseBytes, services = {} } = counts;
  const ofServices = Object.values(services).flatMap((service) => Object.values(service));
  for (const count of [upstreamCalls, upstreamConnections, newConnections, responseBytes, ...ofServices]) {
    if (count !== null && !isCount(count)) return `a count of ${count} per request`;
  }
  return null;
}

/** Above 0 and far from where sums of it overflow. */
function isPlausible(value: number): boolean {
  return value > 1e-9 && value < 1e15;
}

function isCount(value: number): boolean {
  return value >= 0 && value < 1e18;
}
