/**
 * How large the branch of the baselines is after so many pushes to the default branch, with and without the default of
 * `baseline-keep`: real records with figures that differ as `git fast-import`
 * packs them.
 *
 *   node scripts/run-ts.mjs bench/branch.ts [RECORDS] [A_DAY]
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import { droppable, type KeepRule, type StoredRecord } from '../src/baseline/keep-rule.js';
import { pointOf } from '../src/history/point.js';
import { serialisePoint } from '../src/record/point-file.js';
import { serialiseRecord } from '../src/record/serialise.js';
import { seededRandom } from '../src/system/random.js';
import { shaAt } from '../test/support/histories.js';
import { makeCell, makeGenerations, makeRecord } from '../test/support/records.js';

const RECORDS = Number(process.argv[2] ?? 10_000);
const A_DAY = Number(process.argv[3] ?? 30);
const CELLS = 9;
const START = Date.UTC(2026, 0, 1);
const STEP_MS = (24 * 3_600_000) / A_DAY;
/** The branch has a commit for each record since it was last compacted: at most this many (src/baseline/keep-rule.ts). */
const SINCE_COMPACTION = 25;

const template = makeRecord({
  cells: Array.from({ length: CELLS }, (_, at) =>
    makeCell({
      target: `service-${at % 3}`,
      scenario: `scenario-${at}`,
      generations: makeGenerations({ growth: 1 }, { screen: 7 }),
    }),
  ),
});

const RECORD = serialiseRecord(template);
const POINT = serialisePoint(pointOf(template));

/** The text of a commit's file, whose every measured figure differs from those of the others. */
function textAt(place: number, isKept: boolean): string {
  const random = seededRandom(place);
  const jittered = (figure: string): string => {
    const changed = Number(figure) * (1 + (random.below(20_001) - 10_000) / 500_000);
    return String(figure.includes('.') ? Number(changed.toPrecision(6)) : Math.round(changed));
  };
  return (isKept ? RECORD : POINT)
    .replaceAll(/(?<=[:[,])\d+\.\d+|(?<=[:[,])\d{4,}(?=[,}\]])/g, jittered)
    .replace(template.candidate.sha, shaAt(place))
    .replace(template.startedAt, new Date(START + place * STEP_MS).toISOString());
}

/** Places of the records that are left after every push was followed by the rule. */
function keptPlaces(keep: KeepRule): ReadonlySet<number> {
  let records: StoredRecord[] = [];
  for (let place = 0; place < RECORDS; place++) {
    const startedMs = START + place * STEP_MS;
    records.push({ sha: String(place), label: 'main', startedMs });
    const dropped = new Set(droppable(records, { keep, defaultBranch: 'main', nowMs: startedMs }));
    if (dropped.size > 0) records = records.filter(({ sha }) => !dropped.has(sha));
  }
  return new Set(records.map(({ sha }) => Number(sha)));
}

async function measure(keep: KeepRule): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-branch-'));
  try {
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    execFileSync('git', ['init', '--quiet', '--bare', folder]);
    const kept = keptPlaces(keep);
    const importing = spawn('git', ['-C', folder, 'fast-import', '--quiet'], {
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    const ended = once(importing, 'exit');
    const write = async (text: string): Promise<void> => {
      if (!importing.stdin.write(text)) await once(importing.stdin, 'drain');
    };
    let bytes = 0;
    for (let place = 0; place < RECORDS; place++) {
      const isKept = kept.has(place);
      const text = textAt(place, isKept);
      bytes += Buffer.byteLength(text);
      // What was compacted is one commit; those after it, and all where nothing ever is, have one each.
      const isNew = place === 0 || keep.kind === 'all' || place >= RECORDS - SINCE_COMPACTION;
      if (isNew)
        await write(
          `commit refs/heads/loadgate\ncommitter loadgate <loadgate@example> ${Math.floor((START + place * STEP_MS) / 1000)} +0000\ndata 1\nx\n`,
        );
      await write(
        `M 100644 inline ${isKept ? 'records' : 'history'}/${shaAt(place)}.json\ndata ${Buffer.byteLength(text)}\n${text}\n`,
      );
    }
    importing.stdin.end();
    await ended;
    const [, packed = '?'] = /size-pack: (\d+)/.exec(git('count-objects', '-v')) ?? [];
    const mebibytes = (value: number): string => `${(value / 2 ** 20).toFixed(1)} MiB`;
    return [
      keep.kind,
      String(kept.size),
      String(RECORDS - kept.size),
      mebibytes(bytes),
      mebibytes(Number(packed) * 1024),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

console.log(
  `${RECORDS} records of ${CELLS} cells, ${A_DAY} a day; a record has ${Buffer.byteLength(RECORD)} bytes, a point ${Buffer.byteLength(POINT)}.`,
);
console.log(
  markdownTable([
    ['baseline-keep', 'records', 'points', 'files', 'packed, as it is cloned'],
    await measure({ kind: 'thin' }),
    await measure({ kind: 'all' }),
  ]),
);
