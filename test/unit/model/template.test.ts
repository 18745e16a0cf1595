import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTemplate, placeholdersOf, wrongPlaceholder } from '../../../src/model/template.js';

describe('a template', () => {
  it('is cut at its placeholders', () => {
    expect(parseTemplate('/db?name={{names.name}}&x={{ more.the column }}!')).toEqual([
      '/db?name=',
      { set: 'names', column: 'name' },
      '&x=',
      { set: 'more', column: 'the column' },
      '!',
    ]);
    expect(parseTemplate('{{a.b}}{{a.c}}')).toEqual([
      { set: 'a', column: 'b' },
      { set: 'a', column: 'c' },
    ]);
    expect(parseTemplate('')).toEqual([]);
    expect(placeholdersOf('x{{a.b}}')).toEqual([{ set: 'a', column: 'b' }]);
  });

  it('leaves all other braces as they are', () => {
    for (const text of ['{"a":{"b":1}}', '{{names}}', '{{.a}}', '{{a.}}', '{ {a.b} }', '{{a b.c}}']) {
      expect(parseTemplate(text)).toEqual([text]);
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('{{'));
        expect(parseTemplate(text)).toEqual(text === '' ? [] : [text]);
      }),
    );
  });

  it('tells of braces that name no column', () => {
    expect(wrongPlaceholder('{{a.b}} {{names}}')).toBe('{{names}}');
    expect(wrongPlaceholder('{{a.b}} {"c":{}}')).toBeNull();
  });
});
