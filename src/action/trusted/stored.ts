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

/**
 * The stored record that a run with `compare: stored` says it was compared with, as the branch of the baselines has it: of
 * the commit alone that the record names, since figures of ours must not come from its author. What can't be read is
 * no baseline, and the note says so.
 */
export async function storedBaseline(
  { baseline, baselineFigures }: RunRecord,
  branch: Pick<ForgeBranch, 'name' | 'baselines'>,
): Promise<StoredBaseline> {
  if (baselineFigures !== 'stored' || baseline === null) return NOT_STORED;
  try {
    const record = await branch.baselines.get(baseline.sha);
    if (record !== null) return { record, note: null };
    const from = `${recordPath(baseline.sha)} on branch ${branch.name}`;
    const missing = `The run compared with stored figures, and ${from} is not there (or is larger than the 1 MiB that GitHub sends): there is nothing to judge by.`;
    return { record: null, note: missing };
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    return { record: null, note: `The stored baseline could not be read: ${first?.message} ${first?.hint}` };
  }
}
