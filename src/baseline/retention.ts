import type { BranchTip, FileSize } from './branch/fetch.js';
import { branchFiles } from './branch/files.js';
import type { BranchOptions } from './branch/ref.js';
import { commitsOf } from './branch-store.js';
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

/** How long records are kept. */
export interface Retention {
  /** Older records are removed, ms; null: everything is kept. */
  readonly keepMs: number | null;
  /** Its newest record stays, regardless of its age; null: unknown. */
  readonly defaultBranch: string | null;
}

/** The content of the branch, without its history. */
export interface BranchState {
  readonly records: number;
  readonly releases: number;
  /** Of all files, as they are; git stores them compressed. */
  readonly bytes: number;
  /** Number of records that this call removed. */
  readonly dropped: number;
}

/**
 * Measures the branch and, if a rule says so, removes its old records and its history.
 *
 * It considers only records: releases, accepted regressions, and all other files stay. A file that is removed only from
 * the newest commit stays in the history, so the branch becomes one commit without parents. Git can't push that without
 * force, so the push has a lease on the commit that was read. The server refuses it if another run stored something
 * meanwhile. Then everything starts again.
 * @throws LoadgateError `baseline-fetch-failed`, `baseline-push-rejected`, `baseline-push-failed`; `baseline-corrupt`,
 *   `record-version`: an unreadable record never counts as an old one
 */
export function keepUp(options: BranchOptions, { keepMs, defaultBranch }: Retention): Promise<BranchState> {
  const files = branchFiles(options);
  return files.change(async (tip) => {
    const nowMs = options.clock.now();
    const old = keepMs === null ? [] : await oldRecords(tip, files.branch, { keepMs, defaultBranch, nowMs });
    const remove = old.map((sha) => `records/${fileNameOf(sha)}`);
    const value = stateOf(await tip.sizes(), new Set(remove));
    if (remove.length === 0) return { value, commit: null };
    const message = `Compact\n\n${remove.length} old records were removed, and the history up to ${tip.commit}.`;
    return { value, commit: { message, remove } };
  }, WHOLE);
}

function stateOf(before: readonly FileSize[], removed: ReadonlySet<string>): BranchState {
  const sizes = before.filter(({ path }) => !removed.has(path));
  const inFolder = (folder: string): number =>
    sizes.filter(({ path }) => path.startsWith(`${folder}/`)).length;
  return {
    records: inFolder('records'),
    releases: inFolder('releases'),
    bytes: totalBytes(sizes),
    dropped: removed.size,
  };
}

async function oldRecords(tip: BranchTip, branch: string, rule: KeepRule): Promise<readonly string[]> {
  const commits = commitsOf(tip);
  if (!(await mayHaveOld(tip, commits.length, rule))) return [];
  const records: StoredRecord[] = [];
  for (const sha of commits) {
    const file = await tip.read('records', fileNameOf(sha));
    if (file === null) continue;
    const remedy = `Remove records/${fileNameOf(sha)} from the branch ${branch}.`;
    const { candidate, startedAt } = readStored(file.text, sha, file.from, remedy);
    records.push({ sha, label: candidate.label, startedMs: Date.parse(startedAt) });
  }
  return droppable(records, rule);
}

/** Looks at the dates in all files, so that not every push reads every record. An unclear date needs the full reading. */
async function mayHaveOld(tip: BranchTip, records: number, { keepMs, nowMs }: KeepRule): Promise<boolean> {
  const found = await tip.grep('"startedAt": *"[^"]*"', 'records');
  const dates = [...found.matchAll(/"startedAt": *"([^"]*)"/g)].map(([, date = '']) => Date.parse(date));
  return dates.length !== records || !dates.every((date) => nowMs - date <= keepMs);
}

/** The facts that decide whether a record may be removed. */
export interface StoredRecord {
  readonly sha: string;
  /** ms since the epoch. */
  readonly startedMs: number;
  /** The candidate's label: the branch, on a push. */
  readonly label: string;
}

interface KeepRule extends Retention {
  readonly keepMs: number;
  /** ms since the epoch. */
  readonly nowMs: number;
}

/** Compaction waits until a record exceeds its time by this share, so that not every push compacts. */
const SLACK = 0.1;

/**
 * The commits whose records are removed: older than the rule keeps, but never the newest of all and the newest of the
 * default branch, which the next run compares with. Empty until a record is a tenth over its time.
 */
export function droppable(records: readonly StoredRecord[], rule: KeepRule): readonly string[] {
  const ageMs = ({ startedMs }: StoredRecord): number => rule.nowMs - startedMs;
  const ofDefault = records.filter(({ label }) => label === rule.defaultBranch);
  const pinned = new Set([newest(records), newest(ofDefault)]);
  const old = records.filter((record) => ageMs(record) > rule.keepMs && !pinned.has(record));
  const due = old.some((record) => ageMs(record) > rule.keepMs * (1 + SLACK));
  return due ? old.map(({ sha }) => sha) : [];
}

function newest(records: readonly StoredRecord[]): StoredRecord | undefined {
  return records.reduce<StoredRecord | undefined>(
    (best, record) => (best === undefined || record.startedMs >= best.startedMs ? record : best),
    undefined,
  );
}
