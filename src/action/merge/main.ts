import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { getInput, setSecret } from '@actions/core';
import { basicCredentials } from '../../git/environment.js';
import { withSecondOpinion } from '../../job/second.js';
import { newRunId, withSession } from '../../job/session.js';
import { VERSION } from '../../version.js';
import { readContext } from '../context.js';
import { endedEarly } from '../ended-early.js';
import { readInputs } from '../inputs.js';
import { actionLog } from '../log.js';
import { runAction } from '../measure/run.js';
import { sharedSeed } from '../measure/shard.js';
import { openRun } from '../open.js';
import { mayKeepImages } from '../trigger.js';
import { readMergeInputs } from './inputs.js';
import { mergedOutcome } from './outcome.js';

/** Judges, stores and tells what all shards of this workflow run measured, as the main Action does for one run. */
async function main(): Promise<number> {
  const { records, confirm } = readMergeInputs(getInput);
  const inputs = readInputs(getInput);
  if (inputs.token !== null) {
    setSecret(inputs.token);
    setSecret(basicCredentials(inputs.token));
  }
  const context = readContext(process.env, (path) => readFileSync(path, 'utf8'));
  const id = newRunId();
  const log = actionLog();
  log.info(`loadgate ${VERSION}, merge of shards, run ${id}`);
  const keepsImages = mayKeepImages(context.trigger);
  return withSession({ id, log, runtime: inputs.runtime, version: VERSION, keepsImages }, async (session) => {
    const run = openRun(inputs, context, session);
    const seed = inputs.seed ?? sharedSeed(context);
    const path = resolve(context.workspace, records);
    const { exitCode, after } = await runAction(run, {
      seed,
      outcome: async (request, deps) => {
        const merged = await mergedOutcome(path, request, log);
        return confirm ? withSecondOpinion(merged, request, deps) : merged;
      },
    });
    await after();
    return exitCode;
  });
}

try {
  process.exitCode = await main();
} catch (thrown) {
  process.exitCode = endedEarly(thrown);
}
