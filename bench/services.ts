/**
 * What services beside a target cost and how much they disturb: a small Node.js service that reads one row a request
 * from MariaDB (fixtures/services/mariadb, 1 M rows), and the same service without a database.
 *
 *   node scripts/run-ts.mjs bench/services.ts [--rows 1000000] [--starts 5] [--generations 30] [--only start|noise|disk]
 *
 * `start`: seconds until a generation's services and targets are ready, both sides at once: in a run that seeds, in a
 * later one that finds the state kept, and without services. `noise`: both sides are the same image, and the standard
 * deviation of ln(candidate/baseline) over the generations is printed, of throughput and of CPU time a request. It asks for
 * 1,000 of the rows, which the warm-up brings into memory. `disk` asks for any of the million: each generation starts with
 * empty caches, so MariaDB reads nearly every row from the disk.
 *
 * Needs a Docker engine with node:24-slim and debian:bookworm-slim, and a quiet machine.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { parseConfig } from '../src/config/parse.js';
import { directorySide } from '../src/job/directory-side.js';
import { measuredRecord } from '../src/job/measured-record.js';
import { newRunId, withSession } from '../src/job/session.js';
import type { RoundMix } from '../src/measure/deps.js';
import type { RoundFigures, RunRecord, SideFigures } from '../src/model/record.js';
import { sampleStdev } from '../src/stats/summary.js';
import { bundleChild } from '../test/support/bundle.js';

const { values: asked } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    starts: { type: 'string', default: '5' },
    generations: { type: 'string', default: '30' },
    only: { type: 'string', default: '' },
  },
});
const MARIADB = fileURLToPath(new URL('../fixtures/services/mariadb', import.meta.url));
const ROWS = Number(asked.rows);
/** As many rows as a warm-up brings into memory. */
const WARM_ROWS = 1000;

/** With `DB_HOST` it asks for a row by its key, else it takes one from a list. */
const SERVER = `import { createServer } from 'node:http';
import mysql from 'mysql2/promise';
const host = process.env.DB_HOST;
const pool = host === undefined ? null : mysql.createPool({ host, user: 'demo', password: 'demo', database: 'demo', connectionLimit: 16 });
const list = Array.from({ length: 1000 }, (_, at) => ({ id: at + 1, name: 'name ' + at }));
const asked = Number(process.env.ASKED);
let next = 0;
createServer(async (request, response) => {
  next = (next * 1103515245 + 12345) % asked;
  const [rows] = pool === null
    ? [[list[next % list.length]]]
    : await pool.execute('SELECT id, name FROM demo_data WHERE id = ?', [next + 1]);
  for (let n = 0, x = 0; n < 20_000; n++) x = (x * 31 + n) | 0;
  response.end(JSON.stringify(rows));
}).listen(process.env.PORT, '0.0.0.0');
process.once('SIGTERM', () => process.exit(0));
`;
const DOCKERFILE = `FROM node:24-slim
WORKDIR /app
RUN npm install --no-audit --no-fund mysql2@3.14.3
COPY server.mjs ./
USER 65534
CMD ["node", "server.mjs"]
`;

/**
 * @param fresh a text that no run before had, so that it is seeded; null: no services
 * @param rows how many of the rows are asked for
 */
const configOf = (fresh: string | null, rows: number): string => `caps: { cpus: 1, memory: 256m }
${
  fresh === null
    ? ''
    : `services:
  db:
    build: mariadb
    port: 3306
    env: { ROWS: "${ROWS}", FRESH: "${fresh}" }
    seed: { run: [sh, /seed/seed.sh] }
    ready-timeout: 2m
    caps: { cpus: 1, memory: 1g }
`
}targets:
  service: { build: app, port: 8080, env: { ASKED: "${rows}"${fresh === null ? '' : ', DB_HOST: db'} }${fresh === null ? '' : ', needs: [db]'} }
scenarios:
  row: { request: GET /, connections: 16, expect: { status: 200 } }
`;

const DUETS: RoundMix = { duets: 1, solos: 0, probes: 0, atSaturation: 'go-on' };

const log = {
  info: (line: string) => void process.stderr.write(`  ${line}\n`),
  warning: (line: string) => void process.stderr.write(`  ${line}\n`),
  error: (line: string) => void process.stderr.write(`  ${line}\n`),
  progress: () => {},
  group: <T>(_: string, body: () => Promise<T>) => body(),
};

async function measure(
  source: string,
  fresh: string | null,
  rows: number,
  generations: number,
  bundles: Readonly<Record<'load' | 'upstream' | 'reference', string>>,
): Promise<RunRecord> {
  const config = parseConfig(configOf(fresh, rows), 'bench/services.yml');
  const id = newRunId();
  return withSession({ id, log, runtime: 'docker', version: 'bench' }, async ({ deps }) => {
    const request = {
      ...{ id, config, filter: [], baselineConfig: config, noBaseline: null, stored: null, seed: 7 },
      candidate: directorySide(source, 'candidate'),
      baseline: directorySide(source, 'baseline'),
      evenIfUnchanged: true,
    };
    const measuring = {
      nextStep: (cell: RunRecord['cells'][number]) =>
        cell.state === 'invalid' || cell.generations.length >= generations ? 'done' : 'screen',
      settings: config.measure,
      rounds: DUETS,
      budgetMs: Number.POSITIVE_INFINITY,
      cutShort: '',
    } as const;
    const record = await measuredRecord(request, measuring, { ...deps, bundles });
    for (const { code, message, log: lines } of record.problems)
      throw new Error(`${code}: ${message}\n${lines.join('\n')}`);
    return record;
  });
}

const generationsOf = (record: RunRecord) => record.cells.flatMap((cell) => cell.generations);

/** Seconds of a stage for each generation. */
const eachSeconds = (record: RunRecord, stage: string): string =>
  ((record.timing[stage] ?? 0) / generationsOf(record).length / 1000).toFixed(2);
const seconds = (record: RunRecord, stage: string): string => ((record.timing[stage] ?? 0) / 1000).toFixed(1);

const startRow = (name: string, record: RunRecord): string[] => [
  name,
  seconds(record, 'seed'),
  eachSeconds(record, 'services'),
  eachSeconds(record, 'start'),
  eachSeconds(record, 'stop'),
];

/** Standard deviation of ln(candidate/baseline), %. */
function spread(record: RunRecord, figure: (round: RoundFigures) => number | null): string {
  const mean = (side: SideFigures | null): number | null => {
    const values = (side?.duet ?? []).map(figure);
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const ratios = generationsOf(record).flatMap(({ candidate, baseline }) => {
    const [now, then] = [mean(candidate), mean(baseline)];
    return now === null || then === null || now <= 0 || then <= 0 ? [] : [Math.log(now / then)];
  });
  return ratios.length < 2 ? '–' : (sampleStdev(ratios) * 100).toFixed(2);
}

const cpuOf = ({ cpuUserUs, cpuSystemUs }: RoundFigures): number | null =>
  cpuUserUs === null || cpuSystemUs === null ? null : cpuUserUs + cpuSystemUs;

const noiseRow = (name: string, record: RunRecord): string[] => {
  const [first] = generationsOf(record);
  return [
    name,
    String(generationsOf(record).length),
    spread(record, ({ rps }) => rps),
    spread(record, cpuOf),
    (first?.candidate.duet[0]?.rps ?? 0).toFixed(0),
    (first?.candidate.services?.['db']?.cpuUs ?? 0).toFixed(0),
  ];
};

const root = await mkdtemp(join(tmpdir(), 'loadgate-services-'));
const load = await bundleChild('src/load/child.ts');
try {
  const bundles = { load: load.path, upstream: load.path, reference: load.path };
  await mkdir(join(root, 'app'));
  await writeFile(join(root, 'app/server.mjs'), SERVER);
  await writeFile(join(root, 'app/Dockerfile'), DOCKERFILE);
  await cp(MARIADB, join(root, 'mariadb'), { recursive: true });
  const fresh = newRunId();
  const run = (rows: number | null, generations: number) =>
    measure(root, rows === null ? null : fresh, rows ?? WARM_ROWS, generations, bundles);
  const wants = (part: string): boolean => asked.only === '' || asked.only === part;
  if (wants('start')) {
    const starts = Number(asked.starts);
    const rows = [
      startRow('seeds', await run(WARM_ROWS, starts)),
      startRow('finds the state kept', await run(WARM_ROWS, starts)),
      startRow('no services', await run(null, starts)),
    ];
    const header = ['run', 'seed, s', 'services of a generation, s', 'its targets, s', 'its end, s'];
    console.log(`${markdownTable([header, ...rows])}\n`);
  }
  const generations = Number(asked.generations);
  const noise: string[][] = [];
  if (wants('noise')) {
    noise.push(noiseRow('MariaDB, from memory', await run(WARM_ROWS, generations)));
    noise.push(noiseRow('no database', await run(null, generations)));
  }
  if (wants('disk')) noise.push(noiseRow('MariaDB, from the disk', await run(ROWS, generations)));
  if (noise.length > 0) {
    const header = ['beside', 'generations', 's.d. throughput, %', 's.d. CPU, %', 'req/s'];
    console.log(markdownTable([[...header, "db's CPU/req, µs"], ...noise]));
  }
} finally {
  load.remove();
  await rm(root, { recursive: true });
}
