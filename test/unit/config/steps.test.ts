import { describe, expect, it } from 'vitest';
import { configDigest } from '../../../src/config/digest.js';
import { parseConfig } from '../../../src/config/parse.js';
import { messagesOf } from './helpers.js';

const file = (scenario: string): string =>
  `headers: { Host: shop.example.com }\ntargets:\n  app: { build: ., port: 8080 }\nscenarios:\n  look: ${scenario}\n`;
const scenarioOf = (text: string) => parseConfig(file(text), 'loadgate.yml').scenarios[0];
const USERS = 'data: { users: { file: users.csv } }';

describe('steps of a scenario', () => {
  it('have a request each, with what is expected and captured of its answer', () => {
    const found = scenarioOf(`
    ${USERS}
    cookies: true
    steps:
      - request: { method: POST, path: /login, body: '{"name":"{{users.name}}"}' }
        capture: { token: $.token, where: header.Location, csrf: cookie.csrftoken }
      - request: GET {{where}}
      - request: { path: "/{{index}}/{{random.int(1,9)}}", headers: { Authorization: "Bearer {{token}}", X-Id: 010 } }
        expect: { status: 201, body: "{{token}} {{index}}" }`);
    expect(found).toMatchObject({
      cookies: true,
      request: { method: 'POST', path: '/login', headers: { Host: 'shop.example.com' } },
      steps: [
        {
          request: { method: 'POST', path: '/login', headers: { Host: 'shop.example.com' } },
          capture: {
            token: { from: 'json', path: '$.token' },
            where: { from: 'header', name: 'location' },
            csrf: { from: 'cookie', name: 'csrftoken' },
          },
        },
        { request: { method: 'GET', path: '{{where}}' } },
        {
          request: { headers: { Authorization: 'Bearer {{token}}', 'X-Id': '010' } },
          expect: { status: 201, body: '{{token}} {{index}}' },
        },
      ],
    });
    expect(scenarioOf('{ request: GET / }')).not.toHaveProperty('steps');
    expect(scenarioOf('{ steps: [{ request: GET / }], cookies: false }')).not.toHaveProperty('cookies');
  });

  it('make another configuration of it, as do how rows are taken', () => {
    const of = (text: string) => configDigest(parseConfig(file(text), 'loadgate.yml'));
    const data = (how: string) =>
      `{ request: "GET /{{users.name}}", data: { users: { file: users.csv${how} } } }`;
    const all = [
      '{ steps: [{ request: GET / }] }',
      '{ request: GET / }',
      '{ steps: [{ request: GET /, capture: { a: $.a } }] }',
      '{ steps: [{ request: GET / }], cookies: true }',
      data(''),
      data(', order: shuffle'),
      data(', use: once'),
    ].map(of);
    expect(new Set(all).size).toBe(all.length);
    expect(of(data(', order: sequence, use: again'))).toBe(of(data('')));
  });

  it.each([
    ['{ }', '"request" is missing'],
    ['{ request: GET /, steps: [{ request: GET / }] }', '"request" and "steps" are both there: choose one'],
    ['{ steps: [{ request: GET / }], expect: { status: 200 } }', '"expect" belongs to a step'],
    ['{ request: GET /, cookies: true }', '"cookies" are kept between "steps", and there are none'],
    ['{ steps: [] }', 'at least one step'],
    [`{ steps: [${'{ request: GET / },'.repeat(21)}] }`, 'at most 20 steps'],
    ['{ steps: [{ expect: { status: 200 } }] }', 'look.steps[0]: "request" is missing'],
    ['{ steps: [{ request: "GET /{{token}}" }] }', '"{{token}}": no earlier step captures "token"'],
    [
      '{ steps: [{ request: GET /, capture: { token: $.t } }, { request: "GET /{{tokn}}" }] }',
      'look.steps[1].request: "{{tokn}}": no earlier step captures "tokn"; did you mean "token"?',
    ],
    ['{ steps: [{ request: "GET /{{a.b}}" }] }', 'unknown data "a"'],
    ['{ steps: [{ request: { path: /, headers: { X: "{{a}}" } } }] }', 'look.steps[0].request.headers.X'],
    ['{ steps: [{ request: GET /, capture: { a: token } }] }', 'where the value is: $.token'],
    ['{ steps: [{ request: GET /, capture: { a: "$.[" } }] }', 'is no JSONPath'],
    ['{ steps: [{ request: GET /, capture: { index: $.a } }] }', 'another name'],
    ['{ steps: [{ request: GET / }], data: { users: { file: a.csv } } }', 'no {{name.column}} in a path'],
    ['{ request: "GET /{{index}}", expect: { body: "{{random.uuid}}" } }', 'no answer can have it'],
    [
      '{ request: "GET /{{a.b}}", data: { a: { file: a.csv, order: random } } }',
      'expected "sequence" or "shuffle"',
    ],
    ['{ request: "GET /{{a.b}}", data: { a: { file: a.csv, use: twice } } }', 'expected "again" or "once"'],
  ])('refuse %s', (text, message) => {
    expect(messagesOf(file(text)).join('\n')).toContain(message);
  });
});
