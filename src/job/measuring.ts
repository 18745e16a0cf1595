import { nextStep } from '../compare/sequential.js';
import { startGenerator } from '../load/generator.js';
import { runSchedule } from '../measure/schedule.js';
import type { TargetPlan } from '../measure/types.js';
import type { RuntimeFacts } from '../model/record.js';
import { planCores } from '../runtime/cores.js';
import type { Runtime } from '../runtime/types.js';
import { seededRandom } from '../system/random.js';
import { startUpstream } from '../upstream/start.js';
import type { Upstream } from '../upstream/types.js';
import type { Cells } from './cells.js';
import type { JobDeps, JobRequest } from './types.js';

/** Which cores the targets and the generator get. */
export function coresFor(request: JobRequest, deps: JobDeps) {
  const cpus = Math.max(...request.config.targets.map((target) => target.caps.cpus), 0);
  return planCores(deps.allowedCores, cpus);
}

/**
 * Measures all open cells within the budget; `cells` is changed in place.
 * @throws LoadgateError of kind `machine`, and the signal's reason
 */
export async function measureCells(
  plans: readonly TargetPlan[],
  cells: Cells,
  request: JobRequest,
  runtime: Runtime,
  deps: JobDeps,
): Promise<void> {
  if (plans.length === 0) return;
  const { measure, gate, budgetMs } = request.config;
  const cores = coresFor(request, deps);
  const upstream = await upstreamFor(plans, runtime, cores.generatorCores, deps);
  const end = await runSchedule(
    {
      plans,
      cells,
      budgetMs,
      nextStep: (cell) => nextStep(cell, gate, measure),
    },
    {
      runtime,
      upstream,
      startGenerator: () => startGenerator({ childPath: deps.bundles.load, cores: cores.generatorCores }),
      targetCores: cores.targetCores,
      sharesCore: cores.targetCores === null,
      settings: measure,
      clock: deps.clock,
      random: seededRandom(request.seed),
      log: deps.log,
      cleanup: deps.cleanup,
      stopwatch: deps.stopwatch,
      signal: deps.signal,
    },
  );
  if (end === 'budget')
    deps.log.info(`The budget of ${budgetMs / 1000} s is spent: undecided cells stay undecided.`);
}

async function upstreamFor(
  plans: readonly TargetPlan[],
  runtime: Runtime,
  cores: RuntimeFacts['generatorCores'],
  deps: JobDeps,
): Promise<Upstream | null> {
  if (!plans.some((plan) => plan.scenarios.some((scenario) => scenario.upstream !== null))) return null;
  const upstream = await startUpstream({
    childPath: deps.bundles.upstream,
    host: await runtime.upstreamHost(),
    cores,
  });
  deps.cleanup.defer('upstream', () => upstream.close());
  return upstream;
}
