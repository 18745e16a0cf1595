import type { Log } from './log.js';

/** Actions to undo when the run ends, for any reason. They run last in, first out, each once. */
export interface CleanupStack {
  /** @returns a function that runs this action now and removes it. */
  defer(name: string, undo: () => Promise<void> | void): () => Promise<void>;
  /** Runs all remaining actions. Collects errors and doesn't throw them. */
  run(): Promise<readonly { name: string; error: unknown }[]>;
}

interface Entry {
  readonly name: string;
  readonly undo: () => Promise<void> | void;
}

/**
 * Creates the stack. `run` also undoes actions that are deferred while it works, so that a container whose start
 * overlaps with a cancellation doesn't survive it.
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

/** Runs all remaining actions, and warns of those that fail. */
export async function cleanUp(cleanup: CleanupStack, log: Pick<Log, 'warning'>): Promise<void> {
  for (const { name, error } of await cleanup.run()) {
    log.warning(`clean-up of ${name} failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
