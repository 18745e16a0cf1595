/**
 * Holm's step-down (Scandinavian Journal of Statistics 6, 1979): adjusts p values so that a threshold of
 * alpha limits the chance of any false alarm in the whole family to alpha, however the tests depend on each other.
 * @param pValues one per test, each 0…1 (larger ones count as 1).
 * @returns the adjusted p values in the same order, each at most 1.
 * @throws RangeError if one is negative or not a number.
 */
export function holmAdjust(pValues: readonly number[]): number[] {
  for (const p of pValues) if (!(p >= 0)) throw new RangeError(`a p value can't be ${p}`);
  const order = pValues
    .map((_, index) => index)
    .sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
  const adjusted = new Array<number>(pValues.length);
  let highest = 0;
  for (const [rank, index] of order.entries()) {
    highest = Math.max(highest, Math.min(1, (pValues.length - rank) * (pValues[index] as number)));
    adjusted[index] = highest;
  }
  return adjusted;
}
