/** Readers of exports, as strict as the tools': what they would refuse or read otherwise throws. */

export interface Point {
  readonly measurement: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  /** ns. */
  readonly at: string;
}

// Escapes as InfluxDB's documentation has them: \, \= and a blank in names and tags, \" and \\ in text.
const KEY = String.raw`((?:[^,= \\\n]|\\[,= ])+)`;
const TAG = new RegExp(`,${KEY}=${KEY}`, 'y');
const FIELD = new RegExp(
  String.raw`${KEY}=(?:"((?:[^"\\\n]|\\["\\])*)"|(true|false)|(-?\d+)i|(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?))`,
  'y',
);
const MEASUREMENT = /[a-z_]+/y;

/** Moves on from `at` while the pattern fits. */
function take(text: string, pattern: RegExp, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const bare = (text: string): string => text.replace(/\\([,= ])/g, '$1');

function readPoint(line: string): Point {
  const wrong = (at: number): never => {
    throw new SyntaxError(`no line protocol from ${at}: ${line.slice(at, at + 60)}`);
  };
  const [measurement] = take(line, MEASUREMENT, 0) ?? wrong(0);
  let at = measurement.length;
  const tags: [string, string][] = [];
  for (let tag = take(line, TAG, at); tag !== null; tag = take(line, TAG, at)) {
    tags.push([bare(tag[1] ?? ''), bare(tag[2] ?? '')]);
    at += tag[0].length;
  }
  const fields: [string, string | number | boolean][] = [];
  for (let separator = ' '; line[at] === separator; separator = ',') {
    const field = take(line, FIELD, at + 1);
    if (field === null) break;
    const [whole, key = '', text, flag, integer, float] = field;
    const value =
      text?.replace(/\\(["\\])/g, '$1') ?? (flag === undefined ? Number(integer ?? float) : flag === 'true');
    fields.push([bare(key), value]);
    at += 1 + whole.length;
  }
  const [, time = ''] = /^ (\d{19})$/.exec(line.slice(at)) ?? [];
  if (time === '' || fields.length === 0) wrong(at);
  return { measurement, tags: Object.fromEntries(tags), fields: Object.fromEntries(fields), at: time };
}

export function readLineProtocol(text: string): readonly Point[] {
  if (!text.endsWith('\n')) throw new SyntaxError('the last line has no end');
  return text.slice(0, -1).split('\n').map(readPoint);
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** s. */
  readonly at: number;
}

const SAMPLE =
  /^([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?) (\d+(?:\.\d+)?)$/;
const LABEL = /([a-z_]+)="((?:[^"\\]|\\.)*)"/g;
const HEAD = /^# (TYPE|UNIT|HELP) ([a-z_]+) (.+)$/;

interface Family {
  readonly name: string;
  readonly isInfo: boolean;
}

/** What a line of a family's head says. @returns the family that its samples belong to; null: the line is a sample */
function readHead(line: string, family: Family, seen: Set<string>): Family | null {
  const [, word, name = '', rest] = HEAD.exec(line) ?? [];
  if (word === undefined) return null;
  if (word === 'TYPE') {
    if (seen.has(name)) throw new SyntaxError(`the family ${name} comes twice`);
    seen.add(name);
    return { name, isInfo: rest === 'info' };
  }
  if (name !== family.name) throw new SyntaxError(`${line} is not about ${family.name}`);
  if (word === 'UNIT' && !name.endsWith(`_${rest}`))
    throw new SyntaxError(`${name} does not end with ${rest}`);
  return family;
}

function readSample(line: string, { name, isInfo }: Family): Sample {
  const [, of = '', labels = '', value, at] = SAMPLE.exec(line) ?? [];
  if (of !== (isInfo ? `${name}_info` : name))
    throw new SyntaxError(`no sample of ${name}: ${line.slice(0, 80)}`);
  const pairs = [...labels.matchAll(LABEL)].map(([, key = '', one = '']) => [
    key,
    one.replace(/\\(["\\])/g, '$1'),
  ]);
  return { name: of, labels: Object.fromEntries(pairs), value: Number(value), at: Number(at) };
}

/** Families stand together, each after its own head, and the end is marked. */
export function readOpenMetrics(text: string): readonly Sample[] {
  const lines = text.split('\n');
  if (lines.at(-1) !== '' || lines.at(-2) !== '# EOF') throw new SyntaxError('no # EOF at the end');
  const samples: Sample[] = [];
  const seen = new Set<string>();
  let family: Family = { name: '', isInfo: false };
  for (const line of lines.slice(0, -2)) {
    const head = readHead(line, family, seen);
    if (head === null) samples.push(readSample(line, family));
    family = head ?? family;
  }
  const ids = samples.map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`);
  if (new Set(ids).size !== ids.length) throw new SyntaxError('a sample comes twice');
  return samples;
}
