import type { EventFile } from '../event.js';

/** The run that ended, as GitHub says in the event: the only thing that decides where is commented. */
export interface WorkflowRun {
  readonly id: number;
  /** 1 for the first, more where it was repeated. */
  readonly attempt: number;
  /** `completed`, `requested`, … */
  readonly action: string;
  /** What started it: `pull_request`, `push`, … */
  readonly event: string;
  /** `owner/name` of the repository that it ran in. */
  readonly repository: string;
  readonly headSha: string;
  /** null: a tag, or none. */
  readonly headBranch: string | null;
  /** `owner/name`; null: the fork is gone. */
  readonly headRepository: string | null;
  /** Open pull requests of that branch; GitHub leaves it empty for forks. */
  readonly pullRequests: readonly number[];
}

/** @throws LoadgateError `event-unreadable` (machine) where the event lacks one of these */
export function readWorkflowRun(event: EventFile): WorkflowRun {
  return {
    id: event.positive('workflow_run.id'),
    attempt: event.positive('workflow_run.run_attempt'),
    action: event.text('action'),
    event: event.text('workflow_run.event'),
    repository: event.text('workflow_run.repository.full_name'),
    headSha: event.sha('workflow_run.head_sha'),
    headBranch: event.optionalText('workflow_run.head_branch'),
    headRepository: event.optionalText('workflow_run.head_repository.full_name'),
    pullRequests: event.list('workflow_run.pull_requests').flatMap(numberOf),
  };
}

function numberOf(pull: unknown): readonly number[] {
  const number = (pull as { readonly number?: unknown } | null)?.number;
  return Number.isSafeInteger(number) && Number(number) > 0 ? [Number(number)] : [];
}
