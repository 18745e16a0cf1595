import { describe, expect, it } from 'vitest';
import { configDigest } from '../../../src/config/digest.js';
import { parseConfig } from '../../../src/config/parse.js';
import { cellName, planCells } from '../../../src/plan/cells.js';
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

  const cellsOf = (text: string): string[] => planCells(parseConfig(text, 'loadgate.yml')).map(cellName);

  it('is one cell: what it names is none of its own, unless it is measured alone, too', () => {
    expect(cellsOf(file('{ mix: { list: 70%, order: 30% } }'))).toEqual([
      'app/login',
      'app/slow',
      'app/shop',
    ]);
    const pay = '\n  pay: { request: GET /pay, alone: true, connections: 3, limits: { p99: 1s } }';
    expect(cellsOf(file('{ mix: { order: 50%, pay: 50% } }', pay))).toEqual([
      ...['app/list', 'app/login', 'app/slow', 'app/pay', 'app/shop'],
    ]);
  });

  it('says of a part that it is no cell', () => {
    const config = parseConfig(file('{ mix: { list: 70%, order: 30% } }'), 'loadgate.yml');
    expect(() => planCells(config, ['app/list'])).toThrow(
      'Scenario "list" is a part of "shop", and no cell of its own.',
    );
  });

  it('leaves no target without a cell', () => {
    const text = file('{ mix: { list: 70%, order: 30% }, targets: [app] }')
      .replace(
        'app: { build: ., port: 8080 }',
        'app: { build: ., port: 8080 }\n  other: { build: ., port: 1 }',
      )
      .replace('GET /login }]', 'GET /login }], targets: [app]')
      .replace('upstream: true', 'upstream: true, targets: [app]');
    expect(messagesOf(text).join('\n')).toContain('target "other" has no scenario');
  });

  it.each([
    ...['connections: 9', 'rate: 50/s', 'timeout: 1s', 'targets: [app]'],
    ...['limits: { p99: 1s }', 'capacity: { of: rate, to: 99 }'],
  ])('refuses a part that says something of a cell: %s', (more) => {
    const pay = `\n  pay: { request: GET /pay, ${more} }`;
    const messages = messagesOf(file('{ mix: { list: 50%, pay: 50% } }', pay)).join('\n');
    expect(messages).toContain(`pay.${more.split(':')[0]}: scenario "pay" is a part of "shop"`);
    expect(messages).toMatch(/loadgate\.yml:8:\d+: /);
  });

  it('refuses "alone" where nothing else is said anyway', () => {
    const messages = messagesOf(
      file('{ mix: { list: 50%, order: 50% } }', '\n  pay: { request: GET /, alone: true }'),
    );
    expect(messages.join('\n')).toContain('pay.alone: no "mix" names scenario "pay"');
  });

  it('can be searched for its capacity, unless its rows are taken once', () => {
    const text = (more: string) =>
      file(
        '{ mix: { order: 50%, pay: 50% }, capacity: { of: rate, from: 10, to: 400 } }',
        `\n  pay: { request: "GET /{{ids.id}}", data: { ids: { file: ids.csv${more} } } }`,
      );
    const found = parseConfig(text(''), 'loadgate.yml').scenarios.at(-1);
    expect(found).toMatchObject({
      capacity: { of: 'rate', to: 400 },
      mix: [{ percent: 50 }, { percent: 50 }],
    });
    expect(messagesOf(text(', use: once')).join('\n')).toContain(
      'the data "ids" of scenario "pay" has "use: once": "capacity" finds out how many rows a search takes',
    );
  });

  it('may be all that is sent to a URL, at its own rate', () => {
    const text = `allow-hosts: [stage.example.com]
targets:
  app: { url: https://stage.example.com }
scenarios:
  list: { request: GET /items }
  order: { request: POST /orders }
  shop: { mix: { list: 70%, order: 30% }, rate: 50/s }
`;
    expect(cellsOf(text)).toEqual(['app/shop']);
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
