import type {
  CellRecord,
  Generation,
  ReferenceFigures,
  RoundFigures,
  RunRecord,
  SideFigures,
} from '../model/record.js';

/** Bounds that no run can exceed, whoever wrote its record. Each bound is far from any machine's values. */
const DAY_MS = 86_400_000;
/** The longest job on a self-hosted runner. */
const LONGEST_RUN_MS = 35 * DAY_MS;
/** The configuration allows 100, of which a third is cut at both ends. */
const SHORTEST_ROUND_MS = 1;
const LONGEST_ROUND_MS = 3_600_000;
/** Clocks of two machines can differ. */
const CLOCKS_DIFFER_MS = DAY_MS;
/** Larger doubles can't represent every whole number, so sums lose small values. */
const LARGEST = 2 ** 53;
/** Nothing is measured so exactly. A ratio to a smaller value is meaningless. */
const SMALLEST = 1e-9;
/** A nanosecond. A request takes longer. */
const SHORTEST_US = 1e-3;
/** One answer in the longest round is more. */
const LEAST_RPS = 1e-4;
/** A page. No process has less. */
const LEAST_BYTES = 4096;
/** One of a million requests. */
const LEAST_A_REQUEST = 1e-6;
const LEAST_CPUS = 1e-3;
/** Far above any repository. Rendering thousands of rows repeatedly until they fit takes memory. */
const MAX_CELLS = 500;
/** A generation takes seconds, and a run at most days. */
const MAX_DROPPED = 1e6;
const MAX_CORES = 4096;
const MAX_SEED = 2 ** 32 - 1;

const CONTROL = /\p{Cc}/u;

/**
 * The first value in a record that no run can have written, or null. The schema allows it, because a baseline can come
 * from any version of loadgate, and a machine can report any facts. The author of a pull request has less freedom.
 * @param nowMs wall time, ms since the epoch
 */
export function implausibleRun(record: RunRecord, nowMs: number): string | null {
  return wrongHead(record, nowMs) ?? wrongFacts(record) ?? first(record.cells, wrongCell);
}

function wrongHead(record: RunRecord, nowMs: number): string | null {
  if (record.cells.length > MAX_CELLS) return `it has more than ${MAX_CELLS} cells`;
  if (Date.parse(record.startedAt) > nowMs + CLOCKS_DIFFER_MS) return 'its run starts in the future';
  if (record.durationMs > LONGEST_RUN_MS) return 'its run took longer than any job may';
  if (Object.values(record.timing).some((ms) => ms > LONGEST_RUN_MS))
    return 'a stage took longer than any job may';
  if (record.seed > MAX_SEED) return 'its seed is none';
  const { cpus, memoryBytes: cap } = record.caps;
  if (cpus > MAX_CORES || cap > LARGEST || isBelow(cpus, LEAST_CPUS) || isBelow(cap, LEAST_BYTES))
    return 'no machine has such caps';
  const { cores, memoryBytes } = record.machine;
  return cores > MAX_CORES || memoryBytes > LARGEST ? 'there is no such machine' : null;
}

function wrongFacts({ version, machine, runtime, reference }: RunRecord): string | null {
  const facts = [
    version,
    machine.fingerprint,
    machine.cpuModel,
    machine.os,
    machine.kernel,
    machine.arch,
    runtime.version,
    reference?.program ?? '',
  ];
  return facts.some((fact) => CONTROL.test(fact)) ? 'a fact holds control characters' : null;
}

function wrongCell(cell: CellRecord): string | null {
  const indexes = new Set(cell.generations.map(({ index }) => index));
  const wrong =
    indexes.size < cell.generations.length
      ? 'two generations have one number'
      : Object.values(cell.dropped ?? {}).some((count) => count > MAX_DROPPED)
        ? 'nobody drops so many'
        : Object.values(cell.reduced ?? {}).some((rate) => rate > LARGEST || rate < LEAST_RPS)
          ? 'nobody reduces a load to that'
          : first(cell.generations, wrongGeneration);
  // Both names have only the schema's characters, so they are safe to show.
  return wrong === null ? null : `${cell.target}/${cell.scenario}: ${wrong}`;
}

function wrongGeneration(generation: Generation): string | null {
  const { index, durationMs, candidate, baseline, reference } = generation;
  if (index > LARGEST || durationMs > LONGEST_RUN_MS) return 'no generation is like that';
  if (reference !== undefined && isNoReference(reference)) return 'no reference target is like that';
  return first([candidate, ...(baseline === null ? [] : [baseline])], wrongSide);
}

function wrongSide(side: SideFigures): string | null {
  const memory = [side.peakMemoryBytes, side.idleMemoryBytes, side.cellMemoryBytes, side.sameWorkMemoryBytes];
  if (memory.some((bytes) => (bytes ?? 0) > LARGEST)) return 'no machine has so much memory';
  if (memory.some((bytes) => isBelow(bytes, LEAST_BYTES))) return 'no process has so little memory';
  const counts = countsOf(side);
  if (counts.some((count) => (count ?? 0) > LARGEST)) return 'nobody counts so far';
  if (counts.some((count) => isBelow(count, LEAST_A_REQUEST))) return 'nobody counts so little';
  if (sharesIn(side).some((share) => share > LARGEST)) return 'no balancer sends so much';
  return first([...side.duet, ...side.solo, ...side.probe], wrongRound);
}

const sharesIn = ({ replicas }: SideFigures): readonly number[] =>
  Object.values(replicas ?? {}).flatMap((shares) => (typeof shares === 'string' ? [] : shares));

function countsOf({ counts }: SideFigures): readonly (number | null)[] {
  if (counts === null) return [];
  const { services = {}, unsteady: _, ...others } = counts;
  return [...Object.values(others), ...Object.values(services).flatMap((service) => Object.values(service))];
}

function isNoReference({ program, machine, rps, cpuUs, serviceUs }: ReferenceFigures): boolean {
  const figures = [rps, cpuUs ?? 0, serviceUs];
  if (CONTROL.test(`${program}${machine}`) || figures.some((figure) => figure > LARGEST)) return true;
  return isBelow(rps, LEAST_RPS) || isBelow(serviceUs, SHORTEST_US) || isBelow(cpuUs, SMALLEST);
}

function wrongRound(round: RoundFigures): string | null {
  const { windowMs, latencyUs, failures, generatorCpu, generatorLoop } = round;
  if (windowMs < SHORTEST_ROUND_MS || windowMs > LONGEST_ROUND_MS) return `a round of ${windowMs} ms`;
  if (generatorCpu > MAX_CORES || generatorLoop > 2) return 'no generator is so busy';
  const { rps, cpuUserUs, cpuSystemUs, throttledMs, shares } = round;
  const { reduced: _, ...arrived } = { ...round.arrivals };
  const grown = Math.abs(round.grownBytes ?? 0);
  const others = [
    rps,
    cpuUserUs,
    cpuSystemUs,
    throttledMs,
    grown,
    ...Object.values({ ...shares, ...arrived }),
  ];
  const ofSteps = (round.steps ?? []).flatMap((step) => Object.values(step.latencyUs));
  const figures = [...Object.values(latencyUs), ...Object.values(failures), ...ofSteps, ...others];
  if (figures.some((figure) => (figure ?? 0) > LARGEST)) return 'a figure is too large';
  const { stdev: __, ...latencies } = latencyUs;
  const isTooSmall =
    isBelow(rps, LEAST_RPS) ||
    [...Object.values(latencies), ...ofSteps].some((us) => isBelow(us, SHORTEST_US)) ||
    [...figures, generatorCpu, generatorLoop].some((figure) => isBelow(figure, SMALLEST));
  return isTooSmall ? 'a figure is too small' : null;
}

/** Whether a figure exists, isn't 0, and is smaller than possible. */
const isBelow = (figure: number | null | undefined, least: number): boolean =>
  (figure ?? 0) !== 0 && (figure ?? 0) < least;

function first<T>(items: readonly T[], look: (item: T) => string | null): string | null {
  for (const item of items) {
    const wrong = look(item);
    if (wrong !== null) return wrong;
  }
  return null;
}
