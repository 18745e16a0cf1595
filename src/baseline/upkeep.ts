import type { GitRunner } from '../git/run.js';
import { identity } from '../git/snapshot.js';
import { type Attempt, type BranchStoreOptions, PUSH_ATTEMPTS, retrying } from './branch.js';
import { branchRef, DEFAULT_BRANCH } from './branch-name.js';
import {
  at,
  type BranchRef,
  type BranchTip,
  folderEntry,
  RECORDS,
  readRecordText,
  recordsOf,
  replace,
  withBranch,
  writeTree,
} from './branch-repository.js';
import { droppable, type KeepRule, type StoredRecord, storedRecord } from './keep.js';
import { pushCommit } from './push.js';
import { fileNameOf, readStored } from './read.js';

export interface UpkeepRule {
  /** ms; null: everything is kept. */
  readonly keepMs: number | null;
  readonly defaultBranch: string | null;
}

/** What the branch holds, without its history. */
export interface BranchState {
  readonly records: number;
  readonly releases: number;
  /** Of all files, as they are; git stores them compressed. */
  readonly bytes: number;
  /** Records that were removed just now. */
  readonly dropped: number;
}

/**
 * Measures the branch and, where a rule says so, removes its old records and its history.
 *
 * Only files that are records are looked at: releases, accepted regressions and whatever else is there stay. What is
 * removed from the newest commit alone stays in the history, so the branch becomes one commit without parents.
 * That can't be pushed without force; it is pushed with a lease on the commit that was read: one atomic update of
 * the ref, which the server refuses where anybody stored anything meanwhile. Then all of it starts anew.
 * @throws LoadgateError `baseline-fetch-failed`, `baseline-push-rejected`, `baseline-push-failed`; `baseline-corrupt`,
 *   `record-version`: a record that can't be read is never taken for an old one
 */
export function keepUp(options: BranchStoreOptions, rule: UpkeepRule): Promise<BranchState> {
  const name = options.branch ?? DEFAULT_BRANCH;
  const branch = { name, ref: branchRef(name), whole: true };
  return retrying(options, PUSH_ATTEMPTS, () =>
    withBranch(options, branch, '', (runner, tip) =>
      keepUpOnce(runner, tip, branch, rule, options.clock.now()),
    ),
  );
}

async function keepUpOnce(
  runner: GitRunner,
  tip: BranchTip,
  branch: BranchRef,
  { keepMs, defaultBranch }: UpkeepRule,
  nowMs: number,
): Promise<Attempt<BranchState>> {
  if (tip.commit === null) return { value: { records: 0, releases: 0, bytes: 0, dropped: 0 } };
  const old = keepMs === null ? [] : await oldRecords(runner, tip, branch, { keepMs, defaultBranch, nowMs });
  if (old.length === 0) return { value: { ...(await sizeOf(runner, tip.commit)), dropped: 0 } };
  const commit = await withoutRecords(runner, tip, old, nowMs);
  const end = await pushCommit(runner, commit, branch, tip.commit);
  if (end.kind === 'refused') throw end.error;
  if (end.kind === 'again') return { error: end.error };
  return { value: { ...(await sizeOf(runner, commit)), dropped: old.length } };
}

async function oldRecords(
  runner: GitRunner,
  tip: BranchTip,
  branch: BranchRef,
  rule: KeepRule,
): Promise<readonly string[]> {
  const entries = recordsOf(tip);
  if (!(await mayHaveOld(runner, tip, entries.size, rule))) return [];
  const records: StoredRecord[] = [];
  for (const [sha, entry] of entries) {
    const from = `${RECORDS}/${fileNameOf(sha)} on branch ${at(branch.name, tip.commit)}`;
    const text = await readRecordText(runner, entry, branch.name);
    records.push(
      storedRecord(readStored(text, sha, from, `Remove ${RECORDS}/${fileNameOf(sha)} from the branch.`)),
    );
  }
  return droppable(records, rule);
}

/** One look at the dates in all files, so that not every push reads every record. What is no date needs the reading. */
async function mayHaveOld(
  runner: GitRunner,
  { commit }: BranchTip,
  records: number,
  { keepMs, nowMs }: KeepRule,
): Promise<boolean> {
  const pattern = '"startedAt": *"[^"]*"';
  const args = ['grep', '-h', '-o', '-a', '-e', pattern, String(commit), '--', RECORDS];
  const { stdout } = await runner.attempt(args);
  const dates = [...stdout.matchAll(/"startedAt": *"([^"]*)"/g)].map(([, date = '']) => Date.parse(date));
  return dates.length !== records || !dates.every((date) => nowMs - date <= keepMs);
}

/** A commit without parents that has all of the tip but some records. */
async function withoutRecords(
  runner: GitRunner,
  tip: BranchTip,
  old: readonly string[],
  nowMs: number,
): Promise<string> {
  const gone = new Set(old.map(fileNameOf));
  const kept = tip.records.filter(({ path }) => !gone.has(path));
  const folder = folderEntry(RECORDS, await writeTree(runner, kept));
  const root = await writeTree(runner, replace(tip.root, folder));
  const input = `Compact\n\n${old.length} old records were removed, and the history up to ${tip.commit}.\n`;
  const env = identity(`@${Math.floor(nowMs / 1000)} +0000`);
  return (await runner.run('compact the baselines', ['commit-tree', root, '-F', '-'], { input, env })).trim();
}

async function sizeOf(runner: GitRunner, commit: string): Promise<Omit<BranchState, 'dropped'>> {
  const args = ['ls-tree', '-r', '-l', '-z', '--full-tree', commit];
  const listed = (await runner.run('measure the branch', args)).split('\0');
  const files = listed.flatMap((line) => {
    const [, bytes = '', path = ''] = /^\d+ blob [0-9a-f]+ +(\d+)\t(.+)$/s.exec(line) ?? [];
    return path === '' ? [] : [{ bytes: Number(bytes), path }];
  });
  const inFolder = (folder: string): number =>
    files.filter(({ path }) => path.startsWith(`${folder}/`)).length;
  return {
    records: inFolder(RECORDS),
    releases: inFolder('releases'),
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
  };
}
