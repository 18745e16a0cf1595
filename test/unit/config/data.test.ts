import { describe, expect, it } from 'vitest';
import { configDigest } from '../../../src/config/digest.js';
import { parseConfig } from '../../../src/config/parse.js';
import { messagesOf } from './helpers.js';

const file = (scenario: string): string =>
  `targets:\n  app: { build: ., port: 8080 }\nscenarios:\n  look: ${scenario}\n`;
const NAMES = 'data: { names: { file: load/names.csv } }';
const scenarioOf = (text: string) => parseConfig(file(text), 'loadgate.yml').scenarios[0];

describe('data of a scenario', () => {
  it('is a file for each name, and absent where none is given', () => {
    const found = scenarioOf(`{ request: "GET /db?name={{names.name}}", ${NAMES} }`);
    expect(found?.data).toEqual({ names: { file: 'load/names.csv' } });
    expect(found?.request.path).toBe('/db?name={{names.name}}');
    expect(scenarioOf('{ request: GET / }')).not.toHaveProperty('data');
  });

  it('leaves braces alone where there is none', () => {
    const text = `{ request: { method: POST, path: /t, body: "{{names.name}} {{x}}" } }`;
    expect(scenarioOf(text)?.request.body).toBe('{{names.name}} {{x}}');
  });

  it('makes another configuration of it', () => {
    const of = (name: string) =>
      configDigest(
        parseConfig(file(`{ request: "GET /{{a.b}}", data: { a: { file: ${name} } } }`), 'loadgate.yml'),
      );
    expect(of('one.csv')).not.toBe(of('two.csv'));
  });

  it.each([
    [
      `{ request: "GET /{{nams.name}}", ${NAMES} }`,
      'look.request: unknown data "nams"; did you mean "names"?',
    ],
    [`{ request: "GET /{{names}}", ${NAMES} }`, '"{{names}}": no earlier step captures "names"'],
    [
      `{ request: "GET /{{nam.es.}}{{.x}}", ${NAMES} }`,
      '"{{.x}}" is no placeholder: write it like {{names.name}}',
    ],
    [`{ request: GET /, ${NAMES} }`, 'look.data: no {{name.column}} in a path, header or body uses it'],
    [
      `{ request: "GET /{{names.name}}", expect: { body: "{{other.x}}" }, ${NAMES} }`,
      'look.expect.body: unknown data "other"',
    ],
    ['{ request: GET /, data: {} }', 'no data is there: name a file'],
    ['{ request: GET /, data: { 1x: { file: a.csv } } }', 'a name such as users'],
    ['{ request: GET /, data: { a: { file: ../a.csv } } }', 'look.data.a.file'],
    ['{ request: GET /, data: { a: { fil: a.csv } } }', 'did you mean "file"?'],
    ['{ request: GET /, data: a.csv }', 'a mapping of names to data'],
  ])('refuses %s', (text, message) => {
    expect(messagesOf(file(text)).join('\n')).toContain(message);
  });
});
