import { mean } from './summary.js';

/**
 * Spearman's rank correlation: Pearson's of the ranks; ties get the mean of their places (C. Spearman, "The Proof and
 * Measurement of Association between Two Things", American Journal of Psychology 15 (1904) 72–101).
 * @returns −1…1; null if a list has a single rank, or if there are fewer than two values
 * @throws RangeError if the lists differ in length
 */
export function spearman(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length) throw new RangeError(`${a.length} values can't be paired with ${b.length}`);
  if (a.length < 2) return null;
  const x = centred(ranks(a));
  const y = centred(ranks(b));
  const scale = Math.sqrt(dot(x, x) * dot(y, y));
  return scale === 0 ? null : Math.max(-1, Math.min(1, dot(x, y) / scale));
}

function ranks(values: readonly number[]): readonly number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}

function centred(values: readonly number[]): readonly number[] {
  const middle = mean(values);
  return values.map((value) => value - middle);
}

const dot = (x: readonly number[], y: readonly number[]): number =>
  x.reduce((total, value, at) => total + value * (y[at] as number), 0);
