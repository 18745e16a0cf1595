import { drawBars } from '../../../src/chart/main.js';
import { leaderboardJson } from '../../../src/cli/leaderboard-files.js';
import { makeLeaderboard } from '../../../src/leaderboard/board.js';
import { capacityOf } from '../../../src/leaderboard/capacity.js';
import { leaderboardCsv } from '../../../src/leaderboard/csv.js';
import { leaderboardPage } from '../../../src/leaderboard/page.js';
import { pictureOf } from '../../../src/leaderboard/picture.js';
import type { Facts, Figures, Leaderboard, Row, ScenarioBoard } from '../../../src/leaderboard/types.js';
import type { CapacitySearch } from '../../../src/model/config.js';
import { makeCapacityCell, nearby } from '../../support/capacities.js';
import { formulasIn, readCsv } from '../../support/csv.js';
import { makeCell, makeRecord } from '../../support/records.js';
import { readSvg } from '../../support/svg.js';
import { configOf, FIGURES, factsOf, soloCell } from '../leaderboard/builders.js';
import type { Sunk, Surface } from './surface.js';

type Text = (field: string) => string;

/** Two that are ranked in one scenario, and one that is invalid. */
const TAME = makeLeaderboard(
  makeRecord({
    cells: [
      soloCell('a', FIGURES['a'] ?? []),
      soloCell('b', FIGURES['b'] ?? []),
      makeCell({
        target: 'last',
        scenario: 'json',
        generations: [],
        state: 'invalid',
        invalid: { code: 'wrong-body', message: 'm', side: 'candidate', log: [] },
      }),
    ],
  }),
  configOf(['a', 'b', 'last']),
  'c'.repeat(64),
  factsOf('a', 'b', 'last'),
);

const CAPACITY = capacityOf(makeCapacityCell(nearby(1_000, 1), { screen: 2, confirm: 0 }));
const SEARCH: CapacitySearch = {
  of: 'connections',
  from: 32,
  to: 10_000,
  holdMs: 3_000,
  until: { p99Ms: 500, errors: 0.01, cpu: 0.95 },
};

/** The same scenario, searched for its capacity on the target of a row. */
const searchedFor = (scenario: ScenarioBoard, row: Row): ScenarioBoard => ({
  ...scenario,
  search: SEARCH,
  rows: [{ ...row, figures: null, reason: null, ...(CAPACITY === null ? {} : { capacity: CAPACITY }) }],
  pairs: [],
});

/** The same scenario, ranked by duets with another target. */
const duetsOf = (scenario: ScenarioBoard, text: Text): ScenarioBoard => ({
  ...scenario,
  scenario: `d${text('scenario of duets')}`,
  reference: text('reference'),
  rows: scenario.rows.map((row) => ({ ...row, byDuets: DUETS_OF_ROW, next: 'apart' })),
});

const DUETS_OF_ROW = {
  ratio: 1.1,
  low: 1.05,
  high: 1.15,
  rps: 1_000,
  rpsLow: 900,
  rpsHigh: 1_100,
  generations: 3,
} as const;

/** Targets with these facts, ranked in one scenario. */
export function boardWith(facts: readonly Facts[]): Leaderboard {
  const [known] = TAME.facts;
  const [scenario] = TAME.scenarios;
  const [row] = scenario?.rows ?? [];
  if (known === undefined || scenario === undefined || row === undefined) throw new TypeError('no board');
  const rows = facts.map((_, at) => ({ ...row, target: `t${at}` }));
  return {
    ...TAME,
    facts: facts.map((one, at) => ({ ...known, ...one, target: `t${at}` })),
    scenarios: [{ ...scenario, rows }],
  };
}

const FACTS = [
  'framework',
  'frameworkVersion',
  'server',
  'serverVersion',
  'interface',
  'upstreamMultiple',
  'ceiling',
];
const SERVICES = ['client', 'counted service', 'count'];
const RECORD = [
  'target',
  'scenario',
  'request',
  'workers',
  'twin server',
  'invalid code',
  'invalid message',
  'version',
];
const SEARCHED = ['searched scenario', 'searched request'];
const DUETS = ['scenario of duets', 'reference'];
const MACHINE = ['cpuModel', 'os', 'arch', 'runtime version', 'commit label', 'timing'];

/** With text wherever a board has some: names that the configuration would refuse included. */
function hostile(text: Text): Leaderboard {
  const rename = (name: string): string => (name === 'a' ? text('target') : name);
  const [a, b, last] = TAME.facts;
  const [scenario] = TAME.scenarios;
  const [first] = scenario?.rows ?? [];
  if (
    a === undefined ||
    b === undefined ||
    last === undefined ||
    scenario === undefined ||
    first === undefined
  )
    throw new TypeError('no board');
  const own = Object.fromEntries(FACTS.map((key) => [key, text(key)])) as unknown as Facts;
  const twins = { framework: 'Twin', server: 'x' };
  return {
    ...TAME,
    version: text('version'),
    commit: { ...TAME.commit, label: text('commit label') },
    machine: { ...TAME.machine, cpuModel: text('cpuModel'), os: text('os'), arch: text('arch') },
    runtime: { ...TAME.runtime, version: text('runtime version') },
    timing: { build: 10, [`s${text('timing')}`]: 60_000 },
    facts: [
      {
        ...a,
        ...own,
        async: true,
        target: rename('a'),
        workers: text('workers'),
        clients: { db: text('client') },
      },
      { ...b, ...twins },
      { ...last, ...twins, server: text('twin server') },
    ],
    scenarios: [
      {
        ...scenario,
        scenario: text('scenario'),
        request: text('request'),
        rows: scenario.rows.map((row) => ({
          ...row,
          target: rename(row.target),
          figures: row.figures && { ...row.figures, counts: countsWith(text) },
          reason: row.reason && { code: text('invalid code'), message: `i${text('invalid message')}` },
        })),
      },
      {
        ...searchedFor(scenario, { ...first, target: rename('a') }),
        scenario: text('searched scenario'),
        request: text('searched request'),
      },
      duetsOf(scenario, text),
    ],
  };
}

const countsWith = (text: Text): Figures['counts'] => ({
  requests: 10,
  upstreamCalls: null,
  upstreamConnections: null,
  newConnections: 0,
  responseBytes: 100,
  services: { [text('counted service')]: { [text('count')]: 1 } },
});

const draw = (board: Leaderboard): string =>
  board.scenarios
    .map((one) => pictureOf(board, one))
    .map((bars) => (bars === null ? '' : drawBars(bars)))[0] ?? '';
const OURS = readSvg(draw(TAME)).parts;

export function csvFaults(csv: string): string[] {
  const [header = [], ...rows] = readCsv(csv);
  return [
    ...formulasIn(csv).map((cell) => `a formula ${cell.slice(0, 40)}`),
    ...rows.filter((row) => row.length !== header.length).map((row) => `${row.length} fields in a line`),
  ];
}

function svgFaults(svg: string): string[] {
  const { parts, faults } = readSvg(svg);
  return [
    ...faults,
    ...[...parts].filter((part) => !OURS.has(part)).map((part) => `in the picture: ${part}`),
  ];
}

/** All that is written of a leaderboard, read as who opens it would. */
function written(board: Leaderboard): Sunk {
  const [scenario] = board.scenarios;
  const pictures = new Map(scenario === undefined ? [] : [[scenario.scenario, 'picture.svg']]);
  const csv = leaderboardCsv(board);
  const json = leaderboardJson(board);
  const svg = draw(board);
  // Numbers are rounded; text comes back as it was.
  const texts = (value: unknown): string =>
    JSON.stringify(value, (_key, one: unknown) => (typeof one === 'number' ? 0 : one));
  return {
    pages: [leaderboardPage(board, pictures, 'loadgate leaderboard')],
    terminal: [csv, json],
    other: [svg],
    faults: [
      ...csvFaults(csv),
      ...svgFaults(svg),
      ...(Object.keys(Object.prototype).length > 0 ? ['Object.prototype was changed'] : []),
      ...(texts(JSON.parse(json)) === texts(board) ? [] : ['other text in the JSON']),
    ],
  };
}

export const leaderboardSurface: Surface = {
  name: 'leaderboard',
  fixed: true,
  fields: [...FACTS, ...SERVICES, ...RECORD, ...SEARCHED, ...DUETS, ...MACHINE],
  pour: (text) => written(hostile(text)),
};
