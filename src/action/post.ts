import { readFileSync } from 'node:fs';
import { getInput } from '@actions/core';
import type { Outcome } from '../compare/judge.js';
import { sweepTempDirs } from '../git/temp.js';
import { failedOutcome } from '../job/failure.js';
import { newSeed } from '../job/session.js';
import { LoadgateError, toLoadgateErrors } from '../model/error.js';
import { sweepRun } from '../runtime/docker/sweep.js';
import { sweepProcesses } from '../runtime/process/marks.js';
import { systemClock } from '../system/clock.js';
import { exec } from '../system/exec.js';
import { readMachine } from '../system/machine.js';
import { createStopwatch } from '../system/stopwatch.js';
import { tell } from '../tell/tell.js';
import { VERSION } from '../version.js';
import { type ActionContext, readContext } from './context.js';
import { readInputs } from './inputs.js';
import { actionLog } from './log.js';
import { openForge } from './open-forge.js';
import { reportContext } from './report-context.js';
import { owedOf, type PostState, readPostState } from './state.js';
import { githubTeller, headOf, otherBase } from './teller.js';

/**
 * Finishes what the main step could not: removes what it left where it was killed, and tells the pull request, and
 * the check, that nothing was measured. It never fails the job.
 */
async function post(): Promise<void> {
  const state = readPostState();
  if (state === null) return;
  const log = actionLog();
  const steps: readonly (readonly [string, () => Promise<readonly string[]>])[] = [
    // First, so that no client of the engine that is left goes on making things.
    ['processes', async () => listed(await sweepProcesses(state.runId))],
    ['containers and networks', () => sweptNames(state.runId)],
    ['temporary folders', () => sweepTempDirs(process.env, state.runId)],
  ];
  for (const [what, sweep] of steps) {
    try {
      const removed = await sweep();
      if (removed.length > 0) log.info(`Left by the main step and removed: ${removed.join(', ')}`);
    } catch (thrown) {
      for (const error of toLoadgateErrors(thrown)) {
        // Without an engine there were no containers.
        if (error.code !== 'engine-unreachable')
          log.warning(`${what} could not be looked for: ${error.message}`);
      }
    }
  }
  if (state.owed !== null || state.owedCheck !== null) await tellCancelled(state);
}

async function sweptNames(runId: string): Promise<readonly string[]> {
  const { containers, networks, volumes } = await sweepRun(exec, runId);
  return [...containers, ...networks, ...volumes];
}

const listed = (processes: number): readonly string[] => (processes === 0 ? [] : [`${processes} processes`]);

/** Tells who still has to be told, and the job summary. */
async function tellCancelled(state: PostState): Promise<void> {
  const inputs = readInputs(getInput);
  const context = readContext(process.env, (path) => readFileSync(path, 'utf8'));
  const { error: _error, ...quiet } = actionLog();
  // It never fails the job: what it can't tell is a warning.
  const log = { ...quiet, error: quiet.warning };
  const outcome = cancelledOutcome(state, context);
  const pull = context.trigger.kind === 'pull_request' ? context.trigger : null;
  const report = reportContext(context, outcome, { ...inputs, pull, notes: [] });
  const owed = owedOf(state, context);
  const teller = githubTeller({
    github: openForge(context, inputs.token, log),
    log,
    key: inputs.key,
    base: otherBase(context),
    check: owed.check ? { input: inputs.check, sha: headOf(context), detailsUrl: context.runUrl } : null,
    pullRequest: owed.comment ? (pull?.number ?? null) : null,
  });
  await tell(outcome, report, { failOnRegression: true, stored: 0 }, { ...teller, failure: undefined });
}

function cancelledOutcome({ runId, measured }: PostState, { sha, trigger }: ActionContext): Outcome {
  const what = measured
    ? 'The run was cancelled while it told of its result; what it found is in the job summary.'
    : 'The run ended before it could measure: it was cancelled or killed.';
  const cancelled = new LoadgateError(what, { kind: 'machine', code: 'cancelled', hint: 'Run it again.' });
  const candidate = { sha, label: trigger.kind === 'pull_request' ? `#${trigger.number}` : trigger.kind };
  return failedOutcome(
    cancelled,
    { id: runId, candidate, seed: newSeed(), startedMs: systemClock.now() },
    { clock: systemClock, machine: readMachine(), version: VERSION, stopwatch: createStopwatch(systemClock) },
  );
}

try {
  await post();
} catch (thrown) {
  const log = actionLog();
  for (const { message, hint } of toLoadgateErrors(thrown)) log.warning(`${message} ${hint}`);
}
