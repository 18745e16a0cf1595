/**
 * Jobs that store a baseline at the same moment, on a real git server over HTTP: nothing may be lost.
 *
 *   node scripts/run-ts.mjs bench/baseline-writers.ts [writers] [rounds]
 */
import { join } from 'node:path';
import { createSandbox } from '../test/support/git-sandbox.js';
import { startGitServer } from '../test/support/git-server.js';
import { storeAtOnce } from '../test/support/writers.js';

const TOKEN = 'ghs_writer';
const [writers = 20, rounds = 5] = process.argv.slice(2).map(Number);

const box = await createSandbox();
await box.bare('o/r.git');
const server = await startGitServer({ root: box.dir, env: box.env, readers: [], writers: [TOKEN] });
try {
  const { records, writers: fared } = await storeAtOnce(
    { server, token: TOKEN, env: box.env },
    writers,
    rounds,
  );
  const bare = join(box.dir, 'o/r.git');
  const listed = await box.git(bare, 'ls-tree', '--name-only', 'loadgate:records');
  const there = new Set(listed.split('\n'));
  const found = records.filter((sha) => there.has(`${sha}.json`)).length;
  const commits = await box.git(bare, 'rev-list', '--count', 'loadgate');
  await box.git(bare, 'fsck', '--full', '--strict', '--no-dangling');
  const seconds = fared.map(({ ms }) => ms / 1000).sort((a, b) => a - b);
  const pushes = fared.map((writer) => writer.pushes).sort((a, b) => a - b);
  const at = (sorted: readonly number[], share: number): number =>
    sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  console.log(
    `${writers} writers × ${rounds} rounds: ${found} of ${records.length} records there, ${commits} commits`,
  );
  console.log(
    `time until stored: median ${at(seconds, 0.5).toFixed(1)} s, 95 % ${at(seconds, 0.95).toFixed(1)} s, slowest ${at(seconds, 1).toFixed(1)} s`,
  );
  console.log(
    `pushes a writer: median ${at(pushes, 0.5)}, 95 % ${at(pushes, 0.95)}, most ${at(pushes, 1)}, in all ${pushes.reduce((a, b) => a + b, 0)}`,
  );
  if (found !== writers * rounds || Number(commits) !== writers * rounds) process.exitCode = 1;
} finally {
  await server[Symbol.asyncDispose]();
  await box.close();
}
