import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { GitHub } from '../../forge/github.js';
import { commentMarker } from '../../forge/marker.js';
import type { CommentResult, CommentStatus } from '../../forge/sticky.js';
import type { Outcome } from '../../job/types.js';
import { toLoadgateErrors } from '../../model/error.js';
import { serialiseRecord } from '../../record/serialise.js';
import { renderComment } from '../../report/comment.js';
import { renderSummary } from '../../report/summary.js';
import type { ReportContext } from '../../report/types.js';
import type { Log } from '../../system/log.js';

interface Telling {
  readonly outcome: Outcome;
  readonly context: ReportContext;
  /** null: no comment is wanted, or there is no pull request. */
  readonly comment: {
    readonly forge: GitHub;
    readonly pullRequest: number;
    readonly key: string;
    /** Ends the commenting of a cancelled run, so that there is time to clean up before the runner kills it. */
    readonly signal?: AbortSignal;
  } | null;
  readonly log: Log;
}

interface Publishing extends Telling {
  /** Where the record is written: a folder of the runner's, kept for later steps. */
  readonly folder: string;
}

/** What became of the comment: `failed` where GitHub could not be reached, '' where none was wanted. */
export type CommentOutcome = CommentStatus | 'failed' | '';

interface Told {
  readonly commentUrl: string | null;
  readonly comment: CommentOutcome;
  /** Something could not be told or kept: exit 3, unless there is worse. */
  readonly failed: boolean;
  /** The run was cancelled while it commented: the post step does it. */
  readonly commentOwed: boolean;
}

export interface Published extends Told {
  /** null: the record could not be written. */
  readonly recordPath: string | null;
}

/** Writes the record, then tells; also where the record could not be written. */
export async function publish({ folder, ...telling }: Publishing): Promise<Published> {
  const { outcome, context, log } = telling;
  const written = await attempt('The record could not be written', log, () =>
    writeRecord(outcome.record, folder),
  );
  const notes = written.why === null ? context.notes : [...context.notes, written.why];
  const told = await tell({ ...telling, context: { ...context, notes } });
  return { ...told, recordPath: written.value, failed: told.failed || written.value === null };
}

/** Writes the comment and the job summary. One that fails does not keep the other from being written. */
export async function tell({ outcome, context, comment, log }: Telling): Promise<Told> {
  const { record, comparison, gate } = outcome;
  const posted = comment === null ? NO_COMMENT : await postComment(outcome, context, comment, log);
  const notes =
    posted.refused === null
      ? context.notes
      : [...context.notes, `The comment could not be written: ${posted.refused}`];
  const summary = await attempt('The job summary could not be written', log, async () => {
    await core.summary.addRaw(renderSummary(record, comparison, gate, { ...context, notes })).write();
    return true;
  });
  return {
    commentUrl: posted.url,
    comment: posted.outcome,
    failed: posted.outcome === 'failed' || summary.value === null,
    commentOwed: posted.owed,
  };
}

async function writeRecord(record: Outcome['record'], folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'record.json');
  await writeFile(path, serialiseRecord(record));
  return path;
}

/** Runs a step whose failure must not keep the next from being done: it is told in the log. */
async function attempt<T>(
  failure: string,
  log: Log,
  step: () => Promise<T>,
): Promise<{ readonly value: T | null; readonly why: string | null }> {
  try {
    return { value: await step(), why: null };
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    const why = `${failure}: ${first?.message}. ${first?.hint}`;
    log.error(`${first?.code}: ${why}`);
    return { value: null, why };
  }
}

interface Posted {
  readonly url: string | null;
  readonly outcome: CommentOutcome;
  /** Why there is no comment; null: there is one, or none was wanted. */
  readonly refused: string | null;
  readonly owed: boolean;
}

const NO_COMMENT: Posted = { url: null, outcome: '', refused: null, owed: false };

async function postComment(
  { record, comparison, gate }: Outcome,
  context: ReportContext,
  { forge, pullRequest, key, signal }: NonNullable<Telling['comment']>,
  log: Log,
): Promise<Posted> {
  const body = renderComment(record, comparison, gate, context);
  try {
    const result: CommentResult = await forge.upsertComment({
      pullRequest,
      marker: commentMarker(key),
      body,
      signal,
    });
    log.info(`Comment ${result.status}${result.url === null ? '' : `: ${result.url}`}`);
    const refused = result.status === 'refused' ? result.why : null;
    return { url: result.url, outcome: result.status, refused, owed: false };
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    const why = `${first?.message} ${first?.hint}`;
    log.error(why);
    return { url: null, outcome: 'failed', refused: why, owed: signal?.aborted === true };
  }
}
