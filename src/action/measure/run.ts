import { join } from 'node:path';
import { willStore } from '../../baseline/policy.js';
import type { ReleaseStore } from '../../baseline/releases.js';
import type { BaselineStore } from '../../baseline/store.js';
import type { Git } from '../../git/types.js';
import { failedOutcome } from '../../job/failure.js';
import { runJob } from '../../job/job.js';
import { loadConfig } from '../../job/load-config.js';
import { chooseBaseline, commitSide, configAt, type Occasion } from '../../job/repository.js';
import { newSeed, type Session } from '../../job/session.js';
import type { JobDeps, JobRequest, Outcome } from '../../job/types.js';
import type { Config } from '../../model/config.js';
import type { ReportContext } from '../../report/types.js';
import { graceAfter } from '../../system/interrupt.js';
import type { ActionContext } from '../context.js';
import type { ActionInputs } from '../inputs.js';
import { openGit, openReleases, openStore } from '../open.js';
import { annotate } from '../tell/annotate.js';
import { headOf, reportCheck } from '../tell/check.js';
import { commandContext, openForge, reportContext } from '../tell/context.js';
import { writeOutputs } from '../tell/outputs.js';
import { type Published, publish } from '../tell/publish.js';
import type { Trigger } from '../trigger.js';
import { considerAccepted } from './accepted.js';
import { type Part, partNote, partOf, withFormer } from './partial.js';
import { releaseBaseline, storeRelease } from './release.js';
import { storeRecord } from './store-record.js';

/**
 * How long a cancelled run may still take to tell what it is (check and comment), ms: the runner kills it 10 s after its first signal, and
 * what it started must be gone by then. What is not done in this time the post step does.
 */
const COMMENT_GRACE_MS = 4_000;

/** What the run has found out about itself, for its report; filled in as it goes. */
interface Known {
  config: Config | null;
  /** What a comment asked for; null: everything is measured. */
  part: Part | null;
  readonly notes: string[];
}

/**
 * The Action's main step: measure, compare, tell, store, gate.
 * @returns the exit code, and what the post step still has to tell
 */
export async function runAction(
  inputs: ActionInputs,
  context: ActionContext,
  session: Session,
): Promise<{ readonly exitCode: number; readonly commentOwed: boolean; readonly checkOwed: boolean }> {
  const { deps } = session;
  const startedMs = deps.clock.now();
  const seed = inputs.seed ?? newSeed();
  const known: Known = { config: null, part: null, notes: [] };
  const git = openGit(context, inputs, session);
  let store: BaselineStore | null = null;
  let releases: ReleaseStore | null = null;
  let outcome: Outcome;
  try {
    store = await openStore(git, context, inputs, session);
    releases = await openReleases(git, context, inputs, session);
    const request = await toRequest(inputs, context, session, { git, store, releases, seed, known });
    const note = (text: string): number => known.notes.push(text);
    const measured = await measuredWhole(request, known, deps);
    const question = { outcome: measured, git, inputs, context, config: known.config, note };
    outcome = await considerAccepted(question, session);
  } catch (error) {
    const candidate = { sha: context.sha, label: candidateLabel(context.trigger) };
    outcome = failedOutcome(error, { id: session.id, candidate, seed, startedMs }, deps);
  }
  const storeFailed = await storeRecord(outcome, { git, store }, inputs, context, session, known.notes);
  const { log } = deps;
  const releaseCode = await storeRelease(outcome, releases, inputs, context, { log, notes: known.notes });
  const report = contextOf(inputs, context, outcome, known);
  const signal = graceAfter(deps.signal, COMMENT_GRACE_MS);
  const wanted = { ...inputs, sha: headOf(context), detailsUrl: context.runUrl, signal };
  const checked = await reportCheck(outcome, report, wanted, {
    openForge: () => openForge(context, inputs.token, log),
    log,
    notes: known.notes,
  });
  const published = await publish({
    outcome,
    context: report,
    folder: join(process.env['RUNNER_TEMP'] ?? context.workspace, `loadgate-${session.id}`),
    comment: commentOf(inputs, context, session, signal),
    log: deps.log,
  });
  await annotate(outcome, known.config, context.workspace, deps.log);
  writeOutputs(outcome, published);
  const code = exitCode(outcome, inputs, published, storeFailed || checked.failed ? 3 : releaseCode);
  return { exitCode: code, commentOwed: published.commentOwed, checkOwed: checked.owed };
}

/** A run of a part of the cells comes to an outcome of all of them. */
async function measuredWhole(request: JobRequest, { part, notes }: Known, deps: JobDeps): Promise<Outcome> {
  const outcome = await runJob(request, deps);
  if (part === null) return outcome;
  const whole = withFormer(outcome, part.request, request.config.gate);
  const note = partNote(part.request, whole);
  if (note !== null) notes.push(note);
  return whole;
}

interface ToRequest {
  readonly git: Git;
  readonly store: BaselineStore | null;
  readonly releases: ReleaseStore | null;
  readonly seed: number;
  readonly known: Known;
}

async function toRequest(
  inputs: ActionInputs,
  context: ActionContext,
  session: Session,
  { git, store, releases, seed, known }: ToRequest,
): Promise<JobRequest> {
  const { id, deps } = session;
  const config = await loadConfig({
    root: context.workspace,
    file: inputs.config,
    settings: inputs.settings,
  });
  known.config = config;
  const candidate = await git.resolve('HEAD');
  const note = (text: string): number => known.notes.push(text);
  known.part = await partOf({ git, inputs, context, config, candidate, note }, session);
  const occasion = occasionOf(context, candidate);
  const pinned = await deps.stopwatch.time('baseline', () =>
    releaseBaseline(inputs, context, candidate, { git, store, releases, way: config.compare, log: deps.log }),
  );
  known.notes.push(...(pinned?.notes ?? []));
  const { commit, none, stored } =
    pinned ??
    (await deps.stopwatch.time('baseline', () =>
      chooseBaseline(git, candidate, occasion, store, config.compare),
    ));
  const label = pinned?.label ?? baselineLabel(context);
  if (commit !== null && stored === null && store !== null) {
    known.notes.push(
      'No record of the baseline is stored yet: the base column was measured in this run, beside the candidate.',
    );
  }
  return {
    id,
    config,
    filter: known.part?.cells ?? inputs.targets,
    ...(known.part === null ? {} : { asked: known.part.request.targets }),
    candidate: commitSide(git, { sha: candidate, label: candidateLabel(context.trigger) }, deps.cleanup),
    baseline: commit === null ? null : commitSide(git, { sha: commit, label }, deps.cleanup),
    baselineConfig: commit === null ? null : await configAt(git, commit, config.file),
    noBaseline: none,
    stored,
    reference: (store ?? releases) !== null && willStore(inputs.store, context.trigger),
    seed,
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

function candidateLabel(trigger: Trigger): string {
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

function commentOf(inputs: ActionInputs, context: ActionContext, { deps }: Session, signal: AbortSignal) {
  if (!inputs.comment || context.trigger.kind !== 'pull_request') return null;
  const forge = openForge(context, inputs.token, deps.log);
  return { forge, pullRequest: context.trigger.number, key: inputs.key, signal };
}

function contextOf(
  inputs: ActionInputs,
  context: ActionContext,
  { record, comparison }: Outcome,
  known: Known,
): ReportContext {
  const pull = context.trigger.kind === 'pull_request' ? context.trigger : null;
  const base = record.baseline === null ? '' : ` --base ${record.baseline.sha.slice(0, 12)}`;
  return reportContext(context, {
    key: inputs.key,
    ...commandContext(inputs, pull?.headSha ?? null, record, comparison),
    pullRequest: pull?.number ?? null,
    repeatCommand: `loadgate run${base} --seed ${record.seed}`,
    notes: known.notes,
  });
}

/** What could not be told or kept is the forge's failure (3), unless there is worse. */
function exitCode(outcome: Outcome, inputs: ActionInputs, published: Published, notStored: number): number {
  const { exitCode: code } = outcome.gate;
  const gate = code === 1 && !inputs.failOnRegression ? 0 : code;
  if (gate !== 0) return gate;
  return notStored === 0 && published.failed ? 3 : notStored;
}
