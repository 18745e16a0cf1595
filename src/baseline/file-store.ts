import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LoadgateError } from '../model/error.js';
import { MAX_RECORD_BYTES } from '../model/limits.js';
import type { RunRecord } from '../model/record.js';
import { isPacked } from '../record/packed.js';
import { checkRecord, parseJson, parseRecord } from '../record/parse.js';
import { serialiseRecord } from '../record/serialise.js';
import { type Disk, listNames, readText, systemDisk, writeAtomically } from './disk.js';
import type { BaselineStore, PutResult } from './store.js';
import { corrupt, fileNameOf, isNewer, readStored, shaOf } from './stored-record.js';

/** A file of several records, bytes. */
const MAX_FILE_BYTES = 4 * MAX_RECORD_BYTES;

/**
 * Records in a folder, `<commit>.json` each, or in one file: a record, or a list of records. A path that ends in
 * `.json`, or is a file, means one file. It has one writer at a time.
 * @param path absolute, or relative to the working folder
 */
export function fileStore(path: string, disk: Disk = systemDisk): BaselineStore {
  const store = (): Promise<Store> => isFile(path).then((file) => (file ? oneFile(path) : folder(path)));
  const find: BaselineStore['find'] = async (commits) => (await store()).find(commits);
  return {
    find,
    get: (sha) => find([sha]),
    list: async () => (await store()).list(),
    put: async (record) => (await store()).put(record, disk),
  };
}

interface Store extends Pick<BaselineStore, 'find' | 'list'> {
  put(record: RunRecord, disk: Disk): Promise<PutResult>;
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found === null ? path.endsWith('.json') : found.isFile();
}

function folder(path: string): Store {
  const read = async (sha: string): Promise<RunRecord | null> => {
    const file = join(path, fileNameOf(sha));
    const text = await readText(file, MAX_RECORD_BYTES, remedy(file));
    return text === null ? null : readStored(text, sha, file, remedy(file));
  };
  const list = async (): Promise<readonly string[]> => {
    return (await listNames(path)).flatMap((name) => shaOf(name) ?? []).sort();
  };
  return {
    list,
    find: async (commits) => {
      const known = new Set(await list());
      const sha = commits.find((commit) => known.has(commit));
      return sha === undefined ? null : read(sha);
    },
    put: async (record, disk) => {
      const { sha } = record.candidate;
      const file = join(path, fileNameOf(sha));
      const existing = await read(sha).catch(unreadableIsNull);
      if (existing !== null && isNewer(existing, record)) return keptNewer(file, sha);
      await writeAtomically(file, serialiseRecord(record), disk);
      return { stored: true, why: `stored in ${file}` };
    },
  };
}

function oneFile(path: string): Store {
  const readAll = async (): Promise<readonly RunRecord[]> => {
    const text = await readText(path, MAX_FILE_BYTES, remedy(path));
    return text === null ? [] : parseAll(text, path);
  };
  return {
    list: async () => (await readAll()).map(({ candidate }) => candidate.sha).sort(),
    find: async (commits) => {
      const known = new Map((await readAll()).map((record) => [record.candidate.sha, record]));
      const sha = commits.find((commit) => known.has(commit));
      return (sha !== undefined && known.get(sha)) || null;
    },
    put: async (record, disk) => {
      const { sha } = record.candidate;
      const all = await readAll();
      const existing = all.find(({ candidate }) => candidate.sha === sha);
      if (existing !== undefined && isNewer(existing, record)) return keptNewer(path, sha);
      const others = all.filter((one) => one !== existing);
      const lines = [...others, record].map((one) => serialiseRecord(one).trimEnd());
      await writeAtomically(path, `[\n${lines.join(',\n')}\n]\n`, disk);
      return { stored: true, why: `stored in ${path}` };
    },
  };
}

const keptNewer = (path: string, sha: string): PutResult => ({
  stored: false,
  why: `${path} has a newer record of ${sha.slice(0, 7)}`,
});

function parseAll(text: string, path: string): readonly RunRecord[] {
  try {
    const value = parseJson(text, path, MAX_FILE_BYTES);
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const records = list.map((one, index) =>
      plainRecord(one, list === value ? `${index + 1} in ${path}` : path),
    );
    if (new Set(records.map(({ candidate }) => candidate.sha)).size === records.length) return records;
  } catch (error) {
    if (!(error instanceof LoadgateError) || error.code !== 'record-invalid') throw error;
    throw corrupt(`A stored baseline can't be read. ${error.message}`, remedy(path), error);
  }
  throw corrupt(`${path} has two records of one commit.`, remedy(path));
}

/** A record of a list, which may be packed. */
const plainRecord = (value: unknown, from: string): RunRecord =>
  isPacked(value) ? parseRecord(JSON.stringify(value), from) : checkRecord(value, from);

const remedy = (file: string): string =>
  `Remove or repair ${file}; a run on the default branch stores a new record.`;

/** A good record replaces an unreadable one. */
function unreadableIsNull(error: unknown): null {
  if (error instanceof LoadgateError && ['baseline-corrupt', 'record-version'].includes(error.code))
    return null;
  throw error;
}
