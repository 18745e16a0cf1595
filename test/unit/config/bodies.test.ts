import { describe, expect, it } from 'vitest';
import { configDigest } from '../../../src/config/digest.js';
import { parseConfig } from '../../../src/config/parse.js';
import { messagesOf } from './helpers.js';

const file = (request: string, more = ''): string =>
  `${more}targets:\n  app: { build: ., port: 8080 }\nscenarios:\n  send: { request: ${request} }\n`;
const requestOf = (request: string, more = '') =>
  parseConfig(file(request, more), 'loadgate.yml').scenarios[0]?.request;
const post = (body: string): string => `{ method: POST, path: /x, ${body} }`;

describe('the body of a request', () => {
  it('is a text, a file, or a form', () => {
    expect(requestOf(post('body: hello'))?.body).toBe('hello');
    expect(requestOf(post('body: { file: ./load/order.json }'))?.body).toEqual({ file: 'load/order.json' });
    const form =
      'multipart: { photo: { file: a/b.png, type: image/png }, doc: { file: c, filename: d.txt }, n: 007 }';
    expect(requestOf(post(form))?.body).toEqual({
      multipart: [
        { name: 'photo', content: { file: 'a/b.png', filename: 'b.png', type: 'image/png' } },
        { name: 'doc', content: { file: 'c', filename: 'd.txt', type: 'application/octet-stream' } },
        { name: 'n', content: '007' },
      ],
    });
  });

  it.each([
    [`'{"a":1}'`, { 'Content-Type': 'application/json' }],
    [`' [1, 2] '`, { 'Content-Type': 'application/json' }],
    [`'{"a":"{{users.name}}","n":{{users.age}}}'`, { 'Content-Type': 'application/json' }],
    [`'{"a":1'`, {}],
    [`'"a"'`, {}],
    ['a=1&b=2', {}],
    [`'{"a":1}', headers: { content-type: text/plain }`, { 'content-type': 'text/plain' }],
  ])('%s is sent with %o', (body, headers) => {
    expect(requestOf(post(`body: ${body}`))?.headers).toEqual(headers);
  });

  it('has the headers of all scenarios, of which a form has its own Content-Type', () => {
    const common = 'headers: { Host: shop.example, Content-Type: text/plain }\n';
    expect(requestOf(post(`body: '{}'`), common)?.headers['Content-Type']).toBe('text/plain');
    expect(requestOf(post('multipart: { a: b }'), common)?.headers).toEqual({ Host: 'shop.example' });
  });

  it('makes another configuration of it', () => {
    const of = (body: string) => configDigest(parseConfig(file(post(body)), 'loadgate.yml'));
    const all = ['body: a.json', 'body: { file: a.json }', 'body: { file: b.json }', 'multipart: { a: b }'];
    expect(new Set(all.map(of)).size).toBe(4);
  });

  it('knows the placeholders in the fields of a form', () => {
    const data = 'data: { users: { file: u.csv } }';
    const with_ = (fields: string) =>
      file(`${post(`multipart: { ${fields} }`)}, ${data}`).replace(' } }, data', ' } }, data');
    expect(() => parseConfig(with_('who: "{{users.name}}"'), 'loadgate.yml')).not.toThrow();
    expect(messagesOf(with_('who: "{{user.name}}"'))[0]).toContain(
      'send.request.multipart.who: unknown data "user"; did you mean "users"?',
    );
  });

  it.each([
    ['body: { file: ../order.json }', 'send.request.body.file'],
    ['body: { fil: a.json }', 'did you mean "file"?'],
    ['body: { file: a.json }, multipart: { a: b }', '"body" and "multipart" are both there: choose one'],
    ['multipart: {}', 'no field is there: name one'],
    ['multipart: { a: [1] }', 'text, or a mapping with "file"'],
    ['multipart: { a: { file: x, type: png } }', 'a content type such as image/png'],
    ['multipart: { a: { file: x, filename: a/b } }', 'the name of a file, without folders'],
    [
      'headers: { content-type: multipart/form-data }, multipart: { a: b }',
      'a form has its own Content-Type',
    ],
  ])('refuses %s', (body, message) => {
    expect(messagesOf(file(post(body))).join('\n')).toContain(message);
  });

  it('is text where a target says when it is ready', () => {
    const text = file('GET /').replace('port: 8080', 'port: 8080, ready: { path: /, body: { file: a } }');
    expect(messagesOf(text).join('\n')).toContain('app.ready.body');
  });
});
