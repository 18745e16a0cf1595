import { differsByTurn, stepsOf } from '../load/fill.js';
import type { CutOffSearch } from '../model/capacity.js';
import type { Scenario } from '../model/config.js';
import type { Generation, InvalidReason, SideFigures, SideName } from '../model/record.js';
import { allEnded } from '../runtime/async.js';
import { type CellBodies, leavesBodyOpen, movedAlone, noteSeen, type SeenBodies } from './bodies.js';
import { searchCapacities } from './capacity/run.js';
import { type Cell, newCell, type Started } from './cell.js';
import { runRounds } from './cell-rounds.js';
import type { MeasureDeps, TargetPlan, Wanted } from './deps.js';
import { elsewhere } from './elsewhere.js';
import { baselineFault, type CellResult, fateOf, machineEvent, takesPart } from './fate.js';
import { loadData } from './load-jobs.js';
import { idleMemory, memoryFigures, peakMemory } from './memory.js';
import { type AllShares, readShares } from './replica-shares.js';
import { mixFor } from './rounds.js';
import { countServices } from './service-counts.js';
import { type ServicePeaks, serviceFigures, servicePeaks } from './service-use.js';
import { guard, newScene, noteAll, type Scene, startAllServices, startSides, stopAll } from './sides.js';
import { judgeCalls, judgeReuse } from './upstream-use.js';
import { askAgain, countRequests, verifyScenario } from './verify.js';
import { warmUpAll } from './warm-up.js';

export interface GenerationResult {
  /** By scenario name. */
  readonly cells: ReadonlyMap<string, CellResult>;
  /** Of its time, what no later generation will take, ms. */
  readonly onceMs: number;
  /** The machine failed: something has to be brought back before the next generation. */
  readonly machineFailed: boolean;
}

export interface GenerationRequest {
  readonly plan: TargetPlan;
  readonly wanted: ReadonlyMap<Scenario, Wanted>;
  readonly index: number;
  /** Called right before the first round, which waits for it, with the time that was spent on what happens once a cell, ms. */
  readonly onWarm?: (onceMs: number) => void | Promise<void>;
  /** Called where a search is cut off, by the end of the run or by the machine, with what it knows. */
  readonly onCutOff?: (scenario: Scenario, known: CutOffSearch) => void;
}

/**
 * Fresh services and containers → ready → verified → warmed up → rounds in random order → gone, for all wanted scenarios
 * of one target. What is wrong with the target is a result, and so is what is wrong with the machine (engine
 * gone, disk full, generator killed): it spoils the cell that was at work, and the others lose this generation.
 * @throws the signal's reason
 */
export async function runGeneration(
  request: GenerationRequest,
  given: MeasureDeps,
): Promise<GenerationResult> {
  const deps = withTurnSeed(request, elsewhere(request.plan, withMix(request.plan, given)));
  const startedNs = deps.clock.monotonicNs();
  const cells = [...request.wanted].map(([scenario, wanted]) => newCell(scenario, wanted));
  const order = deps.random.shuffle(presentSides(request.plan));
  const scene = newScene(cells);
  const { running, startMs } = scene;
  let whole: Whole = { targets: new Map(), services: new Map(), replicas: new Map() };
  let stopped = true;
  let onceMs = 0;
  try {
    if (request.plan.services !== undefined) {
      await deps.stopwatch.time('services', () => startAllServices(order, request.plan, scene, deps));
    }
    await deps.stopwatch.time('start', () => startSides(order, request.plan, scene, deps));
    await deps.stopwatch.time('verify', () => verifyAll(scene, request.plan, deps));
    await readAhead(scene, deps);
    if (scene.services.size > 0) {
      onceMs = await deps.stopwatch.time('counts', () => countAll(scene, request.wanted, deps));
    }
    await deps.stopwatch.time('warm-up', () => warmUpAll(running, cells, deps));
    onceMs += await deps.stopwatch.time('verify', () => watchBodies(scene, request.wanted, deps));
    await request.onWarm?.(onceMs);
    await runRounds(running, cells, deps);
    await searchCapacities(running, cells, deps);
    const { shares, uneven } = await readShares(running);
    for (const reason of uneven) noteAll(cells, { kind: 'side-failed', reason });
    whole = {
      targets: await peakMemory(running),
      services: await servicePeaks(scene.services),
      replicas: shares,
    };
  } catch (error) {
    for (const { scenario, cutOff } of cells) if (cutOff !== null) request.onCutOff?.(scenario, cutOff);
    deps.signal.throwIfAborted();
    if (!cells.some(hasMachineFailed)) noteAll(cells, machineEvent(error));
    noteAll(cells, { kind: 'cut-short', by: null });
  } finally {
    stopped = await deps.stopwatch.time('stop', () => stopAll(scene, deps));
  }
  const durationMs = Math.round(Number(deps.clock.monotonicNs() - startedNs) / 1e6);
  const frame = { index: request.index, startedFirst: order[0] ?? 'candidate', durationMs };
  return {
    cells: new Map(
      cells.map((cell) => [cell.scenario.name, toResult(cell, request, frame, { ...whole, startMs })]),
    ),
    onceMs,
    machineFailed: !stopped || cells.some(hasMachineFailed),
  };
}

const withMix = (plan: TargetPlan, deps: MeasureDeps): MeasureDeps => ({
  ...deps,
  rounds: mixFor(plan, deps.rounds),
});

/** Other values in each generation: at a URL, nobody takes back what an earlier one has left. */
function withTurnSeed({ wanted }: GenerationRequest, deps: MeasureDeps): MeasureDeps {
  const differs = [...wanted.keys()].some(differsByTurn);
  return differs ? { ...deps, turnSeed: deps.random.below(2 ** 32) } : deps;
}

/** Generators read files with rows before any load, which would begin late otherwise. */
async function readAhead({ cells, running }: Scene, { data, signal }: MeasureDeps): Promise<void> {
  const read = cells.flatMap(({ scenario }) =>
    scenario.data === undefined ? [] : [loadData(scenario, data?.get(scenario))],
  );
  if (read.length === 0) return;
  await allEnded([...running.values()].map(({ generator }) => generator.readAhead(read, signal)));
}

const hasMachineFailed = ({ events }: Cell): boolean => events.some(({ kind }) => kind === 'machine-failed');

const presentSides = (plan: TargetPlan): SideName[] =>
  plan.baseline === null ? ['candidate'] : ['candidate', 'baseline'];

async function verifyAll(scene: Scene, plan: TargetPlan, deps: MeasureDeps) {
  const { cells, running } = scene;
  await onEachSide(scene, async (cell, side, started) => {
    const verified = await guard(side, [cell], scene, deps, () =>
      verifyScenario(started, cell.scenario, deps),
    );
    if (verified === null) return;
    cell.verified.set(side, verified);
    if (verified.seen !== null) cell.bodies.seen.set(side, verified.seen);
  });
  // After the first requests, which import what is imported late, and before many of one scenario leave their garbage:
  // all cells of a target share this reading.
  const idle = await idleMemory(running);
  for (const cell of cells) for (const [side, charged] of idle) cell.memory.set(side, charged);
  await onEachSide(scene, async (cell, side, started) => {
    const verified = cell.verified.get(side);
    if (verified === undefined) return;
    const counts = await guard(side, [cell], scene, deps, () => countRequests(started, cell.scenario, deps));
    if (counts !== null) cell.verified.set(side, { ...verified, counts });
  });
  for (const cell of cells) {
    noteSeen(cell.bodies);
    const wrong = plan.beside === undefined ? [judgeUse(cell)] : judgeUseOfEach(cell);
    for (const reason of wrong) if (reason !== null) cell.events.push({ kind: 'side-failed', reason });
  }
}

/** Both sides of one cell after the other, as far as they take part. */
async function onEachSide(
  { cells, running }: Scene,
  act: (cell: Cell, side: SideName, started: Started) => Promise<void>,
): Promise<void> {
  for (const cell of cells) {
    for (const [side, started] of running) {
      if (takesPart(cell.events, side)) await act(cell, side, started);
    }
  }
}

/**
 * Counts what requests cost the services, both sides at once: nothing is timed here.
 * @returns the time that is not spent again, ms
 */
async function countAll(
  scene: Scene,
  wanted: GenerationRequest['wanted'],
  deps: MeasureDeps,
): Promise<number> {
  let onceMs = 0;
  for (const cell of scene.cells) {
    const beganMs = deps.clock.now();
    const before = wanted.get(cell.scenario)?.counted ?? 0;
    const count = async ([side, started]: [SideName, Started]): Promise<boolean> => {
      const verified = cell.verified.get(side);
      if (verified?.counts == null || !takesPart(cell.events, side)) return false;
      const counted = await guard(side, [cell], scene, deps, () =>
        countServices(started, cell.scenario, before, deps),
      );
      if (counted === null) return false;
      cell.verified.set(side, { ...verified, counts: { ...verified.counts, ...counted.counts } });
      return counted.isOnce;
    };
    const areOnce = await allEnded([...scene.running].map(count));
    if (areOnce.includes(true)) onceMs += deps.clock.now() - beganMs;
  }
  return onceMs;
}

/**
 * Finds out whether bodies can be compared under load, where that is not known yet. It comes after the warm-up, whose time
 * passes anyway, and after everything that is counted.
 * @returns the time that is not spent again, ms
 */
async function watchBodies(
  scene: Scene,
  wanted: GenerationRequest['wanted'],
  deps: MeasureDeps,
): Promise<number> {
  const beganMs = deps.clock.now();
  for (const cell of scene.cells) {
    const isKnown = wanted.get(cell.scenario)?.unstableBody !== undefined;
    if (isKnown || !leavesBodyOpen(cell.scenario)) continue;
    const watch = async ([side, started]: [SideName, Started]): Promise<void> => {
      const before = cell.bodies.seen.get(side);
      if (before === undefined || !takesPart(cell.events, side)) return;
      const seen = await guard(side, [cell], scene, deps, () =>
        askAgain(started, cell.scenario, before, deps),
      );
      if (seen !== null) cell.bodies.seen.set(side, seen);
    };
    const before = new Map(cell.bodies.seen);
    await allEnded([...scene.running].map(watch));
    await watchMoved(before, cell, scene, deps);
    noteSeen(cell.bodies);
  }
  return deps.clock.now() - beganMs;
}

/** A body that has become another one on one side, and stays so, is compared with what it was: the load finds it wrong. */
async function watchMoved(
  before: CellBodies['seen'],
  cell: Cell,
  scene: Scene,
  deps: MeasureDeps,
): Promise<void> {
  for (const step of stepsOf(cell.scenario).keys()) {
    const side = movedAlone(ofStep(before, step), ofStep(cell.bodies.seen, step));
    const started = side === null ? undefined : scene.running.get(side);
    if (side === null || started === undefined) continue;
    const now = cell.bodies.seen.get(side) ?? [];
    const since = now.map((seen) => ({ ...seen, sinceMs: deps.clock.now() }));
    const later = await guard(side, [cell], scene, deps, () => askAgain(started, cell.scenario, since, deps));
    const latest = later?.[step]?.latest;
    const first = before.get(side)?.[step];
    if (latest == null || first === undefined || now[step]?.latest?.equals(latest) !== true) continue;
    cell.bodies.seen.set(side, now.with(step, first));
  }
}

/** What was seen of the bodies of one step, by side. */
const ofStep = (seen: CellBodies['seen'], step: number): ReadonlyMap<SideName, SeenBodies> =>
  new Map([...seen].flatMap(([side, steps]) => (steps[step] === undefined ? [] : [[side, steps[step]]])));

/** Calls and connections of both sides, one request after the other, against what the scenario says. */
function judgeUse({ scenario: { upstream }, verified }: Cell): InvalidReason | null {
  const [candidate, baseline] = (['candidate', 'baseline'] as const).map(
    (side) => verified.get(side)?.counts ?? null,
  );
  return (
    judgeCalls(upstream?.calls ?? null, candidate?.upstreamCalls ?? null, baseline?.upstreamCalls ?? null) ??
    judgeReuse(upstream, candidate ?? null, baseline ?? null)
  );
}

/** The same of two targets, which have nothing to do with one another. */
function judgeUseOfEach({ scenario: { upstream }, verified }: Cell): readonly (InvalidReason | null)[] {
  return (['candidate', 'baseline'] as const).map((side) => {
    const counts = verified.get(side)?.counts ?? null;
    const wrong =
      judgeCalls(upstream?.calls ?? null, counts?.upstreamCalls ?? null, null) ??
      judgeReuse(upstream, counts, null);
    return wrong && { ...wrong, side };
  });
}

/** What is known of a generation as a whole, whatever cell was loaded. */
interface Whole {
  /** Highest memory of the targets, bytes; null: the runtime can't tell. */
  readonly targets: ReadonlyMap<SideName, number | null>;
  readonly services: ServicePeaks;
  readonly replicas: AllShares['shares'];
}

const startOf = (ms: number | undefined): Pick<SideFigures, 'startMs'> =>
  ms === undefined ? {} : { startMs: ms };

const NO_ROUNDS = { duet: [], solo: [], probe: [] } as const;

/** What only some cells have: left out where it is not there. */
const ifThere = ({
  replicas,
  capacity,
}: { [Key in 'replicas' | 'capacity']: SideFigures[Key] | undefined }) => ({
  ...(replicas === undefined ? {} : { replicas }),
  ...(capacity === undefined ? {} : { capacity }),
});

function toResult(
  { scenario, events, verified, bodies, figures, capacity, memory, services, reduced }: Cell,
  request: GenerationRequest,
  frame: Pick<Generation, 'index' | 'startedFirst' | 'durationMs'>,
  whole: Whole & Pick<Scene, 'startMs'>,
): CellResult {
  const fate = fateOf(events);
  const fault = baselineFault(events);
  const isWhole = events.every(({ kind }) => kind !== 'cut-short');
  const { baseline, beside } = request.plan;
  const isPaired = isWhole && fault === null && baseline !== null && beside === undefined;
  const otherMemory = (name: SideName) =>
    isPaired ? (memory.get(name === 'candidate' ? 'baseline' : 'candidate') ?? null) : undefined;
  const side = (name: SideName): SideFigures | null => {
    // An invalid cell keeps what was measured of it: not to be believed, but to be looked at. What was counted before
    // the load is, where it is the generator that was at its limit.
    const counted = fate.kind === 'saturated' && verified.has(name) ? NO_ROUNDS : undefined;
    const rounds = (isWhole ? figures.get(name) : undefined) ?? counted;
    if (rounds === undefined || (name === 'baseline' && fault !== null)) return null;
    return {
      ...rounds,
      counts: verified.get(name)?.counts ?? null,
      ...startOf(whole.startMs.get(name)),
      peakMemoryBytes: whole.targets.get(name) ?? null,
      ...memoryFigures(memory.get(name) ?? null, otherMemory(name)),
      ...serviceFigures(services.get(name), whole.services.get(name)),
      ...ifThere({ replicas: whole.replicas.get(name), capacity: capacity.get(name) }),
    };
  };
  const candidate = fate.kind === 'spoilt' ? null : side('candidate');
  const phase = request.wanted.get(scenario)?.phase ?? 'screen';
  const generation = candidate === null ? null : { ...frame, phase, candidate, baseline: side('baseline') };
  // No round at all was run of it: as good as cut short.
  const isEmpty = generation === null && fate.kind === 'measured';
  return {
    generation,
    fate: isEmpty ? { kind: 'cut-short', by: 'candidate' } : fate,
    baselineFault: fault,
    unstableBody: bodies.unstable,
    reduced,
  };
}
