import type { Outcome } from '../../compare/judge.js';
import { failedOutcome } from '../../job/failure.js';
import { groundsOf, runJob } from '../../job/job.js';
import { newSeed } from '../../job/session.js';
import type { Config } from '../../model/config.js';
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
  setOutputs,
} from '../teller.js';
import { candidateLabel, unstoredNote } from './baseline.js';
import { acceptedFor } from './find-accepted.js';
import { planRun } from './plan.js';
import { storeOutcome } from './store.js';

/**
 * How long a cancelled run may still take to tell what it is (check and comment), ms: the runner kills it 10 s after its
 * first signal, and what it started must be gone by then. What is not done in this time the post step does.
 */
const TELL_GRACE_MS = 4_000;

/** What a run came to, before anything is stored or told. */
interface Measured {
  readonly outcome: Outcome;
  /** null: the run ended before it could be read. */
  readonly config: Config | null;
  /** Sentences that a reader must see. */
  readonly notes: readonly string[];
}

/**
 * The Action's main step: plan, measure, judge, store, tell. A run that could not measure is told like any other.
 * @returns the exit code, and what the post step still has to tell
 */
export async function runAction(run: ActionRun): Promise<Told> {
  const { inputs, context, deps } = run;
  const seed = inputs.seed ?? newSeed();
  const startedMs = deps.clock.now();
  const measured = await measure(run, seed).catch((error) => notMeasured(error, run, seed, startedMs));
  const { outcome } = measured;
  const stored = await storeOutcome(outcome, run);
  const pull = context.trigger.kind === 'pull_request' ? context.trigger : null;
  const notes = [...measured.notes, ...stored.notes];
  const report = reportContext(context, outcome, { ...inputs, pull, notes });
  const rule = { failOnRegression: inputs.failOnRegression, stored: stored.exitCode };
  return tell(outcome, report, rule, tellerOf(run, measured.config));
}

async function measure(run: ActionRun, seed: number): Promise<Measured> {
  const { request, notes, unstored } = await planRun(run, seed);
  const judged = await runJob(request, run.deps);
  const asked = { lookUp: () => acceptedFor(judged, run), nowMs: run.deps.clock.now() };
  const accepted = await withAccepted(judged, groundsOf(request), run.inputs.commands ? asked : null);
  const { outcome } = accepted;
  const part = request.part === undefined ? null : partNote(request.part, outcome);
  const base = unstored === null ? null : unstoredNote(unstored, outcome.record);
  return { outcome, config: request.config, notes: [...notes, base, part, accepted.note].filter(isThere) };
}

const isThere = (note: string | null): note is string => note !== null;

function notMeasured(error: unknown, run: ActionRun, seed: number, startedMs: number): Measured {
  const { id, context, deps } = run;
  const candidate = { sha: context.sha, label: candidateLabel(context.trigger) };
  return { outcome: failedOutcome(error, { id, candidate, seed, startedMs }, deps), config: null, notes: [] };
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
      pullRequest: inputs.comment && trigger.kind === 'pull_request' ? trigger.number : null,
      signal: graceAfter(deps.signal, TELL_GRACE_MS),
    }),
    keepRecord: recordKeeper(recordFolder(id, context)),
    keepExports: exportKeeper(recordFolder(id, context), inputs.exports),
    annotations: () => annotationSources(config, folder),
    outputs: (outputs) => setOutputs(outputs),
  };
}
