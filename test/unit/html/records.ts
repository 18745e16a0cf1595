import type { CellRecord, Generation, RunRecord, SideFigures } from '../../../src/model/record.js';
import { makeCell, makeGenerations, makeLatency, makeRecord } from '../../support/records.js';

/** Large records as runs make them: some cells changed, each side knows what today's records know. */

const RATIOS = [1, 1, 1, 1, 1, 1, 1, 1, 1, 0.88] as const;

/** A record of so many cells, a tenth of them slower. */
export function largeRecord(cells: number): RunRecord {
  return makeRecord({ cells: Array.from({ length: cells }, (_, at) => cellAt(at)) });
}

function cellAt(at: number): CellRecord {
  const throughput = RATIOS[at % RATIOS.length] ?? 1;
  const ratios = { throughput, cpu: 1 / throughput, growth: 1.001 };
  const confirm = throughput === 1 ? 2 : 6;
  return makeCell({
    target: `service-${Math.floor(at / 10)}`,
    scenario: `scenario-${at % 10}`,
    generations: makeGenerations(ratios, { screen: 4, confirm }).map(withMore),
  });
}

/** Quantiles of the tail, counts of a database, and what the database used. */
function withMore(generation: Generation): Generation {
  const more = (side: SideFigures, factor: number): SideFigures => ({
    ...side,
    startMs: 1200 * factor,
    solo: side.solo.map((round) => ({
      ...round,
      latencyUs: { ...makeLatency(6500 * factor), p95: 9_400 * factor, p999: 15_800 * factor },
    })),
    services: { db: { cpuUs: 81 * factor, peakMemoryBytes: 90 * 2 ** 20 } },
    counts: side.counts && { ...side.counts, services: { db: { queries: 2, 'rows-read': 50 } } },
  });
  return {
    ...generation,
    candidate: more(generation.candidate, 1.02),
    baseline: generation.baseline && more(generation.baseline, 1),
  };
}
