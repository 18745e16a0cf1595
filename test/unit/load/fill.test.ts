import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../../../src/load/exchange.js';
import {
  filler as fillerOf,
  fillScenario,
  pathFiller as pathFillerOf,
  turnAt,
  valuesOf,
} from '../../../src/load/fill.js';
import { prepare } from '../../../src/load/prepare.js';
import type { Tables } from '../../../src/load/table.js';
import { loadJob, tableOf } from '../../support/load.js';

const tables = {
  names: tableOf(
    ['name', 'exists'],
    [
      ['a+b&c', 'true'],
      ['ä/ %', 'false'],
    ],
  ),
  ids: tableOf(['id'], [['1'], ['2'], ['3']]),
};
const data = { names: { file: 'names.csv' }, ids: { file: 'ids.csv' } };
const by =
  (fill: typeof fillerOf | typeof pathFillerOf) =>
  (text: string, from: Tables) =>
  (index: number): string => {
    const made = fill(text, valuesOf({ data }, from, 0));
    return made === null ? text : made(turnAt(index));
  };
const filler = by(fillerOf);
const pathFiller = by(pathFillerOf);
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
        const one = { names: tableOf(['name'], [[value]]) };
        const path = pathFiller('/db?name={{names.name}}&more=1', one)(0);
        expect(path).toMatch(/^[\x21-\x7e]+$/);
        expect(new URLSearchParams(path.slice(path.indexOf('?'))).get('name')).toBe(value);
      }),
    );
  });

  it('names a column that is not there', () => {
    expect(() => filler('{{names.nam}}', tables)(0)).toThrow(
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
    const [step] = fillScenario({ request, expect: expectation, data }, tables).steps;
    expect(step.request(turnAt(1))).toEqual({
      ...request,
      path: '/db?name=%C3%A4%2F%20%25',
      body: '<n>ä/ %</n>',
    });
    expect([0, 1, 2].map((index) => step.expectation(turnAt(index)).body)).toEqual([
      ...['{"exists":true}', '{"exists":false}', '{"exists":true}'],
    ]);
  });

  it('is what was written where there is no data', () => {
    const [step] = fillScenario({ request, expect: expectation }, null).steps;
    expect(step.request(turnAt(3))).toEqual(request);
    expect(step.expectation(turnAt(3))).toBe(expectation);
  });
});

describe('the load with rows', () => {
  const step = {
    request: { ...request, headers: { 'Content-Type': 'text/xml' } },
    expectStatus: null,
    expectBody: null,
    expectText: expectation.body as string | null,
  };
  const turns = {
    seed: 1,
    index: 0,
    row: 0,
    data: { names: { root: '/', path: 'names.csv' }, ids: { root: '/', path: 'ids.csv' } },
  };
  const job = loadJob('http://127.0.0.1:8080/', { expectBody: null, steps: [step], turns });
  const next = (exchange: Exchange): string => {
    expect(exchange.begin()).toBe(true);
    exchange.insertRequest();
    return exchange.nextRequest().toString();
  };
  const bytes = (path: string, body: string) =>
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nConnection: keep-alive\r\nContent-Type: text/xml\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

  it('hands the next row to whichever connection sends next', () => {
    const load = prepare(job, tables);
    const [one, other] = [new Exchange(load), new Exchange(load)];
    expect(next(one)).toBe(bytes('/db?name=a%2Bb%26c', '<n>a+b&c</n>'));
    expect(next(other)).toBe(bytes('/db?name=%C3%A4%2F%20%25', '<n>ä/ %</n>'));
    one.lose();
    expect(next(one)).toBe(bytes('/db?name=a%2Bb%26c', '<n>a+b&c</n>'));
  });

  it('expects of each answer what its own row says', () => {
    const load = prepare(job, tables);
    const verdict = (body: string) => {
      const exchange = new Exchange(load);
      next(exchange);
      exchange.setHead(200, []);
      exchange.addBody(Buffer.from(body));
      exchange.terminateRequest();
      return exchange.accept();
    };
    expect(verdict('{"exists":true}')).toBeNull();
    expect(verdict('{"exists":true}')).toBe('wrongBody');
    expect(verdict('{"exists":false}')).toBe('wrongBody');
    expect(verdict('{"exists":false}')).toBeNull();
  });

  it('looks at no body where none is expected', () => {
    const path = '/{{ids.id}}';
    const any = { ...step, request: { ...step.request, path }, expectText: null };
    const exchange = new Exchange(prepare({ ...job, steps: [any] }, tables));
    expect(next(exchange)).toContain('POST /1 HTTP/1.1');
    exchange.setHead(200, []);
    exchange.addBody(Buffer.from('whatever'));
    exchange.terminateRequest();
    expect(exchange.accept()).toBeNull();
  });
});
