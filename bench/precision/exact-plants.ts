import type { Generation, RoundFigures } from '../../src/model/record.js';
import { mean, median } from '../../src/stats/summary.js';
import { CPU_TIME, type Estimator, SERVICE_TIME, THROUGHPUT, valuesOf } from './estimators.js';
import { BEDS } from './plants.js';
import type { Pool } from './pools.js';

/** What was planted, as a fraction of a request's CPU time, by pool; another kind of slowdown has none. */
const SHARES: ReadonlyMap<string, number | null> = new Map(
  BEDS.flatMap(({ name, pool = name, plants }) =>
    plants.map((plant) => [`${pool} ${plant.name}`, plant.cpu] as const),
  ),
);

const estimated = (estimator: Estimator, { generations }: Pool): number =>
  mean(valuesOf(estimator, generations));

/** Multiplies the candidate's figures: more requests/s, more CPU time, longer latencies. */
export function moved(pool: Pool, by: { rps: number; cpu: number; latency: number }): Pool {
  const { rps, cpu, latency } = by;
  const round = (figures: RoundFigures): RoundFigures => ({
    ...figures,
    rps: figures.rps * rps,
    cpuUserUs: figures.cpuUserUs === null ? null : figures.cpuUserUs * cpu,
    cpuSystemUs: figures.cpuSystemUs === null ? null : figures.cpuSystemUs * cpu,
    latencyUs: { ...figures.latencyUs, p50: figures.latencyUs.p50 * latency },
  });
  const generation = ({ candidate, ...rest }: Generation): Generation => ({
    ...rest,
    candidate: {
      ...candidate,
      duet: candidate.duet.map(round),
      solo: candidate.solo.map(round),
      probe: candidate.probe.map(round),
    },
  });
  return { ...pool, generations: pool.generations.map(generation) };
}

/**
 * The pool with all figures of the candidate multiplied by one number each (requests/s, CPU time), so that what was
 * planted is on average exactly what its name says: the turns of a loop come close to it, but 2 % may be 2.6 %, which is
 * found more easily. The spread is untouched. Pools in which nothing changed, or another kind of slowdown was planted,
 * are left as they are.
 */
export function exactly(pool: Pool): Pool {
  const share = SHARES.get(pool.plant) ?? null;
  if (share === null || share === 0) return pool;
  const off = (estimator: Estimator): number => estimated(estimator, pool) - Math.log1p(share);
  return moved(pool, {
    rps: Math.exp(off(THROUGHPUT)),
    cpu: Math.exp(-off(CPU_TIME)),
    latency: 1,
  });
}

/**
 * A pool in which nothing changed, moved so that it is no change at all on average. The mean of a hundred generations is off
 * by its own standard error, and reports that draw as many from them would rightly find that. Service time has a few
 * values far from the others, in fewer generations, which move a mean and not its middle.
 */
export function centred(pool: Pool): Pool {
  return moved(pool, {
    rps: Math.exp(estimated(THROUGHPUT, pool)),
    cpu: Math.exp(-estimated(CPU_TIME, pool)),
    latency: Math.exp(-median(valuesOf(SERVICE_TIME, pool.generations))),
  });
}
