import { loop } from './turns.js';

/** What is planted into a service, and what a report must say of it. */
export interface Plant {
  /** The scenario's name, and the route's. */
  readonly name: string;
  readonly kind: 'json' | 'upstream';
  /** Lines that the candidate's handler has before it answers. @param turns of an empty loop that take 1 % of a request's CPU time */
  readonly lines: (turns: number) => readonly string[];
  /** What the candidate's handler returns, where that is another thing. */
  readonly answer?: string;
  /** CPU time a request that is added, as a fraction; 0: nothing has changed; null: another kind of slowdown. */
  readonly cpu: number | null;
  /** Found by every generation: measured in every so many blocks only. */
  readonly every?: number;
}

/** A service with all its plants, each a route of its own, so that they share what starting costs. */
export interface Bed {
  readonly name: string;
  /** A folder of fixtures/targets. */
  readonly target: keyof typeof HANDLERS;
  readonly plants: readonly Plant[];
}

interface Handler {
  readonly json: string;
  readonly upstream: readonly string[];
  readonly route: (path: string, name: string, lines: readonly string[]) => readonly string[];
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

/** How each service says the same. */
const HANDLERS = {
  flask: {
    json: 'json_response({"message": "Hello, World!"})',
    upstream: ['bodies = call_upstream("1", "on")'],
    route: (path, name, lines) => [`@app.get("${path}")`, `def ${name}():`, ...indented(lines)],
  },
  starlette: {
    json: 'json_response({"message": "Hello, World!"})',
    upstream: ['bodies = await request.app.state.upstream.call("1", "on")'],
    route: (path, name, lines) => [
      `async def ${name}(request):`,
      ...indented(lines),
      '',
      `app.router.routes.append(Route("${path}", ${name}))`,
    ],
  },
} as const satisfies Record<string, Handler>;

/** The service's source with a route a plant: as it is (baseline), or with what was planted (candidate). */
export function planted(source: string, bed: Bed, side: 'baseline' | 'candidate', turns: number): string {
  const handler: Handler = HANDLERS[bed.target];
  const routes = bed.plants.flatMap(({ name, kind, lines, answer }) => {
    const changed = side === 'candidate';
    const call = kind === 'upstream' ? handler.upstream : [];
    const usual = kind === 'upstream' ? 'json_response({"upstream": bodies})' : handler.json;
    const body = [
      ...call,
      ...(changed ? lines(turns) : []),
      `return ${changed && answer !== undefined ? answer : usual}`,
    ];
    return ['', '', ...handler.route(pathOf(name), name.replaceAll('-', '_'), body)];
  });
  return `${source}${routes.join('\n')}\n\n# ${side}: another image, also where nothing has changed.\n`;
}

export const pathOf = (name: string): string => `/plants/${name}`;

const cpu = (share: number, every = 1): Plant => ({
  name: `cpu-${share * 100}`,
  kind: 'json',
  cpu: share,
  every,
  lines: (turns) => loop(Math.round(turns * share * 100)),
});

const still = (name: string, kind: Plant['kind']): Plant => ({ name, kind, cpu: 0, lines: () => [] });

/** A plant that is there to see what turns cost. */
export const calibration = (turns: number): Plant => ({
  name: 'calibration',
  kind: 'json',
  cpu: null,
  lines: () => loop(turns),
});

const SHARED = [still('json-same', 'json'), cpu(0.01), cpu(0.02), cpu(0.05), cpu(0.1, 3)];

export const BEDS: readonly Bed[] = [
  { name: 'flask', target: 'flask', plants: [...SHARED, still('upstream-same', 'upstream')] },
  {
    name: 'starlette',
    target: 'starlette',
    plants: [
      ...SHARED,
      still('upstream-same', 'upstream'),
      {
        name: 'sleep-5ms',
        kind: 'json',
        cpu: null,
        every: 3,
        lines: () => ['import asyncio', 'await asyncio.sleep(0.005)'],
      },
      {
        name: 'blocking-2ms',
        kind: 'json',
        cpu: null,
        every: 3,
        lines: () => ['import time', 'time.sleep(0.002)'],
      },
      {
        name: 'keep-alive-lost',
        kind: 'json',
        cpu: null,
        every: 3,
        lines: () => [
          'answer = json_response({"message": "Hello, World!"})',
          'answer.headers["connection"] = "close"',
        ],
        answer: 'answer',
      },
      {
        name: 'upstream-twice',
        kind: 'upstream',
        cpu: null,
        every: 3,
        lines: () => ['await request.app.state.upstream.call("1", "on")'],
      },
    ],
  },
  {
    // A service of its own: what leaks stays, and is in the memory of all its routes.
    name: 'leak',
    target: 'flask',
    plants: [
      {
        name: 'leak-1kb',
        kind: 'json',
        cpu: null,
        lines: () => ['app.config.setdefault("LEAK", []).append(bytearray(1024))'],
      },
      still('json-beside-leak', 'json'),
    ],
  },
];
