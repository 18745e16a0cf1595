import type * as z from 'zod';
import type { DeepReadonly } from '../../model/parts.js';
import {
  commit,
  type EventFile,
  list,
  object,
  optionalText,
  parseEvent,
  positive,
  repositoryName,
  text,
} from '../event.js';

const schema = object({
  action: text,
  workflow_run: object({
    id: positive,
    run_attempt: positive,
    event: text,
    repository: object({ full_name: text }),
    head_sha: commit,
    head_branch: optionalText,
    head_repository: repositoryName,
    pull_requests: list,
  }),
}).transform(({ action, workflow_run: run }) => ({
  id: run.id,
  /** 1 for the first, more where it was repeated. */
  attempt: run.run_attempt,
  /** `completed`, `requested`, … */
  action,
  /** What started it: `pull_request`, `push`, … */
  event: run.event,
  /** `owner/name` of the repository that it ran in. */
  repository: run.repository.full_name,
  headSha: run.head_sha,
  /** null: a tag, or none. */
  headBranch: run.head_branch,
  /** `owner/name`; null: the fork is gone. */
  headRepository: run.head_repository,
  /** Open pull requests of that branch; GitHub leaves it empty for forks. What is no number of one is left out. */
  pullRequests: run.pull_requests.flatMap((pull) => pullNumber.safeParse(pull).data?.number ?? []),
}));

const pullNumber = object({ number: positive });

/** The run that ended, as GitHub says in the event: the only thing that decides where is commented. */
export type WorkflowRun = DeepReadonly<z.infer<typeof schema>>;

/** @throws LoadgateError `event-unreadable` (machine) where the event lacks one of these */
export const readWorkflowRun = (event: EventFile): WorkflowRun => parseEvent(schema, event);
