import type { SideFigures, SideName } from '../model/record.js';
import type { Counters } from '../runtime/counters.js';
import type { RunningSide } from './deps.js';
import type { RunningServices } from './services.js';

/** CPU time that each service of a side had used so far, by name, µs; null: it can't be told. */
type CpuTimes = ReadonlyMap<string, number | null>;

/** What the services of a side did for one cell: CPU time by name, µs, over so many right answers. */
export interface ServiceCharge {
  readonly answers: number;
  readonly cpuUs: CpuTimes;
}

/**
 * Runs a round, and reads the CPU time of each side's services around it. A service does next to nothing between two
 * rounds, so that the whole round is taken, its ends included: what the target asked of it in the last moment is in it.
 * @returns the round's result, and what the services of each side used, in the order given
 * @throws what the round throws
 */
export async function watchServices<T>(
  sides: readonly Pick<RunningSide, 'services'>[],
  round: () => Promise<T>,
): Promise<{ readonly result: T; readonly used: readonly CpuTimes[] }> {
  const read = () => Promise.all(sides.map(({ services }) => cpuTimes(services)));
  const before = await read();
  const result = await round();
  const after = await read();
  return { result, used: after.map((times, at) => between(before[at] ?? new Map(), times)) };
}

/** Adds a round to what the services of a side did for a cell. */
export function chargeServices(
  before: ServiceCharge | undefined,
  { answers, cpuUs }: ServiceCharge,
): ServiceCharge {
  if (before === undefined) return { answers, cpuUs };
  return {
    answers: before.answers + answers,
    cpuUs: new Map([...cpuUs].map(([name, used]) => [name, sum(before.cpuUs.get(name) ?? null, used)])),
  };
}

/** Highest memory of each service of each side in the whole generation, by name, bytes. */
export type ServicePeaks = ReadonlyMap<SideName, ReadonlyMap<string, number | null>>;

export async function servicePeaks(services: ReadonlyMap<SideName, RunningServices>): Promise<ServicePeaks> {
  const read = async ([side, running]: [SideName, RunningServices]) =>
    [side, await ofEach(running, ({ peakMemoryBytes }) => peakMemoryBytes)] as const;
  return new Map(await Promise.all([...services].map(read)));
}

/** What the record says of the services of a side in a generation of a cell. Nothing where it needs none. */
export function serviceFigures(
  charge: ServiceCharge | undefined,
  peaks: ReadonlyMap<string, number | null> | undefined,
): Pick<SideFigures, 'services'> {
  const names = new Set([...(charge?.cpuUs.keys() ?? []), ...(peaks?.keys() ?? [])]);
  if (names.size === 0) return {};
  const figures = [...names].map((name) => {
    const cpuUs = charge?.cpuUs.get(name) ?? null;
    const answers = charge?.answers ?? 0;
    const perRequest = cpuUs === null || answers === 0 ? null : cpuUs / answers;
    return [name, { cpuUs: perRequest, peakMemoryBytes: peaks?.get(name) ?? null }] as const;
  });
  return { services: Object.fromEntries(figures) };
}

const cpuTimes = (running: RunningServices | null | undefined): Promise<CpuTimes> =>
  ofEach(running, ({ cpuUserUs, cpuSystemUs }) => sum(cpuUserUs, cpuSystemUs));

async function ofEach(
  running: RunningServices | null | undefined,
  figure: (counters: Counters) => number | null,
): Promise<ReadonlyMap<string, number | null>> {
  const read = [...(running?.instances ?? [])].map(
    async ([name, instance]) => [name, await instance.counters().then(figure, () => null)] as const,
  );
  return new Map(await Promise.all(read));
}

function between(before: CpuTimes, after: CpuTimes): CpuTimes {
  const used = [...after].map(([name, now]) => {
    const then = before.get(name) ?? null;
    return [name, now === null || then === null ? null : Math.max(0, now - then)] as const;
  });
  return new Map(used);
}

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);
