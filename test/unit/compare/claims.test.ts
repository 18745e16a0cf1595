import { describe, expect, it } from 'vitest';
import { correct, type Tested } from '../../../src/compare/claims.js';
import { RULE } from '../../../src/compare/rule.js';

const base = (confirmed: number | null, atOnce: number | null = null): Tested => ({
  isShared: true,
  atOnce,
  confirmed,
});
const added = (confirmed: number | null, atOnce: number | null = null): Tested => ({
  ...base(confirmed, atOnce),
  isShared: false,
});

const OF_BASE = 1 - RULE.newCellsShare;
const CONFIRMED = 1 - RULE.atOnceShare;

describe('what a comparison is corrected for', () => {
  it('is the other comparisons of its kind and way alone', () => {
    const [one] = correct([base(0.001, 0.0001)], 'both');
    expect(one?.confirmed).toBeCloseTo(0.001 / OF_BASE / CONFIRMED, 12);
    expect(one?.atOnce).toBeCloseTo(0.0001 / OF_BASE / (1 - CONFIRMED), 12);
    const all = correct([base(0.001), base(0.01), added(0.0001), added(0.5)], 'both');
    expect(all[0]?.confirmed).toBeCloseTo((2 * 0.001) / OF_BASE / CONFIRMED, 12);
    expect(all[2]?.confirmed).toBeCloseTo((2 * 0.0001) / RULE.newCellsShare / CONFIRMED, 12);
  });

  it('is not what is suspect, where it is tested at once', () => {
    const alone = correct([base(0.2, 0.0001)], 'both');
    const suspects = Array.from({ length: 50 }, () => base(0.2));
    expect(correct([base(0.2, 0.0001), ...suspects], 'both')[0]?.atOnce).toBe(alone[0]?.atOnce);
  });

  it('never adds up to more than a report has', () => {
    const kinds = [base, added].map((kind) => correct([base(1), kind(0.001, 0.001)], 'both')[1]);
    const shares = kinds.flatMap((one) => [one?.atOnce ?? 1, one?.confirmed ?? 1]).map((p) => 0.001 / p);
    // With two comparisons of one kind and way, Holm gives the smaller p value half of the kind's.
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1);
  });

  it('is everything where there is one way, and one kind', () => {
    expect(correct([added(0.001)], 'confirmed')).toEqual([{ atOnce: null, confirmed: 0.001 }]);
  });
});
