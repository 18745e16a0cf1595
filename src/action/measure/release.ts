import { mayStoreRelease } from '../../baseline/policy.js';
import type { ReleaseStore } from '../../baseline/releases.js';
import type { BaselineStore } from '../../baseline/store.js';
import type { Git } from '../../git/types.js';
import { findRelease } from '../../job/release.js';
import { type BaselineChoice, chooseBaseline } from '../../job/repository.js';
import type { Outcome } from '../../job/types.js';
import type { ExitCode } from '../../model/comparison.js';
import type { Config } from '../../model/config.js';
import { toLoadgateErrors } from '../../model/error.js';
import type { Log } from '../../system/log.js';
import type { ActionContext } from '../context.js';
import type { ActionInputs } from '../inputs.js';

/** The tag that the run is for, pushed or chosen by hand; null: none. */
function ownTag({ ref }: ActionContext): string | null {
  return ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : null;
}

export interface ReleaseSides {
  readonly git: Git;
  readonly store: BaselineStore | null;
  readonly releases: ReleaseStore | null;
  readonly way: Config['compare'];
  readonly log: Log;
}

/** The baseline where a release was asked for, with its name. */
export interface ReleaseBaseline extends BaselineChoice {
  readonly label: string | null;
  readonly notes: readonly string[];
}

/**
 * @returns null: none is asked for, or the run is for a pull request or a branch, which have baselines of their own
 * @throws LoadgateError as `findRelease` and `chooseBaseline`
 */
export async function releaseBaseline(
  { release }: ActionInputs,
  context: ActionContext,
  candidate: string,
  { git, store, releases, way, log }: ReleaseSides,
): Promise<ReleaseBaseline | null> {
  if (release === null) return null;
  const { kind } = context.trigger;
  if (kind === 'pull_request' || kind === 'merge_group' || kind === 'push') {
    log.info(`\`release: ${release}\` is for tags and runs by hand: this ${kind} has a baseline of its own.`);
    return null;
  }
  const request = { wanted: release, candidate, head: candidate, ownTag: ownTag(context) };
  const found = await findRelease(git, releases, request);
  if (found === null) {
    const none = 'there is no earlier release: no tag that is a version is in the history of this commit';
    return { commit: null, none, stored: null, label: null, notes: [`Compared with nothing: ${none}.`] };
  }
  log.info(`Compared with release ${found.name} (${found.commit.slice(0, 7)}).`);
  const occasion = { kind: 'release', commit: found.commit, stored: found.stored } as const;
  const choice = await chooseBaseline(git, candidate, occasion, store, way);
  return { ...choice, label: found.name, notes: found.notes };
}

/**
 * Stores the record of a tag that passed, once. A second run of the same tag and commit leaves it as it is.
 * @returns 0, or the exit code of the error that kept it from being stored
 */
export async function storeRelease(
  { record, gate }: Outcome,
  releases: ReleaseStore | null,
  inputs: ActionInputs,
  context: ActionContext,
  { log, notes }: { readonly log: Log; readonly notes: string[] },
): Promise<ExitCode> {
  const tag = ownTag(context);
  const isTagPush = context.trigger.kind === 'tag';
  const decision = mayStoreRelease({ when: inputs.store, tag, isTagPush, passed: gate.passed, record });
  if (releases === null || tag === null || !decision.store) {
    if (isTagPush && releases !== null) notes.push(`Not stored as a release: ${decision.why}.`);
    return 0;
  }
  try {
    const before = await releases.get(tag);
    if (before?.candidate.sha === record.candidate.sha) {
      notes.push(`Release ${tag} is stored already, by run ${before.id}: that record stays.`);
      return 0;
    }
    const { why } = await releases.put(tag, record);
    log.info(`Release: ${why}`);
    return 0;
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    notes.push(`Not stored as a release: ${first?.message} ${first?.hint}`);
    log.error(`${first?.code}: ${first?.message} ${first?.hint}`);
    return first?.kind === 'usage' ? 2 : 3;
  }
}
