// Everything that is checked besides the tests.
import { availableParallelism } from 'node:os';
import { root } from './root.mjs';
import { run } from './run.mjs';

/** The package.json scripts that are checks. */
const CHECKS = [
  'typecheck',
  'lint',
  'check:unused',
  'check:imports',
  'check:size',
  'check:tracked',
  'check:repository',
  'check:dist',
  'check:workflows',
];

/** @param {string} name of a script in package.json */
async function check(name) {
  const start = performance.now();
  const { exitCode, output } = await run(['npm', 'run', '--silent', name], { cwd: root });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const said = output
    .trim()
    .split('\n')
    .filter((line) => line !== '');
  if (exitCode !== 0) console.log(`FAILED ${name} (${seconds} s)\n${said.join('\n')}\n`);
  // One line at most of what passed: what was left out, or how much was looked at.
  else console.log(`ok     ${name} (${seconds} s)${said.length === 1 ? `  ${said[0]}` : ''}`);
  return exitCode === 0;
}

/**
 * Runs every check, also after one has failed: all that is wrong is shown at once.
 * @returns {Promise<string[]>} the names of those that failed
 */
export async function runChecks() {
  const queue = [...CHECKS];
  /** @type {string[]} */
  const failed = [];
  const worker = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      if (!(await check(name))) failed.push(name);
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  return failed;
}
