import { REQUESTS } from '../../baseline/request-store.js';
import type { Pull } from '../../forge/answers.js';
import type { RepositoryReader } from '../../forge/github.js';
import { LoadgateError } from '../../model/error.js';
import type { RunRecord } from '../../model/record.js';
import type { PartialRequest } from '../../model/request.js';
import { parseRequest } from '../../record/request.js';
import { isMeantFor } from '../measure/partial.js';
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
  inputs: Pick<ReportInputs, 'commands' | 'baselineBranch' | 'key'>,
  { id: run, attempt }: Pick<WorkflowRun, 'id' | 'attempt'>,
  { number, headSha: head }: Pull,
  reader: Pick<RepositoryReader, 'textAt'>,
): Promise<PartialRequest | null> {
  const request = inputs.commands && attempt > 1 ? await read(inputs.baselineBranch, number, reader) : null;
  const place = { run, attempt, key: inputs.key, head, sha: record.candidate.sha };
  if (request !== null && isMeantFor(request, place)) return request;
  if (record.asked === undefined) return null;
  throw new LoadgateError(
    'The record says that only a part of the cells was asked for, and no comment asked this run for that.',
    {
      kind: 'usage',
      code: 'record-partial',
      hint: 'Run the workflow of the pull request again; where comments are answered, give this step `commands: true` and the same `key` and `baseline-branch`.',
    },
  );
}

async function read(
  branch: string,
  pullRequest: number,
  reader: Pick<RepositoryReader, 'textAt'>,
): Promise<PartialRequest | null> {
  const path = `${REQUESTS}/${pullRequest}.json`;
  const text = await reader.textAt(branch, path);
  return text === null ? null : parseRequest(text, pullRequest, `${path} on branch ${branch}`);
}
