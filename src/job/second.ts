import { judge, type Outcome } from '../compare/judge.js';
import { redCells } from '../compare/second.js';
import type { RunRecord } from '../model/record.js';
import { withSecond } from '../record/second.js';
import { logLine } from '../report/escape.js';
import { plural } from '../report/format.js';
import { comparing, groundsOf } from './job.js';
import { measuredRecord } from './measured-record.js';
import type { JobDeps, JobRequest } from './types.js';

/**
 * Measures the red cells of a run again on this machine, and holds them to what it finds. Where nothing is red, or the
 * record has a second opinion already, the outcome stays as it is. Never throws for what happens while it measures: a second
 * opinion that fails leaves red what is red.
 * @param outcome of the run as another machine has measured it
 * @param request of the same run
 * @throws LoadgateError `second-foreign` (usage) where this machine would measure something else
 */
export async function withSecondOpinion(
  outcome: Outcome,
  request: JobRequest,
  deps: JobDeps,
): Promise<Outcome> {
  const { record } = outcome;
  const again = await secondOpinion(outcome, request, deps);
  return again === null ? outcome : judge(withSecond(record, [again]), groundsOf(request));
}

/**
 * The record of the red cells of a run, measured again on this machine; null: nothing is red, or there is a second opinion.
 * Parameters as `withSecondOpinion`.
 */
export async function secondOpinion(
  { record, comparison }: Outcome,
  request: JobRequest,
  deps: JobDeps,
): Promise<RunRecord | null> {
  const red = record.second === undefined ? redCells(comparison) : [];
  if (red.length === 0) {
    deps.log.info('No cell needs a second opinion.');
    return null;
  }
  deps.log.info(`${plural(red.length, 'red cell')} to measure again, for a second opinion.`);
  const { shard: _, part: __, times: ___, reference: ____, ...same } = request;
  const asked: JobRequest = {
    ...same,
    filter: red.map(({ target, scenario }) => `${target}/${scenario}`),
    // The first run has the profiles.
    config: { ...request.config, profile: 'never' },
    // A count that got worse ends a cell early, and the second opinion is about all that got worse.
    confirmsAll: true,
  };
  const { images: _____, ...measured } = await measuredRecord(asked, comparing(asked), deps);
  for (const { code, message, hint } of measured.problems)
    deps.log.warning(logLine(`${code}: ${message} ${hint}`));
  return { ...measured, confirms: record.id };
}
