import { LoadgateError } from '../../model/error.js';
import type { RunRecord } from '../../model/record.js';
import type { PartialRequest } from '../../model/request.js';
import { list } from '../../report/format.js';
import { requestFor } from '../part.js';
import type { ForgeBranch } from './branch.js';
import type { ReportInputs } from './inputs.js';
import type { WorkflowRun } from './workflow-run.js';

/** Cells that an error names. */
const NAMED_CELLS = 5;

/**
 * What a comment asked the run to measure, as the branch of the baselines has it; null: everything. The record is not
 * believed: with a request of ours the cells that it lacks keep their verdicts, and it may bring no others than it was asked
 * for; without one it can't be a part.
 * @throws LoadgateError `record-partial` (usage) where the record is not the part that was asked for;
 *   `request-invalid`, `forge-refused`, `forge-failed`: nothing is told then, and what was told before stays
 */
export async function requestOf(
  record: RunRecord,
  { commands, key }: Pick<ReportInputs, 'commands' | 'key'>,
  { id: run, attempt }: Pick<WorkflowRun, 'id' | 'attempt'>,
  pull: { readonly number: number; readonly headSha: string; readonly baseRef: string },
  branch: Pick<ForgeBranch, 'requests'>,
): Promise<PartialRequest | null> {
  const { number: pullRequest, headSha: head, baseRef: base } = pull;
  const place = { pullRequest, run, attempt, key, head, base, sha: record.candidate.sha };
  const request = await requestFor(place, commands ? branch.requests : null);
  if (request !== null) return withoutOthers(record, request);
  if (record.asked === undefined) return null;
  throw notAPart(
    'The record says that only a part of the cells was asked for, and no comment asked this run for that.',
  );
}

function withoutOthers({ cells }: RunRecord, request: PartialRequest): PartialRequest {
  const asked = new Set(request.targets);
  const others = cells
    .filter(({ target, scenario }) => !asked.has(target) && !asked.has(`${target}/${scenario}`))
    .map(({ target, scenario }) => `${target}/${scenario}`);
  if (others.length === 0) return request;
  const named = list(others.slice(0, NAMED_CELLS));
  const more = others.length > NAMED_CELLS ? ` and ${others.length - NAMED_CELLS} more` : '';
  throw notAPart(
    `${request.by} asked for ${list(request.targets)} alone, and the record brings ${named}${more}, too.`,
  );
}

function notAPart(message: string): LoadgateError {
  return new LoadgateError(message, {
    kind: 'usage',
    code: 'record-partial',
    hint: 'Run the workflow of the pull request again; where comments are answered, give this step `commands: true` and the same `key` and `baseline-branch`.',
  });
}
