import type { LimitComparison } from '../model/comparison.js';
import type { LimitName } from '../model/figure-limits.js';
import type { CellFigures } from './figures.js';

/** A limit of a cell, with its unit. */
export interface LimitFigures extends LimitComparison {
  /** `ratio`: failed requests as a fraction of all. */
  readonly unit: 'µs' | 'bytes' | 'requests/s' | 'ratio';
  readonly better: 'larger' | 'smaller';
}

const UNITS: Readonly<Record<LimitName, LimitFigures['unit']>> = {
  p50: 'µs',
  p95: 'µs',
  p99: 'µs',
  errors: 'ratio',
  requests: 'requests/s',
  cpu: 'µs',
  memory: 'bytes',
  'start-time': 'µs',
  'image-size': 'bytes',
};

/** The limits of a cell, in their order; empty: it has none, or they are those of another run. */
export function limitsOf({ comparison: { limits = [], kept } }: CellFigures): readonly LimitFigures[] {
  if (kept === true) return [];
  return limits.map((row) => ({
    ...row,
    unit: UNITS[row.limit],
    better: row.limit === 'requests' ? 'larger' : 'smaller',
  }));
}
