import { isObject, needed } from './reply.js';
import type { Sender } from './retry.js';

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/**
 * Whether somebody may write to the repository, as the forge knows it now: what an event says of its author is not asked.
 * GitHub's `permission` maps `maintain` to `write` and custom roles to what they are based on. Somebody whom it
 * does not know (404) may not.
 * @throws LoadgateError `forge-refused`, `forge-failed`: without an answer nobody may
 */
export async function mayWrite(sender: Sender, repository: Repository, login: string): Promise<boolean> {
  const route = '/repos/{owner}/{repo}/collaborators/{username}/permission';
  const parameters = { ...repository, username: login };
  const reply = await sender.repeatable({ method: 'GET', route, parameters }, readPermission);
  if (reply.kind === 'denied' && reply.answer.status === 404) return false;
  return ['admin', 'write'].includes(needed(reply, `read what ${login} may do`));
}

function readPermission(data: unknown): string | null {
  return isObject(data) && typeof data['permission'] === 'string' ? data['permission'] : null;
}

export type ReactionName = '+1' | '-1' | 'confused' | 'eyes';

/** Reacts to a comment. @returns whether it worked: a forge without reactions is no failure */
export async function react(
  sender: Sender,
  repository: Repository,
  comment: number,
  content: ReactionName,
): Promise<boolean> {
  const route = '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions';
  const parameters = { ...repository, comment_id: comment, content };
  // The same reaction twice is one: 200 instead of 201.
  const reply = await sender.once({ method: 'POST', route, parameters }, () => true);
  return reply.kind === 'ok';
}
