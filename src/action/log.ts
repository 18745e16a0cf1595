import * as core from '@actions/core';
import { logLine } from '../report/escape.js';
import type { Log } from '../system/log.js';

/** Progress lines that repeat within this time are left out: the Action's log has no line to write over, ms. */
const PROGRESS_EVERY_MS = 5_000;

const at = (location?: { file: string; line: number; column: number }) =>
  location === undefined
    ? {}
    : { file: location.file, startLine: location.line, startColumn: location.column };

/**
 * The Action's log. Lines of builds and containers come from a pull request's author, so whatever looks like
 * a workflow command is made harmless before it is printed.
 */
export function actionLog(now: () => number = Date.now): Log {
  let lastProgress = Number.NEGATIVE_INFINITY;
  return {
    info: (message) => core.info(harmless(message)),
    warning: (message, location) => core.warning(harmless(message), at(location)),
    error: (message, location) => core.error(harmless(message), at(location)),
    group: (title, body) => core.group(harmless(title), body),
    progress: (message) => {
      if (now() - lastProgress < PROGRESS_EVERY_MS) return;
      lastProgress = now();
      core.info(harmless(message));
    },
  };
}

/**
 * The runner obeys lines that start with `::`, and `##[…]` anywhere. A zero-width space breaks both.
 * What ends a line would start a new one; colours, cursor movements and what nobody sees are left out first, so that
 * nothing comes together by it.
 */
export function harmless(message: string): string {
  return logLine(message)
    .replace(/^(\s*):(?=:)/, '$1:\u200b')
    .replace(/##(?=\[)/g, '##\u200b');
}
