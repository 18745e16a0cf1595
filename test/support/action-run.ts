import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunRecord } from '../../src/model/record.js';
import { parseRecord } from '../../src/record/parse.js';
import type { ForgeServer } from './forge-server.js';
import { type ActionRun, type RunActionOptions, runAction } from './github-runner.js';
import { git, type OriginRepository, type PullRequest } from './pull-requests.js';

/** The repository's root: action.yml and dist/ are there. */
export const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));

export interface WorkflowRun extends ActionRun {
  /** The run's own id, which is on everything that it makes; '' where it ended before it had one. */
  readonly id: string;
  /** null: the run wrote none. */
  readonly measured: RunRecord | null;
  /** The checkout that it ran in. */
  readonly workspace: string;
  /** RUNNER_TEMP and TMPDIR of the step: what is left in there was left by it. */
  readonly temp: string;
}

export interface WorkflowOptions {
  readonly origin: OriginRepository;
  readonly forge: ForgeServer;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Job token (the one that may write, by default). */
  readonly token?: string;
  readonly cancel?: NonNullable<RunActionOptions['cancel']>;
  readonly onLine?: (line: string, place: { readonly workspace: string; readonly temp: string }) => void;
  readonly timeoutMs?: number;
  /** Address of the origin where it is not the repository's own: a server that plays tricks. */
  readonly remote?: string;
  /** Wins over what the runner sets. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is left when the main step has ended and the post step not begun. */
  readonly afterMain?: (place: {
    readonly id: string;
    readonly workspace: string;
    readonly temp: string;
  }) => void;
  /** Makes the workspace of a ref where it is not a checkout as actions/checkout makes it by default. */
  readonly checkout?: (ref: string) => string;
  /** GITHUB_REF and GITHUB_SHA where they are not those of the merge commit. */
  readonly as?: { readonly ref: string; readonly sha: string };
  /** More of the event's `pull_request`. */
  readonly event?: Readonly<Record<string, unknown>>;
  /** Folder of the Action below the root; the root itself, where not given. */
  readonly action?: string;
  /** Parent of the step's folder for temporary files (the system's). */
  readonly tempParent?: string;
}

/** Runs the built Action on a pull request as GitHub does: a checkout of depth 1 of the merge commit. */
export function runOnPullRequest(pull: PullRequest, options: WorkflowOptions): Promise<WorkflowRun> {
  const { owner, repo } = options.forge;
  const repository = { full_name: `${owner}/${repo}`, default_branch: 'main' };
  const payload = {
    number: options.forge.pullRequest,
    pull_request: {
      number: options.forge.pullRequest,
      head: { sha: pull.headSha, ref: `topic-${pull.number}`, repo: repository },
      base: { sha: pull.baseSha, ref: 'main', repo: repository },
      ...options.event,
    },
    repository,
  };
  const { ref, sha } = options.as ?? { ref: `refs/pull/${pull.number}/merge`, sha: pull.mergeSha };
  return runOnEvent({ name: 'pull_request', payload }, ref, sha, options);
}

/** Runs it on a push to the default branch. */
export function runOnPush(sha: string, options: WorkflowOptions): Promise<WorkflowRun> {
  const { owner, repo } = options.forge;
  const payload = {
    ref: 'refs/heads/main',
    after: sha,
    repository: { full_name: `${owner}/${repo}`, default_branch: 'main' },
  };
  return runOnEvent({ name: 'push', payload }, 'refs/heads/main', sha, options);
}

/** A comment as an event tells of it. */
export interface CommentEvent {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  /** `created` where not given. */
  readonly action?: string;
  /** `User` where not given. */
  readonly type?: string;
  /** When it was written; now, where not given. */
  readonly at?: string;
  /** Where it was made; the forge's own pull request, where not given. */
  readonly pullRequest?: number;
  /** Made on an issue that is no pull request. */
  readonly onIssue?: boolean;
}

/** Runs it on a comment: a checkout of the default branch, whoever wrote it and wherever. */
export function runOnComment(comment: CommentEvent, options: WorkflowOptions): Promise<WorkflowRun> {
  const { owner, repo, apiUrl } = options.forge;
  const pullRequest = comment.pullRequest ?? options.forge.pullRequest;
  const url = `${apiUrl}/repos/${owner}/${repo}/pulls/${pullRequest}`;
  const payload = {
    action: comment.action ?? 'created',
    issue: { number: pullRequest, ...(comment.onIssue === true ? {} : { pull_request: { url } }) },
    comment: {
      id: comment.id,
      body: comment.body,
      created_at: comment.at ?? new Date(Date.now() + 2000).toISOString(),
      user: { login: comment.author, type: comment.type ?? 'User' },
      // Nobody should believe this.
      author_association: 'OWNER',
    },
    repository: { full_name: `${owner}/${repo}`, default_branch: 'main' },
  };
  const ref = 'refs/heads/main';
  return runOnEvent(
    { name: 'issue_comment', payload },
    ref,
    git(options.origin.bare, 'rev-parse', ref),
    options,
  );
}

/** Runs it on the push of a tag. */
export function runOnTag(tag: string, sha: string, options: WorkflowOptions): Promise<WorkflowRun> {
  const { owner, repo } = options.forge;
  const repository = { full_name: `${owner}/${repo}`, default_branch: 'main' };
  const ref = `refs/tags/${tag}`;
  return runOnEvent({ name: 'push', payload: { ref, after: sha, repository } }, ref, sha, options);
}

/** Runs it by hand on the default branch. */
export function runByHand(sha: string, options: WorkflowOptions): Promise<WorkflowRun> {
  const { owner, repo } = options.forge;
  const repository = { full_name: `${owner}/${repo}`, default_branch: 'main' };
  const ref = 'refs/heads/main';
  return runOnEvent(
    { name: 'workflow_dispatch', payload: { ref, inputs: {}, repository } },
    ref,
    sha,
    options,
  );
}

const temporary: string[] = [];

/** Removes the temporary folders of all runs so far. */
export function removeTemporary(): void {
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Runs the built Action on any event. @param ref GITHUB_REF @param sha GITHUB_SHA */
async function runOnEvent(
  event: RunActionOptions['event'],
  ref: string,
  sha: string,
  options: WorkflowOptions,
): Promise<WorkflowRun> {
  const { origin, forge, token, inputs = {}, cancel, onLine, timeoutMs, remote, afterMain } = options;
  const workspace = (options.checkout ?? origin.checkout)(ref);
  if (remote !== undefined) git(workspace, 'remote', 'set-url', 'origin', remote);
  const temp = mkdtempSync(join(options.tempParent ?? tmpdir(), 'loadgate-test-run-'));
  temporary.push(temp);
  const { apiUrl, serverUrl, owner, repo, tokens } = forge;
  const result = await runAction({
    actionDir: join(ROOT, options.action ?? ''),
    workspace,
    temp,
    event,
    inputs,
    env: { GITHUB_SHA: sha, GITHUB_REF: ref, TMPDIR: temp, ...options.env },
    forge: { apiUrl, serverUrl, owner, repo, token: token ?? tokens.actions },
    ...(cancel === undefined ? {} : { cancel }),
    ...(onLine === undefined ? {} : { onLine: (line) => onLine(line, { workspace, temp }) }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(afterMain === undefined
      ? {}
      : { afterMain: ({ stdout }) => afterMain({ id: idOf(stdout), workspace, temp }) }),
  });
  const path = result.outputs['record'];
  const measured = path ? parseRecord(readFileSync(path, 'utf8'), path) : null;
  return { ...result, id: idOf(result.stdout), measured, workspace, temp };
}

/** As the run says it in its first line. */
const idOf = (log: string): string => /^loadgate \S+, run ([0-9a-f]+)$/m.exec(log)?.[1] ?? '';

/** Verdicts by `target/scenario`, from the outputs. */
export function verdictsOf(run: WorkflowRun): Record<string, string> {
  const cells = JSON.parse(run.outputs['cells'] ?? '[]') as {
    target: string;
    scenario: string;
    verdict: string;
  }[];
  return Object.fromEntries(cells.map((cell) => [`${cell.target}/${cell.scenario}`, cell.verdict]));
}
