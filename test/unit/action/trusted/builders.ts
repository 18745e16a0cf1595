import type { WorkflowRun } from '../../../../src/action/trusted/workflow-run.js';
import type { Pull, TreeFile } from '../../../../src/forge/answers.js';
import type { RepositoryReader } from '../../../../src/forge/github.js';

export const HEAD = 'a'.repeat(40);
export const BASE = 'b'.repeat(40);
export const MERGE = 'c'.repeat(40);

export const makePull = (changes: Partial<Pull> = {}): Pull => ({
  number: 7,
  open: true,
  headSha: HEAD,
  headRef: 'topic',
  headRepository: 'alice/shop',
  baseSha: BASE,
  baseRef: 'main',
  baseRepository: 'acme/shop',
  mergedAs: null,
  ...changes,
});

export const makeRun = (changes: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id: 4711,
  attempt: 1,
  action: 'completed',
  event: 'pull_request',
  repository: 'acme/shop',
  headSha: HEAD,
  headBranch: 'topic',
  headRepository: 'alice/shop',
  pullRequests: [],
  ...changes,
});

/** Answers what it is told to, and notes what it is asked. */
export function fakeReader(answers: {
  readonly pulls?: readonly Pull[];
  readonly parents?: readonly string[] | null;
  readonly text?: string | null;
  /** What of two commits is in the history of both; `BASE` where not given. */
  readonly mergeBase?: (one: string, other: string) => string | null;
  /** Newest commit of each branch; `BASE` where not given. */
  readonly tip?: string | null;
  readonly history?: readonly string[];
  readonly files?: (sha: string) => readonly TreeFile[] | null;
}): RepositoryReader & { readonly asked: string[] } {
  const { pulls = [], parents = null, text = null, tip = BASE, history = [], files = () => [] } = answers;
  const { mergeBase = () => BASE } = answers;
  const asked: string[] = [];
  const note = <T>(question: string, answer: T): T => {
    asked.push(question);
    return answer;
  };
  return {
    asked,
    pullRequest: async (number) => note(`#${number}`, pulls.find((pull) => pull.number === number) ?? null),
    pullRequestsFrom: async (owner, branch) => note(`${owner}:${branch}`, pulls),
    parents: async (sha) => note(`parents of ${sha}`, parents),
    branchTip: async (branch) => note(`tip of ${branch}`, tip),
    mergeBase: async (one, other) => note(`merge base of ${one} and ${other}`, mergeBase(one, other)),
    firstParents: async (sha) => note(`history of ${sha}`, history),
    filesAt: async (sha) => note(`files of ${sha}`, files(sha)),
    textAt: async (sha, path) => note(`${path} at ${sha}`, text),
  };
}
