import { CHECK_RUNS, WITH_ID } from './answers.js';
import type { Answer } from './limits.js';
import { explainRefusal } from './refusal.js';
import { forgeFailed, hasNextPage, type Reply, type Sender } from './sender.js';

/** The value for branch protection. `neutral` passes, as `success` does. `cancelled` doesn't. */
export type CheckConclusion = 'success' | 'failure' | 'neutral' | 'cancelled';

/** A commit status has neither `neutral` nor `cancelled`: `neutral` becomes success, and `cancelled` becomes error. */
const STATES = { success: 'success', neutral: 'success', failure: 'failure', cancelled: 'error' } as const;

export interface CheckRequest {
  /** The commit that people see. On a pull request, this is its head, not the merge commit. */
  readonly sha: string;
  readonly name: string;
  /** A commit has one check of this key, regardless of the number of reports. */
  readonly key: string;
  readonly conclusion: CheckConclusion;
  /** One sentence, plain text. */
  readonly title: string;
  /** Markdown, at most 65,535 bytes. */
  readonly summary: string;
  readonly detailsUrl: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * `check`: a check run. `status`: a commit status, if the token can't write check runs (a personal access token
 * never can). `refused`: neither.
 */
export interface CheckResult {
  readonly status: 'check' | 'status' | 'refused';
  /** For a refusal: the reason, and what to do. */
  readonly why: string;
}

interface CheckPort {
  readonly sender: Sender;
  readonly owner: string;
  readonly repo: string;
}

const MAX_PAGES = 20;
/** GitHub's limit for a status, characters. */
const MAX_DESCRIPTION = 140;
const CREATES = 3;

/** Distinguishes loadgate's check from others, including the job of the same name. */
const externalId = (key: string): string => `loadgate:${key}`;

/**
 * Reports the verdict on a commit. It updates the check of an earlier run of the same key, so that there is only one.
 * After a create without an answer, it looks for the check before it tries again.
 * @throws LoadgateError `forge-failed` if no attempt reached the forge
 */
export async function upsertCheck(port: CheckPort, request: CheckRequest): Promise<CheckResult> {
  for (let created = 0; created < CREATES; created++) {
    const found = await find(port, request);
    const reply = await (found.kind === 'ok' && found.value !== null
      ? update(port, request, found.value)
      : found.kind === 'ok'
        ? create(port, request)
        : found);
    if (reply.kind === 'ok') return { status: 'check', why: 'The verdict was reported as a check.' };
    if (reply.kind === 'denied') return postStatus(port, request, reply.answer);
    if (reply.kind === 'limited') throw forgeFailed(`rate limit: ${reply.message}`);
    await port.sender.backOff(created + 1);
  }
  throw forgeFailed('the check was not answered');
}

/** loadgate's newest check on the commit; null: none. */
async function find(
  { sender, owner, repo }: CheckPort,
  { sha, key }: CheckRequest,
): Promise<Reply<number | null>> {
  for (let page = 1; page <= MAX_PAGES; page++) {
    const asked = { owner, repo, ref: sha, filter: 'all', per_page: 100, page } as const;
    const reply = await sender.repeatable(
      ({ rest }, request) => rest.checks.listForRef({ ...asked, request }),
      CHECK_RUNS,
    );
    if (reply.kind !== 'ok') return reply;
    const ours = reply.value.check_runs.find((run) => run.external_id === externalId(key));
    if (ours !== undefined) return { ...reply, value: ours.id };
    if (!hasNextPage(reply.headers['link'])) return { ...reply, value: null };
  }
  throw forgeFailed(`more than ${MAX_PAGES} pages of checks`);
}

function create({ sender, owner, repo }: CheckPort, wanted: CheckRequest): Promise<Reply<unknown>> {
  const check = { owner, repo, head_sha: wanted.sha, ...content(wanted) };
  return sender.once(({ rest }, request) => rest.checks.create({ ...check, request }), WITH_ID);
}

function update(
  { sender, owner, repo }: CheckPort,
  wanted: CheckRequest,
  id: number,
): Promise<Reply<unknown>> {
  const check = { owner, repo, check_run_id: id, ...content(wanted) };
  return sender.repeatable(({ rest }, request) => rest.checks.update({ ...check, request }), WITH_ID);
}

const content = ({ name, key, conclusion, title, summary, detailsUrl }: CheckRequest) => ({
  name,
  external_id: externalId(key),
  details_url: detailsUrl,
  status: 'completed' as const,
  conclusion,
  output: { title, summary },
});

/** A status replaces the earlier one of the same name. */
async function postStatus(
  { sender, owner, repo }: CheckPort,
  wanted: CheckRequest,
  denied: Answer,
): Promise<CheckResult> {
  const status = {
    owner,
    repo,
    sha: wanted.sha,
    state: STATES[wanted.conclusion],
    context: wanted.name,
    description: cut(wanted.title, MAX_DESCRIPTION),
    target_url: wanted.detailsUrl,
  };
  const reply = await sender.repeatable(
    ({ rest }, request) => rest.repos.createCommitStatus({ ...status, request }),
    WITH_ID,
  );
  if (reply.kind === 'ok') return { status: 'status', why: 'The verdict was reported as a commit status.' };
  if (reply.kind !== 'denied') throw forgeFailed('the commit status was not answered');
  return { status: 'refused', why: whyRefused(denied, `${owner}/${repo}`) };
}

function whyRefused(answer: Answer, repository: string): string {
  const hint =
    'Give the job `permissions: { checks: write }` (a personal access token: `repo:status`), or set `check: false`. ' +
    'For pull requests from forks GitHub gives a read-only token whatever the workflow says.';
  const { why } = explainRefusal(answer, { repository, pullRequest: 0 });
  const plain = answer.status === 403 || answer.status === 404 ? 'the token may not write checks' : why;
  return `${plain[0]?.toUpperCase() ?? ''}${plain.slice(1)} (${answer.status}). ${hint}`;
}

const cut = (text: string, length: number): string => {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
};
