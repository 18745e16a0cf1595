import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { makeLeaderboard } from '../../../src/leaderboard/board.js';
import { leaderboardCsv } from '../../../src/leaderboard/csv.js';
import { ORIGINS } from '../../../src/leaderboard/origins.js';
import { leaderboardPage } from '../../../src/leaderboard/page.js';
import { pictureOf } from '../../../src/leaderboard/picture.js';
import type { Facts } from '../../../src/leaderboard/types.js';
import type { SideFigures } from '../../../src/model/record.js';
import { makeRecord } from '../../support/records.js';
import { configOf, FIGURES, factsOf, soloCell } from './builders.js';

const HOSTILE = '@everyone | <b> `x`';

const facts = (framework: string, server: string): Facts => ({
  framework,
  frameworkVersion: '3.1.3',
  server,
  serverVersion: '27.0.1',
  interface: 'WSGI',
  async: false,
  upstreamMultiple: 'one after the other',
  ceiling: '64 threads',
  clients: { db: `${HOSTILE} 1.2.4` },
});

const board = makeLeaderboard(
  makeRecord({
    cells: [
      soloCell('flask', FIGURES['a'] ?? []),
      soloCell('tornado', FIGURES['b'] ?? []),
      soloCell('flask-gevent', FIGURES['c'] ?? []),
      soloCell('japronto', [9000, 9010]),
      soloCell('sanic', [1, 2], {
        state: 'invalid',
        invalid: { code: 'wrong-body', message: HOSTILE, side: 'candidate', log: [] },
      }),
    ],
  }),
  configOf(['flask', 'tornado', 'flask-gevent', 'japronto', 'sanic'], { japronto: ', caps: { cpus: 0.25 }' }),
  'c'.repeat(64),
  new Map([
    ...factsOf('tornado', 'japronto', 'sanic'),
    ['flask', facts('Flask', 'gunicorn, gthread')],
    ['flask-gevent', facts('Flask', '=1+1, "quoted"')],
  ]),
);
const page = leaderboardPage(
  board,
  new Map([['json', 'images/json.svg']]),
  'loadgate leaderboard',
).replaceAll('\u00a0', ' ');
/** Cells of the rows below a header that begins so. */
function tableAfter(text: string, header: RegExp): string[][] {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => header.test(line));
  const end = lines.findIndex((line, index) => index > at && !line.startsWith('|'));
  return lines.slice(at + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('the page', () => {
  it("has the comparisons' columns and what they lacked", () => {
    expect(tableAfter(page, /^\| +Rank/)).toEqual([
      [
        '1–2',
        'Flask (gunicorn, gthread)',
        'gunicorn, gthread',
        '38,476',
        '4,809',
        '4,779 … 4,840',
        '0.4 %',
        '6.50',
        '0',
        'no',
      ],
      ['1–2', 'tornado', '—', '38,332', '4,791', '4,748 … 4,835', '0.57 %', '6.50', '0', 'yes'],
      [
        '3',
        expect.stringContaining('Flask (=1+1'),
        expect.any(String),
        '36,128',
        '4,516',
        '4,492 … 4,540',
        '0.33 %',
        '6.50',
        '0',
        '—',
      ],
    ]);
    expect(page).toContain('Latency avg');
    expect(page).toContain('Connections');
  });

  it('shows what is under another quota apart, with its quota', () => {
    expect(page).toContain('**Not ranked with them**, because it had another CPU quota than 1 CPU');
    const apart = tableAfter(page, /^\| Framework +\| Requests +\|/)[0];
    expect([apart?.[0], apart?.at(-1)]).toEqual(['japronto, 0.25 CPUs', '0.25 CPUs']);
  });

  it('lists what is invalid with its reason, letter by letter', () => {
    const line = page.split('\n').find((one) => one.startsWith('- ⚠️'));
    expect(line).toMatch(/^- ⚠️ \*\*sanic\*\*, invalid: /);
    expect(line).not.toMatch(/@everyone|<b>|[^&#\d]`/);
    expect(tableAfter(page, /^\| +CPU.rank/).some(([, name]) => name === 'sanic')).toBe(false);
  });

  it("has the origins' figures beside ours, and what their method measured", () => {
    const rows = tableAfter(page, /^\| Theirs/);
    expect(rows.find(([name]) => name === 'Tornado')).toEqual([
      'Tornado',
      '18,939',
      '317',
      '63 ms',
      '0',
      '—',
      '4,791',
      '1–2',
    ]);
    expect(rows.find(([name]) => name === 'Japronto')?.slice(-2)).toEqual(['9,005', '0.25 CPUs']);
    expect(rows.find(([name]) => name === 'Sanic')?.slice(-2)).toEqual(['—', 'invalid']);
    expect(page).toContain('these figures measure the client');
  });

  it('leaves the origins out where none of their frameworks is measured', () => {
    const other = makeLeaderboard(
      makeRecord({ cells: [soloCell('shop', [10, 11])] }),
      configOf(['shop']),
      '',
      factsOf('shop'),
    );
    const text = leaderboardPage(other, new Map(), 'loadgate leaderboard');
    expect(text).not.toContain('Theirs');
    expect(text).toContain("The configuration isn't this record's");
  });

  it("tells the candidate's image and its build, and neither where no image was built", () => {
    const images = [
      { target: 'shop', side: 'baseline', sizeBytes: 1, buildMs: 1 },
      { target: 'shop', side: 'candidate', sizeBytes: 216 * 2 ** 20, buildMs: 61_000 },
    ] as const;
    const names = ['shop', 'cart'];
    const cells = names.map((name) => soloCell(name, [10, 11]));
    const built = makeLeaderboard(makeRecord({ cells, images }), configOf(names), '', factsOf(...names));
    const text = leaderboardPage(built, new Map(), 'loadgate leaderboard').replaceAll('\u00a0', ' ');
    expect(tableAfter(text, /^\| Target/).map((row) => row.slice(-2))).toEqual([
      ['216 MiB', '1 min 1 s'],
      ['—', '—'],
    ]);
  });

  it('links its picture, and says where the time went', () => {
    expect(page).toContain('](images/json.svg)');
    expect(tableAfter(page, /^\| Stage/).at(-1)).toEqual(['wall time', '9 min 12 s', '100 %']);
  });
});

describe('a page of targets with services', () => {
  const config = parseConfig(
    `caps: { cpus: 1, memory: 1g }
services: { db: { image: mariadb, port: 3306 } }
targets:
  one: { build: one, port: 80, needs: [db] }
  seven: { build: seven, port: 80, needs: [db], workers: 7 }
  three: { build: three, port: 80, needs: [db], workers: 7, replicas: 3 }
  plain: { build: plain, port: 80 }
scenarios:
  json: { request: GET /json }
`,
    'loadgate.yml',
  );
  const names = config.targets.map(({ name }) => name);
  const counted = (queries: number, unsteady: readonly string[] = []) => ({
    ...{ requests: 10, upstreamCalls: null, upstreamConnections: null, newConnections: 0, responseBytes: 1 },
    services: { db: { queries, 'rows-read': 0.5 } },
    ...(unsteady.length === 0 ? {} : { unsteady }),
  });
  const SHARED = [
    [1000, 1010, 990],
    [2000, 2000, 2003],
  ];
  const cellOf = (target: string, counts: SideFigures['counts']) => {
    const cell = soloCell(target, [100, 110]);
    const generations = cell.generations.map((generation, at) => ({
      ...generation,
      candidate: {
        ...generation.candidate,
        // The services are not counted in every generation.
        counts: at === 0 ? counts : null,
        ...(target === 'plain' ? {} : { services: { db: { cpuUs: 250, peakMemoryBytes: null } } }),
        ...(target === 'three'
          ? { replicas: { kind: 'requests', requests: SHARED[at] ?? [] } as const }
          : {}),
      },
    }));
    return { ...cell, generations };
  };
  const served = makeLeaderboard(
    makeRecord({
      cells: [
        cellOf('one', counted(1)),
        cellOf('seven', counted(2, ['db/queries'])),
        cellOf('three', counted(1)),
        cellOf('plain', null),
      ],
    }),
    config,
    '',
    new Map(names.map((name) => [name, facts('FastAPI', 'uvicorn')])),
  );
  const text = leaderboardPage(served, new Map(), 'loadgate leaderboard').replaceAll('\u00a0', ' ');

  it('tells apart what differs in its processes alone, and keeps replicas out of the ranking', () => {
    expect(tableAfter(text, /^\| +Rank/).map(([, name]) => name)).toEqual([
      'FastAPI (uvicorn; 1 worker)',
      'FastAPI (uvicorn; 1 worker)',
      'FastAPI (uvicorn; 7 workers)',
    ]);
    const apart = tableAfter(text, /^\| Framework +\| Server/)[0];
    expect([apart?.[0], apart?.at(-1)]).toEqual(['FastAPI (uvicorn; 3 × 7 workers), 3 CPUs', '3 CPUs']);
    const workers = tableAfter(text, /^\| Target/).map((row) => row[6]);
    expect(workers).toEqual(['1', '7', '3 × 7', '1']);
  });

  it('says what each reaches its services with, where it needs them, letter by letter', () => {
    expect(text).toContain('| Client of db');
    expect(text).not.toContain('Several upstream calls');
    const clients = tableAfter(text, /^\| Target/).map((row) => row[5]);
    expect(clients.map((one) => one !== '—')).toEqual([true, true, true, false]);
    expect(clients.join()).not.toMatch(/@everyone|<b>|[^&#\d]`/);
  });

  it('says how replicas and counts of services are to be read, and only where there are some', () => {
    expect(text).toMatch(/- \*\*Replicas\*\* .*[\s\S]*5 % at most/);
    expect(text).toMatch(/- What a request asks of \*\*services\*\*/);
    expect(page).not.toMatch(/\*\*Replicas\*\*|of \*\*services\*\*/);
  });

  it('shows what each replica had of the load, over all generations, and the largest difference in one', () => {
    expect(tableAfter(text, /^\| Target +\| By replica/)).toEqual([
      ['three', '3,000, 3,010 and 2,993 requests', '1 %'],
    ]);
    expect(page).not.toContain('By replica');
  });

  it('says what a request asked of its services, and what that cost them', () => {
    const header = text.split('\n').find((line) => /^\| +CPU rank/.test(line)) ?? '';
    expect(header).toMatch(/db queries a request \| +db rows read a request \| +CPU of db a request/);
    const costs = new Map(tableAfter(text, /^\| +CPU rank/).map((row) => [row[1], row.slice(6, 9)]));
    expect(costs.get('FastAPI (uvicorn; 7 workers)')).toEqual(['2, not steady', '0.5', '250 µs']);
    expect(costs.get('FastAPI (uvicorn; 3 × 7 workers), 3 CPUs')).toEqual(['1', '0.5', '250 µs']);
    expect([...costs.values()].filter((cells) => cells.includes('—'))).toHaveLength(1);
    const lines = leaderboardCsv(served).trimEnd().split('\n');
    expect(lines[0]).toMatch(
      /,replicas,replicas_largest_difference,db_queries_per_request,db_rows_read_per_request,db_cpu_us_per_request$/,
    );
    expect(
      lines
        .map((line) => line.split(',').slice(-5).join())
        .slice(1)
        .sort(),
    ).toEqual(['1,,,,', '1,,1,0.5,250', '1,,2,0.5,250', '3,0.01,1,0.5,250']);
  });
});

describe('the origins', () => {
  it('are those of the five comparisons, each for a scenario and with its method', () => {
    expect(ORIGINS.map(({ rows }) => rows.length)).toEqual([9, 4, 8, 3, 3, 3, 3, 3, 3, 2]);
    expect(ORIGINS.every(({ method }) => method.length > 100)).toBe(true);
    const unknown = ORIGINS.filter(({ rows }) => rows.some(({ rps }) => rps === null));
    expect(unknown.map(({ name }) => name)).toEqual(['D, database']);
    expect(ORIGINS.flatMap(({ rows }) => rows).every(({ rps }) => rps === null || rps > 0)).toBe(true);
  });
});

describe('the CSV', () => {
  it('has a line for each row, in plain units, and nothing that a spreadsheet would run', () => {
    const lines = leaderboardCsv(board).trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[1]).toMatch(
      /^json,flask,Flask,3\.1\.3,"gunicorn, gthread",27\.0\.1,WSGI,false,1,1,ranked,,1,2,false,38476,4809\.47,/,
    );
    expect(lines.find((line) => line.includes('flask-gevent'))).toContain(`,"'=1+1, ""quoted""",`);
    expect(lines.find((line) => line.includes('sanic'))).toContain('invalid,wrong-body: ');
  });
});

describe('the picture', () => {
  it('has a bar for what is ranked or apart, in their order, none for what is invalid', () => {
    const [scenario] = board.scenarios;
    const chart = scenario && pictureOf(board, scenario);
    expect(chart?.bars.map(({ label, muted, text }) => [label, muted, text])).toEqual([
      ['Flask (gunicorn, gthread)', false, '4,809'],
      ['tornado', false, '4,791'],
      [expect.stringMatching(/^Flask \(=1/), false, '4,516'],
      ['japronto, 0.25 CPUs', true, '9,005'],
    ]);
    expect(scenario && pictureOf(board, { ...scenario, rows: [] })).toBeNull();
  });
});
