import { willStore } from '../../baseline/policy.js';
import { commitSide } from '../../job/commit-side.js';
import { loadConfig } from '../../job/load-config.js';
import { configAt } from '../../job/repository.js';
import type { JobRequest } from '../../job/types.js';
import { refuseBuildSecrets } from '../../plan/build-secrets.js';
import { profilesOfBase } from '../../plan/profiles.js';
import { withoutUrls } from '../../plan/url-targets.js';
import type { ActionRun } from '../open.js';
import { isForks } from '../trigger.js';
import { baselineOf, candidateLabel } from './baseline.js';
import { mayBeAccepted } from './find-accepted.js';
import { partOf } from './part.js';

/** What a run is going to measure. */
export interface RunPlan {
  readonly request: JobRequest;
  /** Sentences that a reader must see. */
  readonly notes: readonly string[];
  /** Why there is no stored record of the baseline, a sentence; null: there is one, or none was looked for. */
  readonly unstored: string | null;
}

/**
 * Finds out what a run measures: configuration, commits, cells, baseline.
 * @param shard the part of the cells that it measures; absent: all
 * @throws LoadgateError(s) of the configuration, of git and of the stores
 */
export async function planRun(
  run: ActionRun,
  seed: number,
  shard: Pick<JobRequest, 'shard'> = {},
): Promise<RunPlan> {
  const { id, inputs, context, deps, git } = run;
  const stores = await run.stores();
  const { config: file, settings } = inputs;
  const written = await loadConfig({ root: run.folder, file, settings });
  const isFork = isForks(context.trigger);
  const { config, note } = isFork ? withoutUrls(written, inputs.targets) : { config: written, note: null };
  const candidate = await git.resolve('HEAD');
  const { part, notes } = await partOf(run, config, candidate);
  const baseline = await deps.stopwatch.time('baseline', () => baselineOf(run, stores, config, candidate));
  const { commit, none, stored, label } = baseline;
  const baselineConfig = commit === null ? null : await configAt(git, commit, config.file);
  // A process is not built.
  if (isFork && inputs.runtime !== 'process')
    refuseBuildSecrets([config, ...(baselineConfig === null ? [] : [baselineConfig])]);
  for (const remark of config.remarks ?? []) deps.log.info(remark);
  const keeps = stores.baselines !== null || stores.releases !== null;
  const request: JobRequest = {
    id,
    ...profilesOfBase(config, { isFork, base: baselineConfig }),
    filter: part?.cells ?? inputs.targets,
    ...(part === null ? {} : { part }),
    ...shard,
    candidate: commitSide(git, { sha: candidate, label: candidateLabel(context.trigger) }, deps.cleanup),
    baseline: commit === null ? null : commitSide(git, { sha: commit, label }, deps.cleanup),
    baselineConfig,
    noBaseline: none,
    stored,
    confirmsAll: await mayBeAccepted(run),
    reference: keeps && willStore(inputs.store, context.trigger),
    seed,
  };
  const all = [...(note === null ? [] : [note]), ...notes, ...baseline.notes];
  return { request, notes: all, unstored: baseline.unstored };
}
