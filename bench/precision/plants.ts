/** What is planted into a service, and what a report must say of it. */
export interface Plant {
  readonly name: string;
  readonly target: string;
  readonly scenario: string;
  /** Changes the service's source. @param turns of an empty loop that take 1 % of a request's CPU time */
  readonly patch: (source: string, turns: number) => string;
  /** CPU time a request that is added, as a fraction; null: it is another kind of slowdown. */
  readonly cpu: number | null;
}

/** Inserts lines behind the first line that the pattern finds, with that line's indentation and four spaces more. */
export function inserted(source: string, pattern: RegExp, lines: readonly string[]): string {
  const found = pattern.exec(source);
  if (found === null) throw new Error(`nothing like ${pattern} in the source`);
  const at = found.index + found[0].length;
  const indent = `${/^ */.exec(found[0])?.[0] ?? ''}    `;
  return `${source.slice(0, at)}${lines.map((line) => `${indent}${line}\n`).join('')}${source.slice(at)}`;
}

const HANDLERS: Readonly<Record<string, RegExp>> = {
  flask: /^def json_\(\):\n/m,
  starlette: /^async def json_\(request\):\n/m,
};

const json = (
  target: string,
  name: string,
  cpu: number | null,
  lines: (turns: number) => readonly string[],
): Plant => ({
  name,
  target,
  scenario: 'json',
  cpu,
  patch: (source, turns) => inserted(source, HANDLERS[target] as RegExp, lines(turns)),
});

const cpu = (target: string, share: number): Plant =>
  json(target, `${target} +${share * 100} % CPU`, share, (turns) => [
    `for _ in range(${Math.round(turns * share * 100)}):`,
    '    pass',
  ]);

/** Nothing but a comment: another image of the same service. */
const same = (target: string, scenario: string): Plant => ({
  name: `${target} ${scenario} A/A`,
  target,
  scenario,
  cpu: 0,
  patch: (source) => `${source}\n# The same service in another image.\n`,
});

export const PLANTS: readonly Plant[] = [
  ...['flask', 'starlette'].flatMap((target) => [
    same(target, 'json'),
    same(target, 'upstream-single-reuse'),
    ...[0.01, 0.02, 0.05, 0.1].map((share) => cpu(target, share)),
  ]),
  json('starlette', 'sleep of 5 ms', null, () => ['import asyncio', 'await asyncio.sleep(0.005)']),
  json('starlette', 'blocking call in an async handler', null, () => ['import time', 'time.sleep(0.002)']),
  json('flask', 'leak of 1 KB a request', null, () => [
    'app.config.setdefault("LEAK", []).append(bytearray(1024))',
  ]),
];
