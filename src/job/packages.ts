import type { TargetPlan } from '../measure/deps.js';
import type { PackageChange, TargetDifference } from '../model/differences.js';
import { MAX_DIFFERENCES, MAX_FACT } from '../model/limits.js';
import type { Packages } from '../runtime/packages.js';
import type { Artifact, Runtime } from '../runtime/runtime.js';
import type { JobDeps } from './types.js';

/** Managers whose packages a service uses itself come first: a list that is cut off ends with the system's. */
const ORDER = ['pip', 'npm', 'apk', 'apt'];

/**
 * Adds which packages differ between both images of these targets. Read after everything is measured, and only where it
 * explains something. It decides nothing: where it can't be read, it is missing, and the log says so.
 * @param wanted names of targets
 */
export async function withPackages(
  differences: readonly TargetDifference[],
  wanted: ReadonlySet<string>,
  plans: readonly TargetPlan[],
  runtime: Runtime,
  { log, signal }: Pick<JobDeps, 'log' | 'signal'>,
): Promise<readonly TargetDifference[]> {
  const { packages } = runtime;
  if (packages === undefined) return differences;
  const added: TargetDifference[] = [];
  for (const difference of differences) {
    const plan = plans.find(({ target }) => target.name === difference.target);
    const { candidate, baseline } = plan ?? {};
    const isWanted = wanted.has(difference.target) && candidate !== undefined && baseline != null;
    if (!isWanted || candidate.reference === baseline.reference) {
      added.push(difference);
      continue;
    }
    try {
      const read = (artifact: Artifact) => packages(artifact, signal);
      const changes = changesOf(await read(baseline), await read(candidate));
      added.push(changes.length === 0 ? difference : { ...difference, packages: changesTold(changes) });
    } catch (error) {
      signal.throwIfAborted();
      const why = error instanceof Error ? error.message : String(error);
      log.warning(`Which packages of ${difference.target} differ could not be read: ${why}`);
      added.push(difference);
    }
  }
  return added;
}

const changesTold = (changes: readonly PackageChange[]): NonNullable<TargetDifference['packages']> => ({
  total: changes.length,
  some: changes.slice(0, MAX_DIFFERENCES),
});

/** Packages that only one side has, or that have another version. @internal exported for its unit test. */
export function changesOf(before: Packages, now: Packages): readonly PackageChange[] {
  const names = [...new Set([...before.keys(), ...now.keys()])];
  const changed = names.filter((name) => before.get(name) !== now.get(name));
  const placeOf = (name: string): number => ORDER.indexOf(name.slice(0, name.indexOf(' ')));
  const sorted = changed.toSorted((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
  const short = (text: string | undefined): string | null => text?.slice(0, MAX_FACT) ?? null;
  return sorted.map((name) => ({
    name: name.slice(0, MAX_FACT),
    baseline: short(before.get(name)),
    candidate: short(now.get(name)),
  }));
}
