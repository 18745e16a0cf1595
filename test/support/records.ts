import { REACH, REQUESTS } from '../../src/compare/metrics/growth.js';
import type {
  CellRecord,
  ExactCounts,
  Failures,
  Generation,
  LatencySummary,
  RoundFigures,
  RunRecord,
  SideFigures,
} from '../../src/model/record.js';
import { RECORD_SCHEMA } from '../../src/model/record.js';

/** One side's figures of a generation, as a test wants to say them; the rest is filled in plausibly. */
export interface SideOptions {
  /** Right answers per second in duet rounds. Solo rounds are given twice as many unless `soloRps` says otherwise. */
  readonly rps?: number;
  readonly soloRps?: number;
  /** User and system time per request, µs; null: the runtime can't tell. */
  readonly cpuUs?: number | null;
  /** Median service time in probe rounds, µs. */
  readonly serviceUs?: number;
  readonly memoryBytes?: number | null;
  /** Memory of the cell and without load; where it is left out, the side is one of a record of 0.1. */
  readonly cell?: { readonly idleBytes: number | null; readonly memoryBytes: number | null };
  /** What a right answer leaves behind in duet and solo rounds; where it is left out, rounds don't tell. */
  readonly keptBytes?: number;
  readonly counts?: Partial<ExactCounts> | null;
  /** Rounds of each kind. */
  readonly rounds?: { readonly duet?: number; readonly solo?: number; readonly probe?: number };
}

export interface GenerationOptions {
  readonly index?: number;
  readonly phase?: Generation['phase'];
  readonly startedFirst?: Generation['startedFirst'];
  readonly durationMs?: number;
  readonly candidate?: SideOptions;
  /** null: solo, no baseline side. */
  readonly baseline?: SideOptions | null;
}

/** candidate / baseline by metric; 1 where it is left out. */
export interface Ratios {
  readonly throughput?: number;
  readonly cpu?: number;
  readonly latency?: number;
  readonly memory?: number;
  /** Of the memory before any load; needs `growth`. */
  readonly idle?: number;
  /** Of the memory after more requests; the sides are those of a record of 0.1 where it is left out. */
  readonly growth?: number;
}

const NO_FAILURES: Failures = { refused: 0, reset: 0, timeout: 0, non2xx: 0, wrongBody: 0, other: 0 };

/** A flask-like service: 208 µs of CPU a request, 1.1 ms of service time, 48 MiB. */
const PLAUSIBLE = {
  rps: 2406,
  cpuUs: 208,
  serviceUs: 1100,
  memoryBytes: 48 * 2 ** 20,
} as const;

/** Spread of a quiet machine around a ratio: four deterministic logs with mean 0 and s.d. 0.5 %. */
const WOBBLE = [0.004, -0.006, 0.005, -0.003] as const;

export function makeLatency(p50 = 6500): LatencySummary {
  return {
    mean: p50 * 1.05,
    stdev: p50 * 0.2,
    min: p50 * 0.4,
    p50,
    p75: p50 * 1.15,
    p90: p50 * 1.3,
    p99: p50 * 1.9,
    max: p50 * 3,
  };
}

/** Of a round of 2 s. */
const answersAt = (rps: number): number => Math.round(rps * 2);

export function makeRound(overrides: Partial<RoundFigures> = {}): RoundFigures {
  const rps = overrides.rps ?? PLAUSIBLE.rps;
  return {
    windowMs: 2000,
    requests: answersAt(rps),
    rps,
    latencyUs: makeLatency(),
    failures: NO_FAILURES,
    connectionsOpened: 32,
    cpuUserUs: PLAUSIBLE.cpuUs * 0.75,
    cpuSystemUs: PLAUSIBLE.cpuUs * 0.25,
    throttledMs: 0,
    generatorCpu: 0.21,
    generatorLoop: 0.24,
    ...overrides,
  };
}

function makeCounts(overrides: Partial<ExactCounts> = {}): ExactCounts {
  return {
    requests: 20,
    upstreamCalls: null,
    upstreamConnections: null,
    newConnections: 0,
    responseBytes: 187,
    ...overrides,
  };
}

function repeat(times: number, make: () => RoundFigures): RoundFigures[] {
  return Array.from({ length: times }, make);
}

export function makeSide(options: SideOptions = {}): SideFigures {
  const rps = options.rps ?? PLAUSIBLE.rps;
  const cpuUs = options.cpuUs === undefined ? PLAUSIBLE.cpuUs : options.cpuUs;
  const serviceUs = options.serviceUs ?? PLAUSIBLE.serviceUs;
  const cpu = {
    cpuUserUs: cpuUs === null ? null : cpuUs * 0.75,
    cpuSystemUs: cpuUs === null ? null : cpuUs * 0.25,
  };
  const { keptBytes, soloRps = rps * 2 } = options;
  const memory = (answers: number) =>
    keptBytes === undefined ? {} : { answers, grownBytes: keptBytes * answers };
  return {
    duet: repeat(options.rounds?.duet ?? 2, () => makeRound({ rps, ...cpu, ...memory(answersAt(rps)) })),
    solo: repeat(options.rounds?.solo ?? 1, () =>
      makeRound({ rps: soloRps, ...cpu, ...memory(answersAt(soloRps)) }),
    ),
    probe: repeat(options.rounds?.probe ?? 1, () =>
      makeRound({ rps: 1e6 / serviceUs, latencyUs: makeLatency(serviceUs), connectionsOpened: 1, ...cpu }),
    ),
    counts: options.counts === null ? null : makeCounts(options.counts),
    peakMemoryBytes: options.memoryBytes === undefined ? PLAUSIBLE.memoryBytes : options.memoryBytes,
    ...(options.cell && {
      idleMemoryBytes: options.cell.idleBytes,
      cellMemoryBytes: options.cell.memoryBytes,
    }),
  };
}

export function makeGeneration(options: GenerationOptions = {}): Generation {
  const index = options.index ?? 0;
  return {
    index,
    phase: options.phase ?? 'screen',
    startedFirst: options.startedFirst ?? (index % 2 === 0 ? 'baseline' : 'candidate'),
    durationMs: options.durationMs ?? 14_000,
    candidate: makeSide(options.candidate),
    baseline: options.baseline === null ? null : makeSide(options.baseline),
  };
}

/** A generation in which the candidate's figures are `ratios` times the baseline's. */
export function makeRatioGeneration(
  index: number,
  ratios: Ratios,
  options: GenerationOptions = {},
): Generation {
  const base = { ...PLAUSIBLE, ...definedFigures(options.baseline) };
  const candidate = {
    rps: base.rps * (ratios.throughput ?? 1),
    cpuUs: base.cpuUs * (ratios.cpu ?? 1),
    serviceUs: base.serviceUs * (ratios.latency ?? 1),
    memoryBytes: base.memoryBytes * (ratios.memory ?? 1),
    ...options.candidate,
  };
  const { growth } = ratios;
  if (growth === undefined || options.baseline === null)
    return makeGeneration({ index, ...options, candidate });
  const { baseline = {} } = options;
  const kept = keptBytes(growth, candidate, baseline);
  const cellOf = (memoryBytes: number | null, idle = 1) => ({
    idleBytes: PLAUSIBLE.memoryBytes * idle,
    memoryBytes,
  });
  return makeGeneration({
    index,
    ...options,
    candidate: {
      ...candidate,
      cell: cellOf(candidate.memoryBytes, ratios.idle),
      keptBytes: growth > 1 ? kept : 0,
    },
    baseline: { ...baseline, cell: cellOf(base.memoryBytes), keptBytes: growth > 1 ? 0 : kept },
  });
}

/** Each round of the side grows by so many bytes: what `bytes` says of its place among duet and solo rounds. */
export function growing(side: SideFigures, bytes: (round: RoundFigures, at: number) => number): SideFigures {
  const grown = (round: RoundFigures, at: number) => ({
    ...round,
    answers: round.requests,
    grownBytes: bytes(round, at),
  });
  const solo = side.solo.map((round, at) => grown(round, side.duet.length + at));
  return { ...side, duet: side.duet.map(grown), solo };
}

/** What the side that must have more memory after more requests keeps of each, bytes. */
function keptBytes(ratio: number, candidate: SideOptions, baseline: SideOptions): number {
  const fewest = Math.min(loadedAnswers(candidate), loadedAnswers(baseline));
  const requests = Math.min(REQUESTS, REACH * fewest);
  return ((Math.max(ratio, 1 / ratio) - 1) * PLAUSIBLE.memoryBytes) / requests;
}

function loadedAnswers({ rps = PLAUSIBLE.rps, soloRps = rps * 2, rounds }: SideOptions): number {
  return (rounds?.duet ?? 2) * answersAt(rps) + (rounds?.solo ?? 1) * answersAt(soloRps);
}

function definedFigures(
  side: SideOptions | null | undefined,
): Partial<Record<keyof typeof PLAUSIBLE, number>> {
  const figures: Partial<Record<keyof typeof PLAUSIBLE, number>> = {};
  for (const key of ['rps', 'cpuUs', 'serviceUs', 'memoryBytes'] as const) {
    const value = side?.[key];
    if (typeof value === 'number') figures[key] = value;
  }
  return figures;
}

/**
 * Generations that show `ratios` with the spread of a quiet machine (s.d. 0.5 %).
 * @param counts how many of each phase; 4 of `screen` where it is left out.
 */
export function makeGenerations(
  ratios: Ratios = {},
  counts: { readonly screen?: number; readonly confirm?: number } = {},
  options: GenerationOptions = {},
): Generation[] {
  const screen = counts.screen ?? 4;
  return Array.from({ length: screen + (counts.confirm ?? 0) }, (_, index) => {
    const noise = Math.exp(WOBBLE[index % WOBBLE.length] ?? 0);
    const noisy = {
      throughput: (ratios.throughput ?? 1) * noise,
      cpu: (ratios.cpu ?? 1) / noise,
      latency: (ratios.latency ?? 1) * noise ** 2,
      memory: (ratios.memory ?? 1) * noise,
      ...(ratios.growth !== undefined && { growth: ratios.growth * noise }),
    };
    const phase = index < screen ? 'screen' : 'confirm';
    return makeRatioGeneration(index, noisy, { phase, ...options });
  });
}

/** A measured cell without a change, unless told otherwise. */
export function makeCell(overrides: Partial<CellRecord> = {}): CellRecord {
  return {
    target: 'flask',
    scenario: 'json',
    inputs: 'b'.repeat(64),
    state: 'measured',
    invalid: null,
    noBaseline: null,
    carriedFrom: null,
    generations: overrides.generations ?? makeGenerations(),
    ...overrides,
  };
}

export function makeRecord(overrides: Partial<RunRecord> = {}): RunRecord {
  return {
    schema: RECORD_SCHEMA,
    version: '0.1.0',
    id: 'run-0001',
    startedAt: '2026-01-02T03:04:05.000Z',
    durationMs: 552_000,
    seed: 20_260_102,
    candidate: { sha: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678', label: 'pull request 7' },
    baseline: { sha: 'e4f5a6b7c8d90a1b2c3d4e5f60718293a4b5c6d7', label: 'main' },
    baselineFigures: 'run',
    configDigest: 'c'.repeat(64),
    machine: {
      fingerprint: 'd'.repeat(64),
      cpuModel: 'AMD EPYC 7763 64-Core Processor',
      cores: 4,
      memoryBytes: 16 * 2 ** 30,
      os: 'Ubuntu 24.04',
      kernel: '6.11.0-azure',
      arch: 'x64',
    },
    runtime: {
      kind: 'docker',
      version: '28.0.4',
      cgroup: 'v2',
      capsHeld: ['cpus', 'core', 'memory', 'pids', 'open files', 'network'],
      capsMissing: [],
      targetCores: [1],
      generatorCores: [2, 3],
    },
    caps: { cpus: 1, memoryBytes: 2 ** 30 },
    timing: {
      config: 40,
      fetch: 900,
      build: 41_000,
      start: 38_000,
      verify: 900,
      'warm-up': 36_000,
      rounds: 420_000,
    },
    cells: [makeCell()],
    problems: [],
    ...overrides,
  };
}
