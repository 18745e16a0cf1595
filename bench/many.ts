/**
 * What a run of many cells takes: sizes of its record and of everything that people read, and the time and memory of making
 * them. The generations are measured ones (bench/precision/data), in cells of 4 whole and 3 light ones, as a cell without a
 * change has them; every hundredth cell is slower. Prints a Markdown table.
 *
 *   node scripts/run-ts.mjs bench/many.ts [CELLS = 1000] [FOLDER for the pages]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import { judge, NOTHING_ELSE } from '../src/compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../src/config/defaults.js';
import { renderHtml } from '../src/html/page.js';
import type { CellRecord, Generation, RunRecord } from '../src/model/record.js';
import { mergeRecords } from '../src/record/merge.js';
import { unpacked } from '../src/record/packed.js';
import { parseRecord } from '../src/record/parse.js';
import { serialiseRecord } from '../src/record/serialise.js';
import { renderComment } from '../src/report/comment.js';
import { renderSummary } from '../src/report/summary.js';
import { renderTerminal, TERMINAL_CONTEXT } from '../src/report/terminal.js';
import { seededRandom } from '../src/system/random.js';
import { makeCell, makeRecord } from '../test/support/records.js';
import { splitRecord } from '../test/support/shards.js';
import { moved } from './precision/exact-plants.js';
import { alikeIn, drawer, keptOf, type Pool, poolsIn, readAll } from './precision/pools.js';
import { ROOT } from './precision/run.js';
import { asSpent } from './precision/spending.js';

const WHOLE = 4;
const LIGHT = 3;
const CONFIRMING = 5;
const SCENARIOS = 3;
/** Cells of a job of ten minutes (docs/scale.md). */
const CELLS_A_SHARD = 9;

const cells = Number(process.argv[2] ?? 1000);
const folder = process.argv[3];
if (!Number.isInteger(cells) || cells < 1) throw new Error('many.ts [CELLS] [FOLDER]');

const random = seededRandom(20_261_128);
const still = alikeIn(
  poolsIn('quiet', keptOf(readAll([join(ROOT, 'bench/precision/data/generations.jsonl.gz')]))),
);
const slower = still.map((pool) => moved(pool, { rps: 0.9, cpu: 1.11, latency: 1.11 }));

function cellAt(at: number): CellRecord {
  const pools: readonly Pool[] = at % 100 === 0 ? slower : still;
  const draw = drawer(pools[random.below(pools.length)] as Pool, random);
  const count = WHOLE + (at % 100 === 0 ? CONFIRMING : LIGHT);
  const generations = Array.from({ length: count }, (_, index): Generation => {
    const kinds = index < WHOLE ? (['duet', 'solo', 'probe'] as const) : (['duet'] as const);
    const phase = at % 100 === 0 && index >= WHOLE ? 'confirm' : 'screen';
    return { ...asSpent(draw(kinds), kinds, 1), index, phase };
  });
  return makeCell({
    target: `service-${Math.floor(at / SCENARIOS)}`,
    scenario: `scenario-${at % SCENARIOS}`,
    generations,
  });
}

const KIB = 1024;
const size = (text: string): string => {
  const bytes = Buffer.byteLength(text);
  return bytes >= KIB * KIB ? `${(bytes / KIB / KIB).toFixed(1)} MiB` : `${(bytes / KIB).toFixed(0)} KiB`;
};
const rows: string[][] = [];

/** Adds a row of what a step takes, and what it leaves. */
function step<T>(name: string, run: () => T, sizeOf: (made: T) => string = () => ''): T {
  const startedMs = performance.now();
  const made = run();
  rows.push([name, sizeOf(made), `${((performance.now() - startedMs) / 1000).toFixed(2)} s`]);
  return made;
}

const whole = makeRecord({ cells: Array.from({ length: cells }, (_, at) => cellAt(at)) });
const shardCount = Math.min(256, Math.ceil(cells / CELLS_A_SHARD));
const shards = splitRecord(whole, shardCount, (target) => (Number(target.split('-')[1]) % shardCount) + 1);
const texts = shards.map(serialiseRecord);
rows.push([`records of ${shardCount} shards`, `${size(texts[0] ?? '')} each`, '']);
const read = step('reading all shards', () => texts.map((text) => parseRecord(text, 'of a shard')));
const merged = step('merge', () => mergeRecords(read));
const grounds = { ...NOTHING_ELSE, gate: DEFAULT_GATE, measure: DEFAULT_MEASURE };
const { record, comparison, gate } = step('comparison', () => judge(merged, grounds));
const text = step('record, as it is kept', () => serialiseRecord(record), size);
rows.push(['record, unpacked', size(unpacked(text, 'of this run')), '']);
step('reading it', (): RunRecord => parseRecord(text, 'of this run'));
const pages = {
  'comment.md': step('comment', () => renderComment(record, comparison, gate, TERMINAL_CONTEXT), size),
  'summary.md': step('job summary', () => renderSummary(record, comparison, gate, TERMINAL_CONTEXT), size),
  'terminal.txt': step(
    'terminal',
    () => renderTerminal(record, comparison, gate, { colour: false, columns: 120 }),
    (made) => `${made.split('\n').length} lines`,
  ),
  'report.html': step('HTML report', () => renderHtml({ record, comparison, gate }, TERMINAL_CONTEXT), size),
};
const [, peakKib = ''] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
rows.push(['peak memory of all of this', `${Math.round(Number(peakKib) / KIB)} MiB`, '']);

console.log(`${cells} cells, ${comparison.counts.regression} of them red\n`);
console.log(markdownTable([['', 'size', 'time'], ...rows], { align: ['l', 'r', 'r'] }));
if (folder !== undefined) {
  mkdirSync(folder, { recursive: true });
  for (const [name, page] of Object.entries(pages)) writeFileSync(join(folder, name), page);
}
