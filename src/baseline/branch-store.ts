import type { RunRecord } from '../model/record.js';
import { serialiseRecord } from '../record/serialise.js';
import type { BranchTip } from './branch/fetch.js';
import { branchFiles } from './branch/files.js';
import type { BranchOptions } from './branch/ref.js';
import type { BaselineStore } from './store.js';
import { fileNameOf, isNewer, readStored, shaOf } from './stored-record.js';

/**
 * Records on their own branch, `records/<commit>.json`.
 * @throws LoadgateError `baseline-branch-name` (usage)
 */
export function branchStore(options: BranchOptions): BaselineStore {
  const files = branchFiles(options);
  const find: BaselineStore['find'] = async (commits) => {
    if (commits.length === 0) return null;
    return files.read((tip) => {
      const known = new Set(commitsOf(tip));
      const sha = commits.find((commit) => known.has(commit));
      return sha === undefined ? null : readRecord(tip, sha, files.branch);
    });
  };
  return {
    find,
    get: (sha) => find([sha]),
    list: () => files.read((tip) => commitsOf(tip).toSorted()),
    put: async (record) => {
      const text = serialiseRecord(record);
      const { sha } = record.candidate;
      return files.change(
        async (tip) => {
          const existing = await existingRecord(tip, sha);
          if (existing.text === text) return unchanged(true, `already on branch ${files.branch}`);
          if (existing.record !== null && isNewer(existing.record, record)) {
            return unchanged(false, `branch ${files.branch} has a newer record of ${sha.slice(0, 7)}`);
          }
          const write = { folder: 'records', file: fileNameOf(sha), text } as const;
          const value = { stored: true, why: `stored on branch ${files.branch}` };
          return { value, commit: { message: messageOf(record, existing), write } };
        },
        { anyCommit: sha },
      );
    },
  };
}

const unchanged = (stored: boolean, why: string) => ({ value: { stored, why }, commit: null });

/** The commits that have a record. Ignores other files in the folder. */
export const commitsOf = (tip: BranchTip): readonly string[] =>
  tip.list('records').flatMap((name) => shaOf(name) ?? []);

interface Existing {
  /** null: there is none. */
  readonly text: string | null;
  /** null: there is none, or it is unreadable. */
  readonly record: RunRecord | null;
}

/** The record to replace. Only here may a record be unreadable, because a good one replaces it. */
async function existingRecord(tip: BranchTip, sha: string): Promise<Existing> {
  const file = await tip.read('records', fileNameOf(sha));
  if (file === null) return { text: null, record: null };
  try {
    return { text: file.text, record: readStored(file.text, sha, file.from, '') };
  } catch {
    return { text: file.text, record: null };
  }
}

function messageOf(record: RunRecord, existing: Existing): string {
  const lines = [`Baseline of ${record.candidate.sha.slice(0, 12)}`, ''];
  lines.push(`Run ${record.id}, ${record.startedAt}.`);
  if (existing.record !== null) lines.push(`Replaces the record of run ${existing.record.id}.`);
  else if (existing.text !== null) lines.push('Replaces a record that could not be read.');
  return lines.join('\n');
}

async function readRecord(tip: BranchTip, sha: string, branch: string): Promise<RunRecord | null> {
  const file = await tip.read('records', fileNameOf(sha));
  if (file === null) return null;
  const remedy = `Remove records/${fileNameOf(sha)} from the branch ${branch}, or let a run of that commit store it again.`;
  return readStored(file.text, sha, file.from, remedy);
}
