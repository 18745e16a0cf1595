import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentMarker, hasMarker, isCommentKey, sameBody, withMarker } from '../../../src/forge/marker.js';

describe('commentMarker', () => {
  it('is one hidden line', () => {
    expect(commentMarker('default')).toBe('<!-- loadgate:comment key=default -->');
  });

  it.each(['', 'a b', '-->', 'a\n', 'ä', 'x'.repeat(65)])('refuses %j', (key) => {
    expect(isCommentKey(key)).toBe(false);
    expect(() => commentMarker(key)).toThrow(expect.objectContaining({ kind: 'usage', code: 'bad-key' }));
  });

  it('never ends the HTML comment early, and is never the marker of another key', () => {
    const keys = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/);
    fc.assert(
      fc.property(keys, keys, fc.string(), (key, other, body) => {
        const marker = commentMarker(key);
        expect(marker.indexOf('-->')).toBe(marker.length - 3);
        expect(hasMarker(commentMarker(other), withMarker(marker, body))).toBe(key === other);
      }),
    );
  });
});

describe('withMarker', () => {
  const marker = commentMarker('a');

  it('puts the marker first, once', () => {
    const once = withMarker(marker, 'text');
    expect(once).toBe(`${marker}\ntext`);
    expect(withMarker(marker, once)).toBe(once);
  });

  it('puts it before a text that only holds it further down', () => {
    expect(withMarker(marker, `text\n${marker}`)).toBe(`${marker}\ntext\n${marker}`);
  });

  it.each([
    [`${marker}\r\ntext`, true],
    [`${marker}  \ntext`, true],
    [marker, true],
    [`> ${marker}\ntext`, false],
    [`${marker} and more`, false],
    ['', false],
  ])('finds it in %j: %s', (body, found) => {
    expect(hasMarker(marker, body)).toBe(found);
  });
});

describe('sameBody', () => {
  it.each([
    ['a\r\nb', 'a\nb', true],
    ['a\n\n', 'a', true],
    ['a', 'A', false],
    ['a\nb', 'a b', false],
    [' a', 'a', false],
  ])('%j and %j: %s', (a, b, same) => {
    expect(sameBody(a, b)).toBe(same);
  });
});
