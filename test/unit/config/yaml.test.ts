import { describe, expect, it } from 'vitest';
import { errorsOf, file, messagesOf } from './helpers.js';

describe('broken YAML', () => {
  it('has its own code and a place', () => {
    const errors = errorsOf('targets:\n  a: { build: [\n');
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) {
      expect(error.code).toBe('config-syntax');
      expect(error.kind).toBe('usage');
      expect(error.message).toMatch(/^loadgate\.yml:\d+:\d+: /);
      expect(error.location?.file).toBe('loadgate.yml');
    }
  });

  it.each([
    ['a: 1\n---\nb: 2\n', 2],
    ['\tindented: with a tab', 1],
    ['a: "never closed', 1],
    ['a: !!int x', 1],
    ['a: !custom x', 1],
    ['a: %x', 1],
  ])('%j', (text, line) => {
    const [error] = errorsOf(text);
    expect(error).toMatchObject({ code: 'config-syntax', location: { line } });
  });

  it('is what an alias without an anchor is, or one inside of itself', () => {
    expect(messagesOf('a: *nothing')).toEqual(['loadgate.yml:1:4: no anchor &nothing comes before *nothing']);
    expect(messagesOf('a: &a [*a]')).toEqual(['loadgate.yml:1:8: *a is inside of what it stands for']);
    expect(messagesOf('a: &a { <<: *a }')).toEqual(['loadgate.yml:1:13: *a is inside of what it stands for']);
  });
});

describe('YAML that is meant to hurt', () => {
  it('is refused: aliases that blow up', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level <= 9; level++) {
      const aliases = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
      lines.push(`a${level}: &a${level} [${aliases}]`);
    }
    expect(messagesOf(lines.join('\n'))).toEqual([
      expect.stringContaining('the file holds too much, with its aliases written out'),
    ]);
  });

  it('is refused: merge keys that blow up', () => {
    const lines = ['a0: &a0 { k: x }'];
    for (let level = 1; level <= 20; level++) {
      const inner = `<<: [*a${level - 1}, *a${level - 1}]`;
      lines.push(`a${level}: &a${level} { ${inner} }`);
    }
    expect(messagesOf(lines.join('\n'))).toEqual([expect.stringContaining('the file holds too much')]);
  });

  it.each([
    ['lists', '['],
    ['mappings', '{a: '],
    ['block lists', '- '],
  ])('is refused: %s a hundred thousand deep', (_, open) => {
    const [error] = errorsOf(open.repeat(100_000));
    expect(error).toMatchObject({ code: 'config-syntax' });
  });

  it('is refused: nested 60 deep', () => {
    const [error] = errorsOf(file({ scenario: `expect: { json: ${'['.repeat(60)}${']'.repeat(60)} }` }));
    expect(error?.message).toBe('loadgate.yml:8:68: the file is nested too deep');
  });

  it('is refused: more than 1 MiB', () => {
    expect(messagesOf(`${file()}# ${'x'.repeat(1024 ** 2)}`)).toEqual([
      'loadgate.yml:1:1: the file is larger than 1 MiB',
    ]);
    expect(messagesOf(`${file()}# ${'é'.repeat(2 ** 19)}`)).toHaveLength(1);
    expect(messagesOf(`${file()}# ${'x'.repeat(2 ** 19)}`)).toEqual([]);
  });

  it('is refused: keys that are no names', () => {
    expect(messagesOf(file({ top: '? [a, b]\n: c\n' }))).toEqual([
      'loadgate.yml:8:3: a key must be a name, not a list or a mapping',
    ]);
  });
});

describe('keys', () => {
  it('are the same whether quoted or not', () => {
    expect(messagesOf(file({ top: '"targets": {}\n' }))).toEqual([
      'loadgate.yml:8:1: key "targets" is there twice, first in line 1',
    ]);
    expect(messagesOf(file({ scenario: 'expect: { json: { 1: a, "1": b } }' }))).toEqual([
      expect.stringContaining('key "1" is there twice, first in line 8'),
    ]);
  });

  it('may be numbers', () => {
    expect(
      messagesOf(
        'targets: { 1: { build: ., port: 1 } }\nscenarios: { 2: { request: GET /, targets: ["1"] } }',
      ),
    ).toEqual([]);
  });

  it('of a merge must come from a mapping', () => {
    expect(messagesOf(file({ target: '<<: [1]' }))).toEqual([
      expect.stringContaining('"<<" takes a mapping or a list of mappings'),
    ]);
  });

  it('keep an anchor for what comes after a refused duplicate', () => {
    expect(
      messagesOf('a: 1\na: &x 2\ntargets: *x\nscenarios: *x').some((text) => text.includes('no anchor')),
    ).toBe(false);
  });
});
