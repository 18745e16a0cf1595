import { readFileSync } from 'node:fs';
import type { RuntimeFacts } from '../model/record.js';

/** Which cores run what; null: not pinned. */
export type CorePlan = Pick<RuntimeFacts, 'targetCores' | 'generatorCores'>;

/**
 * Divides the cores: the load generator, the upstream and loadgate itself on the last one, targets on as many
 * of the others as their CPU cap can use. Both sides of a duet get the same cores, so that whatever disturbs
 * one disturbs the other. With a single core there is nothing to divide, and nothing is pinned.
 *
 * @param allowed cores that this process may use
 * @param cpus the targets' CPU cap, may be a fraction
 */
export function planCores(allowed: readonly number[], cpus: number): CorePlan {
  const cores = [...new Set(allowed)].sort((a, b) => a - b);
  const last = cores.pop();
  if (last === undefined || cores.length === 0) return { targetCores: null, generatorCores: null };
  return { targetCores: cores.slice(0, Math.max(1, Math.ceil(cpus))), generatorCores: [last] };
}

/**
 * The same where targets run on the machine of an engine: theirs are cores of that machine, whose last one is left to the
 * engine, and the generator's are ours.
 * @param engine absent: on this machine
 */
export function planCoresWith(
  engine: RuntimeFacts['engine'],
  allowed: readonly number[],
  cpus: number,
): CorePlan {
  const ours = planCores(allowed, cpus);
  if (engine === undefined) return ours;
  return { ...ours, targetCores: planCores(coresOf(engine), cpus).targetCores };
}

/** Its engine numbers them from 0 on. */
const coresOf = ({ cores }: NonNullable<RuntimeFacts['engine']>): readonly number[] =>
  Array.from({ length: cores }, (_, core) => core);

/** As `serviceCores`, on the machine of an engine: no load generator is there. */
export function serviceCoresWith(
  engine: RuntimeFacts['engine'],
  allowed: readonly number[],
  plan: CorePlan,
): readonly number[] | null {
  if (engine === undefined) return serviceCores(allowed, plan);
  return serviceCores(coresOf(engine), { ...plan, generatorCores: [] });
}

/**
 * The cores of the services beside the targets: those that neither the targets nor the load generator have, and where
 * none is left the generator's. null: nothing is pinned.
 */
function serviceCores(
  allowed: readonly number[],
  { targetCores, generatorCores }: CorePlan,
): readonly number[] | null {
  if (targetCores === null || generatorCores === null) return null;
  const free = [...new Set(allowed)].filter(
    (core) => !targetCores.includes(core) && !generatorCores.includes(core),
  );
  return free.length > 0 ? free.sort((a, b) => a - b) : generatorCores;
}

/** Parses the kernel's list format, e.g. `0-2,5` (cpuset(7)). */
export function parseCoreList(list: string): readonly number[] {
  return list
    .trim()
    .split(',')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [first = Number.NaN, last = first] = part.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, at) => first + at);
    });
}

/** The cores that this process may use. Empty where the machine does not say (no /proc): nothing can be pinned. */
export function allowedCores(): readonly number[] {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return parseCoreList(/^Cpus_allowed_list:\s*(.+)$/m.exec(status)?.[1] ?? '');
  } catch {
    return [];
  }
}
