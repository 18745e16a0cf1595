import type { RepositoryReader } from '../../forge/github.js';
import { toLoadgateErrors } from '../../model/error.js';
import type { RunRecord } from '../../model/record.js';
import { type ForgeBranch, recordPath } from './branch.js';

/** What a record without a baseline side is compared with, and what a reader must know of it. */
export interface StoredBaseline {
  /** null: it is compared with nothing. */
  readonly record: RunRecord | null;
  readonly note: string | null;
}

const NOT_STORED: StoredBaseline = { record: null, note: null };

/** First-parent ancestors of the base among which one with a record is looked for, as a run does. */
const MAX_ANCESTORS = 500;

/**
 * The stored record that a run with `compare: stored` is compared with: of the nearest ancestor of its base that has one on
 * the branch of the baselines. Which one that is, the record does not decide: another one may be slower. What can't be
 * read is no baseline, and the note says so.
 * @param base the commit of the base branch that the pull request was measured against
 */
export async function storedBaseline(
  { baselineFigures }: RunRecord,
  base: string,
  branch: Pick<ForgeBranch, 'name' | 'baselines' | 'recorded'>,
  reader: Pick<RepositoryReader, 'firstParents'>,
): Promise<StoredBaseline> {
  if (baselineFigures !== 'stored') return NOT_STORED;
  try {
    const recorded = await branch.recorded();
    const nearest = (await reader.firstParents(base, MAX_ANCESTORS)).find((sha) => recorded.has(sha));
    const record = nearest === undefined ? null : await branch.baselines.get(nearest);
    if (record !== null) return { record, note: null };
    const where =
      nearest === undefined
        ? `none is on branch ${branch.name} of ${base.slice(0, 7)} or an ancestor of it`
        : `${recordPath(nearest)} on branch ${branch.name} is larger than the 1 MiB that GitHub sends`;
    const note = `The run compared with stored figures, and ${where}: there is nothing to judge by.`;
    return { record: null, note };
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    return { record: null, note: `The stored baseline could not be read: ${first?.message} ${first?.hint}` };
  }
}
