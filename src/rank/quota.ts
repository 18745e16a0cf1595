import type { Target } from '../model/config.js';

/** CPUs that a target may use: each replica has the cap for itself. */
export const quotaOf = ({ caps, replicas }: Pick<Target, 'caps' | 'replicas'>): number =>
  caps.cpus * replicas;

/** The most common quota of the targets, the larger one of equally common quotas; null: no target. */
export function commonQuota(targets: readonly Pick<Target, 'caps' | 'replicas'>[]): number | null {
  const quotas = targets.map(quotaOf);
  const times = (quota: number): number => quotas.filter((one) => one === quota).length;
  return [...quotas].sort((a, b) => times(b) - times(a) || b - a)[0] ?? null;
}
