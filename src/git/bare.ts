import { dirname } from 'node:path';
import type { Exec } from '../system/exec.js';
import { remoteConfig } from './remote.js';
import { createRunner, type GitRunner } from './run.js';
import { withTempDir } from './temp.js';
import type { Environment } from './types.js';

export interface BareOptions {
  readonly exec: Exec;
  readonly env: Environment;
  /** Part of the name of the temporary folder. */
  readonly runId: string;
  /** Its remote, with the name `REMOTE`. */
  readonly url: string;
  readonly signal?: AbortSignal;
}

/** A repository without a work tree, and with only loadgate's configuration. */
export interface BareRepository {
  readonly runner: GitRunner;
  /** Must come first. `anyCommit` is a current or future commit id of the remote; its length gives the hash. */
  init(anyCommit: string): Promise<void>;
}

/**
 * Runs `body` with a temporary bare repository, and always removes it.
 * @param what part of the folder's name
 */
export function withBareRepository<T>(
  { exec, env, runId, url, signal }: BareOptions,
  what: string,
  body: (repository: BareRepository) => Promise<T>,
): Promise<T> {
  return withTempDir(env, runId, what, (dir) => {
    const shared = { exec, dir, env, guarded: false, config: remoteConfig(url) };
    const cancel = signal === undefined ? {} : { signal };
    // Explicit, for users who set `safe.bareRepository=explicit`. Never finds a repository around TMPDIR.
    const variables = { GIT_DIR: dir, GIT_CEILING_DIRECTORIES: dirname(dir) };
    const runner = createRunner({ ...shared, ...cancel, variables });
    const init = async (anyCommit: string): Promise<void> => {
      const format = anyCommit.length === 64 ? 'sha256' : 'sha1';
      const args = ['init', '--quiet', '--bare', `--object-format=${format}`, '--template=', dir];
      await runner.run('make a temporary repository', args);
    };
    return body({ runner, init });
  });
}
