import { getState, saveState } from '@actions/core';
import * as z from 'zod';
import { LoadgateError } from '../model/error.js';
import { type DeepReadonly, positive, sha } from '../model/parts.js';
import type { ActionContext } from './context.js';
import { headOf } from './teller.js';

/** What the post step needs to finish what the main step could not. No secret is in here. */
const schema = z.strictObject({
  runId: z.string().min(1),
  /** The run came to its end and was cancelled while it told of it. */
  measured: z.boolean(),
  /** Where a comment is still owed; null: none is. */
  owed: z.strictObject({ pullRequest: positive, key: z.string() }).nullable(),
  /** The commit whose check is still owed; null: none is. */
  owedCheck: sha.nullable(),
});

export type PostState = DeepReadonly<z.infer<typeof schema>>;

const NAME = 'loadgate';

export const savePostState = (state: PostState): void => saveState(NAME, JSON.stringify(state));

/**
 * @returns null: the main step never came so far
 * @throws LoadgateError `state-unreadable` (machine) where a step changed what the main step saved
 */
export function readPostState(): PostState | null {
  const text = getState(NAME);
  return text === '' ? null : parsePostState(text);
}

/** @throws LoadgateError `state-unreadable` (machine) */
export function parsePostState(text: string): PostState {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new LoadgateError("The main step's state can't be read: another step changed it.", {
      kind: 'machine',
      code: 'state-unreadable',
      hint: 'Leave the variables STATE_loadgate alone, and run the job again.',
      cause,
    });
  }
}

/**
 * Who still has to be told: the trigger's own pull request and commit. The code of a pull request can write the state of a
 * step, so another one that stands there is told nothing.
 */
export function owedOf(
  { owed, owedCheck }: PostState,
  context: ActionContext,
): { readonly comment: boolean; readonly check: boolean } {
  const { trigger } = context;
  const isOurs = trigger.kind === 'pull_request' && owed?.pullRequest === trigger.number;
  return { comment: isOurs, check: owedCheck !== null && owedCheck === headOf(context) };
}
