import { ANYTHING, COMMENT, COMMENTS, type Comment } from './answers.js';
import type { Answer } from './limits.js';
import { explainRefusal, limitRefusal, type Refusal } from './refusal.js';
import { forgeFailed, hasNextPage, type Reply, type Sender } from './sender.js';

/** `gone`: there is no such comment (any more). `unknown`: the request may have taken effect. */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unknown'; readonly why: string };

/** The comments of one pull request. */
export interface Comments {
  /** All comments, in ascending order of id. */
  list(): Promise<Outcome<readonly Comment[]>>;
  /** Not repeated if it may have taken effect: the caller looks first. */
  create(body: string): Promise<Outcome<Comment>>;
  update(id: number, body: string): Promise<Outcome<Comment>>;
  remove(id: number): Promise<Outcome<null>>;
}

export interface CommentsOptions {
  readonly sender: Sender;
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: number;
}

/** What a reply comes to. @param explain why GitHub denied it, in words for people */
export function outcomeOf<T>(reply: Reply<T>, explain: (answer: Answer) => Refusal): Outcome<T> {
  if (reply.kind === 'ok') return { kind: 'ok', value: reply.value };
  if (reply.kind === 'denied') return { kind: 'refused', refusal: explain(reply.answer) };
  if (reply.kind === 'limited')
    return { kind: 'refused', refusal: limitRefusal(reply.waitMs, reply.message) };
  return { kind: 'unknown', why: reply.why };
}

const PER_PAGE = 100;
/** GitHub allows 2,500 comments on an issue. More pages than this are a server fault. */
const MAX_PAGES = 100;

export function githubComments({ sender, owner, repo, pullRequest }: CommentsOptions): Comments {
  const base = { owner, repo };
  const context = { repository: `${owner}/${repo}`, pullRequest };

  const outcome = <T>(reply: Reply<T>): Outcome<T> =>
    outcomeOf(reply, (answer) => explainRefusal(answer, context));
  const outcomeOfOne = <T>(reply: Reply<T>): Outcome<T> =>
    reply.kind === 'denied' && [404, 410].includes(reply.answer.status) ? { kind: 'gone' } : outcome(reply);

  return {
    list: async () => {
      const all: Comment[] = [];
      // Not octokit's pagination, which drops a request's own options, including the check of the answer.
      for (let page = 1; page <= MAX_PAGES; page++) {
        const asked = { ...base, issue_number: pullRequest, per_page: PER_PAGE, page };
        const reply = await sender.repeatable(
          ({ rest }, request) => rest.issues.listComments({ ...asked, request }),
          COMMENTS,
        );
        if (reply.kind !== 'ok') return outcome(reply);
        all.push(...reply.value);
        // A page can be short although more follow (it omits hidden comments), so its length says nothing.
        if (!hasNextPage(reply.headers['link'])) {
          return { kind: 'ok', value: all.sort((a, b) => a.id - b.id) };
        }
      }
      throw forgeFailed(`more than ${MAX_PAGES} pages of comments`);
    },
    create: async (body) => {
      const asked = { ...base, issue_number: pullRequest, body };
      return outcome(
        await sender.once(({ rest }, request) => rest.issues.createComment({ ...asked, request }), COMMENT),
      );
    },
    update: async (id, body) => {
      const asked = { ...base, comment_id: id, body };
      return outcomeOfOne(
        await sender.repeatable(
          ({ rest }, request) => rest.issues.updateComment({ ...asked, request }),
          COMMENT,
        ),
      );
    },
    remove: async (id) => {
      const asked = { ...base, comment_id: id };
      const removed = outcomeOfOne(
        await sender.repeatable(
          ({ rest }, request) => rest.issues.deleteComment({ ...asked, request }),
          ANYTHING,
        ),
      );
      return removed.kind === 'ok' ? { kind: 'ok', value: null } : removed;
    },
  };
}
