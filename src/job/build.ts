import type { TargetPlan } from '../measure/deps.js';
import { asInvalid } from '../measure/fate.js';
import { canonicalJson } from '../model/canonical.js';
import type { Target } from '../model/config.js';
import { LoadgateError, toLoadgateErrors } from '../model/error.js';
import type { CellRecord, Problem, SideName } from '../model/record.js';
import type { PlannedCell } from '../plan/cells.js';
import type { Artifact, Runtime } from '../runtime/runtime.js';
import { buildSeesGit } from './build-inputs.js';
import { baselineTarget, type Cells, targetsToBuild, updateTarget } from './cells.js';
import { invalidReason, toProblem } from './problems.js';
import type { JobDeps, JobRequest, JobSide } from './types.js';
import { comparesStored } from './way.js';

/**
 * Builds both sides of every target that has something to measure. A candidate that does not build makes
 * its cells invalid; a baseline that does not build leaves them without a baseline, unless the machine failed
 * (disk full, base image not to be had), which makes them invalid too. The others go on.
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
  for (const target of targetsToBuild(planned, cells)) {
    const candidate = await buildSide(target, 'candidate', request.candidate, runtime, deps);
    const plan =
      candidate instanceof LoadgateError
        ? { error: candidate, side: 'candidate' as const }
        : await besideCandidate(target, candidate, cells, request, runtime, deps);
    if (plan === null) continue;
    if ('error' in plan) {
      const { error, side } = plan;
      problems.push({ ...toProblem(error), location: error.location ?? target.location });
      const invalid = invalidReason(error, side);
      updateTarget(cells, target, (cell) => asInvalid(cell, invalid));
      if (error.kind === 'machine') await runtime.recover(deps.signal);
    } else plans.push({ ...plan, scenarios: scenariosOf(target, planned) });
  }
  return plans;
}

/** A target that can't be measured, and by which side. */
interface NotBuilt {
  readonly error: LoadgateError;
  readonly side: SideName;
}

const scenariosOf = (target: Target, planned: readonly PlannedCell[]) =>
  planned.filter((cell) => cell.target === target).map((cell) => cell.scenario);

/** @returns null where both sides turn out to be the same image: there is nothing to measure */
async function besideCandidate(
  target: Target,
  candidate: Artifact,
  cells: Cells,
  request: JobRequest,
  runtime: Runtime,
  deps: JobDeps,
): Promise<Omit<TargetPlan, 'scenarios'> | NotBuilt | null> {
  const alone = (noBaseline: string) => {
    updateTarget(cells, target, (cell) => ({ ...cell, noBaseline }));
    return { target, candidate, baseline: null, noBaseline };
  };
  const missing = firstCell(cells, target)?.noBaseline ?? null;
  if (missing !== null) return alone(missing);
  if (request.baseline === null || comparesStored(request)) {
    return { target, candidate, baseline: null, noBaseline: null };
  }
  const before = baselineTarget(target, request.baselineConfig);
  const baseline = await buildSide(before, 'baseline', request.baseline, runtime, deps);
  if (baseline instanceof LoadgateError) {
    if (baseline.kind === 'machine') return { error: baseline, side: 'baseline' };
    deps.log.warning(`${target.name}: the baseline did not build, so there is nothing to compare with`);
    return alone(`the baseline did not build (${baseline.code})`);
  }
  if (request.evenIfUnchanged !== true && sameService(candidate, baseline, runtime)) {
    deps.log.info(`${target.name}: both sides build the same image: unchanged`);
    updateTarget(cells, target, (cell) => ({ ...cell, state: 'unchanged' }));
    return null;
  }
  return { target, candidate, baseline, noBaseline: null };
}

/** The same image, started in the same way. */
const sameService = (candidate: Artifact, baseline: Artifact, runtime: Runtime): boolean =>
  runtime.kind === 'docker' &&
  baseline.reference === candidate.reference &&
  canonicalJson({ ...baseline.target, location: null }) ===
    canonicalJson({ ...candidate.target, location: null });

const firstCell = (cells: Cells, target: Target): CellRecord | undefined =>
  [...cells.values()].find((cell) => cell.target === target.name && cell.state === 'not-measured');

const pathsOf = ({ build }: Target): readonly string[] =>
  build === null ? [] : [build.context, build.dockerfile];

/** @returns the error where the build failed, whoever is to blame; @throws where there is nothing to build from */
async function buildSide(
  target: Target,
  side: SideName,
  source: JobSide,
  runtime: Runtime,
  deps: JobDeps,
): Promise<Artifact | LoadgateError> {
  const title = `Build ${target.name} (${side}, ${source.ref.sha.slice(0, 7)})`;
  const { signal } = deps;
  return deps.log.group(title, async () => {
    const git = runtime.kind === 'process' || (await buildSeesGit(source, target));
    const sourceDir = await deps.stopwatch.time('checkout', () => source.sourceDir({ git }));
    const onLine = (line: string) => deps.log.info(line);
    try {
      await source.mustHave(pathsOf(target));
      return await deps.stopwatch.time('build', () =>
        runtime.build({ target, side, sourceDir, signal, onLine }),
      );
    } catch (error) {
      signal.throwIfAborted();
      const [first] = toLoadgateErrors(error);
      if (first === undefined) throw error;
      return first;
    }
  });
}
