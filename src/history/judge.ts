import { metricNamed } from '../compare/metrics/all.js';
import { type Point, TREND_METRICS } from '../model/point.js';
import { driftSince } from './drift.js';
import { linksOf, type Placed, type PlacedCell, placed, seriesOf } from './series.js';
import type { HistorySettings } from './settings.js';
import { chainSteps, levelSteps } from './steps.js';
import type { CellHistory, History, MachineChange, Pin, TrendValue } from './types.js';

export interface HistoryRequest {
  readonly points: readonly Point[];
  /** Commits of the default branch along first parents, the oldest first. */
  readonly line: readonly string[];
  /** Those on the line, the oldest first. */
  readonly releases: readonly Pin[];
  /** What it is judged against besides the last release; null: nothing. */
  readonly since: Pin | null;
  readonly settings: HistorySettings;
}

/**
 * Judges the stored history of every cell of the newest record against the last release and a pinned commit. Pure. Nothing
 * that it finds is a verdict: a step is a place to look at.
 */
export function judgeHistory(request: HistoryRequest): History {
  const all = placed(request.points, request.line);
  const places = new Map(request.line.map((sha, place) => [sha, place]));
  const newest = all.at(-1);
  // The newest record's own release is no point to have drifted from.
  const earlier = request.releases.filter(({ sha }) => (places.get(sha) ?? 0) < (newest?.place ?? 0));
  const pins = [request.since, earlier.at(-1) ?? null].flatMap((pin) => pin ?? []);
  const unique = pins.filter(({ sha }, at) => pins.findIndex((one) => one.sha === sha) === at);
  const cells = newest?.point.cells ?? [];
  // A false alarm in any cell is one of the whole history.
  const settings = { ...request.settings, p: request.settings.p / Math.max(1, cells.length) };
  return {
    points: all.map(({ point }) => point),
    releases: request.releases,
    pins: unique,
    cells: cells.flatMap((cell) => judgeCell(cell, all, { places, pins: unique, settings }) ?? []),
  };
}

interface Ground {
  readonly places: ReadonlyMap<string, number>;
  readonly pins: readonly Pin[];
  readonly settings: HistorySettings;
}

function judgeCell(
  { target, scenario }: Pick<CellHistory, 'target' | 'scenario'>,
  all: readonly Placed[],
  { places, pins, settings }: Ground,
): CellHistory | null {
  const own = all.flatMap(({ point, place }): PlacedCell[] => {
    const cell = point.cells.find((one) => one.target === target && one.scenario === scenario);
    return cell === undefined ? [] : [{ point, place, cell }];
  });
  for (const name of TREND_METRICS) {
    const series = seriesOf(own, name);
    const value = own.flatMap(({ cell }) => cell.figures[name]?.value ?? []).at(-1);
    const metric = metricNamed(name);
    if (series === null || value === undefined || metric === null) continue;
    const { better } = metric;
    const isWorse = (log: number): boolean => log < 0 === (better === 'larger');
    const links = series.basis === 'previous' ? linksOf(own, name) : [];
    const steps =
      series.basis === 'previous'
        ? chainSteps(links, settings, isWorse)
        : levelSteps(series.values, settings, isWorse);
    const drifts = pins.flatMap((pin) => {
      const place = places.get(pin.sha) ?? -1;
      return driftSince({ ...pin, place }, { series, links, steps }, settings, isWorse) ?? [];
    });
    const machines = machineChanges(series.values);
    return { target, scenario, metric: name, better, value, series, steps, drifts, machines };
  }
  return null;
}

function machineChanges(values: readonly TrendValue[]): readonly MachineChange[] {
  return values.slice(1).flatMap(({ sha, machine }, at) => {
    const from = values[at]?.machine ?? machine;
    return from === machine ? [] : [{ sha, from, to: machine }];
  });
}
