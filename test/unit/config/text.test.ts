import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkArgv, parseCommand } from '../../../src/config/command.js';
import { nearest } from '../../../src/config/nearest.js';
import { parseRepositoryPath } from '../../../src/config/paths.js';
import { headerProblem, parsePath, parseRequestLine } from '../../../src/config/request-line.js';
import { problemOf, readWith, resultOf } from './helpers.js';

describe('parseCommand', () => {
  it.each<[string, string[]]>([
    ['node server.mjs', ['node', 'server.mjs']],
    ['  python   -m  app ', ['python', '-m', 'app']],
    [`sh -c "exec node 'a b.mjs'"`, ['sh', '-c', "exec node 'a b.mjs'"]],
    [`a 'b "c"' ""`, ['a', 'b "c"', '']],
    [`--name="two words"`, ['--name=two words']],
    ['a\\ b c', ['a b', 'c']],
    [`a "say \\"hi\\" \\n"`, ['a', 'say "hi" \\n']],
    [`sh -c 'a && b | c'`, ['sh', '-c', 'a && b | c']],
    [`echo '&&' "|"`, ['echo', '&&', '|']],
    ['app --port=$PORT', ['app', '--port=$PORT']],
  ])('splits %j', (text, words) => {
    expect(resultOf(parseCommand, text)).toEqual(words);
  });

  it('gives back any words that were quoted', () => {
    const word = fc
      .string({ unit: 'grapheme-composite', minLength: 1 })
      .filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const argv = ['run', ...words];
        const text = argv.map((item) => `'${item.replaceAll("'", `'"'"'`)}'`).join(' ');
        expect(resultOf(parseCommand, text)).toEqual(argv);
      }),
    );
  });

  it.each([`say "hi`, `it's`, 'ends with \\'])('refuses what is never closed: %s', (text) => {
    expect(problemOf(parseCommand, text)).toContain('never closed');
  });

  it.each(['a && b', 'a | b', 'a > log', 'a ; b', 'a &'])('says that no shell runs it: %s', (text) => {
    expect(problemOf(parseCommand, text)).toContain('no shell runs it');
  });

  it('refuses nothing, NUL and variables before the program', () => {
    expect(problemOf(parseCommand, '  ')).toContain('the command is empty');
    expect(problemOf(parseCommand, '""')).toContain('the command is empty');
    expect(problemOf(checkArgv, [])).toContain('the command is empty');
    expect(problemOf(checkArgv, ['a', 'b\0'])).toContain('NUL');
    expect(problemOf(parseCommand, 'PORT=1 node x')).toBe(
      'the command starts with "PORT=1": write variables under "env"',
    );
  });
});

describe('parseRepositoryPath', () => {
  it.each([
    ['.', '.'],
    ['./', '.'],
    ['a', 'a'],
    ['./a//b/', 'a/b'],
    ['a/./b', 'a/b'],
    ['deploy/Dockerfile.prod', 'deploy/Dockerfile.prod'],
    ['a..b', 'a..b'],
    ['with blank/x', 'with blank/x'],
  ])('reads %s as %s', (text, path) => {
    expect(resultOf(parseRepositoryPath, text)).toBe(path);
  });

  it.each([
    ['..', '".."'],
    ['../x', '".."'],
    ['a/../../x', '".."'],
    ['a/../b', '".."'],
    ['/etc', 'absolute'],
    ['C:/x', 'absolute'],
    ['a\\b', 'backslash'],
    ['~/x', 'outside'],
    ['', 'empty'],
    ['a\0b', 'control characters'],
    ['a\nb', 'control characters'],
    ['https://example.org/x.git', 'address'],
    ['git@example.org:x', 'address'],
  ])('refuses %j', (text, why) => {
    expect(problemOf(parseRepositoryPath, text)).toContain(why);
  });

  it('never leaves the repository', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '', 'a', '/', '\\', '...'), fc.string());
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const reading = readWith(parseRepositoryPath, parts.join('/'));
        if (!reading.ok) return;
        expect(reading.value.split('/')).not.toContain('..');
        expect(reading.value).not.toMatch(/^\/|\/$|^$/);
      }),
    );
  });
});

describe('parseRequestLine', () => {
  it.each([
    ['GET /', 'GET', '/'],
    ['get /x', 'GET', '/x'],
    ['  POST   /api/items?page=1&q=%20  ', 'POST', '/api/items?page=1&q=%20'],
    ['OPTIONS /a:b', 'OPTIONS', '/a:b'],
  ])('reads %j', (text, method, path) => {
    expect(resultOf(parseRequestLine, text)).toEqual({ method, path });
  });

  it.each([
    ['', 'the request is empty'],
    ['/x', 'has no method: write GET /x'],
    ['GET', 'has no path'],
    ['FETCH /x', '"FETCH" is no method'],
    ['HEAD /x', '"HEAD" is no method'],
    ['GET x', 'it starts with /'],
    ['GET http://example.org/x', 'a whole address'],
    ['GET //example.org/x', 'two slashes'],
    ['GET /x#y', 'fragment'],
    ['GET /a b', 'nothing may follow'],
    ['GET /é', 'percent-encode'],
    [`GET /${'x'.repeat(9_000)}`, '8192 at most'],
  ])('refuses %j', (text, why) => {
    expect(problemOf(parseRequestLine, text)).toContain(why);
  });

  it('never lets a line break into the head of a request', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const reading = readWith(parsePath, `/${text}`);
        if (reading.ok) expect(reading.value).toMatch(/^\/[\x21-\x7e]*$/);
      }),
    );
  });
});

describe('headerProblem', () => {
  it('keeps the headers that make up the connection for loadgate', () => {
    expect(headerProblem('Connection')).toContain('belongs to the connection');
    expect(headerProblem('content-length')).toContain('belongs to the connection');
    expect(headerProblem('Accept')).toBeNull();
  });
});

describe('nearest', () => {
  const known = ['caps', 'budget', 'compare', 'gate', 'on-inconclusive', 'open-files'];
  it.each([
    ['budgt', 'budget'],
    ['Budget', 'budget'],
    ['onInconclusive', 'on-inconclusive'],
    ['open_files', 'open-files'],
    ['cap', 'caps'],
    ['gates', 'gate'],
  ])('%s was meant to be %s', (wrong, right) => {
    expect(nearest(wrong, known)).toBe(right);
  });

  it.each(['retries', 'x', 'b', '', 'x'.repeat(1_000_000)])('has no guess for a far name', (wrong) => {
    expect(nearest(wrong, known)).toBeNull();
  });

  it('has no guess where nothing is known', () => {
    expect(nearest('budget', [])).toBeNull();
  });
});
