/**
 * Ends real runs of dist/ by SIGTERM, as the first and only signal, at moments spread over them, on both runtimes,
 * and shows what each leaves behind before its post step has run.
 *
 *   node scripts/run-ts.mjs bench/cancel.ts [process|docker] [moment…]
 */
import { randomBytes } from 'node:crypto';
import { markdownTable } from 'markdown-table';
import { removeTemporary, type WorkflowOptions, type WorkflowRun } from '../test/support/action-run.js';
import {
  cancelAt,
  cancelWhileCommenting,
  cancelWhileStoring,
  createSlowOrigin,
  type How,
  headOf,
  lastComment,
  MOMENTS,
} from '../test/support/cancel-moments.js';
import { docker } from '../test/support/docker.js';
import { startForgeServer } from '../test/support/forge-server.js';
import { leftoversOf, NOTHING_LEFT } from '../test/support/leftovers.js';
import type { OriginRepository } from '../test/support/pull-requests.js';

interface Place {
  readonly origin: OriginRepository;
  readonly options: WorkflowOptions;
  readonly how: How;
}

/** SIGTERM and nothing else: a run that has not ended after this would be killed, and is told as such. */
const signals = [{ name: 'SIGTERM', waitMs: 30_000 }] as const;
const touched = { 'page/server.mjs': (before: string) => `${before}// touched\n` };

interface Ending {
  readonly name: string;
  readonly run: (place: Place) => Promise<WorkflowRun>;
}

const ENDINGS: readonly Ending[] = [
  ...MOMENTS.map((moment) => ({
    ...moment,
    run: ({ origin, options, how }: Place) => cancelAt(moment, origin.open(30, touched), options, how),
  })),
  {
    name: 'while it comments',
    run: ({ origin, options, how }) =>
      cancelWhileCommenting(origin.open(31, { 'README.md': '# x\n' }), options, how),
  },
  {
    name: 'while it stores the baseline',
    run: ({ origin, options, how }) => cancelWhileStoring(headOf(origin), options, how),
  },
];

/** The stages of a record's timing, in the order of a run. */
const STAGES = ['plan', 'runtime', 'checkout', 'build', 'start', 'verify', 'warm-up', 'rounds', 'store'];

const [only, ...names] = process.argv.slice(2);
const runtimes = ['process', 'docker'].filter((one) => only === undefined || one === only);
const rows = [
  [
    'runtime',
    'moment',
    'stage reached',
    'exit',
    'ends after s',
    'containers',
    'networks',
    'worktrees',
    'processes',
    'files',
    'told',
  ],
];
let wrong = 0;
for (const runtime of runtimes) {
  for (const ending of ENDINGS) {
    if (names.length > 0 && !names.some((part) => ending.name.includes(part))) continue;
    // Nothing is built for a process.
    if (runtime === 'process' && ending.name === 'build') continue;
    rows.push(await oneRow(runtime, ending));
    console.error(rows.at(-1)?.join(' | '));
  }
}
console.log(markdownTable(rows));
console.log(`${rows.length - 1} runs ended; ${wrong} left something, were killed, or ended with 0.`);
process.exitCode = wrong === 0 ? 0 : 1;

async function oneRow(runtime: string, ending: Ending): Promise<string[]> {
  const tag = randomBytes(6).toString('hex');
  const origin = createSlowOrigin(tag);
  const forge = await startForgeServer();
  let left = NOTHING_LEFT;
  let endedMs = 0;
  let signalledMs = 0;
  try {
    const inputs = { runtime, ...(ending.name.includes('stores') ? { budget: '5s' } : {}) };
    const run = await ending.run({
      origin,
      how: {
        signals,
        onSignal: () => {
          signalledMs = Date.now();
        },
      },
      options: {
        origin,
        forge,
        inputs,
        afterMain: (place) => {
          endedMs = Date.now();
          // The record stays for later steps on purpose.
          left = leftoversOf({ ...place, keep: recordFolders(place) });
        },
      },
    });
    const timing = run.measured?.timing ?? {};
    const reached = STAGES.findLast((stage) => (timing[stage] ?? 0) > 0) ?? '';
    const counts = Object.values(left).map((found: readonly string[]) => found.length);
    const bad = run.killed || !run.cancelled || run.exitCode === 0 || counts.some((count) => count > 0);
    if (bad) {
      wrong += 1;
      console.error(left, run.stdout.slice(-3000), run.stderr.slice(-2000));
    }
    const told = ending.name.includes('stores')
      ? 'n/a'
      : /(cancelled|could not measure|killed)/.exec(await lastComment(forge))?.[1];
    return [
      runtime,
      ending.name,
      reached,
      run.killed ? 'killed' : String(run.exitCode),
      run.cancelled ? ((endedMs - signalledMs) / 1000).toFixed(1) : 'no signal',
      ...counts.map(String),
      told ?? 'NOT',
    ];
  } finally {
    await forge.close();
    origin.remove();
    removeTemporary();
    if (runtime === 'docker') await removeImages();
  }
}

function recordFolders({ id }: { readonly id: string }): string[] {
  return [`loadgate-${id}`];
}

/** The target's two images, which a run keeps as a cache. */
async function removeImages(): Promise<void> {
  const names = ['candidate', 'baseline'].map((side) => `loadgate/cancelled:${side}`);
  await docker(['image', 'rm', '--force', ...names]).catch(() => {});
}
