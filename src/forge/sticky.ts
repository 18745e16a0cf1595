import type { Log } from '../system/log.js';
import type { Comment } from './answers.js';
import type { Comments } from './comments.js';
import type { Who } from './identity.js';
import { hasMarker, sameBody, withMarker } from './marker.js';
import { ATTEMPTS } from './octokit.js';
import type { Refusal } from './refusal.js';
import { forgeFailed } from './sender.js';

export interface CommentRequest {
  readonly pullRequest: number;
  /** Identifies the comment: `commentMarker(key)`. It becomes the comment's first line. */
  readonly marker: string;
  /** Markdown. If it doesn't start with the marker, the marker is added. */
  readonly body: string;
  /** Ends waits and requests when the run is cancelled. */
  readonly signal?: AbortSignal | undefined;
}

/** What is kept up to date, whatever it is: a comment, or an issue (issues.ts). */
type StickyRequest = Omit<CommentRequest, 'pullRequest'> & Partial<Pick<CommentRequest, 'pullRequest'>>;

/**
 * `created`, `updated`: written. `skipped`: not written, because the comment already has this text.
 * `refused`: the forge refused (a read-only token, a locked conversation, a rate limit, …).
 */
export type CommentStatus = 'created' | 'updated' | 'skipped' | 'refused';

export interface CommentResult {
  readonly status: CommentStatus;
  /** The comment's address for people; null: there is no writable comment. */
  readonly url: string | null;
  /** One or two sentences for people; for a refusal, also what to do about it. */
  readonly why: string;
}

/** External operations that the sticky comment needs. */
export interface StickyPort {
  readonly comments: Comments;
  readonly log: Log;
  /** loadgate's own login. Called only if a comment with the marker exists. */
  login(): Promise<Who>;
  /** Reports the author of a comment that loadgate created. */
  learn(login: string): void;
  /** Waits before another attempt, `attempt` counted from 1. */
  backOff(attempt: number): Promise<void>;
}

interface State {
  readonly body: string;
  /** Comments that this run created. */
  readonly made: Map<number, Comment>;
  /** Set after a create without an answer: the marked comments that existed before it. */
  before: ReadonlySet<number> | null;
  /** How often the marked comment was gone when it had to be written. */
  goneTimes: number;
  lostCreates: number;
}

/** More rounds than any real interleaving needs. */
const MAX_ROUNDS = 10;

/**
 * Keeps one comment per marker and author, for any number of concurrent calls: look, then update the existing comment
 * or create it, then look again. If there are several, the lowest id stays and gets the text of the later run. The
 * first run that sees the others removes them, which also cleans up after a run that was killed in between. Every run
 * writes only to the lowest id, so none loses its text.
 */
export async function upsertSticky(port: StickyPort, request: StickyRequest): Promise<CommentResult> {
  const state: State = {
    body: withMarker(request.marker, request.body),
    made: new Map(),
    before: null,
    goneTimes: 0,
    lostCreates: 0,
  };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = await oneRound(port, request, state);
    if (result !== null) return result;
  }
  throw forgeFailed('the comment was removed again and again while it was being written');
}

/** null: the state has changed, look again. */
async function oneRound(
  port: StickyPort,
  request: StickyRequest,
  state: State,
): Promise<CommentResult | null> {
  const listed = await look(port, request, state);
  if (listed.kind === 'done') return listed.result;
  const marked = listed.comments.filter((comment) => hasMarker(request.marker, comment.body));
  adoptLost(port, marked, state);
  const ours = await oursAmong(port, marked, state);
  if ('refusal' in ours) return withoutName(port, ours.refusal, state);
  const keep = ours[0];
  if (keep === undefined) return create(port, marked, state);
  return settle(port, keep, ours, state);
}

type Looked =
  | { readonly kind: 'listed'; readonly comments: readonly Comment[] }
  | { readonly kind: 'done'; readonly result: CommentResult };

async function look(port: StickyPort, request: StickyRequest, state: State): Promise<Looked> {
  const [made] = state.made.values();
  try {
    const listed = await port.comments.list();
    if (listed.kind === 'ok') return { kind: 'listed', comments: listed.value };
    if (listed.kind === 'refused' && made === undefined)
      return { kind: 'done', result: refused(listed.refusal) };
    if (made === undefined) throw forgeFailed('the comments could not be listed');
  } catch (error) {
    if (made === undefined || request.signal?.aborted) throw error;
    // The comment is posted, even if the second look fails.
  }
  return { kind: 'done', result: unchecked(port, made) };
}

/** Without its login, loadgate doesn't know its own comments, so it writes to none and posts no possible duplicate. */
function withoutName(port: StickyPort, refusal: Refusal, { made }: State): CommentResult {
  const [ours] = made.values();
  return ours === undefined ? refused(refusal) : unchecked(port, ours);
}

function unchecked(port: StickyPort, made: Comment): CommentResult {
  port.log.warning('The comment was posted, but whether another run posted one too could not be checked.');
  return created(made);
}

/** A create with an error or no answer may have taken effect: a new comment with the same text is loadgate's. */
function adoptLost(port: StickyPort, marked: readonly Comment[], state: State): void {
  const before = state.before;
  if (before === null) return;
  state.before = null;
  const lost = marked.find((comment) => !before.has(comment.id) && sameBody(comment.body, state.body));
  if (lost === undefined) return;
  state.made.set(lost.id, lost);
  if (lost.author !== null) port.learn(lost.author);
}

async function oursAmong(
  port: StickyPort,
  marked: readonly Comment[],
  state: State,
): Promise<readonly Comment[] | { readonly refusal: Refusal }> {
  if (marked.length === 0) return [];
  const who = await port.login();
  if ('refusal' in who) return who;
  const login = who.login.toLowerCase();
  return marked.filter((comment) => state.made.has(comment.id) || comment.author?.toLowerCase() === login);
}

async function create(
  port: StickyPort,
  marked: readonly Comment[],
  state: State,
): Promise<CommentResult | null> {
  const [made] = state.made.values();
  // The posted comment isn't in the list: somebody removed it at once, or the list lags behind.
  if (made !== undefined) return created(made);
  const outcome = await port.comments.create(state.body);
  switch (outcome.kind) {
    case 'ok':
      state.made.set(outcome.value.id, outcome.value);
      if (outcome.value.author !== null) port.learn(outcome.value.author);
      return null;
    case 'refused':
      return refused(outcome.refusal);
    default:
      state.before = new Set(marked.map((comment) => comment.id));
      state.lostCreates++;
      if (state.lostCreates >= ATTEMPTS) {
        throw forgeFailed(outcome.kind === 'unknown' ? outcome.why : 'the pull request is gone');
      }
      await port.backOff(state.lostCreates);
      return null;
  }
}

/** Writes the text to the comment that stays, and removes the others. */
async function settle(
  port: StickyPort,
  keep: Comment,
  ours: readonly Comment[],
  state: State,
): Promise<CommentResult | null> {
  let result: CommentResult;
  if (state.made.has(keep.id)) {
    // Regardless of its text, because a later run may already have written its own.
    result = created(keep);
  } else if (sameBody(keep.body, state.body)) {
    result = { status: 'skipped', url: keep.url, why: 'The comment says the same already.' };
  } else {
    const updated = await port.comments.update(keep.id, state.body);
    if (updated.kind === 'gone') {
      state.goneTimes++;
      if (state.goneTimes < ATTEMPTS) return null;
      return refused({
        why: 'GitHub lists the comment, but says that it is not there when it is written to',
        hint: 'Check that the token may write to pull requests.',
      });
    }
    if (updated.kind === 'refused') return refused(updated.refusal);
    if (updated.kind === 'unknown') throw forgeFailed(updated.why);
    result = { status: 'updated', url: updated.value.url, why: 'The comment was updated in place.' };
  }
  await removeDuplicates(port, keep, ours);
  return result;
}

async function removeDuplicates(port: StickyPort, keep: Comment, ours: readonly Comment[]): Promise<void> {
  for (const { id, url } of ours) {
    if (id === keep.id) continue;
    // The comment is written, even if a duplicate stays for the next run.
    const failed = await port.comments.remove(id).then(
      (removed) => (removed.kind === 'refused' ? removed.refusal.why : null),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (failed !== null)
      port.log.warning(`A duplicate of the comment could not be removed (${url}): ${failed}`);
  }
}

function created(comment: Comment): CommentResult {
  return { status: 'created', url: comment.url, why: 'The comment was posted.' };
}

function refused({ why, hint }: Refusal): CommentResult {
  return { status: 'refused', url: null, why: `${why[0]?.toUpperCase() ?? ''}${why.slice(1)}. ${hint}` };
}
