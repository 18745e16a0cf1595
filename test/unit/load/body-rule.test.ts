import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { follows, LookBudget, ruleOf } from '../../../src/load/body-rule.js';
import type { Expectation } from '../../../src/model/config.js';

const EXPECT: Expectation = { status: 200, headers: { a: 'b' }, body: null };

describe('a rule', () => {
  it('is what a scenario says of a body, and what it is compared with', () => {
    expect(ruleOf(EXPECT, null)).toBeNull();
    expect(ruleOf({ ...EXPECT, ignore: ['$.exp'], size: { from: 1, to: 2 } }, null)).toBeNull();
    expect(ruleOf({ ...EXPECT, ignore: ['$.exp'] }, 'x')).toEqual({
      expect: { body: null, ignore: ['$.exp'] },
      part: 'x',
    });
    expect(ruleOf({ ...EXPECT, json: null, matches: 'x' }, null)).toEqual({
      expect: { body: null, json: null, matches: 'x' },
      part: null,
    });
  });

  it('is the same once it was sent to the load generator', () => {
    const rule = ruleOf({ ...EXPECT, json: { a: [1, null] }, ignore: ['$.b'] }, '\u00e4\u0000"');
    expect(JSON.parse(JSON.stringify(rule))).toEqual(rule);
  });

  it('is followed by bodies that are right in all that it says', () => {
    const rule = { expect: { body: null, ignore: ['$.exp'], matches: 'ada' }, part: '[{"user":"ada"}]' };
    const isRight = (text: string) => follows(Buffer.from(text), undefined, null, rule);
    expect(isRight('{"exp":1,"user":"ada"}')).toBe(true);
    expect(isRight('{"exp":1,"user":"eve"}')).toBe(false);
    expect(isRight('{"exp":"ada","user":"eve"}')).toBe(false);
    expect(isRight('<html>ada')).toBe(false);
  });

  it('is followed without a Content-Encoding, unless it is none, or there is too much in it', () => {
    const rule = { expect: { body: null, matches: '^x+$' }, part: null };
    expect(follows(gzipSync('xx'), 'gzip', null, rule)).toBe(true);
    expect(follows(gzipSync('xy'), 'gzip', null, rule)).toBe(false);
    expect(follows(Buffer.from('xx'), 'gzip', null, rule)).toBe(false);
    expect(follows(gzipSync('x'.repeat(17 * 1024 ** 2)), 'gzip', null, rule)).toBe(false);
    expect(follows(Buffer.alloc(17 * 1024 ** 2, 'x'), undefined, null, rule)).toBe(false);
  });
});

describe('a budget for looking at bodies', () => {
  it('takes a twentieth of the time, and half of it once one was wrong', () => {
    const budget = new LookBudget(1);
    expect(budget.isDue(0)).toBe(true);
    budget.spend(100, 101, true);
    expect(budget.isDue(119.9)).toBe(false);
    expect(budget.isDue(120)).toBe(true);
    budget.spend(120, 121, false);
    expect(budget.isDue(121.9)).toBe(false);
    expect(budget.isDue(122)).toBe(true);
    budget.spend(122, 123, true);
    expect(budget.isDue(124)).toBe(true);
  });

  it('is shared among the steps of a turn', () => {
    const budget = new LookBudget(4);
    budget.spend(0, 1, true);
    expect(budget.isDue(79)).toBe(false);
    expect(budget.isDue(80)).toBe(true);
  });
});
