import { LoadgateError } from '../model/error.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interrupt {
  /** Aborted at the first signal, with a LoadgateError `cancelled`. */
  readonly signal: AbortSignal;
  /** The signal that came, null while none has. */
  received(): NodeJS.Signals | null;
  /** Stops listening. */
  dispose(): void;
}

/** Turns the signals that end a process into one AbortSignal; later ones change nothing: clean-up is under way. */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController();
  let received: NodeJS.Signals | null = null;
  const onSignal = (name: NodeJS.Signals) => {
    if (received !== null) return;
    received = name;
    controller.abort(
      new LoadgateError(`the run was cancelled (${name})`, {
        kind: 'machine',
        code: 'cancelled',
        hint: 'Run it again; what was measured before is in the record.',
      }),
    );
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  return {
    signal: controller.signal,
    received: () => received,
    dispose: () => {
      for (const name of SIGNALS) process.off(name, onSignal);
    },
  };
}
