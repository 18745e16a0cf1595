import { readdir } from 'node:fs/promises';
import type { Git } from '../../src/git/types.js';

/**
 * Checks commits out at once, looks at what is there, and removes it again.
 * @param count how many trees; the commits take turns
 * @returns what went wrong; empty: nothing
 */
export async function manyCheckouts(
  git: Git,
  commits: readonly string[],
  count: number,
): Promise<readonly string[]> {
  const expected = await Promise.all(commits.map(async (commit) => namesIn(git, commit)));
  const asked = Array.from({ length: count }, (_, index) => index % commits.length);
  const trees = await Promise.allSettled(asked.map((which) => git.checkOut(commits[which] as string)));
  const faults: string[] = [];
  for (const [index, result] of trees.entries()) {
    if (result.status === 'rejected') {
      faults.push(String(result.reason));
      continue;
    }
    const found = (await readdir(result.value.dir)).sort().join();
    const names = expected[asked[index] as number];
    if (found !== names) faults.push(`${found} instead of ${names}`);
  }
  const removed = await Promise.allSettled(
    trees.map((result) => (result.status === 'fulfilled' ? result.value.remove() : undefined)),
  );
  for (const result of removed) if (result.status === 'rejected') faults.push(String(result.reason));
  return faults;
}

/** What one checkout alone has at its root. */
async function namesIn(git: Git, commit: string): Promise<string> {
  const tree = await git.checkOut(commit);
  const names = (await readdir(tree.dir)).sort().join();
  await tree.remove();
  return names;
}
