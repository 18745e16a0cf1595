import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { commentMarker } from '../forge/marker.js';
import type { CommentResult, Forge } from '../forge/types.js';
import type { Outcome } from '../job/types.js';
import { toLoadgateErrors } from '../model/error.js';
import { serialiseRecord } from '../record/serialise.js';
import { renderComment } from '../report/comment.js';
import { renderSummary } from '../report/summary.js';
import type { ReportContext } from '../report/types.js';
import type { Log } from '../system/types.js';

interface Telling {
  readonly outcome: Outcome;
  readonly context: ReportContext;
  /** null: no comment is wanted, or there is no pull request. */
  readonly comment: { readonly forge: Forge; readonly pullRequest: number; readonly key: string } | null;
  readonly log: Log;
}

interface Publishing extends Telling {
  /** Where the record is written: a folder of the runner's, kept for later steps. */
  readonly folder: string;
}

interface Told {
  readonly commentUrl: string | null;
  /** The forge could not be reached: exit 3, unless there is worse. */
  readonly forgeFailed: boolean;
}

export interface Published extends Told {
  readonly recordPath: string;
}

/** Writes the record, then tells. */
export async function publish({ folder, ...telling }: Publishing): Promise<Published> {
  await mkdir(folder, { recursive: true });
  const recordPath = join(folder, 'record.json');
  await writeFile(recordPath, serialiseRecord(telling.outcome.record));
  return { recordPath, ...(await tell(telling)) };
}

/** Writes the comment and the job summary. One that fails does not keep the other from being written. */
export async function tell({ outcome, context, comment, log }: Telling): Promise<Told> {
  const { record, comparison, gate } = outcome;
  const result = comment === null ? null : await postComment(outcome, context, comment, log);
  const notes = result?.refused
    ? [...context.notes, `The comment could not be written: ${result.refused}`]
    : context.notes;
  await core.summary.addRaw(renderSummary(record, comparison, gate, { ...context, notes })).write();
  return { commentUrl: result?.url ?? null, forgeFailed: result?.failed ?? false };
}

interface Posted {
  readonly url: string | null;
  readonly refused: string | null;
  readonly failed: boolean;
}

async function postComment(
  { record, comparison, gate }: Outcome,
  context: ReportContext,
  { forge, pullRequest, key }: NonNullable<Telling['comment']>,
  log: Log,
): Promise<Posted> {
  const body = renderComment(record, comparison, gate, context);
  try {
    const result: CommentResult = await forge.upsertComment({
      pullRequest,
      marker: commentMarker(key),
      body,
    });
    log.info(`Comment ${result.status}${result.url === null ? '' : `: ${result.url}`}`);
    return { url: result.url, refused: result.status === 'refused' ? result.why : null, failed: false };
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    const why = `${first?.message} ${first?.hint}`;
    log.error(why);
    return { url: null, refused: why, failed: true };
  }
}
