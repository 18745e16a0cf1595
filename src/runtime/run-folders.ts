import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the names of everything begin that a run makes outside of the engine: temporary folders, cgroups. */
export const runPrefix = (runId: string): string => `loadgate-${runId}-`;

/** A new temporary folder of a run, which no other user can look into. */
export function makeRunFolder(runId: string): Promise<string> {
  return mkdtemp(join(tmpdir(), runPrefix(runId)));
}

export function removeRunFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

/** Gives `body` a temporary folder, and removes it afterwards. */
export async function withRunFolder<T>(runId: string, body: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeRunFolder(runId);
  try {
    return await body(folder);
  } finally {
    await removeRunFolder(folder);
  }
}

/** Removes the temporary folders that a killed run left. */
export async function sweepRunFolders(runId: string): Promise<void> {
  if (runId === '') return; // An empty id would be anybody's.
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(runPrefix(runId)));
  await Promise.all(names.map((name) => removeRunFolder(join(tmpdir(), name))));
}
