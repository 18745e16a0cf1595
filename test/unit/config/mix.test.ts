import { describe, expect, it } from 'vitest';
import { configDigest } from '../../../src/config/digest.js';
import { parseConfig } from '../../../src/config/parse.js';
import { messagesOf } from './helpers.js';

const PARTS = `
  list: { request: GET /items, expect: { status: 200 } }
  order: { request: "POST /orders?by={{users.name}}", data: { users: { file: users.csv } } }
  login: { steps: [{ request: GET /login }] }
  slow: { request: GET /slow, upstream: true }`;
const file = (mix: string, more = ''): string =>
  `targets:\n  app: { build: ., port: 8080 }\nscenarios:${PARTS}${more}\n  shop: ${mix}\n`;
const mixOf = (shares: string) =>
  parseConfig(file(`{ mix: ${shares} }`), 'loadgate.yml').scenarios.find(({ name }) => name === 'shop');

describe('a mix of scenarios', () => {
  it('has their requests, what is expected of them, and their rows', () => {
    const found = mixOf('{ list: 70%, order: 30% }');
    expect(found?.mix).toEqual([
      { scenario: 'list', percent: 70 },
      { scenario: 'order', percent: 30 },
    ]);
    expect(found?.steps?.map(({ request, expect: { status } }) => [request.path, status])).toEqual([
      ['/items', 200],
      ['/orders?by={{users.name}}', null],
    ]);
    expect(found?.data).toEqual({ users: { file: 'users.csv' } });
    expect(found?.request).toBe(found?.steps?.[0]?.request);
  });

  it('has the connections, rate, and upstream that it says itself', () => {
    const text = file(
      '{ mix: { list: 50%, order: 50% }, rate: 100/s, connections: 8, upstream: { delay: 5ms } }',
    );
    const found = parseConfig(text, 'loadgate.yml').scenarios.at(-1);
    expect(found).toMatchObject({ rate: 100, connections: 8, upstream: { delayMs: 5 } });
  });

  it('makes another configuration of other shares', () => {
    const of = (shares: string) => configDigest(parseConfig(file(`{ mix: ${shares} }`), 'loadgate.yml'));
    expect(of('{ list: 70%, order: 30% }')).not.toBe(of('{ list: 60%, order: 40% }'));
  });

  it.each([
    ['{ mix: { list: 70%, order: 20% } }', 'shop.mix: the shares add up to 90 %, not to 100 %'],
    ['{ mix: { list: 99.5%, order: 0.5% } }', 'shop.mix.list: expected a share in whole percent such as 70%'],
    ['{ mix: { list: 0.7, order: 30% } }', 'a share in whole percent such as 70%'],
    ['{ mix: { list: 100% } }', 'a share in whole percent'],
    ['{ mix: { lst: 70%, order: 30% } }', 'shop.mix.lst: unknown scenario "lst"; did you mean "list"?'],
    ['{ mix: { login: 70%, order: 30% } }', 'scenario "login" has "steps": a mix is made of single requests'],
    ['{ mix: { slow: 70%, order: 30% } }', 'scenario "slow" has "upstream"'],
    ['{ mix: { shop: 70%, order: 30% } }', 'scenario "shop" has "mix"'],
    ['{ mix: { list: 70%, order: 30% }, request: GET / }', '"request" and "mix" are both there: choose one'],
    ['{ mix: { list: 70%, order: 30% }, expect: { status: 200 } }', '"expect" belongs to the scenarios'],
    ['{ mix: { list: 70%, order: 30% }, data: { a: { file: a.csv } } }', '"data" belongs to the scenarios'],
  ])('refuses %s', (text, message) => {
    expect(messagesOf(file(text)).join('\n')).toContain(message);
  });

  it('points to the line and column of a wrong name', () => {
    const [message] = messagesOf(file('{ mix: { lst: 70%, order: 30% } }'));
    expect(message).toMatch(/^loadgate\.yml:8:\d+: /);
  });

  it('refuses rows of one name from two files', () => {
    const other = '\n  pay: { request: "GET /pay/{{users.name}}", data: { users: { file: payers.csv } } }';
    expect(messagesOf(file('{ mix: { order: 50%, pay: 50% } }', other)).join('\n')).toContain(
      'the data "users" of scenario "pay" is another one than that of a scenario before it',
    );
  });
});
