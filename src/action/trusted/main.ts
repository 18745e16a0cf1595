import { readFileSync } from 'node:fs';
import { getInput, setSecret } from '@actions/core';
import { LoadgateError } from '../../model/error.js';
import { systemClock } from '../../system/clock.js';
import { VERSION } from '../../version.js';
import { readContext } from '../context.js';
import { readEventFile } from '../event.js';
import { actionLog } from '../log.js';
import { openForge } from '../open-forge.js';
import { readReportInputs } from './inputs.js';
import { reportRun } from './run.js';
import { tellRefused } from './stopped.js';
import { readWorkflowRun } from './workflow-run.js';

async function main(): Promise<number> {
  const inputs = readReportInputs(getInput);
  const { token } = inputs;
  if (token !== null) setSecret(token);
  const readFile = (path: string): string => readFileSync(path, 'utf8');
  const context = readContext(process.env, readFile);
  if (context.eventName !== 'workflow_run') throw wrongEvent(context.eventName);
  const reported = readWorkflowRun(readEventFile(process.env['GITHUB_EVENT_PATH'] ?? '', readFile));
  const log = actionLog();
  log.info(`loadgate ${VERSION}, the report of run ${reported.id}`);
  return reportRun({
    inputs,
    context,
    reported,
    github: openForge(context, token, log),
    log,
    clock: systemClock,
  });
}

function wrongEvent(name: string): LoadgateError {
  return new LoadgateError(`loadgate/report runs on workflow_run, and this is ${name}.`, {
    kind: 'usage',
    code: 'wrong-event',
    hint: 'Use it in a workflow of its own, on `workflow_run` of the one that measures; README, "Pull requests from forks".',
  });
}

try {
  process.exitCode = await main();
} catch (thrown) {
  process.exitCode = await tellRefused(thrown);
}
