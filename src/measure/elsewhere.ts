import type { MeasureDeps, TargetPlan } from './deps.js';

/**
 * What a generation needs where somebody else runs the target. No core here is the target's, so nothing that is read of
 * cores says anything of it, and the generator has its core to itself. Nothing is sent but what the scenario's rate
 * allows: no probes, which send as fast as they are answered. Two URLs are compared in duets alone, one in solo rounds.
 */
export function elsewhere(plan: TargetPlan, deps: MeasureDeps): MeasureDeps {
  if (plan.target.url === null) return deps;
  const isPair = plan.baseline !== null;
  const rounds = { duets: isPair ? 1 : 0, solos: isPair ? 0 : 1, probes: 0 };
  return {
    ...deps,
    targetCores: null,
    sharesCore: false,
    rounds: { ...rounds, atSaturation: deps.rounds.atSaturation },
  };
}

/**
 * Time for the connections to a URL to open before the first request, ms: some round trips across the internet for each,
 * TLS among them. The requests are then all sent over open connections.
 */
export const REMOTE_LEAD_MS = 1_000;
