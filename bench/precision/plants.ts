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
  /** The bed to whose pools its generations belong; absent: its own. */
  readonly pool?: string;
  /** A folder of fixtures/targets. */
  readonly target: keyof typeof HANDLERS;
  readonly plants: readonly Plant[];
  /** What a block of it has; absent: {@link WHOLE}. */
  readonly block?: Block;
}

/** Generations that follow each other, before another bed's turn. */
export interface Block {
  /** With all kinds of rounds. */
  readonly whole: number;
  /** After them, with duets alone. */
  readonly light: number;
  readonly duets: 1 | 2;
}

/** Two duets, so that one and two a generation can be compared. */
export const WHOLE: Block = { whole: 3, light: 0, duets: 2 };
/** As later generations of a run are: many more in the same time. */
const LIGHT: Block = { whole: 2, light: 12, duets: 1 };

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

const ALL_STILL = [still('json-same', 'json'), still('upstream-same', 'upstream')];

export const BEDS: readonly Bed[] = [
  { name: 'flask-same', target: 'flask', plants: ALL_STILL, block: LIGHT },
  { name: 'starlette-same', target: 'starlette', plants: ALL_STILL, block: LIGHT },
  { name: 'flask', target: 'flask', plants: [...SHARED, still('upstream-same', 'upstream')] },
  {
    // The smallest plants in the service that spreads most need the most generations.
    name: 'flask-light',
    pool: 'flask',
    target: 'flask',
    plants: [cpu(0.01), cpu(0.02)],
    block: { whole: 0, light: 12, duets: 1 },
  },
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

/** Beds of the same code on both sides, with all their routes: what is red of these is a false alarm. */
export const STILL_BEDS: ReadonlySet<string> = new Set(
  BEDS.filter(({ plants }) => plants.every(({ cpu }) => cpu === 0)).map(({ name }) => name),
);
