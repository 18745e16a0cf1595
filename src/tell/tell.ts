import type { Outcome } from '../compare/judge.js';
import { toLoadgateErrors } from '../model/error.js';
import { type AnnotationSources, toAnnotations } from '../report/annotations.js';
import { renderCheck } from '../report/check.js';
import { renderComment } from '../report/comment.js';
import { plain } from '../report/escape.js';
import { hasNews } from '../report/news.js';
import { toOutputs } from '../report/outputs.js';
import { renderProblemText } from '../report/problems.js';
import { renderSummary } from '../report/summary.js';
import { renderTerminal } from '../report/terminal.js';
import type { ReportContext } from '../report/types.js';
import type { Log } from '../system/log.js';
import type { ExitRule, Notified, Posted, Teller, Told } from './teller.js';

/**
 * Tells how a run ended: to the record's file, the exports, the check, the comment, the job summary, the HTML report, the terminal, the lines that are
 * to blame, the outputs, and by the exit code. A place that fails is a note in those that follow, and exit code 3 unless
 * there is worse.
 */
export async function tell(
  outcome: Outcome,
  report: ReportContext,
  rule: ExitRule,
  teller: Teller,
): Promise<Told> {
  const { record, comparison, gate } = outcome;
  const notes = [...report.notes];
  const context = { ...report, notes };
  const kept = await attempt('The record could not be written', teller, notes, () =>
    teller.keepRecord?.(record),
  );
  const exported = await attempt('The exports could not be written', teller, notes, () =>
    teller.keepExports?.(outcome),
  );
  const check = await attempt('The verdict could not be reported as a check', teller, notes, () =>
    teller.check?.(renderCheck(record, comparison, gate, context)),
  );
  const comment = await attempt('The comment could not be written', teller, notes, () =>
    teller.comment?.(renderComment(record, comparison, gate, context), hasNews(record, comparison, gate)),
  );
  const notified = await attempt('The issue could not be written', teller, notes, () => {
    const conclusion = conclusionFor(outcome, context);
    return conclusion === null
      ? undefined
      : teller.notify?.(
          renderComment(record, comparison, gate, { ...context, marker: '' }).trimStart(),
          conclusion,
        );
  });
  const summary = await attempt('The job summary could not be written', teller, notes, () =>
    teller.summary?.(renderSummary(record, comparison, gate, context)),
  );
  const page = await attempt('The HTML report could not be written', teller, notes, () =>
    teller.keepReport?.(outcome, context),
  );
  printTo(teller, outcome);
  await remark(teller, outcome);
  teller.outputs?.(
    {
      ...toOutputs(record, comparison, gate),
      record: kept.value ?? '',
      exports: exported.value ?? '',
      report: page.value ?? '',
      'comment-url': comment.value?.url ?? '',
      'comment-status': comment.failed ? 'failed' : (comment.value?.status ?? ''),
    },
    outcome,
  );
  const failed = [kept, exported, check, comment, notified, summary, page].some((place) => place.failed);
  return {
    exitCode: exitCode(outcome, rule, failed),
    owed: { check: check.owed, comment: comment.owed },
  };
}

/** null: nothing is known that would open an issue, or close one: a run that failed, or could not decide. */
function conclusionFor({ record, comparison, gate }: Outcome, context: ReportContext): Notified | null {
  if (gate.exitCode === 1) return 'red';
  return renderCheck(record, comparison, gate, context).conclusion === 'success' ? 'green' : null;
}

/** The gate's code; where it lets the run pass, what could not be stored or told. */
function exitCode({ gate }: Outcome, { failOnRegression, stored }: ExitRule, failed: boolean): number {
  const code = gate.exitCode === 1 && !failOnRegression ? 0 : gate.exitCode;
  if (code !== 0) return code;
  return stored === 0 && failed ? 3 : stored;
}

interface Attempted<T> {
  /** null: there is no such place, or it failed. */
  readonly value: T | null;
  readonly failed: boolean;
  /** It failed because the run was cancelled. */
  readonly owed: boolean;
}

/** Tells one place. A failure or refusal is in the log, and a note for the places that follow. */
async function attempt<T>(
  failure: string,
  { log, signal }: Teller,
  notes: string[],
  place: () => Promise<T> | undefined,
): Promise<Attempted<T>> {
  try {
    const value = (await place()) ?? null;
    if (isRefusal(value)) notes.push(`${failure}: ${value.why}`);
    return { value, failed: false, owed: false };
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    const why = `${failure}: ${first?.message} ${first?.hint}`;
    log.error(`${first?.code}: ${why}`);
    notes.push(why);
    return { value: null, failed: true, owed: signal?.aborted === true };
  }
}

const isRefusal = (value: unknown): value is Posted =>
  typeof value === 'object' && value !== null && 'status' in value && value.status === 'refused';

function printTo({ terminal }: Teller, { record, comparison, gate }: Outcome): void {
  if (terminal !== undefined)
    terminal.print(`${renderTerminal(record, comparison, gate, terminal.options)}\n`);
}

/** Remarks at the lines that are to blame, and in the log why the gate does not let the run pass. */
async function remark({ annotations, failure, log }: Teller, outcome: Outcome): Promise<void> {
  const { comparison, gate } = outcome;
  const sources = await annotations?.();
  if (sources !== undefined) remarkLines(outcome, sources, log);
  if (!gate.passed) failure?.(plain(gate.reason));
  // What is invalid and passes is so by its baseline's fault.
  const open = comparison.counts.inconclusive + comparison.counts.invalid;
  if (gate.passed && open > 0 && sources?.config?.gate.onInconclusive === 'warn') {
    log.warning(`loadgate could not decide ${open} cells: see the report.`);
  }
}

function remarkLines({ record, comparison }: Outcome, sources: AnnotationSources, log: Log): void {
  for (const problem of record.problems) log.info(renderProblemText(problem));
  for (const { level, message, file, line, column, title } of toAnnotations(record, comparison, sources)) {
    const say = level === 'error' ? log.error : log.warning;
    say(`${title}: ${message}`, { file, line, column });
  }
}
