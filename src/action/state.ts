import { getState, saveState } from '@actions/core';

/** What the post step needs to finish what the main step could not. No secret is in here. */
export interface PostState {
  readonly runId: string;
  /** The run came to its end and was cancelled while it told of it. */
  readonly measured: boolean;
  /** Where a comment is still owed; null: none is. */
  readonly owed: {
    readonly pullRequest: number;
    readonly key: string;
  } | null;
  /** The commit whose check is still owed; null: none is. */
  readonly owedCheck: string | null;
}

const NAME = 'loadgate';

export const savePostState = (state: PostState): void => saveState(NAME, JSON.stringify(state));

/** null: the main step never came so far. */
export function readPostState(): PostState | null {
  const text = getState(NAME);
  return text === '' ? null : (JSON.parse(text) as PostState);
}
