import type { SoFar } from '../job/so-far.js';
import { printableJsonLine } from '../report/printable-json.js';
import type { TerminalLog } from './log.js';

/** One line of `--json-lines`. docs/terminal.md describes them; what a later version adds is to be passed over. */
export type RunEvent =
  | ({ readonly event: 'progress' } & SoFar)
  | { readonly event: 'message'; readonly level: 'info' | 'warning' | 'error'; readonly text: string }
  /** What `--json` prints, once, as the last line. */
  | ({ readonly event: 'result' } & Readonly<Record<string, unknown>>);

/** @param print gets whole lines, on stdout */
export const printEvent = (event: RunEvent, print: (text: string) => void): void =>
  print(`${printableJsonLine(event)}\n`);

/** A log for programs: each message and each piece of news is an event. What a build prints is left out. */
export function eventLog(print: (text: string) => void): TerminalLog {
  let depth = 0;
  const message = (level: 'info' | 'warning' | 'error', text: string): void =>
    printEvent({ event: 'message', level, text }, print);
  return {
    info: (text) => {
      if (depth === 0) message('info', text);
    },
    warning: (text) => message('warning', text),
    error: (text) => message('error', text),
    progress: (text) => message('info', text),
    group: async (title, body) => {
      message('info', title);
      depth++;
      try {
        return await body();
      } finally {
        depth--;
      }
    },
    soFar: (known) => printEvent({ event: 'progress', ...known }, print),
    clear: () => {},
  };
}
