import type { Point } from '../model/point.js';
import type { RunRecord } from '../model/record.js';
import { parsePoint } from '../record/point-file.js';
import type { BranchTip } from './branch/fetch.js';
import { branchFiles } from './branch/files.js';
import type { BranchOptions } from './branch/ref.js';
import { commitsOf } from './branch-store.js';
import { releaseOf } from './release-name.js';
import type { ReleaseStore } from './releases.js';
import type { BaselineStore } from './store.js';
import { fileNameOf, parseStored, readStored, shaOf } from './stored-record.js';

/** Makes a point of a record (src/history/point.ts). */
export type PointOf = (record: RunRecord) => Point;

export interface StoredHistory {
  /** One for each commit that has a record, or had one. In no order. */
  readonly points: readonly Point[];
  /** Stored releases with their commits. */
  readonly releases: readonly { readonly name: string; readonly sha: string }[];
}

/**
 * Reads all that the branch keeps of the past, at one state of the branch.
 * @throws LoadgateError `baseline-fetch-failed`, `baseline-corrupt`, `record-version`, `record-invalid`
 */
export function branchHistory(options: BranchOptions, pointOf: PointOf): Promise<StoredHistory> {
  const files = branchFiles(options);
  return files.read(
    async (tip) => {
      const points = new Map<string, Point>();
      for (const { name, text, from } of await tip.readAll('history')) {
        const sha = shaOf(name);
        if (sha !== null) points.set(sha, parsePoint(text, from));
      }
      // A record that was measured again counts more than what is left of an older one.
      for (const record of await recordsOf(tip, files.branch))
        points.set(record.candidate.sha, pointOf(record));
      return { points: [...points.values()], releases: await releasesOf(tip) };
    },
    { whole: true },
  );
}

async function recordsOf(tip: BranchTip, branch: string): Promise<readonly RunRecord[]> {
  const records: RunRecord[] = [];
  for (const sha of commitsOf(tip)) {
    const file = await tip.read('records', fileNameOf(sha));
    const remedy = `Remove records/${fileNameOf(sha)} from the branch ${branch}.`;
    if (file !== null) records.push(readStored(file.text, sha, file.from, remedy));
  }
  return records;
}

async function releasesOf(tip: BranchTip): Promise<StoredHistory['releases']> {
  const found: { name: string; sha: string }[] = [];
  for (const fileName of tip.list('releases')) {
    const name = releaseOf(fileName);
    const file = name === null ? null : await tip.read('releases', fileName);
    if (name === null || file === null) continue;
    const { candidate } = parseStored(file.text, file.from, 'Restore it from the history of the branch.');
    found.push({ name, sha: candidate.sha });
  }
  return found;
}

/** The same of a folder or a file of records. Errors as those of its stores. */
export async function storeHistory(
  store: BaselineStore,
  releases: ReleaseStore | null,
  pointOf: PointOf,
): Promise<StoredHistory> {
  const points: Point[] = [];
  for (const sha of await store.list()) {
    const record = await store.get(sha);
    if (record !== null) points.push(pointOf(record));
  }
  const found: { name: string; sha: string }[] = [];
  for (const name of (await releases?.list()) ?? []) {
    const record = await releases?.get(name);
    if (record != null) found.push({ name, sha: record.candidate.sha });
  }
  return { points, releases: found };
}
