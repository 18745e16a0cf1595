import { describe, expect, it } from 'vitest';
import type { ActionContext } from '../../../src/action/context.js';
import { owedOf, type PostState, parsePostState } from '../../../src/action/state.js';

const state: PostState = {
  runId: '0123456789ab',
  measured: false,
  owed: { pullRequest: 7, key: 'default' },
  owedCheck: 'a'.repeat(40),
};

describe('the state for the post step', () => {
  it('is read as it was saved', () => {
    expect(parsePostState(JSON.stringify(state))).toEqual(state);
  });

  it.each(['{', '7', '{}', JSON.stringify({ ...state, owed: { pullRequest: '7', key: 'x' } })])(
    'that another step changed is an error: %j',
    (text) => {
      expect(() => parsePostState(text)).toThrow(/another step changed it/);
    },
  );
});

describe('what is still owed', () => {
  const pullRequest = { kind: 'pull_request', number: 7, headSha: 'a'.repeat(40) };
  const context = (trigger: object) => ({ trigger, sha: 'c'.repeat(40) }) as ActionContext;

  it('is owed to the pull request and the commit of the trigger', () => {
    expect(owedOf(state, context(pullRequest))).toEqual({ comment: true, check: true });
    expect(owedOf({ ...state, owed: null, owedCheck: null }, context(pullRequest))).toEqual({
      comment: false,
      check: false,
    });
  });

  it('is owed to no other one, whatever the state says', () => {
    const other = { ...state, owed: { pullRequest: 8, key: 'default' }, owedCheck: 'b'.repeat(40) };
    expect(owedOf(other, context(pullRequest))).toEqual({ comment: false, check: false });
    expect(owedOf(state, context({ kind: 'push', branch: 'main', isDefault: true }))).toEqual({
      comment: false,
      check: false,
    });
  });
});
