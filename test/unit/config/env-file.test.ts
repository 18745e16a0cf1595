import { describe, expect, it } from 'vitest';
import { readEnvFile } from '../../../src/config/env-file.js';
import { parseConfig, readConfig } from '../../../src/config/parse.js';
import { LoadgateErrors } from '../../../src/model/error.js';
import { file, thrownBy } from './helpers.js';

describe('a file of variables', () => {
  it('is read as docker run --env-file reads it', () => {
    const text =
      '\uFEFF# comment\n\nA=1\r\n  B=two words # no comment\nC="quoted"\nD=\nE=a=b\nA=2\n\t#x=y\nF= x ';
    expect(readEnvFile(text)).toEqual({
      variables: { A: '2', B: 'two words # no comment', C: '"quoted"', D: '', E: 'a=b', F: ' x ' },
    });
  });

  it.each([
    ['A=1\nexport B=2', 2, '"export B" is no name of a variable'],
    ['HOME', 1, '"HOME" has no value'],
    ['=x', 1, '"" is no name of a variable'],
    ['__proto__=x', 1, '"__proto__" is no name of a variable'],
    ['A=\0', 1, 'it holds a NUL character'],
  ])('%j is refused', (text, line, problem) => {
    expect(readEnvFile(text)).toMatchObject({ line, problem });
  });
});

describe('env-file', () => {
  const FILES: Readonly<Record<string, string>> = {
    'a.env': 'A=1\nB=1\nC=1',
    'deploy/b.env': 'B=2\nC=2',
    'bad.env': 'A=1\nB',
  };
  const read = (path: string): string | null => FILES[path] ?? null;
  const parts = {
    target: 'env-file: [a.env, ./deploy/b.env]\nenv: { C: 3 }',
    top: 'services: { db: { image: x, env-file: a.env } }\n',
  };

  it('comes before what is written under env; a later file wins', () => {
    const config = parseConfig(file(parts), 'f', read);
    expect(config.targets[0]?.env).toEqual({ A: '1', B: '2', C: '3' });
    expect(config.services[0]?.env).toEqual({ A: '1', B: '1', C: '1' });
  });

  it('is read from where the configuration is, each file once', async () => {
    const asked: string[] = [];
    const config = await readConfig(file(parts), 'f', async (path) => {
      asked.push(path);
      return read(path);
    });
    expect(config.targets[0]?.env).toEqual({ A: '1', B: '2', C: '3' });
    expect(asked.sort()).toEqual(['a.env', 'deploy/b.env']);
  });

  it('that is not there, outside, or wrong inside is told with its place, beside all else', () => {
    const text = file({
      target: 'env-file: [no.env, ../x.env, bad.env]',
      scenario: 'connections: 0',
      top: 'services: { db: { image: x, env-file: no.env } }\n',
    });
    const errors = thrownBy(() => parseConfig(text, 'loadgate.yml', read));
    expect(errors.map(({ message }) => message)).toEqual([
      'loadgate.yml:5:16: targets.app.env-file[0]: there is no file "no.env" in this version of the repository',
      'loadgate.yml:5:24: targets.app.env-file[1]: "../x.env" holds "..": write a path relative to the root of the repository',
      'loadgate.yml:9:18: scenarios.root.connections: expected a whole number from 1 to 10000, found 0',
      'loadgate.yml:10:39: services.db.env-file: there is no file "no.env" in this version of the repository',
      'bad.env:2:1: "B" has no value',
    ]);
    expect(errors.at(-1)?.location).toEqual({ file: 'bad.env', line: 2, column: 1 });
  });

  it('that cannot be read for another reason says so itself', async () => {
    const broken = readConfig(file(parts), 'f', () => Promise.reject(new Error('the forge is away')));
    await expect(broken).rejects.toThrow('the forge is away');
    const missing = readConfig(file(parts), 'f', async () => null);
    await expect(missing).rejects.toBeInstanceOf(LoadgateErrors);
  });
});
