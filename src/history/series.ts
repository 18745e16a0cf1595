import type { CellPoint, Point, Sample, TrendMetric } from '../model/point.js';
import { mean } from '../stats/summary.js';
import { squares } from './change-points.js';
import { LEAST_SEGMENT } from './settings.js';
import type { Basis, Series, TrendValue } from './types.js';

/** A record with its place on the line of first parents. */
export interface Placed {
  readonly point: Point;
  readonly place: number;
}

/** A record of one cell. */
export interface PlacedCell extends Placed {
  readonly cell: CellPoint;
}

/** Records on a line of commits, in its order. Records of other commits are left out. @param line the oldest first */
export function placed(points: readonly Point[], line: readonly string[]): readonly Placed[] {
  const places = new Map(line.map((sha, place) => [sha, place]));
  return points
    .flatMap((point) => {
      const place = places.get(point.sha);
      return place === undefined ? [] : [{ point, place }];
    })
    .sort((a, b) => a.place - b.place);
}

/** So many records of one kind make a series that is divided by change points. */
const LEAST_LEVELS = 2 * LEAST_SEGMENT;

/**
 * The series of a cell, on the surest basis that its records have: one commit beside all of them, the reference target, the
 * record before each.
 * @returns null: fewer than two records say anything
 */
export function seriesOf(cells: readonly PlacedCell[], metric: TrendMetric): Series | null {
  return fixedSeries(cells, metric) ?? referenceSeries(cells, metric) ?? chain(cells, metric);
}

/** Records that ran beside the commit that most of the newest ran beside, often a release. */
function fixedSeries(cells: readonly PlacedCell[], metric: TrendMetric): Series | null {
  const paired = cells.filter(({ cell }) => cell.figures[metric]?.duet !== undefined);
  const anchors = paired.map(({ point }) => point.baseline);
  const often = anchors.filter((anchor) => anchors.filter((one) => one === anchor).length >= LEAST_LEVELS);
  const anchor = often.at(-1) ?? null;
  if (anchor === null) return null;
  const own = paired.filter(({ point }) => point.baseline === anchor);
  return levels('fixed', anchor, own, (cell) => cell.figures[metric]?.duet);
}

function referenceSeries(cells: readonly PlacedCell[], metric: TrendMetric): Series | null {
  const divided = cells.filter(({ cell }) => cell.figures[metric]?.divided !== undefined);
  const program = divided.at(-1)?.point.program;
  const own = divided.filter(({ point }) => point.program === program);
  if (own.length < LEAST_LEVELS) return null;
  return levels('reference', null, own, (cell) => cell.figures[metric]?.divided);
}

function levels(
  basis: Basis,
  anchor: string | null,
  cells: readonly PlacedCell[],
  read: (cell: CellPoint) => Sample | undefined,
): Series {
  const samples = cells.flatMap((one) => {
    const sample = read(one.cell);
    return sample === undefined ? [] : [{ one, sample }];
  });
  const sd = pooledSd(samples.map(({ sample }) => sample));
  return {
    basis,
    anchor,
    values: samples.map(({ one, sample }) => ({
      ...headOf(one),
      log: sample.mean,
      error: sd === null ? null : sd / Math.sqrt(sample.count),
    })),
  };
}

/** A record's ratio to the one that it ran beside. */
export interface Link {
  /** The commit that it ran beside. */
  readonly from: string;
  /** That commit's record; null: there is none on the line. */
  readonly before: PlacedCell | null;
  readonly to: PlacedCell;
  /** ln(ratio) */
  readonly log: number;
  /** Generations; 0: nothing that is built or sent differs, so the ratio is 1. */
  readonly count: number;
  readonly sample: Sample | null;
}

/** The links that lead from the newest record back, the oldest first: as far as each leads to a record. */
export function linksOf(cells: readonly PlacedCell[], metric: TrendMetric): readonly Link[] {
  const bySha = new Map(cells.map((one) => [one.point.sha, one]));
  const links: Link[] = [];
  for (let to = cells.at(-1); to !== undefined; ) {
    const { baseline } = to.point;
    const before: PlacedCell | undefined = baseline === null ? undefined : bySha.get(baseline);
    const sample = to.cell.state === 'unchanged' ? null : to.cell.figures[metric]?.duet;
    if (baseline === null || sample === undefined) break;
    links.push({
      from: baseline,
      before: before ?? null,
      to,
      sample,
      log: sample?.mean ?? 0,
      count: sample?.count ?? 0,
    });
    // A record of a later commit as the baseline would lead in a circle.
    to = before !== undefined && before.place < to.place ? before : undefined;
  }
  return links.reverse();
}

function chain(cells: readonly PlacedCell[], metric: TrendMetric): Series | null {
  const links = linksOf(cells, metric);
  const [first] = links;
  const sd = linkSd(links);
  if (first === undefined || sd === null) return null;
  const start = cells.find(({ point }) => point.sha === first.from);
  let [log, variance] = [0, 0];
  const values: TrendValue[] = start === undefined ? [] : [{ ...headOf(start), log, error: 0 }];
  for (const link of links) {
    log += link.log;
    variance += link.count === 0 ? 0 : sd.sd ** 2 / link.count;
    values.push({ ...headOf(link.to), log, error: Math.sqrt(variance) });
  }
  return values.length < 2 ? null : { basis: 'previous', anchor: first.from, values };
}

/** Of one generation, from all links together; null: no link has two generations. */
export function linkSd(links: readonly Link[]): { readonly sd: number; readonly degrees: number } | null {
  const samples = links.flatMap(({ sample }) => sample ?? []);
  const sd = pooledSd(samples);
  return sd === null ? null : { sd, degrees: samples.reduce((sum, { count }) => sum + count - 1, 0) };
}

function pooledSd(samples: readonly Sample[]): number | null {
  const known = samples.filter(({ sd }) => sd !== null);
  const degrees = known.reduce((sum, { count }) => sum + count - 1, 0);
  if (degrees === 0) return null;
  return Math.sqrt(known.reduce((sum, { sd, count }) => sum + (sd ?? 0) ** 2 * (count - 1), 0) / degrees);
}

const headOf = ({ point, place }: Placed) => ({
  sha: point.sha,
  startedAt: point.startedAt,
  place,
  machine: machineOf(point),
});

/** Records of different machines, or under different caps, are not compared number by number. */
export const machineOf = ({ machine, caps }: Point): string =>
  `${machine.cpuModel}, ${machine.cores} cores, ${caps.cpus} CPUs (${machine.fingerprint.slice(0, 8)})`;

/** The difference of a series between two sides on the machines that both have, each machine with a level of its own. */
export function withinMachines(before: readonly TrendValue[], after: readonly TrendValue[]) {
  const machines = [...new Set(before.map(({ machine }) => machine))].filter((machine) =>
    after.some((one) => one.machine === machine),
  );
  const parts = machines.map((machine) => {
    const of = (all: readonly TrendValue[]) =>
      all.filter((one) => one.machine === machine).map(({ log }) => log);
    const [left, right] = [of(before), of(after)];
    const weight = (left.length * right.length) / (left.length + right.length);
    return {
      weight,
      difference: mean(right) - mean(left),
      rest: squares(left) + squares(right),
      left,
      right,
    };
  });
  const values = parts.reduce((sum, { left, right }) => sum + left.length + right.length, 0);
  const degrees = values - machines.length - 1;
  if (degrees < 1) return null;
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  const difference = parts.reduce((sum, part) => sum + part.weight * part.difference, 0) / weight;
  const spread = parts.reduce((sum, part) => sum + part.weight * (part.difference - difference) ** 2, 0);
  const variance = (parts.reduce((sum, { rest }) => sum + rest, 0) + spread) / degrees;
  return { mean: difference, standardError: Math.sqrt(variance / weight), degrees };
}
