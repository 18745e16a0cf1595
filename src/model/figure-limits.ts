/** Absolute figures that must hold, whatever the baseline's are, in the order in which they are shown. */
export const LIMIT_NAMES = [
  'p50',
  'p95',
  'p99',
  'errors',
  'requests',
  'cpu',
  'memory',
  'start-time',
  'image-size',
] as const;

export type LimitName = (typeof LIMIT_NAMES)[number];

/**
 * The most that a figure may be; of `requests` the least. Latencies, `cpu` (of a request) and `start-time`: µs; `memory`
 * and `image-size`: bytes; `errors`: failed requests as a fraction; `requests`: right answers/s.
 */
export type Limits = Readonly<Partial<Record<LimitName, number>>>;

/** What can have limits of its own; src/plan/limits.ts has those of a cell. */
export interface Limited {
  /** Absent: none. */
  readonly limits?: Limits;
}

/** The limits of a cell. */
export type LimitsOf = (cell: { readonly target: string; readonly scenario: string }) => Limits;

export const NO_LIMITS: LimitsOf = () => ({});
