/**
 * What the trusted half for forks takes on records as large as it allows, and on ones that are made to hurt it: peak
 * memory of the whole process, and its time from start to end. It runs dist/report.js as GitHub does, against the forge
 * for tests. Prints a Markdown table.
 *
 *   npm run bundle && node scripts/run-ts.mjs bench/report.ts [repeats]
 */
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { markdownTable } from 'markdown-table';
import type { RunRecord } from '../src/model/record.js';
import { MAX_FOREIGN_BYTES } from '../src/record/foreign.js';
import { unpacked } from '../src/record/packed.js';
import { serialiseRecord } from '../src/record/serialise.js';
import { readMachine } from '../src/system/machine.js';
import { startForgeServer } from '../test/support/forge-server.js';
import { type ForkPullRequest, openFromFork } from '../test/support/fork-pull-request.js';
import { makeCell, makeGenerations } from '../test/support/records.js';
import {
  eventOf,
  leaving,
  type ReportOptions,
  recordOf,
  removeReportFolders,
  runReport,
} from '../test/support/report-run.js';

const REPEATS = Number(process.argv[2] ?? 3);
const MEBIBYTE = 2 ** 20;
const MOST_MEMORY_MB = 200;
const MOST_SECONDS = 5;

/**
 * Loaded before the Action: notes what the process has used when it ends. Not `resourceUsage().maxRSS`: Linux counts
 * what the parent held at the fork into it.
 */
const NOTE_USAGE = `import { readFileSync, writeFileSync } from 'node:fs';
process.on('exit', () => {
  const [, peakKib] = /^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  const usage = { peakKib: Number(peakKib), seconds: performance.now() / 1000 };
  writeFileSync(process.env.LOADGATE_BENCH_USAGE, JSON.stringify(usage));
});
`;

interface Usage {
  readonly peakKib: number;
  readonly seconds: number;
}

/** As a fork may leave it: not packed. */
const plainText = (record: RunRecord): string => unpacked(serialiseRecord(record), 'of a bench');

/** Cells of 12 generations, a third of them slower, with names as long as people give them. */
function largeRecord(pull: ForkPullRequest, cells: number): RunRecord {
  const counts = { screen: 4, confirm: 8 };
  const same = makeGenerations({}, counts);
  const slower = makeGenerations({ throughput: 0.9, cpu: 1.1 }, counts);
  return recordOf(pull, {
    cells: Array.from({ length: cells }, (_, index) =>
      makeCell({ target: `service-${index}`, generations: index % 3 === 0 ? slower : same }),
    ),
  });
}

/** As many rows as a report can have: it is rendered again and again until it fits. */
function manyCells(pull: ForkPullRequest, cells: number): RunRecord {
  const record = largeRecord(pull, cells);
  const short = record.cells.map((cell) => ({ ...cell, generations: cell.generations.slice(0, 4) }));
  return { ...record, cells: short };
}

/** The largest record that is taken. */
function largestRecord(pull: ForkPullRequest): string {
  let cells = 100;
  for (;;) {
    const text = plainText(largeRecord(pull, cells + 1));
    if (Buffer.byteLength(text) > MAX_FOREIGN_BYTES) return plainText(largeRecord(pull, cells));
    cells += Math.max(1, Math.floor((MAX_FOREIGN_BYTES / Buffer.byteLength(text) - 1) * cells * 0.98));
  }
}

const filled = (part: string, start = '', end = ''): string =>
  start + part.repeat(Math.floor((MAX_FOREIGN_BYTES - start.length - end.length) / part.length)) + end;

function artifacts(pull: ForkPullRequest): Readonly<Record<string, ReportOptions['artifact']>> {
  const largest = largestRecord(pull);
  const head = plainText(recordOf(pull)).replace(/"cells":.*$/s, '');
  return {
    '100 cells × 12 generations': leaving(plainText(largeRecord(pull, 100))),
    'the largest that is taken': leaving(largest),
    'the largest, wrong at its end': leaving(largest.replace(/"problems":\[\]\}\s*$/, '"problems":[{}]}')),
    '8 MiB of {}': leaving(filled('{},', `${head}"cells":[`, '{}]}')),
    '500 cells × 4 generations': leaving(plainText(manyCells(pull, 500))),
    '320,000 × {} for cells': leaving(`${head}"cells":[${'{},'.repeat(320_000)}{}],"problems":[]}`),
    '8 MiB of line breaks': leaving(filled('\n')),
    '8 MiB of one escaped text': leaving(filled('\\u0041', '{"schema":"', '"}')),
    '200 MB': (folder) => {
      writeFileSync(join(folder, 'record.json'), largest);
      truncateSync(join(folder, 'record.json'), 200_000_000);
    },
  };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-bench-report-'));
  const preload = join(folder, 'note-usage.mjs');
  const usageFile = join(folder, 'usage.json');
  writeFileSync(preload, NOTE_USAGE);
  const env = {
    NODE_OPTIONS: `--import=${pathToFileURL(preload)}`,
    LOADGATE_BENCH_USAGE: usageFile,
  };
  const forge = await startForgeServer();
  try {
    const pull = await openFromFork(forge);
    const rows = [['record', 'bytes', 'exit', 'peak memory, MB', 'time, s']];
    const worst = { memory: 0, seconds: 0 };
    for (const [name, artifact] of Object.entries(artifacts(pull))) {
      artifact(folder);
      const bytes = statSync(join(folder, 'record.json')).size;
      let exit: number | null = null;
      const usages: Usage[] = [];
      for (let repeat = 0; repeat < REPEATS; repeat++) {
        ({ exitCode: exit } = await runReport({ forge, event: eventOf(forge, pull), artifact, env }));
        usages.push(JSON.parse(readFileSync(usageFile, 'utf8')) as Usage);
      }
      const memory = Math.max(...usages.map(({ peakKib }) => (peakKib * 1024) / 1e6));
      const seconds = Math.max(...usages.map((usage) => usage.seconds));
      worst.memory = Math.max(worst.memory, memory);
      worst.seconds = Math.max(worst.seconds, seconds);
      const size = bytes < MEBIBYTE ? `${bytes}` : `${(bytes / MEBIBYTE).toFixed(1)} Mi`;
      rows.push([name, size, String(exit), memory.toFixed(0), seconds.toFixed(2)]);
    }
    const { cpuModel, cores } = readMachine();
    const table = markdownTable(rows, { align: ['l', 'r', 'r', 'r', 'r'] });
    const good = worst.memory <= MOST_MEMORY_MB && worst.seconds <= MOST_SECONDS;
    process.stdout.write(
      `${table}\n\nThe worst of ${REPEATS} each, on ${cores} × ${cpuModel}, Node.js ${process.version}. ` +
        `Asked for: at most ${MOST_MEMORY_MB} MB and ${MOST_SECONDS} s${good ? '' : ': NOT HELD'}.\n`,
    );
    if (!good) process.exitCode = 1;
  } finally {
    await forge.close();
    removeReportFolders();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
