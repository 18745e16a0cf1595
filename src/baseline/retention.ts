import type { RunRecord } from '../model/record.js';
import { serialisePoint } from '../record/point-file.js';
import type { BranchTip, FileSize } from './branch/fetch.js';
import { branchFiles } from './branch/files.js';
import type { BranchOptions } from './branch/ref.js';
import { commitsOf } from './branch-store.js';
import type { PointOf } from './history.js';
import { droppable, type KeepRule, type StoredRecord } from './keep-rule.js';
import { fileNameOf, readStored } from './stored-record.js';

/** The size of the branch, without its history. */
export interface BranchSize {
  readonly files: number;
  /** Of all files, as they are; git stores them compressed. */
  readonly bytes: number;
}

/**
 * Fetches all files of the branch to measure their size.
 * @returns null: there is no such branch
 * @throws LoadgateError `baseline-fetch-failed`
 */
export function branchSize(options: BranchOptions): Promise<BranchSize | null> {
  return branchFiles(options).read(async (tip) => {
    if (tip.commit === null) return null;
    const sizes = await tip.sizes();
    return { files: sizes.length, bytes: totalBytes(sizes) };
  }, WHOLE);
}

const WHOLE = { whole: true };
const totalBytes = (sizes: readonly FileSize[]): number => sizes.reduce((sum, { bytes }) => sum + bytes, 0);

/** How long records are kept, and what stays of those that are removed. */
export interface Retention {
  readonly keep: KeepRule;
  /** Its newest record stays, regardless of its age; null: unknown. */
  readonly defaultBranch: string | null;
  /** What the history keeps of a record that is removed. */
  readonly pointOf: PointOf;
}

/** The content of the branch, without its history. */
export interface BranchState {
  readonly records: number;
  /** Points of removed records. */
  readonly points: number;
  readonly releases: number;
  /** Of all files, as they are; git stores them compressed. */
  readonly bytes: number;
  /** Number of records that this call removed. */
  readonly dropped: number;
}

/**
 * Measures the branch and, if a rule says so, removes its old records and its history. Of each record its point stays, so
 * that trends lose nothing.
 *
 * It considers only records: releases, accepted regressions, and all other files stay. A file that is removed only from
 * the newest commit stays in the history, so the branch becomes one commit without parents. Git can't push that without
 * force, so the push has a lease on the commit that was read. The server refuses it if another run stored something
 * meanwhile. Then everything starts again.
 * @throws LoadgateError `baseline-fetch-failed`, `baseline-push-rejected`, `baseline-push-failed`; `baseline-corrupt`,
 *   `record-version`: an unreadable record never counts as an old one
 */
export function keepUp(options: BranchOptions, retention: Retention): Promise<BranchState> {
  const files = branchFiles(options);
  return files.change(async (tip) => {
    const old = await oldRecords(tip, files.branch, retention, options.clock.now());
    const remove = old.map((record) => `records/${fileNameOf(record.candidate.sha)}`);
    const writes = old.map((record) => ({
      folder: 'history' as const,
      file: fileNameOf(record.candidate.sha),
      text: serialisePoint(retention.pointOf(record)),
    }));
    const kept = (await tip.sizes()).filter(({ path }) => !remove.includes(path));
    const added = writes.map(({ file, text }) => ({
      path: `history/${file}`,
      bytes: Buffer.byteLength(text),
    }));
    const before = kept.filter(({ path }) => !added.some((one) => one.path === path));
    const value = stateOf([...before, ...added], old.length);
    if (remove.length === 0) return { value, commit: null };
    const message = `Compact\n\n${remove.length} old records were removed, and the history up to ${tip.commit}.`;
    return { value, commit: { message, remove, writes } };
  }, WHOLE);
}

function stateOf(sizes: readonly FileSize[], dropped: number): BranchState {
  const inFolder = (folder: string): number =>
    sizes.filter(({ path }) => path.startsWith(`${folder}/`)).length;
  return {
    records: inFolder('records'),
    points: inFolder('history'),
    releases: inFolder('releases'),
    bytes: totalBytes(sizes),
    dropped,
  };
}

async function oldRecords(
  tip: BranchTip,
  branch: string,
  { keep, defaultBranch }: Retention,
  nowMs: number,
): Promise<readonly RunRecord[]> {
  const commits = commitsOf(tip);
  if (!(await mayHaveOld(tip, commits.length, keep, nowMs))) return [];
  const read = new Map<string, RunRecord>();
  for (const sha of commits) {
    const file = await tip.read('records', fileNameOf(sha));
    if (file === null) continue;
    const remedy = `Remove records/${fileNameOf(sha)} from the branch ${branch}.`;
    read.set(sha, readStored(file.text, sha, file.from, remedy));
  }
  const facts = [...read].map(
    ([sha, { candidate, startedAt }]): StoredRecord => ({
      sha,
      label: candidate.label,
      startedMs: Date.parse(startedAt),
    }),
  );
  return droppable(facts, { keep, defaultBranch, nowMs }).flatMap((sha) => read.get(sha) ?? []);
}

/** Looks at the dates in all files, so that not every push reads every record. An unclear date needs the full reading. */
async function mayHaveOld(tip: BranchTip, records: number, keep: KeepRule, nowMs: number): Promise<boolean> {
  if (keep.kind === 'all') return false;
  const found = await tip.grep('"startedAt": *"[^"]*"', 'records');
  const dates = [...found.matchAll(/"startedAt": *"([^"]*)"/g)].map(([, date = '']) => Date.parse(date));
  if (dates.length !== records || dates.some(Number.isNaN)) return true;
  // By date alone: a newest record of a branch that stays removes fewer, never more.
  const facts = dates.map((startedMs, at) => ({ sha: String(at), label: '', startedMs }));
  return droppable(facts, { keep, defaultBranch: null, nowMs }).length > 0;
}
