/** What a service's counters say at one moment, since it started. */
export interface Reading {
  /** By the names of src/model/counts.ts. */
  readonly counters: Readonly<Record<string, number>>;
  /**
   * How long after the last request the counters are complete, ms. 0: at once. Some servers gather what a connection has
   * done, and publish it only once that connection has been idle for a while.
   */
  readonly lateMs: number;
}

/** How much each counter has grown. A counter that one of the two does not have is left out. */
export function growthOf(before: Reading, after: Reading): Readonly<Record<string, number>> {
  const names = Object.keys(after.counters).filter((name) => name in before.counters);
  return Object.fromEntries(
    names.map((name) => [name, (after.counters[name] ?? 0) - (before.counters[name] ?? 0)]),
  );
}
