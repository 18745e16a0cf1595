import { findRelease } from '../../job/release.js';
import { type BaselineChoice, chooseBaseline } from '../../job/repository.js';
import type { Config } from '../../model/config.js';
import type { ActionContext } from '../context.js';
import type { ActionRun, Stores } from '../open.js';

/** The tag that the run is for, pushed or chosen by hand; null: none. */
export function ownTag({ ref }: ActionContext): string | null {
  return ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : null;
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
  {
    inputs: { release },
    context,
    git,
    deps: { log },
  }: Pick<ActionRun, 'inputs' | 'context' | 'git' | 'deps'>,
  { baselines, releases }: Pick<Stores, 'baselines' | 'releases'>,
  way: Config['compare'],
  candidate: string,
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
  const choice = await chooseBaseline(git, candidate, occasion, baselines, way);
  return { ...choice, label: found.name, notes: found.notes };
}
