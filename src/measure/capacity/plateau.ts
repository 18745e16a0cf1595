import type { LoadResult } from '../../load/job.js';
import type { Plateau } from '../../model/capacity.js';
import type { CapacitySearch, Scenario } from '../../model/config.js';
import { allFailed } from '../../model/round.js';
import type { InstanceState } from '../../runtime/runtime.js';
import type { MeasureDeps } from '../deps.js';
import type { LoadedSide } from '../load-jobs.js';
import { loadSides } from '../rounds.js';
import { type CounterPair, usedUs } from '../shares.js';
import { isSteady, judgePlateau } from './judge.js';
import type { Attempt } from './search.js';

/** A load needs this long to settle at least, and is given so much at most, ms. */
const SETTLE_MS = 1_000;
const LONGEST_SETTLE_MS = 10_000;
/** What a service is taken to answer before anything is known of it, requests/s: 10,000 connections get all the time. */
const FIRST_RPS = 1_000;
/** Latencies after which connections that all began at once are spread. */
const SETTLE_LATENCIES = 2;

/** A scenario that is searched for its capacity. */
export interface Searched extends Scenario {
  readonly capacity: CapacitySearch;
}

export interface PlateauRun {
  readonly attempt: Attempt;
  readonly plateau: Plateau;
  /** The side has ended. */
  readonly ended: InstanceState | null;
}

/**
 * Time for a load to settle at a level, ms: two of the latencies that are to be expected there, as far as the plateau
 * before tells (in a closed loop, the connections divided by the rate), and no more than p99 may be.
 */
export function settleMs(level: number, { of, until }: CapacitySearch, before: Plateau | null): number {
  const rps = before === null || before.rps === 0 ? FIRST_RPS : before.rps;
  const expected = of === 'rate' ? 0 : (level / rps) * 1000;
  const latency = Math.min(expected, until.p99Ms ?? Number.POSITIVE_INFINITY);
  return Math.min(LONGEST_SETTLE_MS, Math.max(SETTLE_MS, SETTLE_LATENCIES * latency));
}

/**
 * Loads one side alone at a level: until the load has settled, and then for `holdMs`.
 * @param before the plateau of this side before; null: it is the first one
 * @throws LoadgateError of kind `machine`; the signal's reason
 */
export async function runPlateau(
  level: number,
  side: LoadedSide,
  scenario: Searched,
  before: Plateau | null,
  deps: MeasureDeps,
): Promise<PlateauRun> {
  const { capacity } = scenario;
  const settle = settleMs(level, capacity, before);
  const times = {
    connections: capacity.of === 'connections' ? level : scenario.connections,
    ...(capacity.of === 'rate' ? { rate: level } : {}),
    durationMs: settle + capacity.holdMs,
    settleMs: settle,
    trimMs: 0,
  };
  const [[load], { pairs }] = await loadSides(scenario, [side], 'solo', times, deps);
  const counted = pairs[0] ?? { before: null, after: null };
  if (load === undefined) throw new TypeError('a load without a result');
  const state = await endOf(side, load);
  const cpu = cpuShare(counted, times.durationMs, side);
  const judged = judgePlateau({ load, cpu, hasEnded: state !== null }, capacity, deps.sharesCore);
  const attempt = { level, ...judged, steady: isSteady(load, settle) };
  return { attempt, plateau: toPlateau(attempt, load, cpu, counted), ended: state };
}

/** Asked only where something failed. @returns null: it runs */
async function endOf(
  { instance }: LoadedSide,
  { failures, requests }: LoadResult,
): Promise<InstanceState | null> {
  if (requests > 0 && allFailed(failures) === 0) return null;
  const state = await instance.state();
  return state.running && !state.oomKilled && !state.restarted ? null : state;
}

/** CPU time between the counters, or in the whole load, as a share of what the cap of all replicas gives. */
function cpuShare(counted: CounterPair, durationMs: number, { caps, instance }: LoadedSide): number | null {
  const { before, after } = counted;
  const used = usedUs(counted);
  if (before === null || after === null || used === null) return null;
  const isWhole = counted.windowShare !== undefined;
  const passedUs = isWhole ? 1000 * durationMs : Number(after.atNs - before.atNs) / 1000;
  const cpus = caps.cpus * (instance.replicas?.length ?? 1);
  return passedUs <= 0 ? null : Math.max(0, used) / passedUs / cpus;
}

const toPlateau = (
  { level, stop, steady }: Attempt,
  load: LoadResult,
  cpu: number | null,
  { after }: CounterPair,
): Plateau => ({
  level,
  stop: stop === 'to' ? null : stop,
  steady,
  windowMs: load.windowMs,
  requests: load.requests,
  rps: load.rps,
  p50Us: load.latencyUs.p50,
  p99Us: load.latencyUs.p99,
  failures: load.failures,
  cpu,
  memoryBytes: after?.memoryBytes ?? null,
  connectionsOpened: load.connectionsOpened,
  generatorCpu: load.generatorCpu,
  generatorLoop: load.generatorLoop,
  generatorDelayUs: load.generatorDelayUs,
  generatorMemoryBytes: load.generatorMemoryBytes,
});
