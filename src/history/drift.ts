import { type Estimate, twoSidedP } from '../stats/inference.js';
import { mean } from '../stats/summary.js';
import { squares } from './change-points.js';
import { type Link, linkSd } from './series.js';
import type { HistorySettings } from './settings.js';
import { type IsWorse, ratioInterval } from './steps.js';
import type { Drift, Pin, Series, Step, TrendValue } from './types.js';

/** A pinned commit on the line. */
export interface PlacedPin extends Pin {
  readonly place: number;
}

/**
 * How the newest records compare with a pinned commit. Levels: the mean after the last step, less the mean of the stretch
 * without a step that the pin is in. A chain: the sum of the links since the pin, with the errors of all of them.
 * @returns null: no record is as old as the pin, or none has figures
 */
export function driftSince(
  pin: PlacedPin,
  {
    series,
    links,
    steps,
  }: { readonly series: Series; readonly links: readonly Link[]; readonly steps: readonly Step[] },
  settings: HistorySettings,
  isWorse: IsWorse,
): Drift | null {
  const estimate = series.basis === 'previous' ? chainDrift(pin, links) : levelDrift(pin, series, steps);
  if (estimate === null) return null;
  const p = twoSidedP(estimate);
  const since = steps.filter(({ after }) => placeOf(series, after) > pin.place);
  const isLarge = Math.abs(Math.expm1(estimate.mean)) >= settings.least;
  // What another machine did would be in it: then only the steps are told.
  const isOfCode = since.every(({ cause }) => cause === 'code');
  return {
    pin: { name: pin.name, sha: pin.sha },
    ratio: Math.exp(estimate.mean),
    interval: ratioInterval(estimate),
    p,
    isShown: p <= settings.p && isLarge && isOfCode,
    isWorse: isWorse(estimate.mean),
    steps: since,
  };
}

const placeOf = ({ values }: Series, sha: string): number =>
  values.find((one) => one.sha === sha)?.place ?? -1;

function chainDrift(pin: PlacedPin, links: readonly Link[]): Estimate | null {
  const noise = linkSd(links);
  const [first] = links;
  const since = links.filter(({ to }) => to.place > pin.place);
  // A link that begins before the pin and ends after it would count what is older than the pin.
  const reaches =
    first !== undefined && (first.from === pin.sha || (first.before?.place ?? first.to.place) <= pin.place);
  if (noise === null || !reaches || since.length === 0) return null;
  const variance = since.reduce((sum, { count }) => sum + (count === 0 ? 0 : noise.sd ** 2 / count), 0);
  return {
    mean: since.reduce((sum, { log }) => sum + log, 0),
    standardError: Math.sqrt(variance),
    degrees: noise.degrees,
  };
}

function levelDrift(pin: PlacedPin, { values, anchor }: Series, steps: readonly Step[]): Estimate | null {
  const stretches = stretchesOf(values, steps);
  const last = stretches.at(-1) ?? [];
  const degrees = values.length - stretches.length;
  if (last.length === 0 || degrees < 1) return null;
  const variance =
    stretches.reduce((sum, stretch) => sum + squares(stretch.map(({ log }) => log)), 0) / degrees;
  const now = mean(last.map(({ log }) => log));
  if (anchor === pin.sha) {
    return { mean: now, standardError: Math.sqrt(variance / last.length), degrees };
  }
  const first = values.findIndex(({ place }) => place >= pin.place);
  const then = stretches.find((stretch) => stretch.includes(values[first] as TrendValue));
  if ((values[0]?.place ?? 0) > pin.place || then === undefined || then === last) return null;
  const standardError = Math.sqrt(variance * (1 / last.length + 1 / then.length));
  return { mean: now - mean(then.map(({ log }) => log)), standardError, degrees };
}

/** The series between its steps. */
function stretchesOf(
  values: readonly TrendValue[],
  steps: readonly Step[],
): readonly (readonly TrendValue[])[] {
  const starts = [0, ...steps.map(({ after }) => values.findIndex(({ sha }) => sha === after))];
  return starts.map((start, at) => values.slice(start, starts[at + 1] ?? values.length));
}
