/**
 * Provokes every row of docs/internals/faults.md against dist/, run as GitHub runs it, and prints what was answered, what was
 * measured all the same, and what was left behind.
 *
 *   node scripts/run-ts.mjs bench/faults.ts [part of a name…]
 *
 * The rows of an engine that restarts play it by a socket that goes away. With `--restart-engine` the engine itself is
 * ended in the middle of a round and started again by scripts/docker-engine.sh, and nothing else is done. Only where
 * nobody else uses that engine; with `--` come the options that it was started with.
 *
 *   node scripts/run-ts.mjs bench/faults.ts --restart-engine /var/run/docker.pid|PID [part of a name…] [-- options of dockerd…]
 */
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { removeTemporary } from '../test/support/action-run.js';
import { dockerAvailable } from '../test/support/docker.js';
import { type FaultRow, seeRow } from '../test/support/fault-row.js';
import { baselineRows } from '../test/support/fault-rows-baseline.js';
import { engineRows } from '../test/support/fault-rows-engine.js';
import { FORGE_ROWS } from '../test/support/fault-rows-forge.js';
import { REPLICA_ROWS } from '../test/support/fault-rows-replicas.js';
import { DISK_ROWS, DOCKER_ROWS, runRows } from '../test/support/fault-rows-run.js';
import { SERVICE_ROWS } from '../test/support/fault-rows-services.js';
import { realEngine } from '../test/support/real-engine.js';
import { canMount } from '../test/support/small-disk.js';

type Groups = readonly (readonly [string, readonly FaultRow[]])[];

const dashes = process.argv.indexOf('--');
const end = dashes === -1 ? process.argv.length : dashes;
const { values, positionals: wanted } = parseArgs({
  args: process.argv.slice(2, end),
  options: { 'restart-engine': { type: 'string' } },
  allowPositionals: true,
});
const engine = values['restart-engine'];

const usual = (): Groups => [
  ['forge', FORGE_ROWS],
  ['process', [...runRows('process'), ...baselineRows('process')]],
  ['services', dockerAvailable ? SERVICE_ROWS : []],
  ['replicas', dockerAvailable ? REPLICA_ROWS : []],
  ['docker', dockerAvailable ? [...runRows('docker'), ...baselineRows('docker'), ...DOCKER_ROWS] : []],
  ['disk', canMount() ? DISK_ROWS : []],
];
const groups: Groups =
  engine === undefined
    ? usual()
    : [['engine', engineRows(await realEngine(engine, process.argv.slice(end + 1)))]];
const rows = [
  [
    'where',
    'what goes wrong',
    'exit',
    'verdict',
    'code',
    'comment',
    'measured all the same',
    'left',
    'right',
  ],
];
let wrong = 0;
for (const [where, group] of groups) {
  for (const row of group) {
    if (wanted.length > 0 && !wanted.some((part) => `${where}: ${row.name}`.includes(part))) continue;
    const seen = await seeRow(row);
    if (seen.wrong.length > 0) wrong += 1;
    rows.push([
      where,
      row.name,
      seen.exitCode,
      seen.verdict,
      [...new Set(seen.code.split(', '))].join(', '),
      seen.comment,
      seen.measured.join(', '),
      String(seen.left.reduce((sum, count) => sum + count, 0)),
      seen.wrong.length === 0 ? 'yes' : 'NO',
    ]);
    console.error([...(rows.at(-1) ?? []), ...seen.wrong].join(' | '));
    removeTemporary();
  }
}
console.log(markdownTable(rows));
console.log(`${rows.length - 1} rows, ${wrong} wrong.`);
process.exitCode = wrong === 0 ? 0 : 1;
