import type { GitHub } from '../../forge/github.js';
import type { Outcome } from '../../job/types.js';
import { toLoadgateErrors } from '../../model/error.js';
import { renderCheck } from '../../report/check.js';
import type { ReportContext } from '../../report/types.js';
import type { Log } from '../../system/log.js';
import type { ActionContext } from '../context.js';
import type { CheckInput } from '../input-fields.js';

/** Not the name that a job is likely to have: GitHub shows every job as a check of that name. */
const NAME = 'loadgate verdict';

/** The check that is wanted. */
export interface CheckRequest {
  readonly check: CheckInput;
  readonly key: string;
  /** The commit that people see. */
  readonly sha: string;
  /** Where its details are: the run's page. */
  readonly detailsUrl: string;
  /** Ends the reporting of a cancelled run, so that there is time to clean up before the runner kills it. */
  readonly signal?: AbortSignal;
}

export interface CheckReported {
  /** The forge could not be reached; a refusal is a warning and a note. */
  readonly failed: boolean;
  /** The run was cancelled while it reported: the post step does it. */
  readonly owed: boolean;
}

export interface CheckDeps {
  readonly openForge: () => GitHub;
  readonly log: Log;
  /** What the report has to say of it is added. */
  readonly notes: string[];
}

/** Reports the verdict as a check of a commit. */
export async function reportCheck(
  { record, comparison, gate }: Outcome,
  report: ReportContext,
  { check, key, sha, detailsUrl, signal }: CheckRequest,
  { openForge, log, notes }: CheckDeps,
): Promise<CheckReported> {
  if (!check.on) return { failed: false, owed: false };
  const forge = openForge();
  try {
    const { status, why } = await forge.upsertCheck({
      sha,
      name: check.name ?? (key === 'default' ? NAME : `${NAME} (${key})`),
      key,
      detailsUrl,
      signal,
      ...renderCheck(record, comparison, gate, report),
    });
    if (status === 'refused') notes.push(`The verdict could not be reported as a check: ${why}`);
    else log.info(`Check: ${why}`);
    return { failed: false, owed: false };
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    const why = `${first?.message} ${first?.hint}`;
    notes.push(`The verdict could not be reported as a check: ${why}`);
    log.error(why);
    return { failed: true, owed: signal?.aborted === true };
  }
}

/** Of a pull request the head: GITHUB_SHA is a merge commit there, whose checks nobody sees. */
export function headOf({ trigger, sha }: ActionContext): string {
  return trigger.kind === 'pull_request' || trigger.kind === 'merge_group' ? trigger.headSha : sha;
}
