/** Knows which asynchronous actions are under way, so that a clean-up can wait for them. */
export interface UnderWay {
  run<T>(action: () => Promise<T>): Promise<T>;
  /** Resolves when none is left, however they end. */
  settled(): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const actions = new Set<Promise<unknown>>();
  return {
    run: (action) => {
      const result = action();
      const settled: Promise<unknown> = result.then(
        () => actions.delete(settled),
        () => actions.delete(settled),
      );
      actions.add(settled);
      return result;
    },
    settled: async () => {
      while (actions.size > 0) await Promise.all(actions);
    },
  };
}

/**
 * Waits until all have ended, so that none goes on unseen.
 * @returns their values, in order
 * @throws the first failure, in their order
 */
export async function allEnded<T>(actions: readonly Promise<T>[]): Promise<readonly T[]> {
  const ends = await Promise.allSettled(actions);
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}

/** Calls `make` at the first call only; a failure is not remembered. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
