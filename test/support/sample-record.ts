import { type CellRecord, RECORD_SCHEMA, type RoundFigures, type RunRecord } from '../../src/model/record.js';

/** The commit that sample records are of, unless told otherwise. */
export const SAMPLE_SHA = 'a1b2c3d4'.repeat(5);

/** A round of one side, as a healthy target makes it. */
export function sampleRound(changes: Partial<RoundFigures> = {}): RoundFigures {
  return {
    windowMs: 1400,
    requests: 6736,
    rps: 4811.43,
    latencyUs: {
      mean: 6642.1,
      stdev: 812.25,
      min: 410,
      p50: 6500,
      p75: 7010,
      p90: 7700,
      p99: 9100,
      max: 15021,
    },
    failures: { refused: 0, reset: 0, timeout: 0, non2xx: 0, wrongBody: 0, other: 0 },
    connectionsOpened: 32,
    cpuUserUs: 171.25,
    cpuSystemUs: 36.5,
    throttledMs: 0,
    generatorCpu: 0.31,
    generatorLoop: 0.29,
    ...changes,
  };
}

/** A measured cell of one generation, both sides. */
export function sampleCell(changes: Partial<CellRecord> = {}): CellRecord {
  const side = {
    duet: [sampleRound()],
    solo: [sampleRound({ rps: 4900.5 })],
    probe: [],
    counts: {
      requests: 100,
      upstreamCalls: 0,
      upstreamConnections: null,
      newConnections: 0,
      responseBytes: 167,
    },
    peakMemoryBytes: 48_123_904,
  };
  return {
    target: 'flask',
    scenario: 'json',
    inputs: 'c0ffee'.repeat(10),
    state: 'measured',
    invalid: null,
    noBaseline: null,
    carriedFrom: null,
    generations: [
      {
        index: 0,
        phase: 'screen',
        startedFirst: 'baseline',
        durationMs: 9120.5,
        candidate: side,
        baseline: side,
      },
    ],
    ...changes,
  };
}

/** A whole record that `parseRecord` accepts. */
export function sampleRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    schema: RECORD_SCHEMA,
    version: '0.1.0',
    id: '0123456789ab',
    startedAt: '2025-01-02T03:04:05.678Z',
    durationMs: 552_000,
    seed: 4_294_967_295,
    candidate: { sha: SAMPLE_SHA, label: 'main' },
    baseline: null,
    baselineFigures: 'none',
    configDigest: 'd'.repeat(64),
    machine: {
      fingerprint: '0011223344556677',
      cpuModel: 'A CPU @ 2.50 GHz',
      cores: 2,
      memoryBytes: 8_123_456_789,
      os: 'Linux',
      kernel: '6.1.0',
      arch: 'x64',
    },
    runtime: {
      engine: {
        kind: 'remote',
        fingerprint: '2a97da9ab2a2d0e7',
        cores: 4,
        memoryBytes: 8 * 2 ** 30,
        kernel: '6.1.0',
        arch: 'x86_64',
      },
      kind: 'docker',
      version: '20.10.24',
      cgroup: 'v1',
      capsHeld: ['cpus', 'memory'],
      capsMissing: [],
      targetCores: [1],
      generatorCores: [0],
    },
    caps: { cpus: 0.5, memoryBytes: 1_073_741_824 },
    timing: { build: 21_500, rounds: 301_250 },
    cells: [sampleCell()],
    problems: [],
    ...changes,
  };
}
