import type { LoadResult } from '../load/job.js';
import type { MeasureSettings, Scenario } from '../model/config.js';
import type { RoundFigures, SideName } from '../model/record.js';
import type { RoundKind } from '../model/round.js';
import type { Random } from '../system/random.js';
import type { UpstreamCounts } from '../upstream/upstream.js';
import type { MeasureDeps, RoundMix, TargetPlan } from './deps.js';
import { type LoadedSide, setLoad, type Times } from './load-jobs.js';
import { type RoundMemory, type Watched, watchMemory, withAnswers } from './memory.js';
import { type BrokerUse, brokersBefore, settleBrokers } from './queues.js';
import { type ServiceCharge, watchServices } from './service-use.js';
import {
  type Counted,
  type CounterPair,
  readAround,
  readCounters,
  replacedBetween,
  sharesOf,
} from './shares.js';

/** One round to run: a scenario and the sides that are loaded at once. */
export interface RoundPlan {
  readonly scenario: Scenario;
  readonly kind: RoundKind;
  readonly sides: readonly SideName[];
}

/**
 * Duets of a generation whose targets have services. They start longer than they are measured, and are noisier: a
 * just-in-time compiler still compiles in bursts of 100 ms of CPU time after ten seconds, each side at its own moments, which
 * is a tenth of a round (docs/internals/measuring.md).
 */
const DUETS_WITH_SERVICES = 4;

/** The rounds of a generation of a target. */
export const mixFor = ({ services, baseline }: TargetPlan, mix: RoundMix): RoundMix =>
  services === undefined || baseline === null ? mix : { ...mix, duets: mix.duets * DUETS_WITH_SERVICES };

/**
 * All rounds of a generation in random order. Probe rounds go in blocks A B B A, so that a drift within
 * the block cancels; which side is A is random in each block.
 */
export function planRounds(
  scenarios: readonly Scenario[],
  sides: (scenario: Scenario) => readonly SideName[],
  mix: RoundMix,
  random: Random,
): readonly RoundPlan[] {
  const blocks: RoundPlan[][] = [];
  for (const scenario of scenarios) {
    const present = sides(scenario);
    const add = (times: number, block: () => RoundPlan[]) => {
      for (let time = 0; time < times; time++) blocks.push(block());
    };
    if (present.length === 2) add(mix.duets, () => [{ scenario, kind: 'duet', sides: present }]);
    const soloists = present.filter((side) => mix.soloOf === undefined || side === mix.soloOf);
    add(mix.solos, () => alone(scenario, 'solo', random.shuffle(soloists)));
    add(mix.probes, () => alone(scenario, 'probe', thereAndBack(random.shuffle(present))));
  }
  return random.shuffle(blocks).flat();
}

const alone = (scenario: Scenario, kind: RoundKind, order: readonly SideName[]): RoundPlan[] =>
  order.map((side) => ({ scenario, kind, sides: [side] }));

const thereAndBack = (order: readonly SideName[]): SideName[] => [...order, ...order.toReversed()];

/** Length, connections and upstream delay of a kind of round. */
export function shape(kind: RoundKind, scenario: Scenario, settings: MeasureSettings) {
  if (kind === 'probe') {
    // The probe measures the target's own service time: the upstream's sleep would only dilute it.
    return { durationMs: settings.probeMs, connections: settings.probeConnections, delayMs: 0 };
  }
  const durationMs = kind === 'duet' ? settings.duetMs : settings.soloMs;
  return { durationMs, connections: scenario.connections, delayMs: scenario.upstream?.delayMs ?? 0 };
}

/** What a round said of one side. */
export interface SideOfRound {
  readonly figures: RoundFigures;
  /** null: the runtime can't tell. */
  readonly memory: RoundMemory | null;
  /** What its services did. */
  readonly services: ServiceCharge;
  /** What it did to its brokers. */
  readonly brokers: readonly BrokerUse[];
  /** It ended early, because its rows were used up. */
  readonly isUsedUp: boolean;
}

/**
 * Loads the given sides at once for one round, and waits until their queues are as before.
 * @param reduced arrivals/s of a cell whose closed loop was too much for the generator; null: the load is the scenario's
 * @returns what it said of each side, in the order given
 * @throws LoadgateError where a generator or the runtime fails; a target that fails is in `failures`
 */
export async function runRound(
  kind: RoundKind,
  scenario: Scenario,
  sides: readonly LoadedSide[],
  deps: MeasureDeps,
  reduced: number | null = null,
): Promise<readonly SideOfRound[]> {
  const { settings } = deps;
  const rate = kind === 'probe' ? undefined : (reduced ?? scenario.rate);
  const { durationMs, connections, delayMs } = shape(kind, scenario, settings);
  if (scenario.upstream !== null) await deps.upstream?.setDelay(delayMs);
  const calledBefore = await upstreamCounts(scenario, sides, deps);
  const times = {
    connections,
    durationMs,
    trimMs: Math.min(settings.trimMs, durationMs / 3),
    ...(rate === undefined ? {} : { rate }),
  };
  const processesBefore = processesNow(sides);
  const queuesBefore = await brokersBefore(sides, deps.signal);
  const {
    result: { result, memory, brokers },
    used,
  } = await watchServices(sides, async () => {
    const watched = await watchMemory(sides, deps.clock, () => loadSides(scenario, sides, kind, times, deps));
    const [answered] = watched.result;
    const turns = answered.map(turnsDone);
    return { ...watched, brokers: await settleBrokers(sides, queuesBefore, turns, connections, deps) };
  });
  const calledAfter = await upstreamCounts(scenario, sides, deps);
  const processesAfter = processesNow(sides);
  const [loads, { pairs, cores }] = result;
  return pairs.map((pair, at) => {
    const load = loads[at] as LoadResult;
    const watched = withReadings(memory[at] ?? null, pair);
    const seen = watched === null ? null : withAnswers(watched, load);
    const replaced = replacedBetween(processesBefore[at] ?? null, processesAfter[at] ?? null);
    return {
      figures: {
        ...toFigures(load, pair, reduced !== null),
        ...calledBetween(calledBefore[at] ?? null, calledAfter[at] ?? null),
        grownBytes: seen === null ? null : seen.after - seen.before,
        shares: { ...sharesOf(pair, pairs, cores), replaced },
      },
      memory: seen,
      services: { answers: load.answers, cpuUs: used[at] ?? new Map() },
      brokers: brokers[at] ?? [],
      isUsedUp: load.usedUp === true,
    };
  });
}

/** What a service counts is known by the turn. */
export const turnsDone = ({
  answers,
  failures,
  turns,
}: LoadResult): Pick<LoadResult, 'answers' | 'failures'> => ({
  answers: turns?.done ?? answers,
  failures,
});

/** The load of one round on every side, and the counters at both ends of its window, or of the load. */
export async function loadSides(
  scenario: Scenario,
  sides: readonly LoadedSide[],
  kind: RoundKind | 'warm-up',
  times: Times,
  deps: MeasureDeps,
): Promise<readonly [readonly LoadResult[], Counted]> {
  if (sides.some(({ instance }) => instance.disturb !== undefined)) {
    return readAround(sides, times, deps, async () =>
      (await setLoad(kind, scenario, sides, times, deps)).run(),
    );
  }
  const { startNs, run } = await setLoad(kind, scenario, sides, times, deps);
  return Promise.all([run(), readCounters(sides, startNs, times, deps)]);
}

/** The readings at the ends of the window were made under load: the only ones where samples are dear. */
function withReadings(memory: Watched | null, { before, after }: CounterPair): Watched | null {
  if (memory === null) return null;
  const read = [before, after].flatMap((one) =>
    one?.memoryBytes == null ? [] : [{ atNs: one.atNs, bytes: one.memoryBytes }],
  );
  const readings = [...memory.readings, ...read].sort((a, b) => Number(a.atNs - b.atNs));
  return { ...memory, highest: Math.max(memory.highest, ...read.map(({ bytes }) => bytes)), readings };
}

/** Before and after a round nobody is loaded: processes that a target starts for one request are not there then. */
const processesNow = (sides: readonly LoadedSide[]) => sides.map(({ instance }) => instance.processes());

/** What the upstream has counted so far of each side; nobody is under way between two rounds. */
const upstreamCounts = (
  scenario: Scenario,
  sides: readonly LoadedSide[],
  { upstream }: MeasureDeps,
): Promise<readonly (UpstreamCounts | null)[]> =>
  Promise.all(
    sides.map(({ side }) => (scenario.upstream === null || upstream === null ? null : upstream.counts(side))),
  );

const calledBetween = (before: UpstreamCounts | null, after: UpstreamCounts | null) => ({
  upstreamCalls: before === null || after === null ? null : after.calls - before.calls,
  upstreamConnections: before === null || after === null ? null : after.connections - before.connections,
});

/** @internal exported for its unit test. */
export function toFigures(load: LoadResult, counters: CounterPair, isReduced = false): RoundFigures {
  const { before, after, windowShare } = counters;
  const seconds = before !== null && after !== null ? Number(after.atNs - before.atNs) / 1e9 : 0;
  // The counters' interval is not quite the generator's window, so both are made rates before they are divided.
  const work = windowShare === undefined ? seconds * load.rps : load.answers;
  const perRequest = (from: number | null | undefined, to: number | null | undefined) =>
    from == null || to == null ? null : quotient(to - from, work);
  const throttledUs =
    before?.throttledUs == null || after?.throttledUs == null
      ? null
      : (windowShare ?? 1) * (after.throttledUs - before.throttledUs);
  return {
    windowMs: load.windowMs,
    requests: load.requests,
    answers: load.answers,
    rps: load.rps,
    latencyUs: load.latencyUs,
    failures: load.failures,
    connectionsOpened: load.connectionsOpened,
    cpuUserUs: perRequest(before?.cpuUserUs, after?.cpuUserUs),
    cpuSystemUs: perRequest(before?.cpuSystemUs, after?.cpuSystemUs),
    throttledMs: throttledUs === null ? null : throttledUs / 1000,
    generatorCpu: load.generatorCpu,
    generatorLoop: load.generatorLoop,
    ...(load.steps === undefined ? {} : { steps: load.steps }),
    ...(load.mixed === undefined ? {} : { mixed: load.mixed }),
    ...arrivalsOf(load, isReduced),
  };
}

const quotient = (used: number, work: number): number | null => (work <= 0 ? null : used / work);

function arrivalsOf({ arrivals }: LoadResult, isReduced: boolean): Pick<RoundFigures, 'arrivals'> {
  if (arrivals === undefined) return {};
  return { arrivals: isReduced ? { ...arrivals, reduced: true } : arrivals };
}
