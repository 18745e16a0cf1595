import { branchHistory, storeHistory } from '../../baseline/history.js';
import { pointOf } from '../../history/point.js';
import type { History } from '../../history/types.js';
import { historyOf } from '../../job/history.js';
import { toLoadgateErrors } from '../../model/error.js';
import type { ActionRun } from '../open.js';

/** What a run of the default branch says of the history. */
export interface RunHistory {
  /** Absent: it is another run, nothing is stored, or it could not be read. */
  readonly history?: History;
  /** Sentences that a reader must see. */
  readonly notes: readonly string[];
}

const NOTHING: RunHistory = { notes: [] };

/** Judges the stored records once this run's own is among them. It decides nothing: what can't be read is a note. */
export async function historyOfRun(run: ActionRun): Promise<RunHistory> {
  const { deps, git } = run;
  const choice = run.inputs.history;
  if (choice === null || !isOfDefaultBranch(run)) return NOTHING;
  // What can't be opened has failed the run already.
  const stores = await run.stores().catch(() => null);
  if (stores === null || stores.baselines === null) return NOTHING;
  const { baselines, releases, branch } = stores;
  try {
    const history = await deps.stopwatch.time('history', async () => {
      const stored =
        branch === null
          ? await storeHistory(baselines, releases, pointOf)
          : await branchHistory(branch.options, pointOf);
      const head = await git.resolve('HEAD');
      return historyOf({ ...choice, git, head, stored, log: deps.log });
    });
    return { history, notes: [] };
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    deps.log.warning(`The history was not judged: ${first?.message} ${first?.hint}`);
    return { notes: [`The history was not judged: ${first?.message}`] };
  }
}

function isOfDefaultBranch({ context: { trigger } }: ActionRun): boolean {
  return (
    trigger.kind === 'schedule' ||
    ((trigger.kind === 'push' || trigger.kind === 'manual') && trigger.isDefault)
  );
}
