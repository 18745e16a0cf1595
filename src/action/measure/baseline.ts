import { type BaselineChoice, chooseBaseline, type Occasion } from '../../job/repository.js';
import type { Config } from '../../model/config.js';
import type { RunRecord } from '../../model/record.js';
import type { ActionContext } from '../context.js';
import type { ActionRun, Stores } from '../open.js';
import type { Trigger } from '../trigger.js';
import { releaseBaseline } from './release.js';

/** What a run is compared with. */
export interface NamedBaseline extends BaselineChoice {
  /** As a person would say it. */
  readonly label: string;
  /** Sentences that a reader must see. */
  readonly notes: readonly string[];
  /** Why there is no stored record of it, a sentence; null: there is one, or none was looked for. */
  readonly unstored: string | null;
}

const NOT_STORED_YET = 'No record of the baseline is stored yet.';

/** Says that nothing is stored of the baseline, and where the base column comes from instead, if there is one. */
export const unstoredNote = (
  unstored: string,
  { baselineFigures }: Pick<RunRecord, 'baselineFigures'>,
): string =>
  baselineFigures === 'run'
    ? `${unstored} The base column was measured in this run, beside the candidate.`
    : unstored;

/**
 * The baseline of a run: a release where one was asked for, else what the occasion says.
 * @throws LoadgateError as `findRelease` and `chooseBaseline`
 */
export async function baselineOf(
  run: ActionRun,
  stores: Stores,
  config: Config,
  candidate: string,
): Promise<NamedBaseline> {
  const release = await releaseBaseline(run, stores, config.compare, candidate);
  const choice =
    release ??
    (await chooseBaseline(
      run.git,
      candidate,
      occasionOf(run.context, candidate),
      stores.baselines,
      config.compare,
    ));
  if (choice.missing !== undefined) run.deps.log.warning(choice.missing);
  const isUnstored = choice.commit !== null && choice.stored === null && stores.baselines !== null;
  return {
    ...choice,
    label: release?.label ?? baselineLabel(run.context),
    notes: release?.notes ?? [],
    unstored: isUnstored ? (choice.missing ?? NOT_STORED_YET) : null,
  };
}

function occasionOf({ trigger, sha }: ActionContext, candidate: string): Occasion {
  switch (trigger.kind) {
    case 'pull_request':
      // GITHUB_SHA is GitHub's merge commit; another HEAD is what the workflow chose to check out.
      return { kind: 'pull-request', base: trigger.baseSha, isMergeCommit: candidate === sha };
    case 'merge_group':
      return { kind: 'pull-request', base: trigger.baseSha, isMergeCommit: false };
    case 'push':
      return { kind: 'push' };
    default:
      return { kind: 'history' };
  }
}

/** The candidate as a person would say it. */
export function candidateLabel(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'pull_request':
      return `#${trigger.number}`;
    case 'push':
      return trigger.branch;
    case 'tag':
      return trigger.tag;
    case 'merge_group':
      return trigger.headRef;
    default:
      return trigger.kind;
  }
}

function baselineLabel({ trigger, defaultBranch }: ActionContext): string {
  return trigger.kind === 'pull_request' || trigger.kind === 'merge_group'
    ? trigger.baseRef
    : (defaultBranch ?? 'baseline');
}
