import { MAX_COUNTS } from '../model/limits.js';
import { COUNT_PATTERN } from '../model/patterns.js';

/**
 * Reads `name value` lines: what a count command of the user's prints. A name is written in lower case, with hyphens
 * (`Cache_Misses` is `cache-misses`); `=` and `:` may stand between name and value; values of one name are added. Empty
 * lines and lines that start with `#` are left out.
 * @throws SyntaxError with the first line that is wrong
 */
export function parseLines(output: string): Readonly<Record<string, number>> {
  const counters = new Map<string, number>();
  const lines = output.split('\n').map((line) => line.trim());
  for (const [at, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [, written = '', value = ''] = /^([^\s=:]+)\s*[\s=:]\s*(\S+)$/.exec(line) ?? [];
    const name = written.toLowerCase().replace(/[._]+/g, '-');
    if (!COUNT_PATTERN.test(name) || !/^\d+(?:\.\d+)?(?:e\+?\d+)?$/i.test(value))
      throw wrongLine(at + 1, line);
    counters.set(name, (counters.get(name) ?? 0) + Number(value));
    if (counters.size > MAX_COUNTS) throw new SyntaxError(`it has more than ${MAX_COUNTS} names`);
  }
  if (counters.size === 0) throw new SyntaxError('it has no line with a name and a value');
  return Object.fromEntries(counters);
}

function wrongLine(number: number, line: string): SyntaxError {
  const shown = line.length > 60 ? `${line.slice(0, 59)}…` : line;
  return new SyntaxError(`line ${number} is "${shown}", not a name and a number such as "queries 120"`);
}
