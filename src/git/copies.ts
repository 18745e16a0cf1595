import { hasCommit, isShallow, requireSha, shortSha } from './commits.js';
import { type HistorySource, withHistory } from './history.js';
import type { GitRunner } from './run.js';

/** How far back to look for the copies, in commits. */
const DEPTH = 512;
/** What a rebase keeps of a commit: author, date, and message. */
const KEPT = '%an%n%ae%n%at%n%B';

/**
 * The number of commits that a merge by rebase put at the tip of a branch: copies of the commits of a head, in their
 * order. It is 0 after a merge by squash, because that commit has another message.
 * @param merge the branch's tip after the merge
 * @param head the head that was merged
 */
export async function copiedCommits(source: HistorySource, merge: string, head: string): Promise<number> {
  requireSha(merge);
  requireSha(head);
  const { runner } = source;
  const present = (await hasCommit(runner, merge)) && (await hasCommit(runner, head));
  if (present && !(await isShallow(runner))) return countCopies(runner, merge, head);
  return withHistory(source, [merge, head], DEPTH, (fetched) => countCopies(fetched, merge, head));
}

async function countCopies(runner: GitRunner, merge: string, head: string): Promise<number> {
  const what = `compare ${shortSha(merge)} with ${shortSha(head)}`;
  const list = async (...args: readonly string[]): Promise<readonly (readonly [string, string])[]> => {
    const limit = `--max-count=${DEPTH}`;
    const shown = await runner.run(what, [
      'log',
      '-z',
      '--no-show-signature',
      limit,
      `--format=%H%n${KEPT}`,
      ...args,
    ]);
    return shown.split('\0').flatMap((entry) => {
      const end = entry.indexOf('\n');
      return end === -1 ? [] : [[entry.slice(0, end), entry.slice(end + 1)] as const];
    });
  };
  const originals = await list('--no-merges', '--topo-order', head, `^${merge}`);
  const placed = await list('--first-parent', merge, `^${head}`);
  let [count, from] = [0, 0];
  for (const [, kept] of placed) {
    const at = originals.findIndex(([, original], index) => index >= from && original === kept);
    if (at === -1) break;
    count++;
    from = at + 1;
  }
  return count;
}
