import { LoadgateError } from '../../model/error.js';
import type { RunRecord } from '../../model/record.js';
import type { PartialRequest } from '../../model/request.js';
import { requestFor } from '../part.js';
import type { ForgeBranch } from './branch.js';
import type { ReportInputs } from './inputs.js';
import type { WorkflowRun } from './workflow-run.js';

/**
 * What a comment asked the run to measure, as the branch of the baselines has it; null: everything. The record is not
 * believed: with a request of ours the cells that it lacks keep their verdicts, without one it can't be a part.
 * @throws LoadgateError `record-partial` (usage) where the record says that it is a part and nobody asked for it;
 *   `request-invalid`, `forge-refused`, `forge-failed`: nothing is told then, and what was told before stays
 */
export async function requestOf(
  record: RunRecord,
  { commands, key }: Pick<ReportInputs, 'commands' | 'key'>,
  { id: run, attempt }: Pick<WorkflowRun, 'id' | 'attempt'>,
  { number, headSha: head }: { readonly number: number; readonly headSha: string },
  branch: Pick<ForgeBranch, 'requests'>,
): Promise<PartialRequest | null> {
  const place = { pullRequest: number, run, attempt, key, head, sha: record.candidate.sha };
  const request = await requestFor(place, commands ? branch.requests : null);
  if (request !== null || record.asked === undefined) return request;
  throw new LoadgateError(
    'The record says that only a part of the cells was asked for, and no comment asked this run for that.',
    {
      kind: 'usage',
      code: 'record-partial',
      hint: 'Run the workflow of the pull request again; where comments are answered, give this step `commands: true` and the same `key` and `baseline-branch`.',
    },
  );
}
