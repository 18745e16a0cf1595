import type { StoredHistory } from '../baseline/history.js';
import type { Git } from '../git/types.js';
import { judgeHistory } from '../history/judge.js';
import type { HistoryChoice } from '../history/settings.js';
import type { History, Pin } from '../history/types.js';
import { toLoadgateErrors } from '../model/error.js';
import type { Log } from '../system/log.js';
import { newestVersions } from './versions.js';

/** Commits along first parents that a history reaches back. */
const MOST_COMMITS = 5000;

export interface HistoryQuestion extends HistoryChoice {
  readonly git: Git;
  /** The commit at whose end the line of first parents is. */
  readonly head: string;
  readonly stored: StoredHistory;
  readonly log: Pick<Log, 'warning'>;
}

/**
 * Judges what is stored of the commits that led to one (along first parents), against the newest release among them and a
 * pinned commit.
 * @throws LoadgateError `revision-unknown` (usage); errors of git
 */
export async function historyOf(question: HistoryQuestion): Promise<History> {
  const { git, head, stored, since, settings } = question;
  const newestFirst = await git.ancestors(head, MOST_COMMITS);
  const line = [...newestFirst].reverse();
  const pinned = since === null ? null : { name: since, sha: await git.resolve(since) };
  return judgeHistory({
    points: stored.points,
    line,
    releases: await releasesOn(question, line),
    since: pinned,
    settings,
  });
}

/** Stored releases, and tags that are versions, in the order of the line. A stored record says more than a tag that was moved. */
async function releasesOn(
  { git, stored, log }: HistoryQuestion,
  line: readonly string[],
): Promise<readonly Pin[]> {
  const tags = await git.tags().catch((error: unknown): ReadonlyMap<string, string> => {
    log.warning(`Only stored releases are marked in the history: ${toLoadgateErrors(error)[0]?.message}`);
    return new Map();
  });
  const versions = newestVersions([...tags.keys()], null).map((name) => ({
    name,
    sha: tags.get(name) ?? '',
  }));
  const names = new Set(stored.releases.map(({ name }) => name));
  const places = new Map(line.map((sha, place) => [sha, place]));
  return [...stored.releases, ...versions.filter(({ name }) => !names.has(name))]
    .flatMap((pin) => {
      const place = places.get(pin.sha);
      return place === undefined ? [] : [{ pin, place }];
    })
    .sort((a, b) => a.place - b.place)
    .map(({ pin }) => pin);
}
