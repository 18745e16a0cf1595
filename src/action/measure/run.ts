import type { Outcome } from '../../compare/judge.js';
import { failedOutcome } from '../../job/failure.js';
import { groundsOf, runJob } from '../../job/job.js';
import { newSeed } from '../../job/session.js';
import type { JobDeps, JobRequest } from '../../job/types.js';
import type { Config } from '../../model/config.js';
import type { Shard } from '../../model/shard.js';
import { graceAfter } from '../../system/interrupt.js';
import { tell } from '../../tell/tell.js';
import type { Teller, Told } from '../../tell/teller.js';
import { withAccepted } from '../apply-accepted.js';
import type { ActionRun } from '../open.js';
import { partNote } from '../part.js';
import { reportContext } from '../report-context.js';
import {
  annotationSources,
  exportKeeper,
  githubTeller,
  headOf,
  otherBase,
  recordFolder,
  recordKeeper,
  reportKeeper,
  setOutputs,
} from '../teller.js';
import { bisectAsked } from './asked-bisect.js';
import { candidateLabel, unstoredNote } from './baseline.js';
import { bisectsOfGate } from './bisect.js';
import { acceptedFor } from './find-accepted.js';
import { historyOfRun } from './history.js';
import { planRun } from './plan.js';
import { planShardsOf, sharedSeed, tellShard } from './shard.js';
import { storeOutcome } from './store.js';

/**
 * How long a cancelled run may still take to tell what it is (check and comment), ms: the runner kills it 10 s after its
 * first signal, and what it started must be gone by then. What is not done in this time the post step does.
 */
const TELL_GRACE_MS = 4_000;

/** What a run came to, before anything is stored or told. */
interface Measured {
  readonly outcome: Outcome;
  /** null: the run ended before it was known. */
  readonly request: JobRequest | null;
  /** Sentences that a reader must see. */
  readonly notes: readonly string[];
}

/** How a run comes to its figures, and by which seed. */
export interface Way {
  readonly seed: number;
  readonly outcome: (request: JobRequest, deps: JobDeps) => Promise<Outcome>;
}

/** How the telling ended, and what is left to do that changes nothing of it. */
export interface ActionEnd extends Told {
  /** The search for a commit that a comment asked for. Never throws. */
  readonly after: () => Promise<void>;
}

/**
 * The Action's main step: plan, measure, judge, store, search for commits where a release gate asks for it, tell. A run that
 * could not measure is told like any other.
 * @param way absent: by measuring all cells
 * @returns the exit code, and what the post step still has to tell
 */
export async function runAction(run: ActionRun, way?: Way): Promise<ActionEnd> {
  const { inputs, context } = run;
  const measured = await measureOrFail(run, way ?? { seed: inputs.seed ?? newSeed(), outcome: runJob });
  const { outcome } = measured;
  const stored = await storeOutcome(outcome, run);
  const pull = context.trigger.kind === 'pull_request' ? context.trigger : null;
  const { bisects, note } = await bisectsOfGate(measured, run);
  const { history, notes: more } = await historyOfRun(run);
  const notes = [...measured.notes, ...stored.notes, ...more, note].filter(isThere);
  const past = history === undefined ? {} : { history };
  const searches = bisects.length === 0 ? {} : { bisects };
  const report = reportContext(context, outcome, { ...inputs, pull, notes, past, ...searches });
  const rule = { failOnRegression: inputs.failOnRegression, stored: stored.exitCode };
  const told = await tell(outcome, report, rule, tellerOf(run, measured.request?.config ?? null));
  return { ...told, after: () => bisectAsked(measured, run) };
}

/**
 * One part of a run that several jobs measure, or the list of all parts: neither is told but in the job's own log.
 * @returns the exit code
 */
export async function runPart(run: ActionRun, part: Shard | 'plan'): Promise<number> {
  const seed = run.inputs.seed ?? sharedSeed(run.context);
  const measurePart = async (shard: Shard): Promise<number> => {
    const { outcome } = await measureOrFail(run, { seed, outcome: runJob }, shard);
    return tellShard(outcome, shard, run);
  };
  return part === 'plan' ? planShardsOf(run, seed, measurePart) : measurePart(part);
}

async function measureOrFail(run: ActionRun, way: Way, shard: Shard | null = null): Promise<Measured> {
  const startedMs = run.deps.clock.now();
  try {
    return await measure(run, way, shard);
  } catch (error) {
    return notMeasured(error, run, { seed: way.seed, startedMs, ...(shard === null ? {} : { shard }) });
  }
}

async function measure(run: ActionRun, way: Way, shard: Shard | null): Promise<Measured> {
  const { request, notes, unstored } = await planRun(run, way.seed, shard === null ? {} : { shard });
  const judged = await way.outcome(request, run.deps);
  // The verdict of a part is not the run's: nobody is asked what was accepted.
  if (shard !== null) return { outcome: judged, request, notes };
  const asked = { lookUp: () => acceptedFor(judged, run), nowMs: run.deps.clock.now() };
  const accepted = await withAccepted(judged, groundsOf(request), run.inputs.commands ? asked : null);
  const { outcome } = accepted;
  const part = request.part === undefined ? null : partNote(request.part, outcome);
  const base = unstored === null ? null : unstoredNote(unstored, outcome.record);
  return { outcome, request, notes: [...notes, base, part, accepted.note].filter(isThere) };
}

const isThere = (note: string | null): note is string => note !== null;

function notMeasured(
  error: unknown,
  { id, context, deps }: ActionRun,
  facts: { readonly seed: number; readonly startedMs: number; readonly shard?: Shard },
): Measured {
  const candidate = { sha: context.sha, label: candidateLabel(context.trigger) };
  return { outcome: failedOutcome(error, { id, candidate, ...facts }, deps), request: null, notes: [] };
}

function tellerOf({ id, inputs, context, folder, deps, github }: ActionRun, config: Config | null): Teller {
  const { trigger, runUrl } = context;
  return {
    ...githubTeller({
      github,
      log: deps.log,
      key: inputs.key,
      base: otherBase(context),
      check: { input: inputs.check, sha: headOf(context), detailsUrl: runUrl },
      pullRequest: inputs.comment !== 'never' && trigger.kind === 'pull_request' ? trigger.number : null,
      onlyNews: inputs.comment === 'on-change',
      ...(inputs.notify === 'issue' && trigger.kind === 'push' && trigger.isDefault
        ? { issue: { branch: trigger.branch, sha: context.sha, runUrl } }
        : {}),
      signal: graceAfter(deps.signal, TELL_GRACE_MS),
    }),
    keepRecord: recordKeeper(recordFolder(id, context)),
    keepExports: exportKeeper(recordFolder(id, context), inputs.exports),
    keepReport: reportKeeper(recordFolder(id, context)),
    annotations: () => annotationSources(config, folder),
    outputs: (outputs) => setOutputs(outputs),
  };
}
