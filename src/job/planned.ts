import type { Target } from '../model/config.js';
import { type ShardUnit, shardText } from '../model/shard.js';
import { type PlannedCell, planCells } from '../plan/cells.js';
import { planShards, shardsNeeded, type TargetLoad } from '../plan/shards.js';
import type { Runtime } from '../runtime/runtime.js';
import { type Cells, initialCells } from './cells.js';
import { targetLoads } from './shard-plan.js';
import type { JobDeps, JobRequest } from './types.js';

/** The cells of a run before anything is built or measured. */
export interface Planned {
  /** Those that this run is about: of a shard its own. */
  readonly planned: readonly PlannedCell[];
  readonly cells: Cells;
  /** Of all shards; empty where there is one run. */
  readonly plan: readonly ShardUnit[];
  /** How long the targets of all shards take. */
  readonly loads: readonly TargetLoad[];
  /** Opens the runtime when it is first asked for. */
  readonly opened: () => Promise<Runtime>;
}

/**
 * Which cells a run has, and which of them changed. A shard finds the plan of all shards by itself, and keeps its part.
 * @throws LoadgateErrors `unknown-cell`, LoadgateError of git
 */
export async function planRun(request: JobRequest, deps: JobDeps): Promise<Planned> {
  const all = await planAll(request, deps);
  const { shard } = request;
  const loads = targetLoads(all.planned, all.cells, request);
  if (shard === undefined) return { ...all, loads, plan: [] };
  const plan = planShards(loads, shard.of);
  const ours = new Set(plan.filter((unit) => unit.shard === shard.index).map(({ target }) => target));
  return {
    ...{ ...all, plan, loads },
    planned: all.planned.filter(({ target }) => ours.has(target.name)),
    cells: new Map([...all.cells].filter(([, { target }]) => ours.has(target))),
  };
}

/**
 * The shards that a run is split into, as `2/4`, so that each of them is done within the budget; empty: nothing changed,
 * and there is nothing to measure.
 * @throws LoadgateErrors `unknown-cell`, LoadgateError of git
 */
export async function shardsOf(request: JobRequest, deps: JobDeps): Promise<readonly string[]> {
  const { planned, cells } = await planAll(request, deps);
  const of = shardsNeeded(targetLoads(planned, cells, request), request.config.budgetMs);
  return Array.from({ length: of }, (_, at) => shardText({ index: at + 1, of }));
}

async function planAll(request: JobRequest, deps: JobDeps): Promise<Omit<Planned, 'plan' | 'loads'>> {
  const planned = planCells(request.config, request.filter);
  const targets = [...new Set(planned.map(({ target }) => target))];
  const opened = openedOnce(targets, request.config.allowHosts, deps);
  // Where no engine can be had, a target that needs one says so when it is built.
  const runsProcesses = (): Promise<boolean> =>
    opened().then(
      ({ kind }) => kind === 'process',
      () => false,
    );
  const cells = await deps.stopwatch.time('plan', () => initialCells(planned, request, runsProcesses));
  return { planned, cells, opened };
}

/** The runtime, chosen when it is first asked for. */
function openedOnce(
  targets: readonly Target[],
  allowHosts: readonly string[],
  { stopwatch, chooseRuntime, cleanup }: JobDeps,
): () => Promise<Runtime> {
  let opened: Promise<Runtime> | null = null;
  const open = async (): Promise<Runtime> => {
    const runtime = await chooseRuntime(targets, allowHosts);
    cleanup.defer('containers and networks', () => runtime.close());
    return runtime;
  };
  return () => {
    opened ??= stopwatch.time('runtime', open);
    return opened;
  };
}
