import type { Log } from '../system/log.js';
import { ANYTHING, type Comment, ISSUE, ISSUES } from './answers.js';
import { type Comments, type Outcome, outcomeOf } from './comments.js';
import type { Identity } from './identity.js';
import { type Answer, messageOf } from './limits.js';
import { hasMarker } from './marker.js';
import type { Refusal } from './refusal.js';
import { forgeFailed, hasNextPage, type Reply, type Sender } from './sender.js';
import type { CommentResult } from './sticky.js';

/** One issue of loadgate's own, found by the first line of its text. */
export interface IssueRequest {
  /** `issueMarker(key)` */
  readonly marker: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly signal?: AbortSignal | undefined;
}

export interface IssuesOptions {
  readonly sender: Sender;
  readonly owner: string;
  readonly repo: string;
  readonly title: string;
}

const PER_PAGE = 100;
/** An issue of ours that is older than a thousand others is left alone: another one is opened. */
const MAX_PAGES = 10;

/**
 * The open issues of a repository as the sticky comment's rules see comments (sticky.ts): one is kept up to date, for any
 * number of runs at once. Removing one closes it.
 */
export function githubIssues({ sender, owner, repo, title }: IssuesOptions): Comments {
  const base = { owner, repo };
  const outcome = <T>(reply: Reply<T>): Outcome<T> => outcomeOf(reply, explain);
  return {
    list: async () => {
      const all: Comment[] = [];
      for (let page = 1; page <= MAX_PAGES; page++) {
        const asked = { ...base, state: 'open', per_page: PER_PAGE, page } as const;
        const reply = await sender.repeatable(
          ({ rest }, request) => rest.issues.listForRepo({ ...asked, request }),
          ISSUES,
        );
        if (reply.kind !== 'ok') return outcome(reply);
        all.push(...reply.value.flatMap((issue) => issue ?? []));
        if (!hasNextPage(reply.headers['link'])) break;
      }
      return { kind: 'ok', value: all.sort((a, b) => a.id - b.id) };
    },
    create: async (body) =>
      outcome(
        await sender.once(
          ({ rest }, request) => rest.issues.create({ ...base, title, body, request }),
          ISSUE,
        ),
      ),
    update: async (id, body) => {
      const asked = { ...base, issue_number: id, title, body };
      return outcome(
        await sender.repeatable(({ rest }, request) => rest.issues.update({ ...asked, request }), ISSUE),
      );
    },
    remove: async (id) => {
      const asked = { ...base, issue_number: id, state: 'closed' } as const;
      const closed = outcome(
        await sender.repeatable(({ rest }, request) => rest.issues.update({ ...asked, request }), ANYTHING),
      );
      return closed.kind === 'ok' ? { kind: 'ok', value: null } : closed;
    },
  };
}

function explain(answer: Answer): Refusal {
  const said = `${answer.status}: ${messageOf(answer)}`;
  return answer.status === 410
    ? { why: `the repository has no issues (${said})`, hint: 'Set `notify: none`.' }
    : {
        why: `GitHub did not let the job write an issue (${said})`,
        hint: 'Give the job `permissions: { issues: write }`.',
      };
}

/**
 * Closes our open issue, after a comment that says why; two, if another run opened one at the same moment.
 * @returns `skipped`: there is none
 * @throws LoadgateError `forge-failed`
 */
export async function closeIssues(
  options: IssuesOptions,
  { marker, body }: IssueRequest,
  identity: Identity,
  log: Log,
): Promise<CommentResult> {
  const { sender, owner, repo } = options;
  const issues = githubIssues(options);
  const listed = await issues.list();
  if (listed.kind === 'refused') return refusedBy(listed.refusal);
  if (listed.kind !== 'ok') throw forgeFailed('the issues could not be listed');
  const marked = listed.value.filter((issue) => hasMarker(marker, issue.body));
  if (marked.length === 0) return { status: 'skipped', url: null, why: 'No issue is open.' };
  const who = await identity.login(sender);
  if ('refusal' in who) return refusedBy(who.refusal);
  const ours = marked.filter(({ author }) => author?.toLowerCase() === who.login.toLowerCase());
  for (const { id, url } of ours) {
    const asked = { owner, repo, issue_number: id, body };
    const said = await sender.once(
      ({ rest }, request) => rest.issues.createComment({ ...asked, request }),
      ANYTHING,
    );
    if (said.kind !== 'ok') log.warning(`The issue ${url} is closed without a comment that says why.`);
    const closed = await issues.remove(id);
    if (closed.kind === 'refused') return refusedBy(closed.refusal);
    if (closed.kind === 'unknown') throw forgeFailed(closed.why);
  }
  const [first] = ours;
  if (first === undefined) return { status: 'skipped', url: null, why: 'No issue of loadgate is open.' };
  return { status: 'updated', url: first.url, why: 'The issue was closed.' };
}

const refusedBy = ({ why, hint }: Refusal): CommentResult => ({
  status: 'refused',
  url: null,
  why: `${why}. ${hint}`,
});
