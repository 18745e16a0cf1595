import type { Generation, ReferenceFigures } from '../model/record.js';
import { ALL_KINDS, cpuUs } from '../model/round.js';
import { geometricMean, isPositive } from '../stats/ratio.js';
import { mean } from '../stats/summary.js';
import type { MeasureDeps, RoundMix, TargetPlan } from './deps.js';
import { runGeneration } from './generation.js';

/** One solo round and one block of probes of a single side: three rounds. */
const ROUNDS: RoundMix = { duets: 0, solos: 1, probes: 1, atSaturation: 'end' };

/** A target whose generations run among those of the others, to tell how fast the machine was meanwhile. */
export interface Beside {
  readonly plan: TargetPlan;
  /** Whether another generation of it is wanted. */
  wanted(): boolean;
  /**
   * Measures one generation. A failure of it is told to `onFailure`, and is the last of it.
   * @throws the signal's reason
   */
  run(index: number, deps: MeasureDeps): Promise<BesideResult>;
}

export interface BesideResult {
  /** null: it failed. */
  readonly figures: ReferenceFigures | null;
  /** The machine failed: something has to be brought back before the next generation. */
  readonly machineFailed: boolean;
}

export interface BesideOptions {
  /** Of one scenario. */
  readonly plan: TargetPlan;
  readonly program: string;
  /** The machine's fingerprint. */
  readonly machine: string;
  /** At most; each takes time from the targets' own. */
  readonly generations: number;
  readonly onFailure: (reason: string) => void;
}

export function createBeside({ plan, program, machine, generations, onFailure }: BesideOptions): Beside {
  let left = generations;
  const wanted = new Map(
    plan.scenarios.map((scenario) => [
      scenario,
      { phase: 'screen', kinds: ALL_KINDS, unstableBody: null } as const,
    ]),
  );
  return {
    plan,
    wanted: () => left > 0,
    run: async (index, deps) => {
      left -= 1;
      const result = await runGeneration({ plan, wanted, index }, { ...deps, rounds: ROUNDS });
      const [cell] = result.cells.values();
      const figures =
        cell?.generation == null || 'reason' in cell.fate
          ? null
          : figuresOf(cell.generation, { program, machine });
      if (figures === null) {
        left = 0;
        const why = cell !== undefined && 'reason' in cell.fate ? cell.fate.reason.message : null;
        onFailure(why ?? 'it answered nothing that could be measured');
      }
      return { figures, machineFailed: result.machineFailed };
    },
  };
}

/** @returns null where a figure is missing that the others are divided by */
function figuresOf(
  { candidate }: Generation,
  of: Pick<ReferenceFigures, 'program' | 'machine'>,
): ReferenceFigures | null {
  const services = candidate.probe.map(({ latencyUs }) => latencyUs.p50);
  const rates = candidate.solo.map(({ rps }) => rps);
  if (rates.length === 0 || services.length === 0) return null;
  if (![...rates, ...services].every(isPositive)) return null;
  const cpu = candidate.solo.map(cpuUs);
  const known = cpu.filter((one) => one !== null);
  const perRequest = known.length < cpu.length ? null : mean(known);
  return { ...of, rps: mean(rates), cpuUs: perRequest, serviceUs: geometricMean(services) };
}
