import { metricNamed } from '../compare/metrics/all.js';
import type { SampledMetric } from '../compare/metrics/metric.js';
import { bothSides, pairedSamples } from '../compare/samples.js';
import {
  type CellPoint,
  POINT_SCHEMA,
  type Point,
  type Sample,
  TREND_METRICS,
  type TrendFigure,
} from '../model/point.js';
import type { CellRecord, RunRecord } from '../model/record.js';
import { isPositive } from '../stats/ratio.js';
import { mean, sampleStdev } from '../stats/summary.js';

/** What the history keeps of a record. Cells without figures, and cells that somebody else runs at a URL, are not in it. */
export function pointOf(record: RunRecord): Point {
  const { candidate, baseline, baselineFigures, machine, caps } = record;
  const program = programOf(record);
  return {
    schema: POINT_SCHEMA,
    sha: candidate.sha,
    label: candidate.label,
    startedAt: record.startedAt,
    baseline: baselineFigures === 'run' ? (baseline?.sha ?? null) : null,
    machine: {
      fingerprint: machine.fingerprint,
      cpuModel: machine.cpuModel,
      cores: Math.max(1, machine.cores),
    },
    caps: { cpus: caps.cpus, memoryBytes: caps.memoryBytes },
    ...(program === null ? {} : { program }),
    cells: record.cells.flatMap(cellPoint),
  };
}

function programOf({ cells }: RunRecord): string | null {
  const programs = cells.flatMap(({ generations }) =>
    generations.flatMap(({ reference }) => reference?.program ?? []),
  );
  return programs[0] ?? null;
}

function cellPoint(cell: CellRecord): CellPoint[] {
  const { target, scenario, state, url } = cell;
  if (url !== undefined) return [];
  if (state === 'unchanged') return [{ target, scenario, state, figures: {} }];
  if (state !== 'measured') return [];
  const figures = TREND_METRICS.flatMap((name) => {
    const metric = metricNamed(name);
    const figure = metric?.kind === 'sampled' ? figureOf(cell, metric) : null;
    return figure === null ? [] : [[name, figure] as const];
  });
  return figures.length === 0 ? [] : [{ target, scenario, state, figures: Object.fromEntries(figures) }];
}

function figureOf(cell: CellRecord, metric: SampledMetric): TrendFigure | null {
  const reading = metric.read(bothSides(cell.generations));
  const value = reading.absolute(reading.candidate);
  if (value === null || !isPositive(value)) return null;
  const duet = sampleOf(pairedSamples(cell, metric).map((sample) => sample.value));
  const divided = sampleOf(dividedLogs(cell, metric));
  return {
    value,
    ...(duet === null ? {} : { duet }),
    ...(divided === null ? {} : { divided }),
  };
}

/** Each generation's figure over that of the reference target beside it: the same program in all, or none. */
function dividedLogs({ generations }: CellRecord, { read, reference }: SampledMetric): readonly number[] {
  const programs = new Set(generations.flatMap((one) => one.reference?.program ?? []));
  if (reference === null || programs.size !== 1) return [];
  return generations.flatMap((generation) => {
    const divisor = generation.reference === undefined ? null : reference(generation.reference);
    const reading = read({ baseline: [], candidate: [generation.candidate] });
    const [side] = reading.candidate;
    const log = side === undefined ? null : reading.log(side, 'solo');
    return log === null || divisor === null || !isPositive(divisor) ? [] : [log - Math.log(divisor)];
  });
}

function sampleOf(logs: readonly number[]): Sample | null {
  if (logs.length === 0) return null;
  return { mean: mean(logs), sd: logs.length < 2 ? null : sampleStdev(logs), count: logs.length };
}
