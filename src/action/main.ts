import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getInput, setSecret } from '@actions/core';
import { basicCredentials } from '../git/environment.js';
import { newRunId, withSession } from '../job/session.js';
import type { Told } from '../tell/teller.js';
import { VERSION } from '../version.js';
import { answerComment } from './comment/answer.js';
import { readContext } from './context.js';
import { endedEarly } from './ended-early.js';
import { readInputs } from './inputs.js';
import { actionLog } from './log.js';
import { type ActionEnd, runAction, runPart } from './measure/run.js';
import { type ActionRun, openRun } from './open.js';
import { savePostState } from './state.js';
import { headOf, recordFolder } from './teller.js';
import { mayKeepImages } from './trigger.js';

const NOTHING_OWED = { comment: false, check: false };

async function main(): Promise<number> {
  const inputs = readInputs(getInput);
  if (inputs.token !== null) {
    setSecret(inputs.token);
    // As git's configuration holds it, which step debugging shows.
    setSecret(basicCredentials(inputs.token));
  }
  const context = readContext(process.env, (path) => readFileSync(path, 'utf8'));
  const id = newRunId();
  const { trigger } = context;
  // What one part of a run came to, the merge tells.
  const isWhole = inputs.shard === null;
  const owed =
    isWhole && inputs.comment !== 'never' && trigger.kind === 'pull_request'
      ? { pullRequest: trigger.number, key: inputs.key }
      : null;
  const owedCheck = isWhole && inputs.check.on && trigger.kind !== 'comment' ? headOf(context) : null;
  savePostState({ runId: id, measured: false, owed, owedCheck });
  const log = actionLog();
  log.info(`loadgate ${VERSION}, run ${id}`);
  return withSession(
    {
      id,
      log,
      runtime: inputs.runtime,
      version: VERSION,
      logFolder: join(recordFolder(id, context), 'logs'),
      keepsImages: mayKeepImages(trigger),
    },
    async (session) => {
      const run = openRun(inputs, context, session);
      const { after, ...told } = await runFor(run);
      savePostState({
        runId: id,
        measured: true,
        owed: told.owed.comment ? owed : null,
        owedCheck: told.owed.check ? owedCheck : null,
      });
      await after?.();
      return told.exitCode;
    },
  );
}

async function runFor(run: ActionRun): Promise<Told & Partial<Pick<ActionEnd, 'after'>>> {
  const { inputs, context } = run;
  if (context.trigger.kind === 'comment') return { exitCode: await answerComment(run), owed: NOTHING_OWED };
  const { shard } = inputs;
  return shard === null ? runAction(run) : { exitCode: await runPart(run, shard), owed: NOTHING_OWED };
}

try {
  process.exitCode = await main();
} catch (thrown) {
  process.exitCode = endedEarly(thrown);
}
