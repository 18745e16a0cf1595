/** What a test can make go wrong between loadgate and the forge. */

export interface FakeAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Fault {
  readonly method?: string;
  /** Matched against the path without the API's base and without the query. */
  readonly path?: RegExp;
  /** Requests of this kind that are let through first (0). */
  readonly skip?: number;
  /** Requests that it then applies to (1). */
  readonly times?: number;
  /** Done before the request goes on: change the state, wait for another request, take some time. */
  readonly before?: () => Promise<void>;
  /** Answered instead of the forge's own answer. */
  readonly answer?: FakeAnswer;
  /** The forge does what it was asked before `answer`, `cut` or `reset` spoils the answer. */
  readonly commit?: boolean;
  /** Half of the answer's text: `text` with the right length for it, `connection` ended in the middle. */
  readonly cut?: 'text' | 'connection';
  /** Never answered; with `commit`, after it was done. */
  readonly hang?: boolean;
  /** The connection ends without an answer. */
  readonly reset?: boolean;
}

export interface Faults {
  add(fault: Fault): void;
  /** The fault that applies to this request, if any; counts it. */
  take(method: string, path: string): Fault | null;
}

export function createFaults(): Faults {
  const active: { fault: Fault; skip: number; left: number }[] = [];
  return {
    add: (fault) => {
      active.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 });
    },
    take: (method, path) => {
      for (const entry of active) {
        const { fault } = entry;
        const applies =
          (fault.method === undefined || fault.method === method) && (fault.path?.test(path) ?? true);
        if (!applies || entry.left === 0) continue;
        if (entry.skip > 0) {
          entry.skip--;
          continue;
        }
        entry.left--;
        return fault;
      }
      return null;
    },
  };
}

/** A `before` that holds requests back until `count` of them have come. */
export function meetingPoint(count: number): () => Promise<void> {
  let arrived = 0;
  let open = (): void => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    arrived++;
    if (arrived >= count) open();
    return all;
  };
}
