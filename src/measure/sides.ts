import { type LoadgateError, toLoadgateErrors } from '../model/error.js';
import type { SideName } from '../model/record.js';
import { allEnded } from '../runtime/async.js';
import type { Artifact } from '../runtime/runtime.js';
import { brokenBeside } from './broken.js';
import { type Cell, logOf, type Started } from './cell.js';
import type { MeasureDeps, TargetPlan } from './deps.js';
import { type CellEvent, machineEvent } from './fate.js';
import { killedBaseline } from './killed.js';
import { type RunningServices, startServices } from './services.js';
import { sharedHashSeed, startSide } from './start.js';
import { upstreamFault } from './upstream-use.js';
import { outOfMemory } from './validity.js';

/** A generation while it runs: its cells, and what was started for it. */
export interface Scene {
  readonly cells: readonly Cell[];
  readonly running: Map<SideName, Started>;
  /** Of the sides that need some. */
  readonly services: Map<SideName, RunningServices>;
  /** Time from the start of a side until it was ready, ms. */
  readonly startMs: Map<SideName, number>;
}

export const newScene = (cells: readonly Cell[]): Scene => ({
  cells,
  running: new Map(),
  services: new Map(),
  startMs: new Map(),
});

/**
 * Starts the targets one after the other, so that "started first" means something; they get ready side by side.
 * @throws LoadgateError of kind `machine`, which is noted in the cells; the signal's reason
 */
export async function startSides(
  order: readonly SideName[],
  plan: TargetPlan,
  scene: Scene,
  deps: MeasureDeps,
): Promise<void> {
  const waits = [];
  const usual = sharedHashSeed(deps.random);
  const scenarios = scene.cells.map((cell) => cell.scenario);
  for (const side of order) {
    const artifact = artifactOf(plan, side);
    const services = scene.services.get(side) ?? null;
    const isMissing = services === null && (plan.services?.[side] ?? []).length > 0;
    if (artifact === null || isMissing) continue;
    const started = await guard(side, scene.cells, scene, deps, () =>
      startSide(artifact, services, usual, scenarios, deps),
    );
    if (started === null) continue;
    scene.running.set(side, started);
    const wait = guard(side, scene.cells, scene, deps, () => started.ready).then((ms) => {
      if (ms !== null) scene.startMs.set(side, ms);
    });
    wait.catch(() => {}); // It is looked at when all are started.
    waits.push(wait);
  }
  await Promise.all(waits);
}

const artifactOf = (plan: TargetPlan, side: SideName): Artifact | null =>
  side === 'candidate' ? plan.candidate : plan.baseline;

/**
 * Starts what each side needs beside it, both sides at once.
 * @throws LoadgateError of kind `machine`, which is noted in the cells; the signal's reason
 */
export async function startAllServices(
  order: readonly SideName[],
  plan: TargetPlan,
  scene: Scene,
  deps: MeasureDeps,
): Promise<void> {
  const { services: runtime } = deps.runtime;
  const start = async (side: SideName): Promise<void> => {
    const planned = plan.services?.[side] ?? [];
    if (planned.length === 0 || runtime === null) return;
    const started = await guard(side, scene.cells, scene, deps, () =>
      startServices(planned, side, { ...deps, runtime, cores: deps.serviceCores }),
    );
    if (started !== null) scene.services.set(side, started);
  };
  // All are waited for: what was started after the failure of another one has to be ended, too.
  await allEnded(order.map(start));
}

/** @returns whether all is gone; what is left is removed by `recover`, and by the clean-up at the end */
export async function stopAll({ running, services }: Scene, deps: MeasureDeps): Promise<boolean> {
  const failures: unknown[] = [];
  // A target first, so that it does not fill its log with the loss of its database.
  for (const started of [running, services]) {
    const ends = await Promise.allSettled([...started.values()].map((one) => one.end()));
    failures.push(...ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : [])));
  }
  for (const reason of failures) {
    deps.log.info(`A target or a service could not be stopped: ${String(reason)}`);
  }
  return failures.length === 0;
}

/**
 * Runs a step of one side. Whose fault it is when it fails is noted in the cells; a failure of the machine ends the
 * generation.
 */
export async function guard<T>(
  side: SideName,
  cells: readonly Cell[],
  { running, services }: Scene,
  deps: MeasureDeps,
  step: () => Promise<T>,
): Promise<T | null> {
  try {
    return await step();
  } catch (error) {
    deps.signal.throwIfAborted();
    // A target whose database is gone can't but fail, and behind a balancer that is gone nobody hears it.
    const lost = await brokenBeside(running.get(side), services.get(side) ?? null, 'before the load').catch(
      (thrown: unknown) => thrown,
    );
    const cause = lost ?? error;
    const fault =
      (await killedBaseline(side, running.get(side))) ?? (await faultElsewhere(cause, cells, deps));
    if (fault !== null) {
      noteAll(cells, machineEvent(fault));
      throw fault;
    }
    const [first] = toLoadgateErrors(cause);
    if (first === undefined) throw error;
    const log = first.log.length > 0 ? first.log : await logOf(running.get(side));
    const isKilled = await isOutOfMemory(running.get(side));
    const reason = isKilled ? outOfMemory(side) : { side, code: first.code, message: first.message };
    noteAll(cells, { kind: 'side-failed', reason: { ...reason, log } });
    return null;
  }
}

/** Whether the memory cap is why a target that still runs does not answer: the process that did was killed. */
async function isOutOfMemory(started: Started | undefined): Promise<boolean> {
  const state = await started?.instance.state().catch(() => null);
  return state?.oomKilled === true;
}

export const noteAll = (cells: readonly Cell[], event: CellEvent): void => {
  for (const cell of cells) cell.events.push(event);
};

/** The error where it is the machine's, or the upstream's without which a target can't but fail. */
async function faultElsewhere(
  error: unknown,
  cells: readonly Cell[],
  deps: MeasureDeps,
): Promise<LoadgateError | null> {
  const [first] = toLoadgateErrors(error);
  if (first?.kind === 'machine') return first;
  return cells.some(({ scenario }) => scenario.upstream !== null) ? upstreamFault(deps) : null;
}
