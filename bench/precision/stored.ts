/**
 * Stored figures on a machine whose speed changes: how often the same code seems to have become slower, with and
 * without the reference target. Measures flask's json alone, as under `compare: stored`, in records of 4 generations;
 * half of the runs get 0.7 CPUs where their records say 1, as a virtual machine does that has spent its credit. Then
 * every record is compared with every other. Raw data goes to a file with a JSON object a line, and is added to what is
 * there.
 *
 *   node scripts/run-ts.mjs bench/precision/stored.ts FILE.jsonl RECORDS [quiet|noisy] [GENERATIONS]
 *
 * With 0 records, only what is in the file is compared; it may be packed then. Needs a Docker engine and dist/.
 */
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../src/config/parse.js';
import { directorySide } from '../../src/job/directory-side.js';
import { measuredRecord } from '../../src/job/measured-record.js';
import { newRunId, newSeed, withSession } from '../../src/job/session.js';
import type { RunRecord } from '../../src/model/record.js';
import type { Runtime } from '../../src/runtime/runtime.js';
import { seededRandom } from '../../src/system/random.js';
import { withNoise } from './neighbours.js';
import { type Noise, readJsonLines } from './pools.js';
import { BUNDLES, QUIET_LOG, ROOT } from './run.js';
import { pairsReport, type StoredLine } from './stored-pairs.js';

/** The whole of the cap, and what is left of it on a slow day. */
const SPEEDS = [1, 0.7];

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
        chooseRuntime: async (targets, hosts) => slowed(await deps.chooseRuntime(targets, hosts), speed),
      },
    );
  });
}

/** Both speeds in random order, again and again, so that a drift of the machine meets both. */
async function collect(file: string, records: number, noise: Noise, generations: number): Promise<void> {
  const random = seededRandom(newSeed());
  for (let done = 0; done < records && !ended; ) {
    for (const speed of random.shuffle(SPEEDS)) {
      if (done >= records || ended) return;
      const record = await withNoise(noise, () => measure(speed, generations));
      if (ended) return;
      appendFileSync(file, `${JSON.stringify({ speed, noise, record } satisfies StoredLine)}\n`);
      done += 1;
      const problems = record.problems.map(({ message }) => message).join('; ');
      const missing = record.reference?.missing ?? '';
      const measured = record.cells[0]?.generations.length ?? 0;
      console.error(`${done} of ${records}: speed ${speed}, ${measured} generations ${problems} ${missing}`);
    }
  }
}

const [file, records, noise = 'quiet', generations = '4'] = process.argv.slice(2);
if (
  file === undefined ||
  !(Number(records) >= 0) ||
  (noise !== 'quiet' && noise !== 'noisy') ||
  !(Number(generations) >= 3)
) {
  throw new Error('stored.ts FILE.jsonl RECORDS [quiet|noisy] [GENERATIONS, at least 3]');
}
await collect(file, Number(records), noise, Number(generations));
console.log(pairsReport(existsSync(file) ? readJsonLines<StoredLine>(file) : [], CONFIG));
