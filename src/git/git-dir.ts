import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shortSha } from './commits.js';
import type { ConfigPair } from './environment.js';
import { redact } from './errors.js';
import type { GitRunner, RunOptions } from './run.js';
import { publishedCommit } from './snapshot.js';

/** The source of a `.git`. */
export interface GitDirSource {
  readonly runner: GitRunner;
  /** The URL of the remote; null: it has none. */
  readonly url: string | null;
  /** Paths that a sparse checkout omits. */
  readonly skipped: readonly string[];
}

/** The same objects give the same bytes: one thread, no reflog with times, and no template of the machine. */
const REPEATABLE: readonly ConfigPair[] = [
  ['core.logAllRefUpdates', 'false'],
  ['pack.threads', '1'],
];

/**
 * Adds a `.git` to a folder with the files of a commit, as a clean checkout of that commit has it: HEAD (detached), the
 * clone's history, the tags in that history, an index, and the remote's address. So a Dockerfile that reads `.git/HEAD`,
 * or a build that asks git for the version, works as in a plain `docker build .`. The `.git` has no credentials, hooks,
 * settings, or other branches of the clone. In a snapshot of a work tree, HEAD is the commit that it is based on, and
 * the changes are uncommitted.
 */
export async function writeGitDir(source: GitDirSource, commit: string, dir: string): Promise<void> {
  const { runner } = source;
  const head = await publishedCommit(runner, commit);
  const gitDir = join(dir, '.git');
  const objects = await pathIn(runner, 'objects');
  const inside: RunOptions = {
    cwd: dir,
    config: REPEATABLE,
    env: { GIT_DIR: gitDir, GIT_ALTERNATE_OBJECT_DIRECTORIES: quotedPath(objects) },
  };
  const what = `write the .git of ${shortSha(head)}`;
  await writeSkeleton(gitDir, head.length === 64, source.url);
  await writeShallow(runner, head, gitDir);
  const tags = await tagsOf(runner, head);
  const wanted = [head, ...tags.map(([, id]) => id)].map((id) => `${id}\n`).join('');
  const partial = (await runner.attempt(['config', '--get', 'extensions.partialClone'])).exitCode === 0;
  const missing = partial ? ['--missing=allow-any'] : [];
  const pack = ['pack-objects', '--revs', '--quiet', '--delta-base-offset', ...missing];
  await runner.run(what, [...pack, join(gitDir, 'objects', 'pack', 'pack')], { ...inside, input: wanted });
  const refs = tags.map(([name, id]) => `create ${name} ${id}\n`).join('');
  await runner.run(what, ['update-ref', '--no-deref', 'HEAD', head], inside);
  await runner.run(what, ['update-ref', '--stdin'], { ...inside, input: refs });
  await writeIndex(runner, head, source.skipped, { ...inside, env: { ...inside.env, GIT_WORK_TREE: dir } });
}

/** An empty repository, without the machine's templates and settings. */
async function writeSkeleton(gitDir: string, sha256: boolean, url: string | null): Promise<void> {
  for (const folder of ['objects/pack', 'refs/heads', 'refs/tags']) {
    await mkdir(join(gitDir, folder), { recursive: true });
  }
  const format = sha256 ? '[extensions]\n\tobjectFormat = sha256\n' : '';
  const core = `[core]\n\trepositoryFormatVersion = ${sha256 ? 1 : 0}\n\tfileMode = true\n\tbare = false\n`;
  const quoted = JSON.stringify(redactedUrl(url ?? ''));
  const fetch = '+refs/heads/*:refs/remotes/origin/*';
  const remote = url === null ? '' : `[remote "origin"]\n\turl = ${quoted}\n\tfetch = ${fetch}\n`;
  await writeFile(join(gitDir, 'config'), `${core}${format}${remote}`);
  await writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/main\n');
}

/** Ends the history where the clone's ends. Omits everything outside this commit's history. */
async function writeShallow(runner: GitRunner, head: string, gitDir: string): Promise<void> {
  const file = await pathIn(runner, 'shallow');
  const edges = await readFile(file, 'utf8').catch(() => '');
  if (edges === '') return;
  const history = new Set((await runner.run('list its history', ['rev-list', head])).split('\n'));
  const own = edges.split('\n').filter((line) => line !== '' && history.has(line));
  if (own.length > 0) await writeFile(join(gitDir, 'shallow'), own.map((line) => `${line}\n`).join(''));
}

/** Tags of the clone in a commit's history, with the objects that they point to. */
async function tagsOf(runner: GitRunner, head: string): Promise<readonly (readonly [string, string])[]> {
  const args = ['for-each-ref', `--merged=${head}`, '--format=%(refname) %(objectname)', 'refs/tags/'];
  const lines = (await runner.run('list the tags', args)).split('\n').filter((line) => line !== '');
  return lines.map((line) => line.split(' ', 2) as [string, string]);
}

/**
 * Writes an index without file times, which would change it each time. Git then looks at the files instead.
 * @param skipped paths that a sparse checkout omits
 */
async function writeIndex(
  runner: GitRunner,
  head: string,
  skipped: readonly string[],
  inside: RunOptions,
): Promise<void> {
  await runner.run('write its index', ['read-tree', head], inside);
  if (skipped.length === 0) return;
  const input = skipped.map((path) => `${path}\0`).join('');
  await runner.run('write its index', ['update-index', '--skip-worktree', '-z', '--stdin'], {
    ...inside,
    input,
  });
}

/** Absolute path of a part of the repository. */
async function pathIn(runner: GitRunner, part: string): Promise<string> {
  const args = ['rev-parse', '--path-format=absolute', '--git-path', part];
  return (await runner.run('find the repository', args)).trimEnd();
}

/** Quotes a path for a list of folders, in which a colon is the separator. */
const quotedPath = (path: string): string =>
  /^"|:/.test(path) ? `"${path.replaceAll(/["\\]/g, '\\$&')}"` : path;

const redactedUrl = (url: string): string => redact(url).replace('***@', '');
