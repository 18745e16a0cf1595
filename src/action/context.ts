import { LoadgateError, LoadgateErrors } from '../model/error.js';
import { type EventFile, parseEvent } from './event.js';

/** What made GitHub start this run. Commits are whole SHAs, branches are names without `refs/heads/`. */
export type Trigger =
  | {
      readonly kind: 'pull_request';
      readonly number: number;
      readonly headSha: string;
      readonly baseSha: string;
      readonly baseRef: string;
      readonly headRef: string;
      /** The head is in another repository (or in none any more): the token may only read. */
      readonly fork: boolean;
    }
  | { readonly kind: 'push'; readonly branch: string; readonly isDefault: boolean }
  | { readonly kind: 'tag'; readonly tag: string }
  /** Always on the default branch. */
  | { readonly kind: 'schedule' }
  /** `workflow_dispatch`. `branch` is null where a tag was chosen. */
  | { readonly kind: 'manual'; readonly branch: string | null; readonly isDefault: boolean }
  | {
      readonly kind: 'merge_group';
      readonly headSha: string;
      readonly baseSha: string;
      readonly baseRef: string;
      readonly headRef: string;
    }
  /** `issue_comment`. */
  | {
      readonly kind: 'comment';
      /** null: it was made on an issue, which is no pull request. */
      readonly pullRequest: number | null;
      /** `created`, `edited`, `deleted`. */
      readonly action: string;
      readonly comment: number;
      /** Login; null: the account is gone. */
      readonly author: string | null;
      /** Written by an App, a workflow's own token among them. */
      readonly bot: boolean;
      readonly body: string;
      /** When it was written, ISO 8601. */
      readonly at: string;
    }
  | { readonly kind: 'other'; readonly event: string };

/** Everything that loadgate knows of the run that it is in, checked. */
export interface ActionContext {
  readonly eventName: string;
  readonly trigger: Trigger;
  readonly owner: string;
  readonly repo: string;
  /** GITHUB_SHA: on a pull request the merge commit that GitHub made. */
  readonly sha: string;
  /** GITHUB_REF, e.g. `refs/pull/7/merge`. */
  readonly ref: string;
  /** null: the event does not tell. */
  readonly defaultBranch: string | null;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly runId: number;
  readonly runAttempt: number;
  /** The page of this run. */
  readonly runUrl: string;
  /** Absolute path of the checkout. */
  readonly workspace: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads what the runner tells its steps.
 * @param readFile text of a file; throws where it can't be read.
 * @throws LoadgateError `unsafe-trigger` (usage) on `pull_request_target`; `event-unreadable` (machine) where the
 * event file is missing, broken or lacks what it should hold; LoadgateErrors `not-in-actions` (usage), one for
 * each variable that is missing.
 */
export function readContext(env: Environment, readFile: (path: string) => string): ActionContext {
  const variables = readVariables(env);
  const { eventName, ref, repository, serverUrl, runId } = variables;
  refuseUnsafe(eventName);
  const event = parseEvent(variables.eventPath, readFile);
  const [owner = '', repo = ''] = repository.split('/');
  const defaultBranch = event.optionalText('repository.default_branch');
  return {
    eventName,
    trigger: readTrigger(eventName, ref, defaultBranch, event),
    owner,
    repo,
    sha: variables.sha,
    ref,
    defaultBranch,
    serverUrl,
    apiUrl: variables.apiUrl,
    runId,
    runAttempt: variables.runAttempt,
    runUrl: `${serverUrl}/${repository}/actions/runs/${runId}`,
    workspace: variables.workspace,
  };
}

/** That trigger hands a token that may write to the code of whoever opens a pull request. */
function refuseUnsafe(eventName: string): void {
  if (eventName !== 'pull_request_target') return;
  throw new LoadgateError(
    'loadgate does not run on pull_request_target: it builds and runs the code of the pull request, and this ' +
      "trigger would give that code the repository's secrets and a token that may write.",
    {
      kind: 'usage',
      code: 'unsafe-trigger',
      hint: 'Use `on: pull_request`; README, "Pull requests from forks", says what works there.',
    },
  );
}

function readTrigger(
  eventName: string,
  ref: string,
  defaultBranch: string | null,
  event: EventFile,
): Trigger {
  const branch = afterPrefix(ref, 'refs/heads/');
  const isDefault = branch !== null && branch === defaultBranch;
  switch (eventName) {
    case 'pull_request':
      return pullRequest(event);
    case 'merge_group':
      return {
        kind: 'merge_group',
        headSha: event.sha('merge_group.head_sha'),
        baseSha: event.sha('merge_group.base_sha'),
        baseRef: branchName(event.text('merge_group.base_ref')),
        headRef: branchName(event.text('merge_group.head_ref')),
      };
    case 'push':
      if (branch !== null) return { kind: 'push', branch, isDefault };
      return { kind: 'tag', tag: afterPrefix(ref, 'refs/tags/') ?? ref };
    case 'schedule':
      return { kind: 'schedule' };
    case 'workflow_dispatch':
      return { kind: 'manual', branch, isDefault };
    case 'issue_comment':
      return comment(event);
    default:
      return { kind: 'other', event: eventName };
  }
}

function pullRequest(event: EventFile): Trigger {
  // The head's repository is null once the fork has been deleted.
  const head = event.optionalText('pull_request.head.repo.full_name');
  const base = event.text('pull_request.base.repo.full_name');
  return {
    kind: 'pull_request',
    number: event.positive('pull_request.number'),
    headSha: event.sha('pull_request.head.sha'),
    baseSha: event.sha('pull_request.base.sha'),
    baseRef: event.text('pull_request.base.ref'),
    headRef: event.text('pull_request.head.ref'),
    fork: head?.toLowerCase() !== base.toLowerCase(),
  };
}

/** What the event says of its author's rights (`author_association`) is not read: the forge is asked. */
function comment(event: EventFile): Trigger {
  const author = event.optionalText('comment.user.login');
  const isPull = event.optionalText('issue.pull_request.url') !== null;
  return {
    kind: 'comment',
    pullRequest: isPull ? event.positive('issue.number') : null,
    action: event.text('action'),
    comment: event.positive('comment.id'),
    author,
    bot: event.optionalText('comment.user.type') === 'Bot' || author?.endsWith('[bot]') === true,
    body: event.text('comment.body'),
    at: event.text('comment.created_at'),
  };
}

function afterPrefix(text: string, prefix: string): string | null {
  return text.startsWith(prefix) ? text.slice(prefix.length) : null;
}

function branchName(ref: string): string {
  return afterPrefix(ref, 'refs/heads/') ?? ref;
}

function readVariables(env: Environment) {
  const errors: LoadgateError[] = [];
  const take = (name: string, shape: RegExp, expected: string): string => {
    const value = env[name] ?? '';
    if (!shape.test(value)) errors.push(notInActions(name, value, expected));
    return value;
  };
  const variables = {
    eventName: take('GITHUB_EVENT_NAME', /^[a-z_]+$/, 'the name of an event'),
    eventPath: take('GITHUB_EVENT_PATH', /./, 'the path of a file'),
    repository: take('GITHUB_REPOSITORY', /^[\w.-]+\/[\w.-]+$/, 'OWNER/NAME'),
    sha: take('GITHUB_SHA', /^[0-9a-f]{40,64}$/, 'a whole commit SHA'),
    ref: take('GITHUB_REF', /^refs\/./, 'a ref'),
    serverUrl: plainUrl(take('GITHUB_SERVER_URL', /^https?:\/\/./, 'an address')),
    apiUrl: plainUrl(take('GITHUB_API_URL', /^https?:\/\/./, 'an address')),
    runId: Number(take('GITHUB_RUN_ID', /^\d+$/, 'a number')),
    runAttempt: Number(take('GITHUB_RUN_ATTEMPT', /^\d+$/, 'a number')),
    workspace: take('GITHUB_WORKSPACE', /^(\/|[A-Za-z]:[\\/])/, 'an absolute path'),
  };
  if (errors.length > 0) throw new LoadgateErrors(errors);
  return variables;
}

function plainUrl(url: string): string {
  return url.replace(/\/+$/, '');
}

function notInActions(name: string, value: string, expected: string): LoadgateError {
  const found = value === '' ? 'is not set' : `is ${JSON.stringify(value.slice(0, 100))}`;
  return new LoadgateError(`${name} ${found}, ${expected} was expected: this is no run of GitHub Actions.`, {
    kind: 'usage',
    code: 'not-in-actions',
    hint: 'In a terminal use `loadgate run`.',
  });
}
