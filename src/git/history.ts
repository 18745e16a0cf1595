import { LoadgateError } from '../model/error.js';
import type { ExecResult } from '../system/exec.js';
import type { BareRepository } from './bare.js';
import { hasCommit, isShallow, parentsOf, requireSha, shortSha } from './commits.js';
import { gitError, reasonOf, saidLines } from './errors.js';
import { fetchFrom, REMOTE } from './remote.js';
import { FETCH_HINTS, remoteFailure } from './remote-failure.js';
import type { GitRunner } from './run.js';

/** How far back to follow two histories, in commits; the last is the limit. */
const DEPTHS = [64, 512, 4096] as const;

/** The source of history. */
export interface HistorySource {
  /** The clone. */
  readonly runner: GitRunner;
  /** Uses a temporary repository that knows the remote. @throws LoadgateError if the remote has no URL */
  readonly withBare: <T>(body: (repository: BareRepository) => Promise<T>) => Promise<T>;
}

/** The commit and its first-parent ancestors, nearest first, at most `limit`. */
export async function ancestors(
  source: HistorySource,
  sha: string,
  limit: number,
): Promise<readonly string[]> {
  requireSha(sha);
  const known = await firstParents(source.runner, sha, limit);
  const last = known.at(-1);
  if (last === undefined || known.length >= limit) return known;
  // The edge of a shallow clone has a parent although the list ends there. A root has none.
  const [next] = await parentsOf(source.runner, last);
  if (next === undefined) return known;
  const rest = limit - known.length;
  const further = await withHistory(source, [next], rest, (runner) => firstParents(runner, next, rest));
  return [...known, ...further];
}

/** The commit where two histories meet; null: none. */
export async function mergeBase(source: HistorySource, a: string, b: string): Promise<string | null> {
  requireSha(a);
  requireSha(b);
  const { runner } = source;
  if ((await hasCommit(runner, a)) && (await hasCommit(runner, b))) {
    const known = await meeting(runner, a, b);
    if (known !== null || !(await isShallow(runner))) return known;
  }
  for (const depth of DEPTHS) {
    const found = await withHistory(source, [a, b], depth, async (fetched) => {
      const base = await meeting(fetched, a, b);
      return base === null && !(await isShallow(fetched)) ? 'nothing in common' : base;
    });
    if (found === 'nothing in common') return null;
    if (found !== null) return found;
  }
  throw new LoadgateError(
    `The histories of ${shortSha(a)} and ${shortSha(b)} do not meet within ${DEPTHS.at(-1)} commits.`,
    {
      kind: 'machine',
      code: 'history-too-short',
      hint: 'Set `fetch-depth: 0` on actions/checkout, or run `git fetch --unshallow`.',
    },
  );
}

/** Those of these commits that are in the history of another one, including itself. */
export async function inHistory(
  source: HistorySource,
  sha: string,
  commits: readonly string[],
): Promise<ReadonlySet<string>> {
  requireSha(sha);
  if (commits.length === 0) return new Set();
  // List them all, because in a partial repository a question about a commit would fetch it.
  const read = async (runner: GitRunner): Promise<ReadonlySet<string>> =>
    new Set((await runner.run(`list the history of ${shortSha(sha)}`, ['rev-list', sha])).split('\n'));
  const { runner } = source;
  const whole = (await hasCommit(runner, sha)) && !(await isShallow(runner));
  const history = whole ? await read(runner) : await withHistory(source, [sha], null, read);
  return new Set(commits.filter((commit) => history.has(commit)));
}

async function firstParents(runner: GitRunner, sha: string, limit: number): Promise<readonly string[]> {
  const list = await runner.run(`list the ancestors of ${shortSha(sha)}`, [
    'rev-list',
    '--first-parent',
    `--max-count=${limit}`,
    sha,
  ]);
  return list.split('\n').filter((line) => line !== '');
}

async function meeting(runner: GitRunner, a: string, b: string): Promise<string | null> {
  const result = await runner.attempt(['merge-base', a, b]);
  if (result.exitCode === 0) return result.stdout.trim();
  if (result.exitCode === 1) return null;
  throw gitError(`find where ${shortSha(a)} and ${shortSha(b)} meet`, result);
}

/**
 * Fetches commits without files into a temporary bare repository: a few hundred bytes each. Deepening the
 * user's own clone would fetch all files of all commits, and leave them there.
 * A remote that can't omit files sends them, which is only slower.
 * @param depth number of commits; null: all of them
 */
export function withHistory<T>(
  source: HistorySource,
  tips: readonly [string, ...string[]],
  depth: number | null,
  body: (runner: GitRunner) => Promise<T>,
): Promise<T> {
  return source.withBare(async ({ runner, init }) => {
    await init(tips[0]);
    const options = [...(depth === null ? [] : [`--depth=${depth}`]), '--filter=tree:0'];
    const result = await fetchFrom(runner, REMOTE, { options, what: tips });
    if (result.exitCode !== 0) throw noHistory(tips, result);
    return body(runner);
  });
}

function noHistory(tips: readonly string[], result: ExecResult): LoadgateError {
  const names = tips.map(shortSha).join(' and ');
  return new LoadgateError(
    `The history of ${names} is not in this clone and could not be fetched (${reasonOf(result)}).`,
    {
      kind: 'machine',
      code: 'baseline-commit-missing',
      hint: FETCH_HINTS[remoteFailure(result.stderr)],
      log: saidLines(result),
    },
  );
}
