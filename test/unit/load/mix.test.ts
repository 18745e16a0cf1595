import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../../../src/load/exchange.js';
import { mixOrder } from '../../../src/load/mix.js';
import { prepare } from '../../../src/load/prepare.js';
import { loadJob, tableOf } from '../../support/load.js';

/** Two to eight shares that add up to 100. */
const shares = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 7 })
  .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), 100])
  .map((cuts) => cuts.slice(1).map((cut, at) => cut - (cuts[at] ?? 0)));

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('the order of a mix', () => {
  it('has exactly the shares in any hundred requests', () => {
    fc.assert(
      fc.property(shares, seeds, fc.nat(10_000), (percents, seed, first) => {
        const order = mixOrder(percents, seed);
        const seen = percents.map(() => 0);
        for (let turn = first; turn < first + 100; turn += 1)
          seen[order.partOf(turn)] = (seen[order.partOf(turn)] ?? 0) + 1;
        expect(seen).toEqual(percents);
      }),
    );
  });

  it('numbers the requests of each part one after the other', () => {
    fc.assert(
      fc.property(shares, seeds, (percents, seed) => {
        const order = mixOrder(percents, seed);
        const next = percents.map(() => 0);
        for (let turn = 0; turn < 350; turn += 1) {
          const part = order.partOf(turn);
          expect(order.rankOf(turn)).toBe(next[part]);
          next[part] = (next[part] ?? 0) + 1;
        }
      }),
    );
  });

  it('is the same for the same seed, and shuffled', () => {
    const parts = (seed: number) =>
      Array.from({ length: 100 }, (_, turn) => mixOrder([70, 30], seed).partOf(turn));
    expect(parts(7)).toEqual(parts(7));
    expect(parts(7)).not.toEqual(parts(8));
    const longest = parts(7)
      .join('')
      .split('0')
      .reduce((most, run) => Math.max(most, run.length), 0);
    expect(longest).toBeLessThan(15);
  });
});

describe('the load of a mix', () => {
  const step = (path: string) => ({
    request: { method: 'GET', path, headers: {}, body: null },
    expectStatus: null,
    expectBody: null,
    expectText: null,
  });
  const tables = { users: tableOf(['name'], [['ada'], ['linus']]) };
  const turns = { seed: 3, index: 300, row: 0, data: { users: { root: '/', path: 'users.csv' } } };
  const job = loadJob('http://127.0.0.1:8080/', {
    steps: [step('/items'), step('/orders/{{users.name}}')],
    mix: [70, 30],
    turns,
  });

  /** The paths of a hundred requests, over two connections in turn, and the time at which each began. */
  function hundred() {
    const load = prepare(job, tables);
    const connections = [new Exchange(load), new Exchange(load)];
    return Array.from({ length: 100 }, (_, at) => {
      const exchange = connections[at % 2] as Exchange;
      exchange.beginAt(at);
      expect(exchange.begin()).toBe(true);
      exchange.insertRequest();
      const path = exchange.nextRequest().toString().split(' ')[1] ?? '';
      exchange.setHead(200, []);
      exchange.terminateRequest();
      expect(exchange.accept()).toBeNull();
      expect(exchange.isMidway).toBe(false);
      expect(exchange.beganAt).toBe(at);
      return { path, step: exchange.step };
    });
  }

  it('sends one request a turn, in the shares, whichever connection sends it', () => {
    const all = hundred();
    expect(all.filter(({ step: at }) => at === 0)).toHaveLength(70);
    expect(all.filter(({ path }) => path === '/items')).toHaveLength(70);
    expect(hundred()).toEqual(all);
  });

  it('takes the rows of each scenario one after the other', () => {
    const orders = hundred().flatMap(({ path }) => (path === '/items' ? [] : [path]));
    expect(orders).toEqual(
      Array.from({ length: 30 }, (_, at) => (at % 2 === 0 ? '/orders/ada' : '/orders/linus')),
    );
  });
});
