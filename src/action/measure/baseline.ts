import { pullBase } from '../../job/pull-base.js';
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
  const { choice, notes } =
    release === null
      ? await byOccasion(run, stores, config, candidate)
      : { choice: release, notes: release.notes };
  if (choice.missing !== undefined) run.deps.log.warning(choice.missing);
  const isUnstored = choice.commit !== null && choice.stored === null && stores.baselines !== null;
  return {
    ...choice,
    label: release?.label ?? baselineLabel(run.context),
    notes,
    unstored: isUnstored ? (choice.missing ?? NOT_STORED_YET) : null,
  };
}

async function byOccasion(run: ActionRun, { baselines }: Stores, { compare }: Config, candidate: string) {
  const { occasion, notes } = await occasionOf(run, candidate);
  return { choice: await chooseBaseline(run.git, candidate, occasion, baselines, compare), notes };
}

interface Started {
  readonly occasion: Occasion;
  /** Sentences that a reader must see. */
  readonly notes: readonly string[];
}

async function occasionOf({ context, git }: ActionRun, candidate: string): Promise<Started> {
  const { trigger, sha } = context;
  if (trigger.kind === 'push') return { occasion: { kind: 'push' }, notes: [] };
  if (trigger.kind !== 'pull_request' && trigger.kind !== 'merge_group') {
    return { occasion: { kind: 'history' }, notes: [] };
  }
  const queue = trigger.kind === 'merge_group';
  const mergedAs = trigger.kind === 'pull_request' ? trigger.mergedAs : null;
  const { commit, notes } = await pullBase(git, candidate, { ...trigger, sha, queue, mergedAs });
  return { occasion: { kind: 'commit', commit }, notes };
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
