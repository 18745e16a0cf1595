import { number, percent } from '../report/format.js';
import type { Figures, Leaderboard, RankRange, Row, Spread, TargetFacts } from './types.js';

/** Plain text that tables, CSV, and pictures share. */

/** Requests/s with at least three digits: `4,812`, `61.3`, `6.92`. */
export const rps = (value: number): string => number(value, value >= 100 ? 0 : value >= 10 ? 1 : 2);

/** By duets, where there are some; else by solo rounds. */
export const shownRps = ({
  byDuets,
  figures,
}: Pick<Row, 'byDuets'> & { readonly figures: Figures }): number => byDuets?.rps ?? figures.rps.mean;

/** `4,790 … 4,834`; null: one generation has no interval. */
export const interval = ({ low, high }: Spread, write: (value: number) => string): string | null =>
  low === null || high === null ? null : `${write(low)} … ${write(high)}`;

/** `0.4 %`. */
export const spread = ({ spread: value }: Spread): string | null => (value === null ? null : percent(value));

/** `3`, `2–4`. */
export const places = ({ best, worst }: RankRange): string =>
  best === worst ? `${best}` : `${best}–${worst}`;

/** `1 CPU`, `0.25 CPUs`. */
export const quota = (cpus: number): string => `${cpus} ${cpus === 1 ? 'CPU' : 'CPUs'}`;

/** `1 worker`, `7 workers`, `3 × 7 workers`. */
const processes = ({ workers, replicas }: TargetFacts): string => {
  const each = `${workers} ${workers === '1' && replicas === 1 ? 'worker' : 'workers'}`;
  return replicas === 1 ? each : `${replicas} × ${each}`;
};

/**
 * `Flask`; `Flask (gunicorn, gthread)` if several targets have the same framework, and
 * `Flask (gunicorn, gthread; 7 workers)` if several have the same server, too.
 */
export function nameOf(target: string, { facts }: Pick<Leaderboard, 'facts'>): string {
  const own = facts.find((one) => one.target === target);
  if (own === undefined) return target;
  const twins = facts.filter((one) => one.target !== target && one.framework === own.framework);
  if (twins.length === 0) return own.framework;
  const isAlike = twins.some(({ server }) => server === own.server);
  const parts = [own.server ?? '', isAlike ? processes(own) : ''].filter((part) => part !== '');
  return parts.length === 0 ? own.framework : `${own.framework} (${parts.join('; ')})`;
}

/** The name, with its quota if that differs from the others'. */
export const labelOf = ({ target, state, cpus }: Row, board: Pick<Leaderboard, 'facts'>): string =>
  state === 'apart' ? `${nameOf(target, board)}, ${quota(cpus)}` : nameOf(target, board);

export const factsOf = (target: string, { facts }: Pick<Leaderboard, 'facts'>): TargetFacts | null =>
  facts.find((one) => one.target === target) ?? null;

/** The label of an unranked row; null: the row is ranked. */
export function outside(row: Row): string | null {
  if (row.state === 'apart') return `not ranked: measured under ${quota(row.cpus)}`;
  if (row.state === 'invalid') return `invalid: ${row.reason?.message ?? 'no reason is known'}`;
  return row.state === 'not-measured' ? 'not measured' : null;
}
