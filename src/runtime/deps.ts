import type { Clock, Exec, Log } from '../system/types.js';

/** What a runtime takes of the outside world. */
export interface RuntimeDeps {
  readonly exec: Exec;
  readonly clock: Clock;
  /** On every label and in every name of what the run makes. */
  readonly runId: string;
  readonly log?: Log;
  /** Ends the looking for an engine; starts and builds have signals of their own. */
  readonly signal?: AbortSignal;
  /** Cores that this process may use; read from the machine where it is not given. */
  readonly allowedCores?: readonly number[];
  /** Our own environment, of which allow-lists take a few names; `process.env` where it is not given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}
