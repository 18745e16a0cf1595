import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../../../src/load/exchange.js';
import { filler, fillScenario, pathFiller } from '../../../src/load/fill.js';
import { prepare } from '../../../src/load/prepare.js';
import { loadJob } from '../../support/load.js';

const tables = {
  names: {
    columns: ['name', 'exists'],
    rows: [
      ['a+b&c', 'true'],
      ['ä/ %', 'false'],
    ],
  },
  ids: { columns: ['id'], rows: [['1'], ['2'], ['3']] },
};
const request = {
  method: 'POST',
  path: '/db?name={{names.name}}',
  headers: {},
  body: '<n>{{names.name}}</n>',
};
const expectation = { status: 200, headers: {}, body: '{"exists":{{names.exists}}}' };

describe('a filled text', () => {
  it('takes the rows in their order, and the first again after the last', () => {
    const fill = filler('{{ids.id}}-{{names.exists}}', tables);
    expect([0, 1, 2, 3, 4, 5, 6].map(fill)).toEqual([
      ...['1-true', '2-false', '3-true', '1-false', '2-true', '3-false'],
      '1-true',
    ]);
    expect(filler('plain', tables)(7)).toBe('plain');
    expect(filler('', tables)(7)).toBe('');
  });

  it('has any value percent-encoded in a path, so that a server finds it again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const one = { names: { columns: ['name'], rows: [[value]] } };
        const path = pathFiller('/db?name={{names.name}}&more=1', one)(0);
        expect(path).toMatch(/^[\x21-\x7e]+$/);
        expect(new URLSearchParams(path.slice(path.indexOf('?'))).get('name')).toBe(value);
      }),
    );
  });

  it('names a column that is not there', () => {
    expect(() => filler('{{names.nam}}', tables)).toThrow(
      expect.objectContaining({
        code: 'data-invalid',
        message: 'The data "names" has no column "nam".',
        hint: 'Its columns: name, exists.',
      }),
    );
  });
});

describe('a filled scenario', () => {
  it('asks and expects by row', () => {
    const filled = fillScenario({ request, expect: expectation }, tables);
    expect(filled.request(1)).toEqual({
      ...request,
      path: '/db?name=%C3%A4%2F%20%25',
      body: '<n>ä/ %</n>',
    });
    expect([0, 1, 2].map((index) => filled.expectation(index).body)).toEqual([
      ...['{"exists":true}', '{"exists":false}', '{"exists":true}'],
    ]);
  });

  it('is what was written where there is no data', () => {
    const filled = fillScenario({ request, expect: expectation }, null);
    expect(filled.request(3)).toBe(request);
    expect(filled.expectation(3)).toBe(expectation);
  });
});

describe('the load with rows', () => {
  const job = loadJob('http://127.0.0.1:8080/', {
    method: 'POST',
    body: request.body,
    headers: { 'Content-Type': 'text/xml' },
    expectBody: null,
    data: { sources: {}, path: request.path, expectBody: expectation.body },
  });
  const bytes = (path: string, body: string) =>
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nConnection: keep-alive\r\nContent-Type: text/xml\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

  it('hands the next row to whichever connection sends next', () => {
    const load = prepare(job, tables);
    const [one, other] = [new Exchange(load), new Exchange(load)];
    expect(one.nextRequest().toString()).toBe(bytes('/db?name=a%2Bb%26c', '<n>a+b&c</n>'));
    expect(other.nextRequest().toString()).toBe(bytes('/db?name=%C3%A4%2F%20%25', '<n>ä/ %</n>'));
    expect(one.nextRequest().toString()).toBe(bytes('/db?name=a%2Bb%26c', '<n>a+b&c</n>'));
  });

  it('expects of each answer what its own row says', () => {
    const load = prepare(job, tables);
    const verdict = (body: string) => {
      const exchange = new Exchange(load);
      exchange.insertRequest();
      exchange.nextRequest();
      exchange.setStatus(200);
      exchange.addBody(Buffer.from(body));
      exchange.terminateRequest();
      return exchange.verdict();
    };
    expect(verdict('{"exists":true}')).toBeNull();
    expect(verdict('{"exists":true}')).toBe('wrongBody');
    expect(verdict('{"exists":false}')).toBe('wrongBody');
    expect(verdict('{"exists":false}')).toBeNull();
  });

  it('looks at no body where none is expected', () => {
    const load = prepare({ ...job, data: { sources: {}, path: '/{{ids.id}}', expectBody: null } }, tables);
    expect(load.next?.()).toMatchObject({ expectBody: null });
  });
});
