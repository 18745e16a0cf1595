import type { TargetPlan } from '../measure/deps.js';
import { asInvalid } from '../measure/fate.js';
import type { PlannedService } from '../measure/services.js';
import { canonicalJson } from '../model/canonical.js';
import type { Target } from '../model/config.js';
import { LoadgateError, toLoadgateErrors } from '../model/error.js';
import type { CellRecord, Problem, SideName } from '../model/record.js';
import type { PlannedCell } from '../plan/cells.js';
import type { Artifact, Runtime } from '../runtime/runtime.js';
import type { Log } from '../system/log.js';
import { buildSeesGit, filePaths } from './build-inputs.js';
import { baselineTarget, type Cells, targetsToBuild, updateTarget } from './cells.js';
import { invalidReason, toProblem } from './problems.js';
import { createServicePreparation, type ServicePreparation } from './services.js';
import type { JobDeps, JobRequest } from './types.js';
import { comparesStored, sourceOf } from './way.js';

/**
 * Builds both sides of every target that has something to measure, with the services that they need: images first, and
 * their states once it is known that there is something to measure. A candidate that does not build makes its cells
 * invalid; a baseline that does not build leaves them without a baseline, unless the machine failed (disk full, base
 * image not to be had), which makes them invalid too. The others go on. What two targets share is told once.
 * @throws LoadgateError of kind `machine` where no side can be had or the engine is gone; the signal's reason
 */
export async function buildTargets(
  planned: readonly PlannedCell[],
  cells: Cells,
  problems: Problem[],
  request: JobRequest,
  runtime: Runtime,
  deps: JobDeps,
): Promise<readonly TargetPlan[]> {
  const plans: TargetPlan[] = [];
  const services = createServicePreparation(request, runtime, deps);
  const building: Building = { cells, request, runtime, services, deps };
  const told = new Set<LoadgateError>();
  for (const target of targetsToBuild(planned, cells)) {
    const candidate = await buildSide(target, 'candidate', building);
    const plan =
      candidate instanceof LoadgateError
        ? { error: candidate, side: 'candidate' as const }
        : await besideCandidate(target, candidate, building);
    if (plan === null) continue;
    if ('error' in plan) {
      tellOnce(target, plan.error, { problems, told, log: deps.log });
      const invalid = invalidReason(plan.error, plan.side);
      updateTarget(cells, target, (cell) => asInvalid(cell, invalid));
      if (plan.error.kind === 'machine') await runtime.recover(deps.signal);
    } else plans.push({ ...plan, scenarios: scenariosOf(target, planned) });
  }
  return plans;
}

/** What somebody else runs is no problem of the run's: its cells say why they have no figures. */
function tellOnce(
  { name, url, location }: Target,
  error: LoadgateError,
  { problems, told, log }: { problems: Problem[]; told: Set<LoadgateError>; log: Log },
): void {
  if (url !== null) log.warning(`${name}: ${error.message}. ${error.hint}`);
  else if (!told.has(error)) problems.push({ ...toProblem(error), location: error.location ?? location });
  told.add(error);
}

/** A target that can't be measured, and by which side. */
interface NotBuilt {
  readonly error: LoadgateError;
  readonly side: SideName;
}

const scenariosOf = (target: Target, planned: readonly PlannedCell[]) =>
  planned.filter((cell) => cell.target === target).map((cell) => cell.scenario);

interface Building {
  readonly cells: Cells;
  readonly request: JobRequest;
  readonly runtime: Runtime;
  readonly services: ServicePreparation;
  readonly deps: JobDeps;
}

/** A side of a target, with the images of what it needs. */
interface BuiltSide {
  readonly artifact: Artifact;
  readonly needs: readonly PlannedService[];
}

/** @returns null where both sides turn out to be the same image: there is nothing to measure */
async function besideCandidate(
  target: Target,
  candidate: BuiltSide,
  building: Building,
): Promise<Omit<TargetPlan, 'scenarios'> | NotBuilt | null> {
  const { cells, request, runtime, deps } = building;
  const missing = firstCell(cells, target)?.noBaseline ?? null;
  if (missing !== null) return alone(target, candidate, missing, building);
  if (!runsBoth(target, request)) return alone(target, candidate, null, building);
  const before = baselineOf(target, request);
  const baseline = await buildSide(before, 'baseline', building);
  if (baseline instanceof LoadgateError) {
    if (baseline.kind === 'machine') return { error: baseline, side: 'baseline' };
    deps.log.warning(`${target.name}: ${baseline.message} (baseline), so there is nothing to compare with`);
    const what = target.url === null ? 'did not build' : "can't be asked";
    return alone(target, candidate, `the baseline ${what} (${baseline.code})`, building);
  }
  if (request.evenIfUnchanged !== true && sameService(candidate, baseline, runtime)) {
    deps.log.info(`${target.name}: both sides build the same image: unchanged`);
    updateTarget(cells, target, (cell) => ({ ...cell, state: 'unchanged' }));
    return null;
  }
  const now = await statesOf(candidate, building);
  if (now instanceof LoadgateError) return { error: now, side: 'candidate' };
  const then = await statesOf(baseline, building);
  if (then instanceof LoadgateError) {
    if (then.kind === 'machine') return { error: then, side: 'baseline' };
    deps.log.warning(`${target.name}: ${then.message} (baseline), so there is nothing to compare with`);
    return alone(
      target,
      candidate,
      `what the baseline needs could not be made ready (${then.code})`,
      building,
    );
  }
  return planOf(target, candidate, { artifact: baseline.artifact, services: then }, now, null);
}

/** Two URLs run beside each other whatever commits there are, and stand in one configuration. */
const runsBoth = ({ url }: Target, request: JobRequest): boolean =>
  (request.baseline !== null || url !== null) && !comparesStored(request);

const baselineOf = (target: Target, { baselineConfig }: JobRequest): Target =>
  target.url === null ? baselineTarget(target, baselineConfig) : target;

/** A target whose candidate is measured without anything beside it. @param noBaseline why there is none */
async function alone(
  target: Target,
  candidate: BuiltSide,
  noBaseline: string | null,
  building: Building,
): Promise<Omit<TargetPlan, 'scenarios'> | NotBuilt> {
  if (noBaseline !== null) updateTarget(building.cells, target, (cell) => ({ ...cell, noBaseline }));
  const now = await statesOf(candidate, building);
  if (now instanceof LoadgateError) return { error: now, side: 'candidate' };
  return planOf(target, candidate, null, now, noBaseline);
}

function planOf(
  target: Target,
  { artifact: candidate }: BuiltSide,
  baseline: { readonly artifact: Artifact; readonly services: readonly PlannedService[] } | null,
  services: readonly PlannedService[],
  noBaseline: string | null,
): Omit<TargetPlan, 'scenarios'> {
  const before = baseline?.services ?? [];
  const hasServices = services.length + before.length > 0;
  return {
    ...{ target, candidate, noBaseline },
    baseline: baseline?.artifact ?? null,
    ...(hasServices ? { services: { candidate: services, baseline: before } } : {}),
  };
}

/** The same image, started in the same way, beside the same services. What runs at a URL, nobody can tell. */
const sameService = (candidate: BuiltSide, baseline: BuiltSide, runtime: Runtime): boolean =>
  runtime.kind === 'docker' &&
  candidate.artifact.target.url === null &&
  sideText(candidate) === sideText(baseline);

const sideText = ({ artifact: { reference, target, balancer }, needs }: BuiltSide): string =>
  canonicalJson({
    ...{ reference, target: { ...target, location: null }, balancer },
    needs: needs.map(({ service, image }) => ({
      service: { ...service, location: null },
      image: image.reference,
    })),
  });

const firstCell = (cells: Cells, target: Target): CellRecord | undefined =>
  [...cells.values()].find((cell) => cell.target === target.name && cell.state === 'not-measured');

const pathsOf = (target: Target): readonly string[] =>
  [target, target.balancer].flatMap((one) => {
    if (one === null) return [];
    const { build } = one;
    return [...(build === null ? [] : [build.context, build.dockerfile]), ...filePaths(one)];
  });

/** @returns the error where the build failed, whoever is to blame; @throws where there is nothing to build from */
async function buildSide(
  target: Target,
  side: SideName,
  { request, runtime, services, deps }: Building,
): Promise<BuiltSide | LoadgateError> {
  if (target.url !== null) return addressSide(target, side, { runtime, deps });
  const source = sourceOf(request, side);
  const title = `Build ${target.name} (${side}, ${source.ref.sha.slice(0, 7)})`;
  const { signal } = deps;
  return deps.log.group(title, async () => {
    const git = runtime.kind === 'process' || (await buildSeesGit(source, target));
    const sourceDir = await deps.stopwatch.time('checkout', () => source.sourceDir({ git }));
    const onLine = (line: string) => deps.log.info(line);
    return orError(signal, async () => {
      await source.mustHave(pathsOf(target));
      const artifact = await deps.stopwatch.time('build', () =>
        runtime.build({ target, side, sourceDir, signal, onLine }),
      );
      return { artifact, needs: await services.images(target, side, sourceDir) };
    });
  });
}

/** Finds out where a target is that somebody else runs. @returns the error where it may not be asked, or is nowhere */
async function addressSide(
  target: Target,
  side: SideName,
  { runtime, deps: { signal, log } }: Pick<Building, 'runtime' | 'deps'>,
): Promise<BuiltSide | LoadgateError> {
  return orError(signal, async () => {
    const artifact = await runtime.build({ target, side, sourceDir: '', signal, onLine: () => {} });
    log.info(`${target.name} (${side}): ${target.url?.[side]} is at ${artifact.reference}`);
    return { artifact, needs: [] };
  });
}

/** @returns the error where a seed or `prepare` failed */
const statesOf = ({ artifact, needs }: BuiltSide, { services, deps }: Building) =>
  orError(deps.signal, () => services.states(needs, artifact));

/** @returns the error where the action failed; @throws the signal's reason, and what is no error at all */
async function orError<T>(signal: AbortSignal, action: () => Promise<T>): Promise<T | LoadgateError> {
  try {
    return await action();
  } catch (error) {
    signal.throwIfAborted();
    const [first] = toLoadgateErrors(error);
    if (first === undefined) throw error;
    return first;
  }
}
