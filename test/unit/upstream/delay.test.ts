import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedDelay } from '../../../src/upstream/delay.js';

describe('askedDelay', () => {
  it.each([
    ['/', null],
    ['/a/b', null],
    ['/?', null],
    ['/?other=1', null],
    ['/?delay=150ms', 150],
    ['/?delay=1.5s', 1500],
    ['/?delay=0ms', 0],
    ['/?delay=0s', 0],
    ['/?delay=.5ms', 0.5],
    ['/?delay=2.s', 2000],
    ['/?x=y&delay=7ms&z', 7],
    ['/?seconds=1.5', 1500],
    ['/?seconds=1', 1000],
    ['/?seconds=0', 0],
    ['/?seconds=60', 60_000],
    ['/?delay=60000ms', 60_000],
    ['/?delay=%31ms', 1],
  ])('reads %s as %s ms', (target, ms) => {
    expect(askedDelay(target)).toEqual({ ms });
  });

  it.each([
    ['/?delay=', 'must be like'],
    ['/?delay', 'must be like'],
    ['/?delay=150', 'must be like'],
    ['/?delay=ms', 'must be like'],
    ['/?delay=-1ms', 'must be like'],
    ['/?delay=1e3ms', 'must be like'],
    ['/?delay=1h', 'must be like'],
    ['/?delay=1 s', 'must be like'],
    ['/?delay=NaNms', 'must be like'],
    ['/?delay=.ms', 'must be like'],
    ['/?seconds=', 'must be like'],
    ['/?seconds=1s', 'must be like'],
    ['/?seconds=Infinity', 'must be like'],
    ['/?seconds=0x10', 'must be like'],
    ['/?seconds=60.001', 'at most 60s'],
    ['/?delay=60.001s', 'at most 60s'],
    ['/?delay=99999999999999999999s', 'at most 60s'],
    ['/?delay=1s&delay=2s', 'more than one'],
    ['/?delay=1s&seconds=1', 'more than one'],
  ])('says what is wrong with %s', (target, message) => {
    expect(askedDelay(target)).toEqual({ wrong: expect.stringContaining(message) });
  });

  it('loses nothing of any number of milliseconds, and takes no text for a number that is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), (ms) => {
        expect(askedDelay(`/?delay=${ms}ms`)).toEqual({ ms });
        expect(askedDelay(`/?seconds=${ms / 1000}`)).toEqual({ ms: (ms / 1000) * 1000 });
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const asked = askedDelay(`/?delay=${encodeURIComponent(text)}`);
        if ('ms' in asked) expect(text).toMatch(/^[\d.]+(ms|s)$/);
      }),
    );
  });
});
