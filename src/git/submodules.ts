import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LoadgateError } from '../model/error.js';
import type { BareRepository } from './bare.js';
import { ensureCommit, shortSha } from './commits.js';
import { fetchFrom, isLocal, REMOTE, resolveUrl } from './remote.js';
import { FETCH_HINTS, remoteFailure } from './remote-failure.js';
import type { GitRunner } from './run.js';

/** A submodule as a commit names it. */
export interface Submodule {
  /** Its name in .gitmodules. The clone keeps it under this name, regardless of its path. */
  readonly name: string;
  /** Relative to the root. */
  readonly path: string;
  readonly url: string;
  readonly commit: string;
}

/** The source of the files of submodules: the clone, or one of its submodules. */
export interface SubmoduleSource {
  readonly runner: GitRunner;
  /** The checkout's folder with this repository's files; null: the checkout has none. */
  readonly workDir: string | null;
  /** The URL of its remote; null: it has none. */
  readonly url: () => Promise<string | null>;
  /** A runner in the repository of a submodule. */
  readonly open: (gitDir: string, workDir: string) => GitRunner;
  /** Runs `body` with a temporary repository that knows a remote. */
  readonly withBare: <T>(url: string, body: (repository: BareRepository) => Promise<T>) => Promise<T>;
}

/** Writes the files of a submodule's commit. @param source source of its own submodules */
export type WriteSubmodule = (submodule: Submodule, source: SubmoduleSource, kept: boolean) => Promise<void>;

/**
 * Fills the submodules of a commit that the checkout has (actions/checkout with `submodules`), each at the commit that
 * this commit names. Submodules that the checkout leaves empty stay empty, as a build in the checkout finds them. A
 * submodule that only this commit has is filled, unless the checkout fills none.
 * @param gitlinks commits of submodules by path
 * @returns paths of the submodules that stay empty
 * @throws LoadgateError `submodule-unavailable` (machine), which names it
 */
export async function fillSubmodules(
  source: SubmoduleSource,
  commit: string,
  gitlinks: ReadonlyMap<string, string>,
  write: WriteSubmodule,
): Promise<readonly string[]> {
  if (gitlinks.size === 0) return [];
  const checkout = await checkedOut(source);
  const noneFilled = checkout.filled.size === 0 && checkout.empty.size > 0;
  const empty = new Set(gitlinks.keys());
  for (const submodule of await submodulesOf(source.runner, `${commit}:.gitmodules`, gitlinks)) {
    const { name } = submodule;
    const workDir = checkout.filled.get(name) ?? null;
    if (checkout.empty.has(name) || (workDir === null && noneFilled)) continue;
    try {
      await fill(source, submodule, workDir, write);
      empty.delete(submodule.path);
    } catch (error) {
      throw error instanceof LoadgateError && error.code === 'baseline-commit-missing'
        ? unavailable(submodule, commit, error)
        : error;
    }
  }
  return [...empty];
}

async function fill(
  source: SubmoduleSource,
  submodule: Submodule,
  workDir: string | null,
  write: WriteSubmodule,
): Promise<void> {
  const gitDir = await keptAt(source, submodule, workDir);
  if (gitDir !== null) {
    const runner = source.open(gitDir, workDir ?? gitDir);
    await ensureCommit(runner, 'origin', submodule.commit);
    return write(submodule, { ...source, runner, workDir, url: () => remoteOf(runner) }, true);
  }
  const url = await urlOf(source, submodule);
  await source.withBare(url, async ({ runner, init }) => {
    await init(submodule.commit);
    const result = await fetchFrom(runner, REMOTE, { options: ['--depth=1'], what: [submodule.commit] });
    if (result.exitCode !== 0) throw notFetched(submodule, result.stderr);
    await write(submodule, { ...source, runner, workDir: null, url: async () => url }, false);
  });
}

/** The path of a submodule's repository in the clone; null: none. */
async function keptAt(
  { runner }: SubmoduleSource,
  { name }: Submodule,
  workDir: string | null,
): Promise<string | null> {
  if (workDir !== null) {
    const args = ['rev-parse', '--absolute-git-dir'];
    const env = { GIT_DIR: join(workDir, '.git'), GIT_WORK_TREE: workDir };
    return (await runner.run('find the submodule', args, { cwd: workDir, env })).trimEnd();
  }
  const args = ['rev-parse', '--path-format=absolute', '--git-common-dir'];
  const common = (await runner.run('find the repository', args)).trimEnd();
  const path = join(common, 'modules', name);
  return (await isThere(join(path, 'HEAD'))) ? path : null;
}

/** The checkout's own submodules by name: the paths of the filled ones, and the empty ones. */
async function checkedOut({ runner, workDir }: SubmoduleSource) {
  const filled = new Map<string, string>();
  const empty = new Set<string>();
  if (workDir === null) return { filled, empty };
  const listed = await runner.run('list its submodules', ['ls-files', '--stage', '-z'], { cwd: workDir });
  for (const { name, path } of await submodulesOf(
    runner,
    'HEAD:.gitmodules',
    parseGitlinks(listed.split('\0')),
  )) {
    const folder = join(workDir, path);
    if (await isThere(join(folder, '.git'))) filled.set(name, folder);
    else empty.add(name);
  }
  return { filled, empty };
}

/** Reads the gitlinks in the lines of `git ls-files --stage` (with or without `-t`): commits by path. */
export function parseGitlinks(entries: readonly string[]): ReadonlyMap<string, string> {
  const lines = entries.map((line) => /^(?:\w )?160000 ([0-9a-f]+) \d\t(.+)$/s.exec(line));
  return new Map(lines.flatMap((found) => (found === null ? [] : [[found[2] ?? '', found[1] ?? '']])));
}

/** A submodule's name must not lead out of the folder of its repository. */
const OUTSIDE = /(?:^|[\\/])\.\.(?:$|[\\/])|^[\\/]/;

/** The submodules among gitlinks. If .gitmodules doesn't name one, it has no address, so no checkout fills it. */
async function submodulesOf(
  runner: GitRunner,
  blob: string,
  gitlinks: ReadonlyMap<string, string>,
): Promise<readonly Submodule[]> {
  if (gitlinks.size === 0) return [];
  const result = await runner.attempt(['config', '--blob', blob, '--null', '--list']);
  const settings = new Map<string, Record<string, string>>();
  for (const line of result.stdout.split('\0')) {
    const [, name = '', key = '', value = ''] = /^submodule\.(.+)\.(\w+)\n(.*)$/s.exec(line) ?? [];
    settings.set(name, { ...settings.get(name), [key]: value });
  }
  return [...settings].flatMap(([name, { path = '', url = '' }]) => {
    const commit = gitlinks.get(path);
    return commit === undefined || OUTSIDE.test(name) ? [] : [{ name, path, url, commit }];
  });
}

async function remoteOf(runner: GitRunner): Promise<string | null> {
  const result = await runner.attempt(['config', '--get', 'remote.origin.url']);
  return result.exitCode === 0 ? result.stdout.trim() : null;
}

/** @throws LoadgateError if it has no allowed address */
async function urlOf(source: SubmoduleSource, submodule: Submodule): Promise<string> {
  const base = await source.url();
  const url = resolveUrl(submodule.url, base);
  // A path on this machine isn't an address, unless the repository itself is on this machine.
  if (url !== null && (!isLocal(url) || (base !== null && isLocal(base)))) return url;
  throw notFetched(submodule, `its address ${JSON.stringify(submodule.url)} can't be used`);
}

function notFetched({ commit }: Submodule, why: string): LoadgateError {
  const reason = why.split('\n').find((line) => /^(?:fatal|error):/.test(line)) ?? why.split('\n')[0];
  return new LoadgateError(`${shortSha(commit)} could not be fetched (${reason})`, {
    kind: 'machine',
    code: 'baseline-commit-missing',
    hint: FETCH_HINTS[remoteFailure(why)],
  });
}

function unavailable({ name, path, commit }: Submodule, of: string, cause: LoadgateError): LoadgateError {
  return new LoadgateError(
    `The submodule ${name} (${path}) of ${shortSha(of)} can't be had at ${shortSha(commit)}: ${cause.message}`,
    {
      kind: 'machine',
      code: 'submodule-unavailable',
      hint: 'Give actions/checkout `submodules` and `fetch-depth: 0`, and a token that may read the submodule.',
      log: cause.log,
      cause,
    },
  );
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
