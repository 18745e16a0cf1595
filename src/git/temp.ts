import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoadgateError } from '../model/error.js';
import type { Environment } from './types.js';

/** The parent of temporary folders. */
function tempRoot(env: Environment): Promise<string> {
  // Resolved, because git resolves links in the paths that it prints.
  return realpath(env['TMPDIR'] || tmpdir());
}

/** The prefix of the names of all temporary folders of a run. */
function tempPrefix(runId: string): string {
  return `loadgate-${runId.replaceAll(/[^A-Za-z0-9]/g, '')}-`;
}

/**
 * A new, empty folder, `loadgate-<run>-<what>-<random>`. The caller removes it.
 * @throws LoadgateError (machine) `disk-full`, `temp-failed`
 */
export async function makeTempDir(env: Environment, runId: string, what: string): Promise<string> {
  try {
    return await mkdtemp(join(await tempRoot(env), `${tempPrefix(runId)}${what}-`));
  } catch (cause) {
    throw noTempDir(cause);
  }
}

function noTempDir(cause: unknown): LoadgateError {
  const full = cause instanceof Error && 'code' in cause && ['ENOSPC', 'EDQUOT'].includes(String(cause.code));
  const why = cause instanceof Error ? cause.message : String(cause);
  return new LoadgateError(`No temporary folder could be made: ${why}`, {
    kind: 'machine',
    code: full ? 'disk-full' : 'temp-failed',
    hint: full
      ? 'Free disk space, for example by removing unused images, and run it again.'
      : 'Check that TMPDIR names a folder that may be written to.',
    cause,
  });
}

/** Runs `body` with a new folder, and always removes it. */
export async function withTempDir<T>(
  env: Environment,
  runId: string,
  what: string,
  body: (dir: string) => Promise<T>,
): Promise<T> {
  const dir = await makeTempDir(env, runId, what);
  try {
    return await body(dir);
  } finally {
    await removeDir(dir);
  }
}

/** Removes a folder with its content. Accepts a missing folder. */
export function removeDir(dir: string): Promise<void> {
  return rm(dir, { recursive: true, force: true, maxRetries: 3 });
}

/** Removes the temporary folders that a run left, for example when it was killed. @returns their paths */
export async function sweepTempDirs(env: Environment, runId: string): Promise<readonly string[]> {
  const root = await tempRoot(env);
  const prefix = tempPrefix(runId);
  const names = (await readdir(root)).filter((name) => name.startsWith(prefix));
  const paths = names.map((name) => join(root, name));
  await Promise.all(paths.map(removeDir));
  return paths;
}
