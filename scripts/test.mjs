// `npm test`: the checks, then every test. Its last line is `N passed, N failed, N skipped`.
// With a Docker engine nothing is left out; without one the Docker tests are, and one line says so.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './lib/checks.mjs';
import { imageOfFixture } from './lib/fixture-image.mjs';
import { countResults } from './lib/results.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';

const engine = (await run(['docker', 'info', '--format', '{{.ServerVersion}}'])).exitCode === 0;
// Making images is waiting for the network for the most part: the checks fill that time.
const images = engine ? run(['scripts/base-images.sh'], { cwd: root, show: true }) : null;
const problems = (await runChecks()).map((name) => `npm run ${name}`);
if (images !== null) {
  const { exitCode } = await images;
  // 3: some can't be had here, and it has said which; the tests of targets that start from them are left out.
  const someMissing = exitCode === 3 && process.env.LOADGATE_REQUIRE_DOCKER !== '1';
  if (exitCode !== 0 && !someMissing) problems.push('scripts/base-images.sh');
} else if (process.env.LOADGATE_REQUIRE_DOCKER === '1') {
  problems.push(
    'LOADGATE_REQUIRE_DOCKER=1, but no Docker engine answers (scripts/docker-engine.sh starts one)',
  );
}

// The tests of all targets come late and build their images: what takes a minute and a half is done by then, beside the
// unit tests. A build that fails here fails there, and is told there.
const wholeRun = process.argv.length === 2;
const built = engine && wholeRun ? warmBuilds() : null;

const scratch = await mkdtemp(join(tmpdir(), 'loadgate-test-'));
const results = join(scratch, 'results.json');
const vitest = [
  'npx',
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
];
const { exitCode } = await run([...vitest, ...process.argv.slice(2)], { cwd: root, show: true });
const counts = await readFile(results, 'utf8').then(
  (text) => countResults(JSON.parse(text)),
  () => ({ passed: 0, failed: 1, skipped: 0 }),
);
await rm(scratch, { recursive: true });
await built;

if (exitCode !== 0 && counts.failed === 0) problems.push('vitest (an error outside of any test, see above)');
if (problems.length > 0) console.log(`failed besides the tests: ${problems.join('; ')}`);
if (counts.skipped > 0) {
  const why = engine ? 'their own conditions do not hold on this machine' : 'no Docker engine answers';
  console.log(`left out: ${counts.skipped} ${engine ? 'tests' : 'Docker tests'}: ${why}`);
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = exitCode === 0 && problems.length === 0 ? 0 : 1;

/** Builds the images of fixtures/targets one after the other, so that their layers are in the engine's cache. */
async function warmBuilds() {
  const targets = join(root, 'fixtures/targets');
  for (const name of await readdir(targets)) {
    const tag = imageOfFixture(`targets/${name}`);
    await run(['docker', 'build', '--cpu-shares', '256', '--tag', tag, join(targets, name)]);
  }
}
