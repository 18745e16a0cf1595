import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LoadgateError } from '../model/error.js';
import { MAX_RECORD_BYTES } from '../model/limits.js';
import type { RunRecord } from '../model/record.js';
import { serialiseRecord } from '../record/serialise.js';
import type { BranchStoreOptions } from './branch.js';
import { branchFiles } from './branch-files.js';
import { DEFAULT_BRANCH } from './branch-name.js';
import { readText } from './file.js';
import { writeAtomically } from './file-write.js';
import { parseStored } from './read.js';
import { releaseFile, releaseOf } from './release-name.js';
import type { PutResult } from './types.js';

/** Records of releases, each stored once under its name. */
export interface ReleaseStore {
  /** Names of the releases that are stored, sorted. Errors as `get`, but for `release-name`. */
  list(): Promise<readonly string[]>;
  /**
   * null: no record of that release is stored.
   * @throws LoadgateError `release-name` (usage), `baseline-corrupt`, `record-version`, `baseline-fetch-failed`
   */
  get(name: string): Promise<RunRecord | null>;
  /**
   * Stores a release's record; the same record a second time is fine.
   * @throws LoadgateError `release-exists` (usage) where another record has that name: it is never overwritten;
   *   `release-name` (usage), and those of a push or of a disk
   */
  put(name: string, record: RunRecord): Promise<PutResult>;
}

const FOLDER = 'releases';

/** On the branch of the baselines: `releases/<name>.json`. @throws LoadgateError `baseline-branch-name` (usage) */
export function branchReleases(options: BranchStoreOptions): ReleaseStore {
  const branch = options.branch ?? DEFAULT_BRANCH;
  const where = (name: string): string => `${FOLDER}/${releaseFile(name)} on branch ${branch}`;
  return {
    list: async () => namesOf(await branchFiles(options, FOLDER).list()),
    get: async (name) => {
      const file = await branchFiles(options, FOLDER).read(releaseFile(name));
      return file === null ? null : parseStored(file.text, file.from, remedy(where(name)));
    },
    put: async (name, record) => {
      const text = serialiseRecord(record);
      const message = `Release ${name}\n\nCommit ${record.candidate.sha.slice(0, 12)}, run ${record.id}, ${record.startedAt}.`;
      const files = branchFiles(options, FOLDER, record.candidate.sha);
      const written = await files.change(releaseFile(name), message, (before) => {
        if (before === null || before === text) return text;
        throw exists(name, where(name));
      });
      return {
        stored: true,
        why: `${written ? 'stored' : 'already'} as release ${name} on branch ${branch}`,
      };
    },
  };
}

/** In a folder: `releases/<name>.json` in it. One writer at a time. @param path absolute */
export function folderReleases(path: string): ReleaseStore {
  const fileOf = (name: string): string => join(path, FOLDER, releaseFile(name));
  return {
    list: async () => namesOf(await orIfAbsent(readdir(join(path, FOLDER)), [], join(path, FOLDER))),
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

const readIfThere = (file: string): Promise<string | null> => readText(file, MAX_RECORD_BYTES);

/** Only what is not there is absent; anything else is an error. */
async function orIfAbsent<T, A>(reading: Promise<T>, absent: A, path: string): Promise<T | A> {
  try {
    return await reading;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return absent;
    throw new LoadgateError(`The releases in ${path} can't be read.`, {
      kind: 'machine',
      code: 'baseline-fetch-failed',
      hint: 'Check that they may be read.',
      cause,
    });
  }
}

const remedy = (where: string): string =>
  `Restore ${where} from its history, or remove it and run the release again.`;

function exists(name: string, where: string): LoadgateError {
  return new LoadgateError(`Release ${name} has a record already (${where}), and this one differs.`, {
    kind: 'usage',
    code: 'release-exists',
    hint: 'A release is stored once. Give the new version a name of its own, or remove that file first if it is wrong.',
  });
}
