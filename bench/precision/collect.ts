/**
 * Collects generations for docs/precision.md: the same code on both sides, and planted slowdowns, on a quiet machine
 * and beside a noisy neighbour. Raw data goes to a file with a JSON object a line, and is added to what is there.
 *
 *   node scripts/run-ts.mjs bench/precision/collect.ts FILE.jsonl MINUTES quiet|noisy [plant name part …]
 *
 * Needs a Docker engine. Blocks of a few generations of each plant, in random order, so that a drift of the machine
 * meets all of them.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '../../src/config/parse.js';
import { directorySide } from '../../src/job/directory-side.js';
import { measuredRecord } from '../../src/job/measured-record.js';
import { newRunId, newSeed, withSession } from '../../src/job/session.js';
import type { RunRecord } from '../../src/model/record.js';
import { allowedCores } from '../../src/runtime/cores.js';
import { seededRandom } from '../../src/system/random.js';
import type { Log } from '../../src/system/types.js';
import { inserted, PLANTS, type Plant } from './plants.js';
import type { Line } from './pools.js';
import { CALIBRATION_TURNS, turnsOfOnePercent } from './turns.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Generations of a plant before another one's turn. */
const BLOCK = 4;
/** As in the defaults, with A B B A solo rounds beside them for the other ways. */
const ROUNDS = { duets: 1, solos: 2, probes: 1, atSaturation: 'go-on' } as const;

const QUIET_LOG: Log = {
  info: () => {},
  warning: (message) => console.error(message),
  error: (message) => console.error(message),
  progress: () => {},
  group: (_, body) => body(),
};

const sourceOf = (target: string) => readFileSync(join(ROOT, 'fixtures/targets', target, 'app.py'), 'utf8');

/** Two versions of a target in folders of their own. */
function versions(target: string, candidate: string): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-precision-'));
  for (const side of ['baseline', 'candidate']) {
    cpSync(join(ROOT, 'fixtures/targets', target), join(folder, side), { recursive: true });
  }
  writeFileSync(join(folder, 'candidate', 'app.py'), candidate);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** This repository's own scenario, with the default lengths of rounds. */
function configOf(target: string, scenario: string) {
  const text = readFileSync(join(ROOT, 'loadgate.yml'), 'utf8')
    .replace(/^measure:.*\n/m, '')
    .replace(/^ {2}\w[\w-]*: \{ build: .*\n/gm, (line) =>
      line.startsWith(`  ${target}: `) ? line.replace(/build: [^,}]+/, 'build: .') : '',
    );
  const config = parseConfig(text, 'loadgate.yml');
  return { ...config, scenarios: config.scenarios.filter(({ name }) => name === scenario) };
}

async function measure(
  target: string,
  scenario: string,
  candidate: string,
  generations: number,
): Promise<RunRecord> {
  const { folder, remove } = versions(target, candidate);
  const config = configOf(target, scenario);
  const id = newRunId();
  try {
    return await withSession(
      { id, log: QUIET_LOG, runtime: 'docker', version: 'bench' },
      ({ deps, interrupt }) => {
        interrupt.signal.addEventListener('abort', () => {
          ended = true;
        });
        const bundles = {
          load: join(ROOT, 'dist/load.js'),
          upstream: join(ROOT, 'dist/upstream.js'),
          reference: join(ROOT, 'dist/reference.js'),
        };
        return measuredRecord(
          {
            id,
            config,
            filter: [],
            candidate: directorySide(join(folder, 'candidate'), 'candidate'),
            baseline: directorySide(join(folder, 'baseline'), 'baseline'),
            baselineConfig: null,
            noBaseline: null,
            stored: null,
            seed: newSeed(),
            evenIfUnchanged: true,
          },
          {
            nextStep: (cell) =>
              cell.invalid === null && cell.generations.length < generations ? 'screen' : 'done',
            settings: config.measure,
            rounds: ROUNDS,
            budgetMs: Number.POSITIVE_INFINITY,
            cutShort: '',
          },
          { ...deps, bundles },
        );
      },
    );
  } finally {
    remove();
  }
}

let ended = false;

async function calibrate(targets: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const turns = new Map<string, number>();
  for (const target of targets) {
    const source = sourceOf(target);
    const slow = inserted(source, /^(?:async )?def json_\(.*\):\n/m, [
      `for _ in range(${CALIBRATION_TURNS}):`,
      '    pass',
    ]);
    turns.set(target, turnsOfOnePercent(await measure(target, 'json', slow, 6)));
    console.error(`${target}: ${turns.get(target)?.toFixed(1)} turns take 1 % of a request's CPU time`);
  }
  return turns;
}

/** A neighbour on every core, ended with us. */
function startNeighbours(seconds: number): () => void {
  const path = fileURLToPath(new URL('./neighbour.mjs', import.meta.url));
  const all = allowedCores().map((core) =>
    spawn(process.execPath, [path, String(core), String(seconds)], { stdio: 'ignore' }),
  );
  return () => {
    for (const child of all) child.kill();
  };
}

async function collect(
  file: string,
  minutes: number,
  noise: string,
  plants: readonly Plant[],
): Promise<void> {
  const turns = await calibrate([...new Set(plants.filter(({ cpu }) => cpu).map(({ target }) => target))]);
  const endMs = Date.now() + minutes * 60_000;
  const random = seededRandom(newSeed());
  const endNeighbours = noise === 'noisy' ? startNeighbours(minutes * 60 + 120) : () => {};
  try {
    while (Date.now() < endMs && !ended) {
      for (const plant of random.shuffle(plants)) {
        if (Date.now() >= endMs || ended) return;
        const source = plant.patch(sourceOf(plant.target), turns.get(plant.target) ?? 0);
        const record = await measure(plant.target, plant.scenario, source, BLOCK);
        for (const cell of record.cells) {
          const line: Line = { plant: plant.name, noise, machine: record.machine.fingerprint, cell };
          appendFileSync(file, `${JSON.stringify(line)}\n`);
        }
        const left = Math.round((endMs - Date.now()) / 60_000);
        const problems = record.problems.map(({ message }) => message).join('; ');
        console.error(
          `${plant.name}: ${record.cells[0]?.generations.length} generations, ${left} min left ${problems}`,
        );
      }
    }
  } finally {
    endNeighbours();
  }
}

const [file, minutes, noise, ...names] = process.argv.slice(2);
if (file === undefined || !(Number(minutes) > 0) || (noise !== 'quiet' && noise !== 'noisy')) {
  throw new Error('collect.ts FILE.jsonl MINUTES quiet|noisy [plant name part …]');
}
const chosen = PLANTS.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));
await collect(file, Number(minutes), noise, chosen);
