import type { Scenario } from '../model/config.js';
import { toLoadgateErrors } from '../model/error.js';
import type { Generation, InvalidReason, SideFigures, SideName } from '../model/record.js';
import {
  blame,
  type Cell,
  forgetRounds,
  lastLines,
  loaded,
  newCell,
  SATURATED,
  type Started,
  sidesOf,
  takesPart,
} from './cell.js';
import { runRounds } from './cell-rounds.js';
import { warmUp } from './rounds.js';
import { startSide, waitForSide } from './start.js';
import type { MeasureDeps, TargetPlan } from './types.js';
import { judgeCalls } from './upstream-calls.js';
import { judgeReuse } from './upstream-reuse.js';
import { verifyScenario } from './verify.js';

/** What a generation found out about one cell. Nothing at all: the generation ended before its rounds were through. */
export interface CellResult {
  readonly generation: Generation | null;
  readonly invalid: InvalidReason | null;
  /** Why the baseline side could not take part. */
  readonly noBaseline: string | null;
}

export interface GenerationRequest {
  readonly plan: TargetPlan;
  /** The cells to measure, each with its phase. */
  readonly wanted: ReadonlyMap<Scenario, Generation['phase']>;
  readonly index: number;
}

/**
 * Fresh containers → ready → verified → warmed up → rounds in random order → gone, for all wanted scenarios
 * of one target.
 * @returns a result by scenario name
 * @throws LoadgateError of kind `machine` (engine gone, disk full) and the signal's reason; what is wrong with
 *   the target itself is a result, not an error
 */
export async function runGeneration(
  request: GenerationRequest,
  deps: MeasureDeps,
): Promise<ReadonlyMap<string, CellResult>> {
  const startedNs = deps.clock.monotonicNs();
  const cells = [...request.wanted.keys()].map(newCell);
  const order = deps.random.shuffle(presentSides(request.plan));
  const running = new Map<SideName, Started>();
  try {
    await deps.stopwatch.time('start', () => startSides(order, request.plan, cells, running, deps));
    await deps.stopwatch.time('verify', () => verifyAll(running, cells, deps));
    await deps.stopwatch.time('warm-up', () => warmUpAll(running, cells, deps));
    const cutShort = await runRounds(running, cells, deps);
    for (const cell of cutShort) forgetRounds(cell);
    const peaks = await peakMemory(running);
    const durationMs = Math.round(Number(deps.clock.monotonicNs() - startedNs) / 1e6);
    const frame = { index: request.index, startedFirst: order[0] ?? 'candidate', durationMs };
    return new Map(cells.map((cell) => [cell.scenario.name, toResult(cell, request, frame, peaks)]));
  } finally {
    await deps.stopwatch.time('stop', async () => {
      await Promise.all([...running.values()].map((side) => side.end()));
    });
  }
}

const presentSides = (plan: TargetPlan): SideName[] =>
  plan.baseline === null ? ['candidate'] : ['candidate', 'baseline'];

async function startSides(
  order: readonly SideName[],
  plan: TargetPlan,
  cells: readonly Cell[],
  running: Map<SideName, Started>,
  deps: MeasureDeps,
): Promise<void> {
  // One after the other, so that "started first" means something; they get ready side by side.
  const waits = [];
  for (const side of order) {
    const artifact = side === 'candidate' ? plan.candidate : plan.baseline;
    if (artifact === null) continue;
    const started = await guard(side, cells, running, deps, () => startSide(artifact, deps));
    if (started === null) continue;
    running.set(side, started);
    const scenarios = cells.map((cell) => cell.scenario);
    waits.push(
      guard(side, cells, running, deps, () => waitForSide(started, artifact.target, scenarios, deps)),
    );
  }
  await Promise.all(waits);
}

/** Runs a step of one side. The target's own fault is noted in the cells that it spoils, anything else is thrown. */
async function guard<T>(
  side: SideName,
  cells: readonly Cell[],
  running: ReadonlyMap<SideName, Started>,
  deps: MeasureDeps,
  step: () => Promise<T>,
): Promise<T | null> {
  try {
    return await step();
  } catch (error) {
    deps.signal.throwIfAborted();
    const [first] = toLoadgateErrors(error);
    if (first === undefined || first.kind === 'machine') throw error;
    const log = first.log.length > 0 ? first.log : await lastLines(running.get(side));
    for (const cell of cells) blame(cell, { side, code: first.code, message: first.message, log });
    return null;
  }
}

async function verifyAll(running: ReadonlyMap<SideName, Started>, cells: readonly Cell[], deps: MeasureDeps) {
  for (const cell of cells) {
    for (const [side, started] of running) {
      if (!takesPart(cell, side)) continue;
      const verified = await guard(side, [cell], running, deps, () =>
        verifyScenario(started, cell.scenario, deps),
      );
      if (verified !== null) cell.verified.set(side, verified);
    }
    const wrong = judgeUse(cell);
    if (wrong !== null) blame(cell, wrong);
  }
}

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

async function warmUpAll(running: ReadonlyMap<SideName, Started>, cells: readonly Cell[], deps: MeasureDeps) {
  for (const cell of deps.random.shuffle(cells)) {
    const sides = sidesOf(cell, running).map((side) => loaded(cell, side, running));
    if (sides.length > 0) await warmUp(cell.scenario, sides, deps);
  }
}

async function peakMemory(
  running: ReadonlyMap<SideName, Started>,
): Promise<ReadonlyMap<SideName, number | null>> {
  const read = async ([side, { instance }]: [SideName, Started]) =>
    [
      side,
      await instance.counters().then(
        (now) => now.peakMemoryBytes,
        () => null,
      ),
    ] as const;
  return new Map(await Promise.all([...running].map(read)));
}

function toResult(
  cell: Cell,
  request: GenerationRequest,
  frame: Pick<Generation, 'index' | 'startedFirst' | 'durationMs'>,
  peaks: ReadonlyMap<SideName, number | null>,
): CellResult {
  const side = (name: SideName): SideFigures | null => {
    const figures = cell.figures.get(name);
    // An invalid cell keeps what was measured of it: not to be believed, but to be looked at.
    if (figures === undefined || (name === 'baseline' && cell.noBaseline !== null)) return null;
    return {
      ...figures,
      counts: cell.verified.get(name)?.counts ?? null,
      peakMemoryBytes: peaks.get(name) ?? null,
    };
  };
  const candidate = side('candidate');
  const phase = request.wanted.get(cell.scenario) ?? 'screen';
  const generation = candidate === null ? null : { ...frame, phase, candidate, baseline: side('baseline') };
  const invalid = cell.invalid ?? (cell.saturated ? SATURATED : null);
  return { generation, invalid, noBaseline: cell.noBaseline ?? request.plan.noBaseline };
}
