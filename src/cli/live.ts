import type { WriteStream } from 'node:tty';
import { createLogUpdate } from 'log-update';
import type { SoFar } from '../job/so-far.js';
import { progressLines } from '../report/so-far.js';

/** The lines at the end of a terminal that are written over: what is known so far, and what happens now. */
export interface Live {
  /** What is known, from now on with its clock running. */
  soFar(known: SoFar): void;
  /** What happens now; drawn if something is known already. @returns whether it was */
  now(message: string): boolean;
  /** Lines above, which stay. @returns whether they were written */
  above(text: string): boolean;
  /** Takes all of it away. */
  clear(): void;
}

const REFRESH_MS = 1_000;

/** @param fitted cuts a line to the width of the terminal */
export function liveArea(
  stream: NodeJS.WriteStream | WriteStream,
  fitted: (text: string) => string,
  clock: () => number = () => performance.now(),
): Live {
  // The cursor stays: a run that is killed would leave a terminal without one.
  const update = createLogUpdate(stream, { showCursor: true });
  let known: { readonly soFar: SoFar; readonly at: number } | null = null;
  let message = '';
  let timer: NodeJS.Timeout | null = null;
  const draw = (): void => {
    if (known === null) return;
    const { soFar, at } = known;
    const lines = progressLines({ ...soFar, spentMs: soFar.spentMs + clock() - at });
    update([...lines, message].map(fitted).join('\n'));
  };
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    known = null;
  };
  return {
    soFar: (soFar) => {
      known = { soFar, at: clock() };
      timer ??= setInterval(draw, REFRESH_MS).unref();
      draw();
    },
    now: (text) => {
      message = text;
      draw();
      return known !== null;
    },
    above: (text) => {
      if (known === null) return false;
      update.clear();
      stream.write(`${text}\n`);
      draw();
      return true;
    },
    clear: () => {
      if (known !== null) update.clear();
      stop();
    },
  };
}
