import type { MetricComparison } from '../model/comparison.js';
import type { CellRecord, SideName } from '../model/record.js';
import { stopsOf } from './capacity.js';
import { cpuSplit, growth, type Split } from './figures.js';
import { bytes, share } from './format.js';

/** What a record knows of a metric's change besides its two figures. */
export interface Detail {
  /** For a table; null: too long for one. */
  readonly short: string | null;
  /** As a part of a sentence. */
  readonly long: string;
}

/** From this share on, all of the change is put down to one side. */
const MOSTLY = 0.85;

/** Where the CPU time of a changed cell went: the target's own code (user) or system calls; null: not known. */
export function cpuDetail(metric: MetricComparison, record: CellRecord): Detail | null {
  const from = cpuSplit(record, 'baseline');
  const to = cpuSplit(record, 'candidate');
  if (from === null || to === null) return null;
  return placeOf(from, to, Math.sign(metric.ratio - 1));
}

function placeOf(from: Split, to: Split, direction: number): Detail | null {
  const user = (to.user - from.user) * direction;
  const system = (to.system - from.system) * direction;
  const total = user + system;
  if (total <= 0) return null;
  if (user / total >= MOSTLY) return { short: 'user', long: 'all of it in user code' };
  if (system / total >= MOSTLY) return { short: 'system', long: 'all of it in system calls' };
  return {
    short: 'user and system',
    long: `${share(user / total)} of it in user code and ${share(system / total)} in system calls`,
  };
}

/** What stopped the searches for a capacity: `stopped by latency, as before`; null: not known. */
export function capacityDetail(_metric: MetricComparison, record: CellRecord): Detail | null {
  const found = (side: SideName) => record.generations.flatMap((one) => one[side]?.capacity ?? []);
  const [from, to] = [stopsOf(found('baseline')), stopsOf(found('candidate'))];
  if (from === '' || to === '') return null;
  const long = from === to ? `stopped by ${to}, as before` : `stopped by ${to}, where it was ${from} before`;
  return { short: to, long };
}

/** What a request leaves in memory: `every request keeps 1.1 KiB, where it kept 0 B`; null: not known. */
export function growthDetail(_metric: MetricComparison, record: CellRecord): Detail | null {
  const [from, to] = [growth(record, 'baseline'), growth(record, 'candidate')];
  if (from === null || to === null) return null;
  const long = `every request keeps ${bytes(Math.round(to))}, where it kept ${bytes(Math.round(from))}`;
  return { short: null, long };
}
