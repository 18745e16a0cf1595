import { describe, expect, it } from 'vitest';
import { askedAgain } from '../../../src/counts/publishing.js';

/** A reading of the marks of connections. */
const open = (marks: Readonly<Record<string, string>>) => ({
  pauseMs: 1_100,
  connections: new Map(Object.entries(marks)),
});

describe('connections that are asked again after a pause', () => {
  it('are all that were asked', () => {
    const asked = askedAgain(open({ a: '1', b: '1' }), open({ a: '2', b: '1' }), open({ a: '3', b: '1' }));
    expect(asked).toEqual(new Set(['a']));
  });

  it('are none where each was closed again', () => {
    expect(askedAgain(open({ a: '1' }), open({ a: '1' }), open({}))).toEqual(new Set());
  });

  it.each([
    ['was asked before the pause alone', open({ a: '2' }), open({ a: '2' })],
    ['was opened after the pause', open({ a: '1' }), open({ a: '1', b: '1' })],
    ['was still at work when the pause began', open({ a: '' }), open({ a: '2' })],
    ['is still at work', open({ a: '2' }), open({ a: '' })],
  ])('are not known where one %s', (_, paused, after) => {
    expect(askedAgain(open({ a: '1' }), paused, after)).toBeNull();
  });
});
