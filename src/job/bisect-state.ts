import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BisectState, bisectState } from '../model/bisect.js';
import { canonicalJson } from '../model/canonical.js';
import type { Log } from '../system/log.js';

/** A state is some 100 bytes a comparison. */
const MAX_BYTES = 4 * 1024 * 1024;

/** What a state is good for: of anything else, its answers say nothing. */
export type StateKey = Pick<BisectState, 'version' | 'good' | 'bad' | 'asked' | 'settings' | 'machine'>;

/** Where a search keeps what it knows, so that it goes on after it was cancelled. */
export interface BisectMemory {
  /** null: there is none, it can't be read, or it is of another search. */
  read(key: StateKey): Promise<BisectState | null>;
  write(state: BisectState): Promise<void>;
  /** A search that ended needs none. */
  forget(): Promise<void>;
}

/** Keeps nothing: a job's folder goes with the job. */
export const noMemory: BisectMemory = {
  read: async () => null,
  write: async () => {},
  forget: async () => {},
};

/** Keeps it in a file. */
export function fileMemory(path: string, log: Log): BisectMemory {
  return {
    read: async (key) => {
      const text = await textOf(path);
      if (text === null) return null;
      const { success, data } = bisectState.safeParse(jsonOf(text));
      if (!success) {
        log.warning(`${path} is no state of a search that can be read: the search starts anew.`);
        return null;
      }
      if (canonicalJson(keyOf(data)) === canonicalJson(key)) return data;
      log.info(`${path} is of another range, configuration, version, or machine: the search starts anew.`);
      return null;
    },
    write: async (state) => {
      const folder = dirname(path);
      await mkdir(folder, { recursive: true });
      if (folder.endsWith('.loadgate')) await writeFile(join(folder, '.gitignore'), '*\n');
      await writeFile(`${path}.new`, JSON.stringify(state));
      await rename(`${path}.new`, path);
    },
    forget: () => rm(path, { force: true }),
  };
}

const keyOf = ({ version, good, bad, asked, settings, machine }: BisectState): StateKey => ({
  ...{ version, good, bad, asked, settings, machine },
});

/** @returns null: there is no such file; empty: it can't be read, or is too large to be one */
async function textOf(path: string): Promise<string | null> {
  try {
    const file = await open(path);
    const { size } = await file.stat().finally(() => file.close());
    return size > MAX_BYTES ? '' : await readFile(path, 'utf8');
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : '';
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
