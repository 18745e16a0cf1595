import type { WriteStream } from 'node:tty';
import type { Watch } from '../job/so-far.js';
import { logLine } from '../report/escape.js';
import type { Log } from '../system/log.js';
import { liveArea } from './live.js';

const CLEAR_LINE = '\r\x1b[2K';

export interface TerminalLog extends Log {
  /** Shows what is known so far, where there is a terminal. */
  readonly soFar: Watch;
  /** Takes away what is written over. To call before results are printed. */
  clear(): void;
}

/**
 * The terminal's log, on stderr: results alone go to stdout. Where there is a terminal, what happens now and what is known of
 * the cells is written over; where there is none, progress is plain lines. What a build prints is shown with `verbose`
 * only: a failing build's last lines are in its error.
 */
export function terminalLog(
  stream: NodeJS.WriteStream | WriteStream,
  options: { readonly verbose: boolean },
): TerminalLog {
  const live = stream.isTTY === true && !options.verbose;
  const area = live ? liveArea(stream, (text) => fitted(text, stream)) : null;
  let depth = 0;
  let lastProgress = '';
  const line = (text: string): void => {
    if (area?.above(printable(text)) !== true) stream.write(`${live ? CLEAR_LINE : ''}${printable(text)}\n`);
  };
  const progress = (message: string): void => {
    if (area !== null) {
      if (!area.now(message)) stream.write(`${CLEAR_LINE}${fitted(message, stream)}`);
    } else if (message !== lastProgress) line(message);
    lastProgress = message;
  };
  return {
    info: (message) => {
      if (depth === 0 || options.verbose) line(message);
      else if (live) progress(message.trim());
    },
    warning: (message) => line(`warning: ${message}`),
    error: (message) => line(`error: ${message}`),
    group: async (title, body) => {
      progress(title);
      depth++;
      try {
        return await body();
      } finally {
        depth--;
        if (live && area?.now('') !== true) stream.write(CLEAR_LINE);
      }
    },
    progress,
    soFar: (known) => {
      // The line of now is not part of the area yet.
      if (live) stream.write(CLEAR_LINE);
      area?.soFar(known);
    },
    clear: () => area?.clear(),
  };
}

/** What a build, a container or an argument says must not move the cursor, name the window or hide itself. */
export function printable(text: string): string {
  return text
    .split('\n')
    .map((one) => logLine(one))
    .join('\n');
}

/** A progress line must not wrap, or it could not be written over; nor carry what moves the cursor. */
function fitted(message: string, stream: NodeJS.WriteStream | WriteStream): string {
  const plain = logLine(message);
  const columns = 'columns' in stream && stream.columns > 0 ? stream.columns : 80;
  if (plain.length < columns) return plain;
  // By whole characters: half of a pair is none.
  return `${Array.from(plain.slice(0, 2 * columns))
    .slice(0, columns - 2)
    .join('')}…`;
}
