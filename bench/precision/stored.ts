/**
 * Stored figures on a machine whose speed changes: how often the same code seems to have become slower, with and
 * without the reference target. Measures flask's json alone, as under `compare: stored`, in records of 4 generations;
 * half of the runs get 0.7 CPUs where their records say 1, as a virtual machine does that has spent its credit. Then
 * every record is compared with every other. Raw data goes to a file with a JSON object a line, and is added to what is
 * there.
 *
 *   node scripts/run-ts.mjs bench/precision/stored.ts FILE.jsonl RECORDS [GENERATIONS]
 *
 * With 0 records, only what is in the file is compared. Needs a Docker engine and dist/.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import { compareStored } from '../../src/compare/stored.js';
import { parseConfig } from '../../src/config/parse.js';
import { directorySide } from '../../src/job/directory-side.js';
import { measuredRecord } from '../../src/job/measured-record.js';
import { newRunId, newSeed, withSession } from '../../src/job/session.js';
import type { RunRecord } from '../../src/model/record.js';
import type { Runtime } from '../../src/runtime/types.js';
import { median } from '../../src/stats/summary.js';
import { seededRandom } from '../../src/system/random.js';
import { BUNDLES, QUIET_LOG, ROOT } from './run.js';

/** The whole of the cap, and what is left of it on a slow day. */
const SPEEDS = [1, 0.7];
/** A drop that people would look for. */
const DROP = 0.05;

const CONFIG = parseConfig(
  `
compare: stored
targets:
  flask: { build: ., port: 8080 }
scenarios:
  json:
    request: GET /json
    expect: { status: 200, headers: { content-type: application/json }, body: '{"message":"Hello, World!"}' }
`,
  'loadgate.yml',
);

interface Line {
  readonly speed: number;
  readonly record: RunRecord;
}

let ended = false;

/** Containers get a part of the CPUs that their caps, and so their record, say. */
const slowed = (runtime: Runtime, speed: number): Runtime => ({
  ...runtime,
  start: (request) => {
    const { artifact } = request;
    const caps = { ...artifact.target.caps, cpus: artifact.target.caps.cpus * speed };
    return runtime.start({ ...request, artifact: { ...artifact, target: { ...artifact.target, caps } } });
  },
});

function measure(speed: number, generations: number): Promise<RunRecord> {
  const id = newRunId();
  const session = { id, log: QUIET_LOG, runtime: 'docker', version: 'bench' } as const;
  return withSession(session, ({ deps, interrupt }) => {
    interrupt.signal.addEventListener('abort', () => {
      ended = true;
    });
    return measuredRecord(
      {
        id,
        config: CONFIG,
        filter: [],
        candidate: directorySide(join(ROOT, 'fixtures/targets/flask'), 'flask'),
        baseline: null,
        baselineConfig: null,
        noBaseline: 'one side is measured',
        stored: null,
        seed: newSeed(),
        reference: true,
      },
      {
        nextStep: (cell) =>
          cell.invalid === null && cell.generations.length < generations ? 'screen' : 'done',
        settings: CONFIG.measure,
        rounds: { duets: 1, solos: 1, probes: 1, atSaturation: 'end' },
        budgetMs: Number.POSITIVE_INFINITY,
        cutShort: '',
      },
      {
        ...deps,
        bundles: BUNDLES,
        chooseRuntime: async () => slowed(await deps.chooseRuntime(), speed),
      },
    );
  });
}

/** Both speeds in random order, again and again, so that a drift of the machine meets both. */
async function collect(file: string, records: number, generations: number): Promise<void> {
  const random = seededRandom(newSeed());
  for (let done = 0; done < records && !ended; ) {
    for (const speed of random.shuffle(SPEEDS)) {
      if (done >= records || ended) return;
      const record = await measure(speed, generations);
      if (ended) return;
      appendFileSync(file, `${JSON.stringify({ speed, record } satisfies Line)}\n`);
      done += 1;
      const problems = record.problems.map(({ message }) => message).join('; ');
      const missing = record.reference?.missing ?? '';
      const measured = record.cells[0]?.generations.length ?? 0;
      console.error(`${done} of ${records}: speed ${speed}, ${measured} generations ${problems} ${missing}`);
    }
  }
}

/** What the record would be where the reference target can't be run. */
function withoutReference(record: RunRecord): RunRecord {
  const cells = record.cells.map((cell) => ({
    ...cell,
    generations: cell.generations.map(({ reference: _, ...rest }) => rest),
  }));
  return { ...record, cells };
}

interface Tally {
  readonly pairs: number;
  readonly drops: number;
  readonly rises: number;
  readonly red: number;
  readonly green: number;
  readonly largest: number;
  /** Median of the smallest drops that would have been seen. */
  readonly couldSee: number;
}

/** Compares every record with every other, both ways round. */
function tally(lines: readonly Line[], wanted: (a: Line, b: Line) => boolean, referenced: boolean): Tally {
  const of = ({ record }: Line): RunRecord => (referenced ? record : withoutReference(record));
  const compared = lines.flatMap((ours) =>
    lines
      .filter((theirs) => theirs !== ours && wanted(ours, theirs))
      .flatMap((theirs) => {
        const comparison = compareStored(of(ours), of(theirs), CONFIG.gate, CONFIG.measure);
        const [cell] = comparison.cells;
        const row = cell?.metrics.find(({ metric }) => metric === 'throughput');
        if (cell === undefined || row === undefined || comparison.stored === undefined) return [];
        if (referenced && comparison.stored.divided === 0) return [];
        return [{ ratio: row.ratio, verdict: cell.verdict, couldSee: row.couldSee }];
      }),
  );
  const count = (is: (one: (typeof compared)[number]) => boolean): number => compared.filter(is).length;
  return {
    pairs: compared.length,
    drops: count(({ ratio }) => ratio < 1 - DROP),
    rises: count(({ ratio }) => ratio > 1 + DROP),
    red: count(({ verdict }) => verdict === 'regression'),
    green: count(({ verdict }) => verdict === 'improvement'),
    largest: Math.max(0, ...compared.map(({ ratio }) => 1 - ratio)),
    couldSee: median(compared.flatMap(({ couldSee }) => couldSee ?? [])),
  };
}

function report(lines: readonly Line[]): string {
  const kinds: readonly (readonly [string, (a: Line, b: Line) => boolean])[] = [
    ['the same', (a, b) => a.speed === b.speed],
    ['another', (a, b) => a.speed !== b.speed],
    ['any', () => true],
  ];
  const share = (part: number, whole: number): string =>
    whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)} %`;
  const rows = kinds.flatMap(([kind, wanted]) =>
    [true, false].map((referenced) => {
      const { pairs, drops, rises, red, green, largest, couldSee } = tally(lines, wanted, referenced);
      const shares = [drops, rises, red, green].map((part) => share(part, pairs));
      return [
        kind,
        referenced ? 'with' : 'without',
        String(pairs),
        ...shares,
        share(largest, 1),
        share(couldSee, 1),
      ];
    }),
  );
  const percent = `${DROP * 100} %`;
  const head = [
    ...['speed', 'reference', 'pairs', `drop > ${percent}`, `rise > ${percent}`],
    ...['red', 'green', 'largest drop', 'could see, median'],
  ];
  return `${lines.length} records\n\n${markdownTable([head, ...rows])}`;
}

const [file, records, generations = '4'] = process.argv.slice(2);
if (file === undefined || !(Number(records) >= 0) || !(Number(generations) >= 3)) {
  throw new Error('stored.ts FILE.jsonl RECORDS [GENERATIONS, at least 3]');
}
await collect(file, Number(records), Number(generations));
const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
console.log(
  report(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line),
  ),
);
