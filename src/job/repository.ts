import type { BaselineStore } from '../baseline/store.js';
import { readConfig } from '../config/parse.js';
import type { Git } from '../git/types.js';
import type { Config } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import type { RunRecord } from '../model/record.js';

/** First-parent ancestors among which the nearest with a stored record is looked for. */
const MAX_ANCESTORS = 500;

/** What a run was started for decides which commit is its baseline. */
export type Occasion =
  /** A push: the newest stored baseline before the candidate. */
  | { readonly kind: 'push' }
  /** A tag, a schedule, a manual run: the newest stored baseline, the candidate's own included. */
  | { readonly kind: 'history' }
  /** A release, whose commit and record are known (job/release.ts). */
  | { readonly kind: 'release'; readonly commit: string; readonly stored: RunRecord | null }
  /** A commit that is known: a pull request's (job/pull-base.ts), or one that a person named. */
  | { readonly kind: 'commit'; readonly commit: string };

export interface BaselineChoice {
  readonly commit: string | null;
  /** Why there is none; null where there is one. */
  readonly none: string | null;
  readonly stored: RunRecord | null;
  /** What could not be read and decides nothing here, for the report. Absent: all that was asked for was read. */
  readonly missing?: string;
}

/**
 * Which commit the candidate is compared with, and what is stored of it: a commit that is known, or the newest stored
 * baseline on the candidate's own history.
 * @throws LoadgateError of git and of the store. A store that can't be reached stops only what it decides: the figures of a
 *   duet come from the run itself. A record that is there and can't be read always stops the run
 */
export async function chooseBaseline(
  git: Git,
  candidate: string,
  occasion: Occasion,
  store: BaselineStore | null,
  way: Config['compare'],
): Promise<BaselineChoice> {
  if (occasion.kind === 'push' || occasion.kind === 'history') {
    return newestStored(git, candidate, store, occasion.kind === 'push');
  }
  const { commit } = occasion;
  await git.ensureCommit(commit);
  if (occasion.kind === 'release' && occasion.stored !== null) {
    return { commit, none: null, stored: occasion.stored };
  }
  if (way !== 'stored') return { commit, none: null, ...(await storedOf(store, commit)) };
  // A release is pinned: another commit's record is no substitute, however near.
  const isPinned = occasion.kind === 'release' || store === null;
  const candidates = isPinned ? [commit] : await git.ancestors(commit, MAX_ANCESTORS);
  const stored = (await store?.find(candidates)) ?? null;
  return { commit: stored?.candidate.sha ?? commit, none: null, stored };
}

/** What is stored of a commit, where that decides nothing. */
async function storedOf(
  store: BaselineStore | null,
  commit: string,
): Promise<Pick<BaselineChoice, 'stored' | 'missing'>> {
  try {
    return { stored: (await store?.find([commit])) ?? null };
  } catch (error) {
    if (!(error instanceof LoadgateError && error.code === 'baseline-fetch-failed')) throw error;
    const missing = `What is stored could not be read, so the history is missing here. ${error.message} ${error.hint}`;
    return { stored: null, missing };
  }
}

async function newestStored(
  git: Git,
  candidate: string,
  store: BaselineStore | null,
  before: boolean,
): Promise<BaselineChoice> {
  if (store === null)
    return { commit: null, none: 'no baselines are stored (`baseline: none`)', stored: null };
  // An empty store needs no history: a first run in a shallow clone would fetch it for nothing.
  const known = await store.list();
  const none = { commit: null, none: 'no baseline is stored yet', stored: null };
  if (known.length === 0) return none;
  const history = await git.ancestors(candidate, MAX_ANCESTORS);
  const stored = await store.find(before ? history.slice(1) : history);
  if (stored === null) return { ...none, none: 'no stored baseline is on the history of this commit' };
  try {
    await git.ensureCommit(stored.candidate.sha);
  } catch (error) {
    if (error instanceof LoadgateError && error.code === 'baseline-commit-missing') {
      return { commit: null, none: `the baseline commit is gone: ${error.message}`, stored };
    }
    throw error;
  }
  return { commit: stored.candidate.sha, none: null, stored };
}

/** The configuration as a commit has it; null where it has none that can be read: then ours is used for both sides. */
export async function configAt(git: Git, commit: string, file: string | null): Promise<Config | null> {
  if (file === null) return null;
  const text = await git.readText(commit, file);
  if (text === null) return null;
  try {
    return await readConfig(text, file, (path) => git.readText(commit, path));
  } catch {
    return null;
  }
}
