import { resolve } from 'node:path';
import type { ExecResult } from '../system/exec.js';
import type { ConfigPair } from './environment.js';
import type { GitRunner } from './run.js';
import type { Home } from './types.js';

/** Limit of one command that uses a remote, ms. */
export const REMOTE_TIMEOUT_MS = 5 * 60_000;

/** A command's name for a remote that is given as a URL. */
export const REMOTE = 'loadgate-remote';

/** A URL as configuration, so that git never reads it as an option and no list of processes shows it. */
export function remoteConfig(url: string): readonly ConfigPair[] {
  return [[`remote.${REMOTE}.url`, url]];
}

/** Fetches into no ref, and leaves only the objects. */
const FETCH = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-prune',
  '--no-recurse-submodules',
  '--no-write-fetch-head',
] as const;

/** Whether a remote is a URL or path, and not a name. */
function isUrl(remote: string): boolean {
  return /[/:\\]/.test(remote);
}

/**
 * The URL of a remote. A local path becomes absolute, so that it works from any folder.
 * @param root root of the work tree, the base of git's local paths
 * @returns null: there is no such remote
 */
export async function remoteUrl(runner: GitRunner, remote: string, root: string): Promise<string | null> {
  if (isUrl(remote)) return absolute(remote, root);
  const result = await runner.attempt(['config', '--get-all', `remote.${remote}.url`]);
  const [url = ''] = result.stdout.split('\n');
  return result.exitCode === 0 && url !== '' ? absolute(url, root) : null;
}

/** `https://…` and `git@host:path` stay as they are. */
function absolute(url: string, root: string): string {
  return /^[^/]*:/.test(url) ? url : resolve(root, url);
}

/**
 * The URL of a repository if a clone's remote is another repository on the same server: a fork that a workflow checked
 * out by name.
 * @returns null: the remote is that repository, or an unknown place
 */
export function homeUrl(remote: string, { serverUrl, repository }: Home): string | null {
  const [, host, path = ''] =
    /^(?:https?|ssh):\/\/(?:[^@/]*@)?([^/]+)\/(.+)$/.exec(remote) ??
    /^(?:[^@/]*@)?([^/:]+):(?!\/)(.+)$/.exec(remote) ??
    [];
  const named = path.replace(/\/+$/, '').replace(/\.git$/, '');
  const isElsewhere = host !== new URL(serverUrl).host || !/^[^/]+\/[^/]+$/.test(named);
  if (isElsewhere || named.toLowerCase() === repository.toLowerCase()) return null;
  return `${serverUrl}/${repository}`;
}

/** Whether a URL is a path on this machine. */
export const isLocal = (url: string): boolean => /^file:/i.test(url) || !/^[^/]*:/.test(url);

/**
 * The URL of a submodule, which can be relative (`../lib.git`) to the repository's own.
 * @returns null: it is relative, but there is no base
 */
export function resolveUrl(url: string, base: string | null): string | null {
  if (!/^\.\.?\//.test(url)) return url;
  if (base === null) return null;
  let [at, rest, join] = [base.replace(/\/+$/, ''), url, '/'];
  for (let step = /^\.\.?\//.exec(rest); step !== null; step = /^\.\.?\//.exec(rest)) {
    rest = rest.slice(step[0].length);
    if (step[0] === './') continue;
    const end = Math.max(at.lastIndexOf('/'), at.lastIndexOf(':'));
    if (end === -1) return null;
    join = at[end] ?? '/';
    at = at.slice(0, end);
  }
  return `${at}${join}${rest}`;
}

export interface Fetch {
  /** `--depth=1`, … */
  readonly options: readonly string[];
  /** Commits or refspecs. */
  readonly what: readonly string[];
}

/**
 * Fetches from a remote, given as a name that the repository knows or as a URL.
 * @returns git's result; remote-failure.ts reads why it failed
 */
export function fetchFrom(runner: GitRunner, remote: string, { options, what }: Fetch): Promise<ExecResult> {
  const byUrl = isUrl(remote);
  return runner.attempt([...FETCH, ...options, byUrl ? REMOTE : remote, ...what], {
    config: byUrl ? remoteConfig(remote) : [],
    timeoutMs: REMOTE_TIMEOUT_MS,
  });
}
