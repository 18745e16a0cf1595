/** What a service's counters say at one moment, since it started. */
export interface Reading {
  /** By the names of src/model/counts.ts. */
  readonly counters: Readonly<Record<string, number>>;
  /**
   * How long after the last request the counters are complete, ms. 0: at once. Some servers gather what a connection has
   * done, and publish it only once that connection has been idle for a while.
   */
  readonly lateMs: number;
  /** Absent: nothing is late, or nothing but time helps. */
  readonly publishing?: Publishing;
  /** Its queues that are not empty. Absent: it has none, or can't tell. */
  readonly queues?: readonly QueueLength[];
}

/** How a server publishes late what its connections have counted. */
export interface Publishing {
  /** A connection that was idle for as long publishes all that it holds with the next statement's end, ms. */
  readonly pauseMs: number;
  /** Those of others that are open, each with a mark that changes when it is asked something; '': it is not idle. */
  readonly connections: ReadonlyMap<string, string>;
}

/** A queue of a broker. */
export interface QueueLength {
  readonly name: string;
  /** Those that wait, and those that a consumer has not acknowledged. */
  readonly messages: number;
  readonly consumers: number;
}

/** How much each counter has grown. A counter that one of the two does not have is left out. */
export function growthOf(before: Reading, after: Reading): Readonly<Record<string, number>> {
  const names = Object.keys(after.counters).filter((name) => name in before.counters);
  return Object.fromEntries(
    names.map((name) => [name, (after.counters[name] ?? 0) - (before.counters[name] ?? 0)]),
  );
}

/** Messages by which each queue is longer than it was, the longest first; none where all are as short as before. */
export function leftSince(before: Reading, after: Reading): readonly QueueLength[] {
  const were = new Map(before.queues?.map(({ name, messages }) => [name, messages]));
  return (after.queues ?? [])
    .map((queue) => ({ ...queue, messages: queue.messages - (were.get(queue.name) ?? 0) }))
    .filter(({ messages }) => messages > 0)
    .toSorted((a, b) => b.messages - a.messages);
}
