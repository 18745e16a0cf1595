import * as z from 'zod';
import {
  commit,
  type EventFile,
  object,
  optionalText,
  parseEvent,
  positive,
  repositoryName,
  text,
} from './event.js';

/** What made GitHub start this run. Commits are whole SHAs, branches are names without `refs/heads/`. */
export type Trigger =
  | PullRequestTrigger
  | MergeGroupTrigger
  | CommentTrigger
  | { readonly kind: 'push'; readonly branch: string; readonly isDefault: boolean }
  | { readonly kind: 'tag'; readonly tag: string }
  /** Always on the default branch. */
  | { readonly kind: 'schedule' }
  /** `workflow_dispatch`. `branch` is null where a tag was chosen. */
  | { readonly kind: 'manual'; readonly branch: string | null; readonly isDefault: boolean }
  | { readonly kind: 'other'; readonly event: string };

const pullRequest = object({
  pull_request: object({
    number: positive,
    head: object({ sha: commit, ref: text, repo: repositoryName }),
    base: object({ sha: commit, ref: text, repo: object({ full_name: text }) }),
    merged: z.boolean({ error: 'yes or no' }).nullish(),
    merge_commit_sha: commit.nullish(),
  }),
}).transform(({ pull_request: { number, head, base, merged, merge_commit_sha } }) => ({
  kind: 'pull_request' as const,
  number,
  headSha: head.sha,
  baseSha: base.sha,
  baseRef: base.ref,
  headRef: head.ref,
  /** The commit of the base branch with which it was merged; null: it is open, or was closed without. */
  mergedAs: merged === true ? (merge_commit_sha ?? null) : null,
  /** The head is in another repository, or in none where the fork was deleted: the token may only read. */
  fork: head.repo?.toLowerCase() !== base.repo.full_name.toLowerCase(),
}));

const mergeGroup = object({
  merge_group: object({ head_sha: commit, base_sha: commit, base_ref: text, head_ref: text }),
}).transform(({ merge_group: group }) => ({
  kind: 'merge_group' as const,
  headSha: group.head_sha,
  baseSha: group.base_sha,
  baseRef: branchOf(group.base_ref) ?? group.base_ref,
  headRef: branchOf(group.head_ref) ?? group.head_ref,
}));

/** `issue_comment`. What the event says of its author's rights (`author_association`) is not read: the forge is asked. */
const comment = object({
  action: text,
  issue: object({
    number: positive,
    pull_request: object({ url: optionalText }).nullish(),
  }),
  comment: object({
    id: positive,
    body: text,
    created_at: text,
    user: object({ login: optionalText, type: optionalText }).nullish(),
  }),
}).transform(({ action, issue, comment: { id, body, created_at: at, user } }) => ({
  kind: 'comment' as const,
  /** null: it was made on an issue, which is no pull request. */
  pullRequest: (issue.pull_request?.url ?? null) === null ? null : issue.number,
  /** `created`, `edited`, `deleted`. */
  action,
  comment: id,
  /** Login; null: the account is gone. */
  author: user?.login ?? null,
  /** Written by an App, a workflow's own token among them. */
  bot: user?.type === 'Bot' || user?.login?.endsWith('[bot]') === true,
  body,
  /** When it was written, ISO 8601. */
  at,
}));

const anyEvent = object({ repository: object({ default_branch: optionalText }).nullish() });

type PullRequestTrigger = Readonly<z.infer<typeof pullRequest>>;
type MergeGroupTrigger = Readonly<z.infer<typeof mergeGroup>>;
type CommentTrigger = Readonly<z.infer<typeof comment>>;

/**
 * What the event says of the run.
 * @param ref GITHUB_REF
 * @throws LoadgateError `event-unreadable` (machine) where the event lacks what it should hold
 */
export function readTrigger(
  eventName: string,
  ref: string,
  event: EventFile,
): { readonly trigger: Trigger; readonly defaultBranch: string | null } {
  const defaultBranch = parseEvent(anyEvent, event).repository?.default_branch ?? null;
  return { trigger: triggerOf(eventName, ref, defaultBranch, event), defaultBranch };
}

function triggerOf(eventName: string, ref: string, defaultBranch: string | null, event: EventFile): Trigger {
  const branch = branchOf(ref);
  const isDefault = branch !== null && branch === defaultBranch;
  switch (eventName) {
    case 'pull_request':
      return parseEvent(pullRequest, event);
    case 'merge_group':
      return parseEvent(mergeGroup, event);
    case 'issue_comment':
      return parseEvent(comment, event);
    case 'push':
      if (branch !== null) return { kind: 'push', branch, isDefault };
      return { kind: 'tag', tag: ref.replace(/^refs\/tags\//, '') };
    case 'schedule':
      return { kind: 'schedule' };
    case 'workflow_dispatch':
      return { kind: 'manual', branch, isDefault };
    default:
      return { kind: 'other', event: eventName };
  }
}

/** Whether a run is of code that nobody with the right to write has to have seen. */
export const isForks = (trigger: Trigger): boolean => trigger.kind === 'pull_request' && trigger.fork;

/**
 * Whether what a run builds may stay for others, and what others left may be taken: not on pull requests from forks, nor on
 * events of which it is not known whose code they run.
 */
export const mayKeepImages = (trigger: Trigger): boolean => !isForks(trigger) && trigger.kind !== 'other';

/** The branch of a ref; null: it is another kind of ref. */
function branchOf(ref: string): string | null {
  return /^refs\/heads\/(.*)$/s.exec(ref)?.[1] ?? null;
}
