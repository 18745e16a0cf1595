import { describe, expect, it } from 'vitest';
import { type PostState, parsePostState } from '../../../src/action/state.js';

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
