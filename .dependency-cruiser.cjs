// One direction of imports: model, system <- … <- measure, compare, baseline <- report <- tell, forge <- job <- action, cli.
// docs/architecture.md says what each room is for; this file holds what each may import.

const base = ['model', 'system'];

/** Room → the other rooms that it may import. */
const rooms = {
  model: [],
  system: ['model'],
  stats: ['model'],
  config: ['model'],
  record: ['model'],
  plan: ['model'],
  runtime: base,
  upstream: base,
  reference: base,
  load: base,
  counts: ['model'],
  git: base,
  measure: [...base, 'runtime', 'load', 'upstream', 'counts', 'stats', 'plan'],
  compare: ['model', 'stats'],
  bisect: ['model', 'stats', 'compare'],
  // Duets of targets in, places out, and which two come next.
  rank: ['model', 'stats'],
  // and reads no store: points in, trends out
  history: ['model', 'stats', 'compare'],
  // Samples in, functions out; the sampler looks into processes.
  profile: ['model', 'stats'],
  sampler: [...base, 'profile'],
  baseline: [...base, 'git', 'record'],
  commands: ['model', 'config', 'record'],
  // and types of compare, see below
  report: ['model', 'stats', 'profile'],
  export: ['model', 'stats', 'compare', 'record', 'report'],
  html: ['model', 'stats', 'compare', 'history', 'report'],
  tell: ['model', 'system', 'report'],
  // Data in, SVG out; the command loads its bundle where it needs it.
  chart: [],
  leaderboard: ['model', 'stats', 'rank', 'report', 'export'],
  init: ['model', 'config'],
  forge: base,
};
const below = Object.keys(rooms);
rooms.job = below.filter(
  (room) => !['tell', 'forge', 'commands', 'chart', 'leaderboard', 'export', 'html', 'init'].includes(room),
);
rooms.action = [...below.filter((room) => !['chart', 'leaderboard', 'init'].includes(room)), 'job'];
rooms.cli = [...rooms.action, 'leaderboard', 'init'];

/** Room → the rooms of which it may import types alone. */
const typesOnly = {
  report: ['compare', 'history'],
  tell: ['compare'],
  leaderboard: ['chart'],
  cli: ['chart'],
};

const pathOf = (names) => `^src/(${names.join('|')})/`;

// A constant, not a room.
const VERSION = '^src/version\\.ts$';

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `src/${room} may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}`,
  severity: 'error',
  from: { path: pathOf([room]) },
  to: {
    path: '^src/',
    pathNot: [VERSION, pathOf([room, ...allowed, ...(typesOnly[room] ?? [])])],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'room-unknown',
      comment: 'every room is listed in .dependency-cruiser.cjs',
      severity: 'error',
      from: { path: '^src/', pathNot: [VERSION, pathOf(Object.keys(rooms))] },
      to: {},
    },
    ...Object.entries(typesOnly).map(([room, others]) => ({
      name: `${room}-takes-types-only`,
      comment: `src/${room} takes types of ${others.join(', ')}, and nothing that runs`,
      severity: 'error',
      from: { path: pathOf([room]) },
      to: { path: pathOf(others), dependencyTypesNot: ['type-only'] },
    })),
    {
      name: 'echarts-only-in-chart',
      severity: 'error',
      from: { path: '^src/', pathNot: pathOf(['chart']) },
      to: { path: 'node_modules/(echarts|zrender)/' },
    },
    {
      name: 'd3-only-in-html',
      severity: 'error',
      from: { path: '^src/', pathNot: pathOf(['html']) },
      to: { path: 'node_modules/(@types/)?d3-' },
    },
    {
      name: 'github-only-at-the-edge',
      comment: '@actions/* and octokit are imported in src/forge and src/action only',
      severity: 'error',
      from: { path: '^src/', pathNot: pathOf(['forge', 'action']) },
      to: { path: 'node_modules/(@actions|@octokit|octokit)/' },
    },
    {
      name: 'autocannon-only-in-load',
      severity: 'error',
      from: { path: '^src/', pathNot: pathOf(['load']) },
      to: { path: 'node_modules/(@types/)?autocannon/' },
    },
    {
      name: 'src-imports-no-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|bench|fixtures|dist)/' },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.d\\.ts$', orphan: true },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-deprecated-node-module',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['core'], path: '^(punycode|domain|sys|constants)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
