import { join } from 'node:path';
import { LoadgateError } from '../model/error.js';
import { MAX_RECORD_BYTES } from '../model/limits.js';
import type { RunRecord } from '../model/record.js';
import { serialiseRecord } from '../record/serialise.js';
import { branchFiles } from './branch/files.js';
import type { BranchOptions } from './branch/ref.js';
import { listNames, readText, writeAtomically } from './disk.js';
import { releaseFile, releaseOf } from './release-name.js';
import type { PutResult } from './store.js';
import { parseStored } from './stored-record.js';

/** Records of releases, each stored once under the release's name. */
export interface ReleaseStore {
  /** Names of the stored releases, sorted. Errors as `get`, except `release-name`. */
  list(): Promise<readonly string[]>;
  /**
   * null: there is no record of that release.
   * @throws LoadgateError `release-name` (usage), `baseline-corrupt`, `record-version`, `baseline-fetch-failed`
   */
  get(name: string): Promise<RunRecord | null>;
  /**
   * Stores a release's record. Accepts the same record a second time.
   * @throws LoadgateError `release-exists` (usage) if another record has that name, which is never overwritten;
   *   `release-name` (usage), and those of a push or of a disk
   */
  put(name: string, record: RunRecord): Promise<PutResult>;
}

const FOLDER = 'releases';

/** On the baselines' branch: `releases/<name>.json`. @throws LoadgateError `baseline-branch-name` (usage) */
export function branchReleases(options: BranchOptions): ReleaseStore {
  const files = branchFiles(options);
  const where = (name: string): string => `${FOLDER}/${releaseFile(name)} on branch ${files.branch}`;
  return {
    list: async () => namesOf(await files.read((tip) => tip.list(FOLDER))),
    get: async (name) => {
      const path = releaseFile(name);
      const file = await files.read((tip) => tip.read(FOLDER, path));
      return file === null ? null : parseStored(file.text, file.from, remedy(where(name)));
    },
    put: async (name, record) => {
      const write = { folder: FOLDER, file: releaseFile(name), text: serialiseRecord(record) } as const;
      const { sha } = record.candidate;
      const message = `Release ${name}\n\nCommit ${sha.slice(0, 12)}, run ${record.id}, ${record.startedAt}.`;
      const done = (what: string) => ({
        stored: true,
        why: `${what} as release ${name} on branch ${files.branch}`,
      });
      return files.change(
        async (tip) => {
          const before = await tip.read(FOLDER, write.file);
          if (before === null) return { value: done('stored'), commit: { message, write } };
          if (before.text === write.text) return { value: done('already'), commit: null };
          throw exists(name, where(name));
        },
        { anyCommit: sha },
      );
    },
  };
}

/** In a folder: `releases/<name>.json` in it. One writer at a time. @param path absolute */
export function folderReleases(path: string): ReleaseStore {
  const fileOf = (name: string): string => join(path, FOLDER, releaseFile(name));
  return {
    list: async () => namesOf(await listNames(join(path, FOLDER))),
    get: async (name) => {
      const text = await readIfThere(fileOf(name));
      return text === null ? null : parseStored(text, fileOf(name), remedy(fileOf(name)));
    },
    put: async (name, record) => {
      const file = fileOf(name);
      const text = serialiseRecord(record);
      const before = await readIfThere(file);
      if (before !== null && before !== text) throw exists(name, file);
      if (before === null) await writeAtomically(file, text);
      return { stored: true, why: `stored as release ${name} in ${file}` };
    },
  };
}

const namesOf = (files: readonly string[]): readonly string[] =>
  files.flatMap((file) => releaseOf(file) ?? []).sort();

const readIfThere = (file: string): Promise<string | null> => readText(file, MAX_RECORD_BYTES, remedy(file));

const remedy = (where: string): string =>
  `Restore ${where} from its history, or remove it and run the release again.`;

function exists(name: string, where: string): LoadgateError {
  return new LoadgateError(`Release ${name} has a record already (${where}), and this one differs.`, {
    kind: 'usage',
    code: 'release-exists',
    hint: 'A release is stored once. Give the new version a name of its own, or remove that file first if it is wrong.',
  });
}
