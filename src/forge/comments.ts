import { explainRefusal, limitRefusal, type Refusal } from './refusal.js';
import { forgeFailed, type Reply, type Sender } from './retry.js';

export interface Comment {
  readonly id: number;
  /** Login; null: the account is gone. */
  readonly author: string | null;
  readonly body: string;
  readonly url: string;
  /** When it was last written, ISO 8601. */
  readonly updatedAt?: string;
}

/** `gone`: there is no such comment (any more). `unknown`: it may or may not have been done. */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unknown'; readonly why: string };

/** The comments of one pull request. */
export interface Comments {
  /** All of them, in ascending order of id. */
  list(): Promise<Outcome<readonly Comment[]>>;
  /** Not repeated where it may have been done: the caller looks first. */
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

const PER_PAGE = 100;
/** GitHub takes 2,500 comments on an issue; more pages than this are a server gone wrong. */
const MAX_PAGES = 100;

export function githubComments({ sender, owner, repo, pullRequest }: CommentsOptions): Comments {
  const base = { owner, repo };
  const ofIssue = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
  const ofComment = '/repos/{owner}/{repo}/issues/comments/{comment_id}';
  const context = { repository: `${owner}/${repo}`, pullRequest };

  const outcome = <T>(reply: Reply<T>): Outcome<T> => {
    if (reply.kind === 'ok') return { kind: 'ok', value: reply.value };
    if (reply.kind === 'denied') return { kind: 'refused', refusal: explainRefusal(reply.answer, context) };
    if (reply.kind === 'limited')
      return { kind: 'refused', refusal: limitRefusal(reply.waitMs, reply.message) };
    return { kind: 'unknown', why: reply.why };
  };
  const outcomeOfOne = <T>(reply: Reply<T>): Outcome<T> =>
    reply.kind === 'denied' && [404, 410].includes(reply.answer.status) ? { kind: 'gone' } : outcome(reply);

  return {
    list: async () => {
      const all: Comment[] = [];
      for (let page = 1; page <= MAX_PAGES; page++) {
        const parameters = { ...base, issue_number: pullRequest, per_page: PER_PAGE, page };
        const reply = await sender.repeatable({ method: 'GET', route: ofIssue, parameters }, readComments);
        if (reply.kind !== 'ok') return outcome(reply);
        all.push(...reply.value);
        // A page may be short though more follow (hidden comments are left out), so its length says nothing.
        if (!hasNextPage(reply.headers['link'])) {
          return { kind: 'ok', value: all.sort((a, b) => a.id - b.id) };
        }
      }
      throw forgeFailed(`more than ${MAX_PAGES} pages of comments`);
    },
    create: async (body) => {
      const parameters = { ...base, issue_number: pullRequest, body };
      return outcome(await sender.once({ method: 'POST', route: ofIssue, parameters }, readComment));
    },
    update: async (id, body) => {
      const parameters = { ...base, comment_id: id, body };
      return outcomeOfOne(
        await sender.repeatable({ method: 'PATCH', route: ofComment, parameters }, readComment),
      );
    },
    remove: async (id) => {
      const parameters = { ...base, comment_id: id };
      const nothing = (): { done: true } => ({ done: true });
      const reply = await sender.repeatable({ method: 'DELETE', route: ofComment, parameters }, nothing);
      const result = outcomeOfOne(reply);
      return result.kind === 'ok' ? { kind: 'ok', value: null } : result;
    },
  };
}

export function hasNextPage(link: string | undefined): boolean {
  return link !== undefined && /<[^>]*>\s*;[^,]*\brel="?next\b/.test(link);
}

export function readComments(data: unknown): readonly Comment[] | null {
  if (!Array.isArray(data)) return null;
  const comments = data.map(readComment);
  return comments.every((comment) => comment !== null) ? comments : null;
}

/** Only what is needed is asked for; what is there must have the right type. */
export function readComment(data: unknown): Comment | null {
  if (typeof data !== 'object' || data === null) return null;
  const { id, body, html_url: url, user, updated_at: updatedAt } = data as Record<string, unknown>;
  if (typeof id !== 'number' || typeof url !== 'string') return null;
  const author = (user as { login?: unknown } | null | undefined)?.login;
  return {
    id,
    url,
    author: typeof author === 'string' ? author : null,
    body: typeof body === 'string' ? body : '',
    ...(typeof updatedAt === 'string' ? { updatedAt } : {}),
  };
}
