/**
 * Many checkouts of one repository at the same moment: none may fail, and nothing may be left.
 *
 *   node scripts/run-ts.mjs bench/checkouts.ts [at once] [times]
 */
import { createGit } from '../src/git/create.js';
import { exec } from '../src/system/exec.js';
import { manyCheckouts } from '../test/support/checkouts.js';
import { createSandbox } from '../test/support/git-sandbox.js';

const [count = 200, rounds = 20] = process.argv.slice(2).map(Number);
const box = await createSandbox();
try {
  const dir = await box.init('work');
  const files = Object.fromEntries(
    Array.from({ length: 50 }, (_, n) => [`folder ${n % 7}/${n}.txt`, `${n}\n`]),
  );
  const commits = [await box.commit(dir, files), await box.commit(dir, { 'second.txt': '2\n' })];
  const faults: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const git = createGit({ exec, dir, env: box.env, runId: `round${round}` });
    faults.push(...(await manyCheckouts(git, commits, count)));
  }
  const left = [...(await box.leftovers()), ...(await box.git(dir, 'worktree', 'list')).split('\n').slice(1)];
  for (const fault of new Set(faults)) console.log(fault);
  console.log(`${count} at once × ${rounds}: ${faults.length} faults, ${left.length} left`);
  if (faults.length + left.length > 0) process.exitCode = 1;
} finally {
  await box.close();
}
