import { LoadgateError } from '../model/error.js';
import { hasCommit, isShallow, requireSha, shortSha } from './commits.js';
import { type HistorySource, withHistory } from './history.js';
import type { GitRunner } from './run.js';
import type { RangeCommit } from './types.js';

/** Most commits of a range. */
const MAX_COMMITS = 2000;
const SUBJECT = 200;

/**
 * The commits that are in the history of `bad` and not in that of `good`.
 * @throws LoadgateError `range-wrong` (usage) where `good` is not in the history of `bad`, or they are too many
 */
export async function commitsBetween(
  source: HistorySource,
  good: string,
  bad: string,
): Promise<readonly RangeCommit[]> {
  requireSha(good);
  requireSha(bad);
  const { runner } = source;
  const isHere = (await hasCommit(runner, good)) && (await hasCommit(runner, bad));
  if (isHere && !(await isShallow(runner))) return readRange(runner, good, bad);
  return withHistory(source, [bad, good], null, (fetched) => readRange(fetched, good, bad));
}

async function readRange(runner: GitRunner, good: string, bad: string): Promise<readonly RangeCommit[]> {
  const both = `${shortSha(good)}..${shortSha(bad)}`;
  if ((await runner.attempt(['merge-base', '--is-ancestor', good, bad])).exitCode !== 0) {
    throw wrong(
      `${shortSha(good)} is not in the history of ${shortSha(bad)}`,
      'Name a commit that comes before the other one: GOOD..BAD. `git merge-base GOOD BAD` prints where they meet.',
    );
  }
  const text = await runner.run(`list the commits of ${both}`, [
    ...['log', '-z', '--format=%H%x0a%P%x0a%s', `--max-count=${MAX_COMMITS + 1}`],
    ...['--end-of-options', bad, `^${good}`],
  ]);
  const commits = text.split('\0').flatMap((entry) => {
    const [sha = '', parents = '', subject = ''] = entry.split('\n');
    if (sha === '') return [];
    return [
      { sha, parents: parents.split(' ').filter((one) => one !== ''), subject: subject.slice(0, SUBJECT) },
    ];
  });
  if (commits.length > MAX_COMMITS) {
    throw wrong(`${both} has more than ${MAX_COMMITS} commits`, 'Name a commit nearer to the bad one.');
  }
  return commits;
}

const wrong = (message: string, hint: string): LoadgateError =>
  new LoadgateError(message, { kind: 'usage', code: 'range-wrong', hint });
