import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { error as annotateError, getInput, setSecret } from '@actions/core';
import { basicCredentials } from '../git/environment.js';
import { newRunId, withSession } from '../job/session.js';
import { toLoadgateErrors } from '../model/error.js';
import { logLine } from '../report/escape.js';
import { VERSION } from '../version.js';
import { answerComment } from './comment/answer.js';
import { readContext } from './context.js';
import { readInputs } from './inputs.js';
import { actionLog } from './log.js';
import { runAction } from './measure/run.js';
import { openRun } from './open.js';
import { savePostState } from './state.js';
import { headOf, recordFolder } from './teller.js';

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
  const owed =
    inputs.comment && trigger.kind === 'pull_request'
      ? { pullRequest: trigger.number, key: inputs.key }
      : null;
  const owedCheck = inputs.check.on && trigger.kind !== 'comment' ? headOf(context) : null;
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
    },
    async (session) => {
      const run = openRun(inputs, context, session);
      const told =
        trigger.kind === 'comment'
          ? { exitCode: await answerComment(run), owed: NOTHING_OWED }
          : await runAction(run);
      savePostState({
        runId: id,
        measured: true,
        owed: told.owed.comment ? owed : null,
        owedCheck: told.owed.check ? owedCheck : null,
      });
      return told.exitCode;
    },
  );
}

try {
  process.exitCode = await main();
} catch (thrown) {
  const errors = toLoadgateErrors(thrown);
  for (const { code, message, hint } of errors) annotateError(logLine(`${code}: ${message} ${hint}`));
  process.exitCode = errors.some(({ kind }) => kind === 'machine') ? 3 : 2;
}
