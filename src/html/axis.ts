import { scaleLinear, scaleLog } from 'd3-scale';

/** A value's place on a picture, and the values that are written beside it. */
export interface Axis {
  at(value: number): number;
  readonly ticks: readonly number[];
}

/** From this ratio on, a linear axis would press the small values together. */
const LOGARITHMIC_FROM = 12;
const TICKS = 4;

/**
 * An axis that holds all values.
 * @param values above 0, at least one
 * @param ends places of the smallest and the largest value
 * @param isBytes ticks are whole numbers of KiB, MiB and so on
 */
export function axisOf(
  values: readonly number[],
  ends: readonly [number, number],
  { isBytes = false, isLog }: { readonly isBytes?: boolean; readonly isLog?: boolean } = {},
): Axis {
  const [low, high] = extent(values);
  const isFar = low > 0 && high / low >= LOGARITHMIC_FROM;
  if ((isLog ?? isFar) && low > 0) return logarithmic(low, high, ends);
  const unit = isBytes && high >= 1 ? 2 ** (10 * Math.floor(Math.log2(high) / 10)) : 1;
  const scale = scaleLinear([low / unit, high / unit], ends).nice(TICKS);
  return {
    at: (value) => place(scale(value / unit)),
    ticks: some(scale.ticks(TICKS)).map((tick) => tick * unit),
  };
}

function logarithmic(low: number, high: number, ends: readonly [number, number]): Axis {
  const scale = scaleLog([low * 0.9, high * 1.1], ends);
  return {
    at: (value) => place(scale(Math.max(value, low * 0.9))),
    ticks: some(scale.ticks(TICKS)),
  };
}

/** As many as there is room for. */
function some(ticks: readonly number[]): readonly number[] {
  const every = Math.ceil(ticks.length / (TICKS + 1));
  return ticks.filter((_tick, at) => at % every === 0);
}

/** A little room around a single value, so that it is not an axis without length. */
function extent(values: readonly number[]): readonly [number, number] {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return high > low ? [low, high] : [low - Math.abs(low) * 0.05 - 1e-9, high + Math.abs(high) * 0.05 + 1e-9];
}

/** Whole units, of which a picture has 360: a large report has a hundred thousand of them. */
export const place = (value: number): number => Math.round(value);
