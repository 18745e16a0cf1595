import { resolve } from 'node:path';
import { compareRecord } from '../../compare/compare.js';
import { gateResult } from '../../compare/overall.js';
import { compareStored } from '../../compare/stored.js';
import type { Pull } from '../../forge/answers.js';
import type { GitHub, RepositoryReader } from '../../forge/github.js';
import type { Outcome } from '../../job/types.js';
import type { RunRecord } from '../../model/record.js';
import { cellName, planCells } from '../../plan/cells.js';
import { MAX_FOREIGN_BYTES, parseForeignRecord } from '../../record/foreign.js';
import { readRecordFile } from '../../record/read-file.js';
import { plain } from '../../report/escape.js';
import { toOutputs } from '../../report/outputs.js';
import type { ReportContext } from '../../report/types.js';
import type { Clock } from '../../system/clock.js';
import type { Log } from '../../system/log.js';
import type { ActionContext } from '../context.js';
import { partNote, withFormer } from '../measure/partial.js';
import { reportCheck } from '../tell/check.js';
import { commandContext, reportContext } from '../tell/context.js';
import { setOutputs } from '../tell/outputs.js';
import { tell } from '../tell/publish.js';
import { withAccepted } from './accepted.js';
import type { ReportInputs } from './inputs.js';
import { requestOf } from './partial.js';
import { ofPullRequest } from './provenance.js';
import { findPullRequest } from './pull-request.js';
import { judgingRules, type Rules } from './rules.js';
import { tellStopped } from './stopped.js';
import { storedBaseline } from './stored.js';
import type { WorkflowRun } from './workflow-run.js';

export interface ReportDeps {
  readonly reader: RepositoryReader;
  readonly forge: GitHub;
  readonly log: Log;
  readonly clock: Clock;
}

/** Cells of the base branch's configuration that are named where the record lacks them. */
const NAMED_CELLS = 5;

/**
 * The trusted half: takes the record that another run left, judges it here, and tells the pull request that the event
 * leads to. The record decides nothing but its own figures.
 * @returns the exit code
 * @throws LoadgateError where the record is refused: nothing has been posted then
 */
export async function reportRun(
  inputs: ReportInputs,
  context: ActionContext,
  run: WorkflowRun,
  { reader, forge, log, clock }: ReportDeps,
): Promise<number> {
  const found = await findPullRequest(run, `${context.owner}/${context.repo}`, reader);
  if (found.kind === 'none') return tellStopped(found.why);
  const { pull, fork } = found;
  const record = await heldRecord(inputs, context, pull, reader, clock);
  const rules = await judgingRules(reader, pull, inputs.config, inputs.settings);
  const baseline = await storedBaseline(record, inputs.baselineBranch, reader);
  const request = await requestOf(record, inputs, run, pull, reader);
  const part = judged(record, baseline.record, rules);
  const whole = request === null ? part : withFormer(part, request, rules.config.gate);
  const { outcome, note } = await withAccepted(whole, rules.config.gate, {
    inputs,
    pullRequest: pull.number,
    reader,
    nowMs: clock.now(),
  });
  const asked = request === null ? null : partNote(request, whole);
  const more = [asked, baseline.note, note].filter((one) => one !== null);
  const notes = [...notesOf(whole, rules), ...more];
  const report = contextOf(inputs, context, run, outcome, pull, fork, notes);
  const wanted = { ...inputs, sha: pull.headSha, detailsUrl: context.runUrl };
  const checked = await reportCheck(outcome, report, wanted, { openForge: () => forge, log, notes });
  const told = await tell({
    outcome,
    context: report,
    comment: inputs.comment ? { forge, pullRequest: pull.number, key: inputs.key } : null,
    log,
  });
  const { comparison, gate } = outcome;
  setOutputs({
    ...toOutputs(record, comparison, gate),
    'comment-url': told.commentUrl ?? '',
    'comment-status': told.comment,
    'pull-request': pull.number,
  });
  if (!gate.passed) log.error(plain(gate.reason));
  const code = gate.exitCode === 1 && !inputs.failOnRegression ? 0 : gate.exitCode;
  return code === 0 && (told.failed || checked.failed) ? 3 : code;
}

async function heldRecord(
  inputs: ReportInputs,
  { workspace }: ActionContext,
  pull: Pull,
  reader: RepositoryReader,
  clock: Clock,
): Promise<RunRecord> {
  const text = await readRecordFile(resolve(workspace, inputs.record), MAX_FOREIGN_BYTES);
  const record = parseForeignRecord(text, `of pull request #${pull.number}`, clock.now());
  return ofPullRequest(record, pull, reader);
}

/** @param stored what the run compared with, where it did not run the baseline itself; null: it did, or it is not there */
function judged(record: RunRecord, stored: RunRecord | null, { config }: Rules): Outcome {
  const { gate, measure } = config;
  const comparison =
    stored === null ? compareRecord(record, gate, measure) : compareStored(record, stored, gate, measure);
  return { record, comparison, gate: gateResult(comparison, config.gate, record.problems) };
}

function contextOf(
  inputs: ReportInputs,
  context: ActionContext,
  run: WorkflowRun,
  { record, comparison }: Outcome,
  pull: Pull,
  fork: boolean,
  notes: readonly string[],
): ReportContext {
  const base = record.baseline === null ? '' : ` --base ${record.baseline.sha.slice(0, 12)}`;
  const { serverUrl, owner, repo } = context;
  return reportContext(context, {
    key: inputs.key,
    ...commandContext(inputs, pull.headSha, record, comparison),
    pullRequest: pull.number,
    repeatCommand: `loadgate run${base} --seed ${record.seed}`,
    notes,
    unverified: {
      whose: fork ? 'fork' : 'pull request',
      runUrl: `${serverUrl}/${owner}/${repo}/actions/runs/${run.id}`,
    },
  });
}

function notesOf({ record, comparison }: Outcome, { config, note }: Rules): readonly string[] {
  const notes = note === null ? [] : [note];
  const has = new Set(comparison.cells.map(({ target, scenario }) => `${target}/${scenario}`));
  const missing = planCells(config)
    .map(cellName)
    .filter((cell) => !has.has(cell));
  if (missing.length > 0 && record.problems.length === 0) {
    const named = missing.slice(0, NAMED_CELLS).join(', ');
    const more = missing.length > NAMED_CELLS ? ` and ${missing.length - NAMED_CELLS} more` : '';
    notes.push(`The base branch has cells that the record has not: ${named}${more}.`);
  }
  return notes;
}
