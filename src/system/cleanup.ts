/** Things to undo when the run ends, however it ends; run last in, first out, each once. */
export interface CleanupStack {
  /** @returns a function that runs this one now and takes it off. */
  defer(name: string, undo: () => Promise<void> | void): () => Promise<void>;
  /** Runs all that is left. Errors are collected, not thrown. */
  run(): Promise<readonly { name: string; error: unknown }[]>;
}

interface Entry {
  readonly name: string;
  readonly undo: () => Promise<void> | void;
}

/**
 * Things to undo at the end of a run. What is deferred while `run` is under way is undone too, so that
 * a container whose start overlaps with a cancellation does not survive it.
 */
export function createCleanup(): CleanupStack {
  const entries: Entry[] = [];
  return {
    defer: (name, undo) => {
      const entry: Entry = { name, undo };
      entries.push(entry);
      return async () => {
        const at = entries.indexOf(entry);
        if (at === -1) return;
        entries.splice(at, 1);
        await entry.undo();
      };
    },
    run: async () => {
      const failures: { name: string; error: unknown }[] = [];
      for (let entry = entries.pop(); entry !== undefined; entry = entries.pop()) {
        try {
          await entry.undo();
        } catch (error) {
          failures.push({ name: entry.name, error });
        }
      }
      return failures;
    },
  };
}
