/** How GitHub's runner reads what a step writes: files of key and value, and commands in the log. */

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/**
 * GITHUB_OUTPUT, GITHUB_STATE and GITHUB_ENV: `key=value`, or `key<<DELIMITER`, lines, `DELIMITER`. A later value
 * of a key wins. Throws where the runner fails the step.
 */
export function parseFileCommand(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    if (line === '') continue;
    const [, key = '', sign, rest = ''] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? [];
    if (sign === '=') values[key] = rest;
    else if (key !== '' && rest !== '') values[key] = takeUntil(lines, rest);
    else throw new Error(`Invalid format '${line}'`);
  }
  return values;
}

function takeUntil(lines: string[], delimiter: string): string {
  const end = lines.indexOf(delimiter);
  if (end === -1) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
  return lines
    .splice(0, end + 1)
    .slice(0, -1)
    .join('\n');
}

export interface LogReader {
  /** Takes one line of stdout or stderr. */
  read(line: string): void;
  readonly annotations: readonly Annotation[];
  /** What `add-mask` hid. */
  readonly masks: readonly string[];
  /** Titles of folded groups, in order. */
  readonly groups: readonly string[];
  /** Commands that the runner has switched off or does not know. */
  readonly rejected: readonly string[];
}

const COMMAND = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/;
const LEVELS = new Set(['error', 'warning', 'notice']);
const SILENT = new Set(['debug', 'endgroup', 'echo', 'add-matcher', 'remove-matcher']);

/** Reads `::command key=value,…::data`, with `stop-commands`. */
export function createLogReader(): LogReader {
  const annotations: Annotation[] = [];
  const masks: string[] = [];
  const groups: string[] = [];
  const rejected: string[] = [];
  let stopped: string | null = null;
  const run = (name: string, properties: Readonly<Record<string, string>>, data: string): void => {
    if (LEVELS.has(name)) annotations.push(annotation(name as Annotation['level'], properties, data));
    else if (name === 'add-mask') masks.push(data);
    else if (name === 'group') groups.push(data);
    else if (name === 'stop-commands') stopped = data;
    else if (!SILENT.has(name)) rejected.push(name);
  };
  return {
    annotations,
    masks,
    groups,
    rejected,
    read: (line) => {
      if (stopped !== null) {
        if (line.trim() === `::${stopped}::`) stopped = null;
        return;
      }
      const [, name, properties = '', data = ''] = COMMAND.exec(line) ?? [];
      if (name !== undefined) run(name, parseProperties(properties), unescapeData(data));
    },
  };
}

function annotation(
  level: Annotation['level'],
  properties: Readonly<Record<string, string>>,
  message: string,
): Annotation {
  const number = (text: string | undefined): number | null => (text === undefined ? null : Number(text));
  return {
    level,
    message,
    title: properties['title'] ?? null,
    file: properties['file'] ?? null,
    line: number(properties['line']),
    column: number(properties['col']),
  };
}

function parseProperties(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals).trim(), pair.slice(equals + 1)] as const;
  });
  const unescaped = pairs.map(([key, value]) => [
    key,
    unescapeData(value.replaceAll('%3A', ':').replaceAll('%2C', ',')),
  ]);
  return Object.fromEntries(unescaped.filter(([key]) => key !== ''));
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
