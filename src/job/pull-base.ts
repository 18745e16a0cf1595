import type { Git } from '../git/types.js';
import { LoadgateError } from '../model/error.js';

/** What an event says of what is to be merged. Branches are names; commits are as they were when it was written. */
export interface PullEvent {
  /** The branch that is merged into. */
  readonly baseRef: string;
  /** Where that was some time ago. */
  readonly baseSha: string;
  readonly headSha: string;
  /** GITHUB_SHA. */
  readonly sha: string;
  /** It is a group of a merge queue, which was made on top of `baseSha` and stays there. */
  readonly queue: boolean;
  /** The commit of the base branch with which it was merged; null: it is not merged. */
  readonly mergedAs: string | null;
}

/** What is compared with what: facts of the checkout and of the event. */
export interface PullFacts {
  /** The commit that is checked out. */
  readonly candidate: string;
  /** Its parents, as it names them. */
  readonly parents: readonly string[];
  readonly event: PullEvent;
}

/** How the baseline is found. docs/baselines.md has the table, with a reason a row. */
export type BaseRule =
  /** The candidate is the merge of this commit and the head. */
  | { readonly kind: 'parent'; readonly commit: string }
  /** Where the candidate meets a commit that the event is sure of. */
  | { readonly kind: 'meets'; readonly commit: string }
  /** Where the candidate meets the base branch as it is now. */
  | { readonly kind: 'meets-branch'; readonly branch: string }
  /** Where the candidate meets the base branch as it was before this commit merged the pull request. */
  | { readonly kind: 'before-merge'; readonly merge: string };

/** Which rule holds. Nothing is asked of git or of the network for it. */
export function baseRule({ candidate, parents, event }: PullFacts): BaseRule {
  const [first, second, third] = parents;
  const isMergeOf = (head: string): boolean => second === head && third === undefined;
  if (event.mergedAs !== null) return { kind: 'before-merge', merge: event.mergedAs };
  if (event.queue) {
    const onTop = first === event.baseSha && candidate === event.headSha;
    return { kind: onTop ? 'parent' : 'meets', commit: event.baseSha };
  }
  // The commit that the forge made and started the run for. A merge that people made has the base as its second parent.
  if (candidate === event.sha && first !== undefined && isMergeOf(event.headSha)) {
    return { kind: 'parent', commit: first };
  }
  return { kind: 'meets-branch', branch: event.baseRef };
}

/** The baseline of what is to be merged. */
export interface PullBase {
  readonly commit: string;
  /** Sentences that a reader must see. */
  readonly notes: readonly string[];
}

/**
 * The commit that a pull request, or a group of a merge queue, is compared with.
 * @throws LoadgateError `baseline-commit-missing`, `history-too-short`, `branch-unreadable` (machine)
 */
export async function pullBase(git: Git, candidate: string, event: PullEvent): Promise<PullBase> {
  const rule = baseRule({ candidate, parents: await git.parents(candidate), event });
  switch (rule.kind) {
    case 'parent':
      return { commit: rule.commit, notes: [] };
    case 'meets':
      return { commit: await meeting(git, candidate, rule.commit), notes: [] };
    case 'before-merge': {
      const before = await beforeMerge(git, rule.merge, event);
      const commit = candidate === rule.merge ? before : await meeting(git, candidate, before);
      return { commit, notes: notesOn(candidate, commit, event) };
    }
    case 'meets-branch': {
      const { tip, notes } = await tipOf(git, event);
      const commit = await meeting(git, candidate, tip);
      return { commit, notes: [...notes, ...notesOn(candidate, commit, event)] };
    }
  }
}

/** Where two commits meet; histories with nothing in common meet nowhere, and all of the candidate is new then. */
async function meeting(git: Git, candidate: string, base: string): Promise<string> {
  if (candidate === base) return base;
  await git.ensureCommit(base);
  return (await git.mergeBase(candidate, base)) ?? base;
}

/**
 * The base branch as it was before a pull request was merged. A merge commit and a squashed commit have it as their
 * first parent; a rebase has put one commit there for each of the pull request's.
 */
async function beforeMerge(git: Git, merge: string, { headSha, baseSha }: PullEvent): Promise<string> {
  await git.ensureCommit(merge);
  const parents = await git.parents(merge);
  const [first] = parents;
  if (first === undefined) return merge;
  if (parents.length > 1) return first;
  // A fast-forward: the branch is at the head itself, and nothing but the event tells where it was.
  if (merge === headSha) return meeting(git, merge, baseSha);
  const copied = await git.copiedCommits(merge, headSha);
  return copied <= 1 ? first : ((await git.ancestors(merge, copied + 1)).at(copied) ?? first);
}

/** The base branch as it is now, or as near to that as can be known. */
async function tipOf(
  git: Git,
  { baseRef, baseSha }: PullEvent,
): Promise<{ readonly tip: string; readonly notes: readonly string[] }> {
  let why = `the remote has no branch ${baseRef} any more`;
  try {
    const tip = await git.branchTip(baseRef);
    if (tip !== null) return { tip, notes: [] };
  } catch (error) {
    if (!(error instanceof LoadgateError) || error.code !== 'branch-unreadable') throw error;
    why = `${error.message} ${error.hint}`;
  }
  const known = await git.resolve(`refs/remotes/origin/${baseRef}`).catch(() => null);
  const tip = known ?? baseSha;
  const from = known === null ? 'as the event has it' : 'as this clone has it';
  return { tip, notes: [`Compared with ${baseRef} ${from} (${tip.slice(0, 7)}), which may be old: ${why}`] };
}

/** A checkout without anything of the pull request would pass as a change of nothing. */
function notesOn(candidate: string, commit: string, { baseRef }: PullEvent): readonly string[] {
  if (candidate !== commit) return [];
  const what = `The commit that is checked out (${candidate.slice(0, 7)}) is in ${baseRef} already`;
  return [`${what}, so nothing of the pull request was measured. Check \`ref\` of actions/checkout.`];
}
