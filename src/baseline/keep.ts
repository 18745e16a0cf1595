import type { RunRecord } from '../model/record.js';

/** What decides whether a record may go. */
export interface StoredRecord {
  readonly sha: string;
  /** ms since the epoch. */
  readonly startedMs: number;
  /** What the candidate was called: the branch, on a push. */
  readonly label: string;
}

export interface KeepRule {
  /** ms: records that are older go. */
  readonly keepMs: number;
  /** ms since the epoch. */
  readonly nowMs: number;
  /** Its newest record stays, however old it is. null: not known. */
  readonly defaultBranch: string | null;
}

/** Compaction waits until a record is over its time by this share of it, so that not every push compacts. */
const SLACK = 0.1;

export const storedRecord = ({ candidate, startedAt }: RunRecord): StoredRecord => ({
  sha: candidate.sha,
  label: candidate.label,
  startedMs: Date.parse(startedAt),
});

/**
 * The commits whose records go: older than the rule keeps, but never the newest of all and the newest of the
 * default branch, with which the next run is compared. Empty as long as none is a tenth over its time.
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
