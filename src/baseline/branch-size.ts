import { withBareRepository } from '../git/bare.js';
import { fetchFrom, REMOTE } from '../git/remote.js';
import { remoteFailure } from '../git/remote-failure.js';
import type { BranchStoreOptions } from './branch.js';
import { branchRef, DEFAULT_BRANCH } from './branch-name.js';
import { FetchFailed, withBranch } from './branch-repository.js';

/** How much the branch holds by now, without its history. */
export interface BranchSize {
  readonly files: number;
  /** Of all files, as they are; git stores them compressed. */
  readonly bytes: number;
}

const TIP = 'refs/loadgate/whole';

/**
 * Fetches all files of the branch, once, to know their size.
 * @returns null: there is no such branch
 * @throws LoadgateError `baseline-fetch-failed`
 */
export async function branchSize(options: BranchStoreOptions): Promise<BranchSize | null> {
  const name = options.branch ?? DEFAULT_BRANCH;
  const ref = branchRef(name);
  const known = await withBranch(options, { name, ref }, '', async (_runner, { commit }) => commit);
  if (known === null) return null;
  return withBareRepository(options, 'baseline', async ({ runner, init }) => {
    await init(known);
    const what = [`+${ref}:${TIP}`];
    const fetched = await fetchFrom(runner, REMOTE, { options: ['--depth=1'], what });
    if (fetched.exitCode !== 0) throw new FetchFailed(remoteFailure(fetched.stderr), name, fetched);
    const listed = await runner.run('measure the branch', ['ls-tree', '-r', '-l', '-z', '--full-tree', TIP]);
    const sizes = listed.split('\0').flatMap((line) => /^\d+ blob [0-9a-f]+ +(\d+)\t/.exec(line)?.[1] ?? []);
    return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + Number(size), 0) };
  });
}
