/** Lines of a log that an error shows. */
export const EXCERPT_LINES = 20;
/** Lines of a log that are looked through for them. */
export const WHOLE_LOG_LINES = 1000;
/** What came right before the first error, such as the command that failed. */
const LINES_BEFORE = 2;
/** The last lines say how it ended. */
const LAST_LINES = 8;

/** What the first line of a cause looks like, in build tools, compilers and servers. */
const CAUSES: readonly RegExp[] = [
  // `Error: …`, `error TS2304`, `ValueError: …`, `SyntaxError`, `npm error`, `ERROR:`, `[error]`, `fatal: …`
  /(?:^|[\s[(])(?:[\w.]*(?:Error|Exception)|error|fatal|panic|critical)(?:\b[^=/_-]|$)/i,
  /^Traceback \(most recent call last\)/,
  /^(?:thread '.*' )?panicked at /,
  /^\s*at .+:\d+:\d+\)?$/,
  /\b(?:cannot|can't|could not|unable to|failed to) \w/i,
  /\b(?:not found|no such file|permission denied|command not found|undefined reference|out of memory|killed)\b/i,
  /\b(?:EADDRINUSE|ECONNREFUSED|ENOTFOUND|EACCES|ENOENT|E401|E403|E404)\b/,
  // A compiler: `main.go:12:3: undefined: x`
  /^\S+\.\w+:\d+(?::\d+)?: /,
];

/** What looks like an error and is none: an access log, a count of nothing, a name of a file or an option. */
const NO_CAUSES: readonly RegExp[] = [
  /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+ HTTP\//,
  /\b(?:0|no|without) (?:errors?|failures?)\b/i,
  /\b(?:deprecat|warn(?:ing)?\b)/i,
  /^\s*(?:info|debug|trace)\b/i,
];

/** Whether a line looks like the first of a cause. */
const isCause = (line: string): boolean =>
  CAUSES.some((pattern) => pattern.test(line)) && !NO_CAUSES.some((pattern) => pattern.test(line));

/**
 * The lines of a log that say most about what went wrong: the first that looks like an error with what surrounds it,
 * and the last ones. Where lines are left out, a line says how many.
 * @param lines oldest first
 * @param max lines of the excerpt, those that count what was left out included
 */
export function logExcerpt(lines: readonly string[], max: number = EXCERPT_LINES): readonly string[] {
  if (lines.length <= max) return lines;
  const last = Math.min(LAST_LINES, max - 2);
  const tail = max - 1;
  const cause = lines.findIndex(isCause);
  // Nothing looks like a cause, or the last lines have it all the same.
  if (cause === -1 || cause >= lines.length - tail + LINES_BEFORE) {
    return [leftOut(lines.length - tail), ...lines.slice(-tail)];
  }
  const start = Math.max(0, cause - LINES_BEFORE);
  const around = max - last - (start > 0 ? 2 : 1);
  const end = Math.min(start + around, lines.length - last);
  return [
    ...(start > 0 ? [leftOut(start)] : []),
    ...lines.slice(start, end),
    leftOut(lines.length - last - end),
    ...lines.slice(-last),
  ];
}

const leftOut = (lines: number): string => `… ${lines} ${lines === 1 ? 'line' : 'lines'} left out`;
