import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTemplate, placeholdersOf, wrongPlaceholder } from '../../../src/model/template.js';

describe('a template', () => {
  it('is cut at its placeholders', () => {
    expect(parseTemplate('/db?name={{names.name}}&x={{ more.the column }}!')).toEqual([
      '/db?name=',
      { written: '{{names.name}}', kind: 'column', set: 'names', column: 'name' },
      '&x=',
      { written: '{{ more.the column }}', kind: 'column', set: 'more', column: 'the column' },
      '!',
    ]);
    expect(parseTemplate('{{a.b}}{{a.c}}')).toEqual([
      { written: '{{a.b}}', kind: 'column', set: 'a', column: 'b' },
      { written: '{{a.c}}', kind: 'column', set: 'a', column: 'c' },
    ]);
    expect(parseTemplate('')).toEqual([]);
    expect(placeholdersOf('x{{a.b}}')).toEqual([
      { written: '{{a.b}}', kind: 'column', set: 'a', column: 'b' },
    ]);
  });

  it('leaves all other braces as they are', () => {
    for (const text of ['{"a":{"b":1}}', '{{.a}}', '{{a.}}', '{ {a.b} }', '{{a b.c}}', '{{}}']) {
      expect(parseTemplate(text)).toEqual([text]);
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('{{'));
        expect(parseTemplate(text)).toEqual(text === '' ? [] : [text]);
      }),
    );
  });

  it('knows what loadgate makes, and what a step captured', () => {
    const kinds = (text: string) => placeholdersOf(text).map(({ written: _, ...rest }) => rest);
    expect(
      kinds('{{index}} {{ random.uuid }} {{random.int( -1, 1000 )}} {{token}} {{random.int(2,1)}}'),
    ).toEqual([
      { kind: 'index' },
      { kind: 'uuid' },
      { kind: 'int', from: -1, to: 1000 },
      { kind: 'captured', name: 'token' },
    ]);
  });

  it('tells of braces that are no placeholder', () => {
    expect(wrongPlaceholder('{{a.b}} {{na mes}}')).toBe('{{na mes}}');
    for (const text of ['{{random.int(2,1)}}', '{{random.x}}', '{{random}}'])
      expect(wrongPlaceholder(text)).toBe(text);
    expect(wrongPlaceholder('{{a.b}} {"c":{}}')).toBeNull();
  });
});
