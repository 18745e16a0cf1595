import { stripVTControlCharacters } from 'node:util';

/** Longer lines are cut: a log is shown in a comment, not kept for its own sake. */
const MAX_LINE = 2_000;

/** A line of a foreign log without colours, cursor movements and other control characters. */
export function cleanLine(line: string): string {
  const plain = stripVTControlCharacters(line).replaceAll(/[^\P{Cc}\t]/gu, '');
  return plain.length > MAX_LINE ? `${plain.slice(0, MAX_LINE)}…` : plain;
}

/** Keeps the last lines of a log, cleaned. */
export interface LogRing {
  push(line: string): void;
  /** The last `count` lines, oldest first. */
  last(count: number): readonly string[];
}

export function createLogRing(capacity: number): LogRing {
  const lines: string[] = [];
  return {
    push: (line) => {
      lines.push(cleanLine(line));
      if (lines.length > capacity) lines.shift();
    },
    last: (count) => (count <= 0 ? [] : lines.slice(-count)),
  };
}
