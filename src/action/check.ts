import type { Outcome } from '../job/types.js';
import { toLoadgateErrors } from '../model/error.js';
import { renderCheck } from '../report/check.js';
import type { ReportContext } from '../report/types.js';
import type { Log } from '../system/types.js';
import type { ActionContext } from './context.js';
import type { ActionInputs } from './inputs.js';
import { openForge } from './telling.js';

/** Not the name that a job is likely to have: GitHub shows every job as a check of that name. */
const NAME = 'loadgate verdict';

/**
 * Reports the verdict on the commit that people see.
 * @returns whether the forge could not be reached; a refusal is a warning and a note
 */
export async function reportCheck(
  { record, comparison, gate }: Outcome,
  report: ReportContext,
  { check, key, token }: ActionInputs,
  context: ActionContext,
  { log, notes }: { readonly log: Log; readonly notes: string[] },
): Promise<boolean> {
  if (!check.on) return false;
  const forge = openForge(context, token, log);
  try {
    const { status, why } = await forge.upsertCheck({
      sha: headOf(context),
      name: check.name ?? (key === 'default' ? NAME : `${NAME} (${key})`),
      key,
      detailsUrl: context.runUrl,
      ...renderCheck(record, comparison, gate, report),
    });
    if (status === 'refused') notes.push(`The verdict could not be reported as a check: ${why}`);
    else log.info(`Check: ${why}`);
    return false;
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    const why = `${first?.message} ${first?.hint}`;
    notes.push(`The verdict could not be reported as a check: ${why}`);
    log.error(why);
    return true;
  }
}

/** Of a pull request the head: GITHUB_SHA is a merge commit there, whose checks nobody sees. */
function headOf({ trigger, sha }: ActionContext): string {
  return trigger.kind === 'pull_request' || trigger.kind === 'merge_group' ? trigger.headSha : sha;
}
