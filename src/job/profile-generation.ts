/** One generation of both sides of a cell that is sampled. */
import type { MeasureDeps, TargetPlan } from '../measure/deps.js';
import type { CellResult } from '../measure/fate.js';
import { runGeneration } from '../measure/generation.js';
import type { Scenario } from '../model/config.js';
import type { CellRecord, SideFigures, SideName } from '../model/record.js';
import type { SampledGeneration } from '../profile/sample.js';
import type { Instance, StartRequest } from '../runtime/runtime.js';
import { NotSampled, namingEnv, type Sampler, type Sampling, type Seen } from '../sampler/sampler.js';
import { createStopwatch } from '../system/stopwatch.js';

/** Duets of a generation that are sampled. */
const DUETS = 3;

export interface ProfiledCell {
  readonly plan: TargetPlan;
  readonly scenario: Scenario;
  readonly cell: CellRecord;
  /** Module path of each side's Go code; null: it has none. */
  readonly goModules: Readonly<Record<SideName, string | null>>;
}

/** What became of a generation: its samples, or why there are none. */
export type ProfiledGeneration =
  | { readonly kind: 'sampled'; readonly generation: SampledGeneration }
  | { readonly kind: 'lost'; readonly error: NotSampled; readonly machineFailed: boolean };

/**
 * Runs the duets of a cell once more, in fresh containers whose runtimes name their functions, and samples both sides.
 * @throws NotSampled; what `runGeneration` throws; the signal's reason
 */
export async function profileGeneration(
  { plan, scenario, cell, goModules }: ProfiledCell,
  index: number,
  sampler: Sampler,
  deps: MeasureDeps,
): Promise<ProfiledGeneration> {
  const sampled = new SampledSides(plan, goModules, sampler, deps.signal);
  const wanted = {
    phase: 'confirm',
    kinds: ['duet'],
    reduced: cell.reduced,
    counted: cell.generations.filter(({ candidate }) => candidate.counts?.services !== undefined).length,
    // What fails here is not judged.
    judgesErrors: true,
    unstableBody: cell.unstableBody ?? null,
  } as const;
  const { cells, machineFailed } = await runGeneration(
    { plan, wanted: new Map([[scenario, wanted]]), index, onWarm: () => sampled.begin() },
    {
      ...deps,
      // Where there are services, a generation has more duets by itself.
      rounds: {
        duets: plan.services === undefined ? DUETS : 1,
        solos: 0,
        probes: 0,
        atSaturation: 'go-on',
      },
      stopwatch: createStopwatch(deps.clock),
      runtime: { ...deps.runtime, start: (request) => sampled.start(request, deps.runtime) },
    },
  );
  if (sampled.refused !== null) throw sampled.refused;
  const seen = await sampled.seen();
  const result = cells.get(scenario.name);
  const generation = pairOf(result, seen);
  if (generation !== null) return { kind: 'sampled', generation };
  return { kind: 'lost', error: lostBecause(result), machineFailed };
}

/** The two sides of a generation while they run. */
class SampledSides {
  readonly #plan: TargetPlan;
  readonly #goModules: ProfiledCell['goModules'];
  readonly #sampler: Sampler;
  readonly #signal: AbortSignal;
  readonly #instances = new Map<SideName, Instance>();
  readonly #samplings = new Map<SideName, Sampling>();
  #seen: Promise<ReadonlyMap<SideName, Seen>> | null = null;
  /** Why the sampler did not start, which ended the generation; null: it did, or was not asked. */
  refused: unknown = null;

  constructor(plan: TargetPlan, goModules: ProfiledCell['goModules'], sampler: Sampler, signal: AbortSignal) {
    this.#plan = plan;
    this.#goModules = goModules;
    this.#sampler = sampler;
    this.#signal = signal;
  }

  /** Starts a side as it was measured, but for names; what it did is read before it is stopped. */
  async start(
    request: StartRequest,
    runtime: { start(request: StartRequest): Promise<Instance> },
  ): Promise<Instance> {
    const { side, target, variables = {} } = request.artifact;
    const env = { ...request.env, ...namingEnv({ ...variables, ...target.env }) };
    const instance = await runtime.start({ ...request, env });
    this.#instances.set(side, instance);
    const stop = async (): Promise<void> => {
      await this.seen().catch(() => {});
      await instance.stop();
    };
    return { ...instance, stop };
  }

  /** @throws NotSampled `no-processes`, and as `Sampler.start` */
  async begin(): Promise<void> {
    try {
      await this.#begin();
    } catch (error) {
      this.refused = error;
      throw error;
    }
  }

  async #begin(): Promise<void> {
    const { caps, replicas } = this.#plan.target;
    for (const [side, instance] of this.#instances) {
      const processes = instance.processes();
      if (processes === null || processes.size === 0) throw noProcesses();
      const what = { processes, cpus: caps.cpus * replicas, goModule: this.#goModules[side] };
      this.#samplings.set(side, await this.#sampler.start(what, this.#signal));
    }
  }

  /** Ends sampling and reads what was seen, once. @throws as `Sampling.stop` */
  seen(): Promise<ReadonlyMap<SideName, Seen>> {
    this.#seen ??= this.#read();
    return this.#seen;
  }

  async #read(): Promise<ReadonlyMap<SideName, Seen>> {
    const stop = async ([side, sampling]: readonly [SideName, Sampling]): Promise<[SideName, Seen]> => {
      const processes = this.#instances.get(side)?.processes() ?? new Set<number>();
      return [side, await sampling.stop(processes)];
    };
    try {
      return new Map(await Promise.all([...this.#samplings].map(stop)));
    } finally {
      await Promise.all([...this.#samplings.values()].map((one) => one.cancel()));
    }
  }
}

const noProcesses = (): NotSampled =>
  new NotSampled({
    kind: 'none',
    code: 'no-processes',
    message: 'the processes of its containers are not to be seen from here',
  });

function pairOf(result: CellResult | undefined, seen: ReadonlyMap<SideName, Seen>): SampledGeneration | null {
  const kind = result?.fate.kind;
  const generation = result?.generation ?? null;
  if (generation === null || generation.baseline === null) return null;
  if (kind !== 'measured' && kind !== 'saturated') return null;
  const sideOf = (side: SideName, { duet }: SideFigures) => ({
    answers: duet.reduce((sum, { answers, requests }) => sum + (answers ?? requests), 0),
    samples: seen.get(side)?.samples ?? [],
    waits: seen.get(side)?.waits ?? null,
  });
  return {
    candidate: sideOf('candidate', generation.candidate),
    baseline: sideOf('baseline', generation.baseline),
  };
}

/** Why a generation has no figures of both sides. */
function lostBecause(result: CellResult | undefined): NotSampled {
  const fate = result?.fate;
  const why =
    fate?.kind === 'failed' || fate?.kind === 'machine-failed'
      ? fate.reason.message
      : fate?.kind === 'spoilt'
        ? fate.spoilt.message
        : (result?.baselineFault?.message ?? 'its rounds did not come to their end');
  return new NotSampled({
    kind: 'none',
    code: 'profile-lost',
    message: `the generations that were sampled were lost: ${why.replace(/\.$/, '').slice(0, 300)}`,
  });
}
