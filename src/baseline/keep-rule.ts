/** How long records are kept on a branch. */
export type KeepRule =
  | { readonly kind: 'all' }
  /** Older ones are removed. */
  | { readonly kind: 'age'; readonly ms: number }
  /** All of the last month, then fewer and fewer. */
  | { readonly kind: 'thin' };

/** The facts that decide whether a record may be removed. */
export interface StoredRecord {
  readonly sha: string;
  /** ms since the epoch. */
  readonly startedMs: number;
  /** The candidate's label: the branch, on a push. */
  readonly label: string;
}

export interface KeepQuestion {
  readonly keep: KeepRule;
  /** null: unknown. */
  readonly defaultBranch: string | null;
  /** ms since the epoch. */
  readonly nowMs: number;
}

/** Compaction waits until a record exceeds its time by this share, so that not every push compacts. */
const SLACK = 0.1;
/** Of a thinned branch it waits for so many records, for the same reason. */
const AT_ONCE = 25;

const DAY_MS = 24 * 3_600_000;
/** What open pull requests compare with is seldom older. */
const RECENT_MS = 30 * DAY_MS;
/** As many records are about 50 MB, 5 MB as git stores them. */
const MOST_RECENT = 500;
const WEEK_MS = 7 * DAY_MS;
const MONTH_MS = 30 * DAY_MS;
const YEAR_MS = 365 * DAY_MS;

/**
 * The commits whose records are removed: what the rule does not keep, but never the newest of all and the newest of the
 * default branch, which the next run compares with. Empty until it is worth a compaction.
 */
export function droppable(records: readonly StoredRecord[], question: KeepQuestion): readonly string[] {
  const { keep, nowMs, defaultBranch } = question;
  if (keep.kind === 'all') return [];
  const ofDefault = records.filter(({ label }) => label === defaultBranch);
  const pinned = new Set([newest(records), newest(ofDefault)]);
  const kept = keep.kind === 'thin' ? thinned(records, nowMs) : null;
  const isOld = (record: StoredRecord): boolean =>
    keep.kind === 'age' ? nowMs - record.startedMs > keep.ms : kept?.has(record) === false;
  const old = records.filter((record) => isOld(record) && !pinned.has(record));
  const isDue =
    keep.kind === 'age'
      ? old.some(({ startedMs }) => nowMs - startedMs > keep.ms * (1 + SLACK))
      : old.length >= AT_ONCE;
  return isDue ? old.map(({ sha }) => sha) : [];
}

/** All of the last 30 days, 500 at most; the newest of each week of a year, and of each month before. */
function thinned(records: readonly StoredRecord[], nowMs: number): ReadonlySet<StoredRecord> {
  const newestFirst = records.toSorted((a, b) => b.startedMs - a.startedMs);
  const kept = new Set(
    newestFirst.slice(0, MOST_RECENT).filter(({ startedMs }) => nowMs - startedMs <= RECENT_MS),
  );
  const taken = new Set<string>();
  for (const record of newestFirst.filter((one) => !kept.has(one))) {
    const isOfYear = nowMs - record.startedMs <= YEAR_MS;
    const span = isOfYear
      ? `week ${Math.floor(record.startedMs / WEEK_MS)}`
      : `month ${Math.floor(record.startedMs / MONTH_MS)}`;
    if (taken.has(span)) continue;
    taken.add(span);
    kept.add(record);
  }
  return kept;
}

function newest(records: readonly StoredRecord[]): StoredRecord | undefined {
  return records.reduce<StoredRecord | undefined>(
    (best, record) => (best === undefined || record.startedMs >= best.startedMs ? record : best),
    undefined,
  );
}
