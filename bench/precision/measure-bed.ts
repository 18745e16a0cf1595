import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../../src/config/parse.js';
import { directorySide } from '../../src/job/directory-side.js';
import { measuredRecord } from '../../src/job/measured-record.js';
import type { Measuring } from '../../src/job/measuring.js';
import { newRunId, newSeed, withSession } from '../../src/job/session.js';
import type { RunRecord } from '../../src/model/record.js';
import { ALL_KINDS } from '../../src/model/round.js';
import { type Bed, type Block, pathOf, planted, WHOLE } from './plants.js';
import { BUNDLES, QUIET_LOG, ROOT } from './run.js';

/** A solo round a side is for the other ways. */
const ROUNDS = { solos: 1, probes: 1, atSaturation: 'go-on' } as const;

/** Two versions of a bed's service in folders of their own. */
function versions(bed: Bed, turns: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-precision-'));
  for (const side of ['baseline', 'candidate'] as const) {
    cpSync(join(ROOT, 'fixtures/targets', bed.target), join(folder, side), { recursive: true });
    const app = join(folder, side, 'app.py');
    writeFileSync(app, planted(readFileSync(app, 'utf8'), bed, side, turns));
  }
  return folder;
}

const BODIES = { json: '{"message":"Hello, World!"}', upstream: '{"upstream":["ok"]}' };

/** The default caps, connections and lengths of rounds; a scenario a plant. */
function configOf({ name, plants }: Bed) {
  const expect = (kind: keyof typeof BODIES) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: BODIES[kind],
  });
  const scenarios = plants.map((plant) => [
    plant.name,
    {
      request: `GET ${pathOf(plant.name)}`,
      // No number of calls is promised: one more is for the comparison to find.
      ...(plant.kind === 'upstream' ? { upstream: { delay: '20ms' } } : {}),
      expect: expect(plant.kind),
    },
  ]);
  const config = {
    targets: { [name]: { build: '.', port: 8080 } },
    scenarios: Object.fromEntries(scenarios),
  };
  return parseConfig(JSON.stringify(config), 'loadgate.yml');
}

function spentOn({ whole, light, duets }: Block): Pick<Measuring, 'nextStep' | 'kinds' | 'rounds'> {
  return {
    nextStep: ({ invalid, generations }) =>
      invalid === null && generations.length < whole + light ? 'screen' : 'done',
    kinds: ({ generations }) => (generations.length < whole ? ALL_KINDS : ['duet']),
    rounds: { ...ROUNDS, duets },
  };
}

/**
 * A block of generations of all cells of a bed: fresh containers of both versions each.
 * @throws LoadgateError where nothing can be measured, and the reason of the signal that ended it
 */
export async function measureBed(bed: Bed, turns: number): Promise<RunRecord> {
  const folder = versions(bed, turns);
  const config = configOf(bed);
  const id = newRunId();
  const request = {
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
  };
  const measuring = {
    ...spentOn(bed.block ?? WHOLE),
    settings: config.measure,
    budgetMs: Number.POSITIVE_INFINITY,
    cutShort: '',
  };
  try {
    return await withSession({ id, log: QUIET_LOG, runtime: 'docker', version: 'bench' }, ({ deps }) =>
      measuredRecord(request, measuring, { ...deps, bundles: BUNDLES }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
