// Makes the runs that the pictures of the documentation are drawn from (scripts/pictures.ts), with dist/ and for real:
//
//   node scripts/picture-runs.mjs [NAME …]     all of them where none is named; each takes up to two minutes
//
// Their results are kept, packed, in scripts/pictures/. Needs a Docker engine with node:24-slim.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './lib/root.mjs';

const CLI = join(root, 'dist', 'cli.js');
const KEPT = join(root, 'scripts', 'pictures');
const SERVER = 'server.mjs';
const BY_MAP = 'return customersById.get(order.customer);';
const BY_SEARCH = 'return customers.find(({ id }) => id === order.customer);';

/** Short rounds and wide thresholds: what is drawn needs no precision. */
const MEASURE =
  'measure: { screen-generations: 3, confirm-generations: 3, max-generations: 12, warm-up: 600ms, duet: 300ms, solo: 150ms, probe: 100ms, trim: 40ms }';

/** @param {{ slower: string, budget: string, scenarios?: readonly string[], targets?: readonly string[]}} what */
const configOf = ({ slower, budget, scenarios = ['prices', 'report'], targets = ['shop'] }) =>
  [
    'caps: { cpus: 1, memory: 256m }',
    `budget: ${budget}`,
    `gate: { slower: ${slower}, latency: 100%, memory: 50% }`,
    MEASURE,
    'profile: never',
    'targets:',
    ...targets.map(
      (name) => `  ${name}: { build: ., command: node server.mjs, port: 8080, env: { SERVICE: ${name} } }`,
    ),
    'scenarios:',
    ...scenarios.map(
      (name) => `  ${name}: { request: GET /${name}, connections: 16, expect: { status: 200 } }`,
    ),
    '',
  ].join('\n');

/** A repository of the demo's service, in a folder of its own. */
function repository() {
  const above = mkdtempSync(join(tmpdir(), 'loadgate-pictures-'));
  const folder = join(above, 'shop');
  cpSync(join(root, 'fixtures', 'demo', 'baseline'), folder, { recursive: true });
  writeFileSync(join(folder, '.gitignore'), '.loadgate/\n');
  /** @param {string[]} args */
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=olga', '-c', 'user.email=olga@example.org', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet', '--initial-branch=main');
  /** @param {string} message */
  const commit = (message) => {
    git('add', '--all');
    git('commit', '--quiet', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  /** @param {(text: string) => string} change of the server */
  const edit = (change) => {
    const path = join(folder, SERVER);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  };
  /** @param {string[]} args of loadgate */
  const loadgate = (...args) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 256 * 2 ** 20,
      env: { ...process.env, FORCE_COLOR: '1' },
    });
    // What got worse, and what could not be measured, is to be drawn, too.
    if (status === null || status > 2) throw new Error(`loadgate ${args.join(' ')}: ${status}\n${stderr}`);
    return { stdout, stderr };
  };
  const remove = () => rmSync(above, { recursive: true, force: true });
  return { folder, git, commit, edit, loadgate, remove };
}

/**
 * @param {string} name
 * @param {string} json
 */
const keep = (name, json) => {
  JSON.parse(json);
  writeFileSync(join(KEPT, `${name}.json.gz`), gzipSync(json, { level: 9 }));
};

/**
 * One change of the service against the commit before it.
 * @param {string} name
 * @param {string} config
 * @param {(text: string) => string} change
 * @param {readonly string[]} how options of the run
 */
function compare(name, config, change, how = []) {
  const { folder, commit, edit, loadgate, remove } = repository();
  try {
    writeFileSync(join(folder, 'loadgate.yml'), config);
    const base = commit('Begin');
    edit(change);
    commit('Change the service');
    keep(name, loadgate('run', '--base', base, '--json', ...how).stdout);
  } finally {
    remove();
  }
}

/** Processes start sooner than containers: more of them fit into a minute. */
const IN_PROCESSES = ['--runtime', 'process'];

/** @param {string} text */
const comment = (text) => `${text}// Nothing else.\n`;
const SERVICES = ['accounts', 'catalog', 'reports', 'shop'];
const MUCH_SLOWER = `for (let n = 0; n < 2; n += 1) customers.findLast(({ id }) => id === order.customer);`;

/** Commits after a release, of which the sixth makes /report slower; each against the release. */
function history() {
  const { folder, git, commit, edit, loadgate, remove } = repository();
  try {
    writeFileSync(
      join(folder, 'loadgate.yml'),
      configOf({ slower: '20%', budget: '8s', scenarios: ['report'] }).replace(
        'warm-up: 1s',
        'warm-up: 500ms',
      ),
    );
    const release = commit('Begin');
    git('tag', 'v1.4.0');
    mkdirSync(join(folder, '.loadgate', 'records'), { recursive: true });
    const line = [release];
    for (let at = 1; at <= 12; at += 1) {
      edit((text) => (at === 6 ? text.replace(BY_MAP, BY_SEARCH) : comment(text)));
      line.push(commit(`Change ${at}`));
      loadgate('run', '--base', release, ...IN_PROCESSES, '--record', `.loadgate/records/${at}.json`);
    }
    const records = readdirSync(join(folder, '.loadgate', 'records')).map((file) =>
      JSON.parse(readFileSync(join(folder, '.loadgate', 'records', file), 'utf8')),
    );
    keep('history', JSON.stringify({ line, releases: [{ name: 'v1.4.0', sha: release }], records }));
  } finally {
    remove();
  }
}

const OPENAPI = `openapi: 3.1.0
info: { title: shop, version: 1.0.0 }
paths:
  /prices: { get: { responses: { '200': { description: All prices } } } }
  /report: { get: { responses: { '200': { description: All orders } } } }
  /orders/{id}: { get: { responses: { '200': { description: One order } } } }
`;

/** The first minute in a repository with a Dockerfile and an OpenAPI document. */
function init() {
  const { folder, commit, loadgate, remove } = repository();
  try {
    writeFileSync(join(folder, 'openapi.yaml'), OPENAPI);
    commit('Begin');
    const { stdout } = loadgate('init', '--budget', '100s');
    const written = readFileSync(join(folder, 'loadgate.yml'), 'utf8');
    writeFileSync(
      join(KEPT, 'init.txt'),
      `${stdout}\n$ tail -n +3 loadgate.yml\n\n${written.split('\n').slice(2).join('\n')}`,
    );
  } finally {
    remove();
  }
}

/** @type {Record<string, () => void>} */
const RUNS = {
  regression: () => {
    const printed = execFileSync(process.execPath, [CLI, 'demo', '--json'], { maxBuffer: 256 * 2 ** 20 });
    keep('regression', printed.toString());
  },
  'no-change': () => compare('no-change', configOf({ slower: '20%', budget: '60s' }), comment),
  undecided: () => compare('undecided', configOf({ slower: '1%', budget: '25s' }), comment),
  invalid: () =>
    compare('invalid', configOf({ slower: '20%', budget: '25s' }), (text) =>
      text.replace("['/report', report],", ''),
    ),
  many: () =>
    compare(
      'many',
      configOf({
        slower: '50%',
        budget: '110s',
        targets: SERVICES,
        scenarios: ['hello', 'prices', 'report'],
      }),
      (text) => text.replace(BY_MAP, `if (process.env.SERVICE === 'reports') ${MUCH_SLOWER}\n  ${BY_MAP}`),
      IN_PROCESSES,
    ),
  history,
  init,
};

mkdirSync(KEPT, { recursive: true });
const asked = process.argv.slice(2);
for (const name of asked.length === 0 ? Object.keys(RUNS) : asked) {
  const make = RUNS[name];
  if (make === undefined) throw new Error(`no run ${name}: ${Object.keys(RUNS).join(', ')}`);
  const start = performance.now();
  make();
  console.log(`${name}: ${Math.round((performance.now() - start) / 1000)} s`);
}
