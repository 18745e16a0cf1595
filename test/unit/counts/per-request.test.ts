import { describe, expect, it } from 'vitest';
import { countsPerRequest } from '../../../src/counts/per-request.js';
import type { Reading } from '../../../src/counts/reading.js';

const reading = (counters: Readonly<Record<string, number>>): Reading => ({ counters, lateMs: 0 });

/** Readings of one counter: two without requests, then one after each batch; reading adds `own`. */
function queries(own: number, ...batches: readonly number[]) {
  let now = 1000;
  const idle = [reading({ queries: now })];
  now += own;
  idle.push(reading({ queries: now }));
  const after = batches.map((batch) => {
    now += batch + own;
    return reading({ queries: now });
  });
  return countsPerRequest(idle, [...idle.slice(-1), ...after], 2);
}

describe('counts per request', () => {
  it('are what the counters grow by, without what reading adds', () => {
    expect(queries(2, 102, 102, 102, 102, 102)).toEqual({ perRequest: { queries: 51 }, unsteady: [] });
    expect(queries(0, 2, 2)).toEqual({ perRequest: { queries: 1 }, unsteady: [] });
    expect(queries(3, 0, 0)).toEqual({ perRequest: { queries: 0 }, unsteady: [] });
  });

  it('are steady with one odd batch of five: a HEALTHCHECK asks, too', () => {
    expect(queries(2, 4, 4, 7, 4, 4)).toEqual({ perRequest: { queries: 2 }, unsteady: [] });
  });

  it('are unsteady where more batches differ, or one of two does; then they are a mean', () => {
    expect(queries(2, 4, 6, 4, 8, 4)).toEqual({ perRequest: { queries: 2.6 }, unsteady: ['queries'] });
    expect(queries(2, 4, 6)).toEqual({ perRequest: { queries: 2.5 }, unsteady: ['queries'] });
  });

  it('never fall below nothing: something asked while nobody did', () => {
    expect(queries(9, -5, -5).perRequest).toEqual({ queries: 0 });
  });

  it('take the least that reading adds', () => {
    const idle = [0, 5, 7].map((value) => reading({ queries: value }));
    const after = [7, 11, 15].map((value) => reading({ queries: value }));
    expect(countsPerRequest(idle, after, 2)).toEqual({ perRequest: { queries: 1 }, unsteady: [] });
  });

  it('of rows are steady within the step of rows', () => {
    const rows = [0, 0, 2000, 4002, 6001].map((value) => reading({ 'rows-read': value }));
    expect(countsPerRequest(rows.slice(0, 2), rows.slice(1), 2)).toEqual({
      perRequest: { 'rows-read': 1000 },
      unsteady: [],
    });
  });

  it('leave out a counter that was not always there', () => {
    const idle = [reading({ queries: 1 }), reading({ queries: 1 })];
    const after = [
      reading({ queries: 1 }),
      reading({ queries: 3, late: 1 }),
      reading({ queries: 5, late: 2 }),
    ];
    expect(countsPerRequest(idle, after, 2)).toEqual({ perRequest: { queries: 1 }, unsteady: [] });
  });
});
