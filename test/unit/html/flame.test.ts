import { describe, expect, it } from 'vitest';
import { flameFigure } from '../../../src/html/flame.js';
import { renderHtml } from '../../../src/html/page.js';
import { MAX_PROFILE_NODES, MAX_PROFILED_FUNCTIONS } from '../../../src/model/limits.js';
import type { ProfileNode, SampledProfile } from '../../../src/model/profile.js';
import { judged } from '../export/builders.js';
import { cellRecord, compared, makeContext, sampled } from '../report/builders.js';
import { largeRecord } from './records.js';

const call = (name: string, parent: number | null, baseline: number, candidate: number): ProfileNode => ({
  ...{ parent, name, file: '/app/app.py', kind: 'own', baseline, candidate },
});

const profileOf = (calls: readonly ProfileNode[]): SampledProfile => ({
  ...{ kind: 'sampled', samples: { baseline: 9, candidate: 9 }, baseline: [100, 100], candidate: [200, 200] },
  functions: [{ name: 'slow', file: '/app/app.py', kind: 'own', baseline: [10, 11], candidate: [109, 111] }],
  calls,
});

function drawn(calls: readonly ProfileNode[]): string {
  const metrics = [sampled('throughput', 1000, 0.5, { verdict: 'regression' })];
  const cell = compared('api', 'list', 'regression', { metrics });
  return flameFigure(cell, { ...cellRecord(cell), profile: profileOf(calls) }, 'api · list').text;
}

/** Class, place, and width of each frame. */
const boxes = (text: string) =>
  [...text.matchAll(/<rect class="(\w+)" x="([\d.]+)" y="(\d+)" width="([\d.]+)"/g)].map(
    ([, ...found]) => found,
  );

describe('flameFigure', () => {
  it('is as wide as the candidate takes, callers above, red where it grew and blue where it shrank', () => {
    const text = drawn([
      call('main', null, 100, 200),
      call('slow', 0, 10, 110),
      call('same', 0, 60, 60),
      call('less', 0, 30, 20),
      call('gone', 0, 30, 0),
    ]);
    expect(boxes(text)).toEqual([
      ['u3', '0', '18', '999.5'],
      ['u3', '0', '36', '549.5'],
      ['n', '550', '36', '299.5'],
      ['d1', '850', '36', '99.5'],
    ]);
    expect(text).toContain('<title>slow, /app/app.py: 10 % of base, 55 % of candidate</title>');
    expect(text).not.toContain('gone');
  });

  it('has a name, and the same in a table', () => {
    const text = drawn([call('slow', null, 10, 110)]);
    expect(text).toMatch(
      /<svg class="flame"[^>]* role="img"><title>Who called whom in api · list, [^<]+<\/title>/,
    );
    expect(text).toMatch(
      /<th><code>slow<\/code><\/th><td>\/app\/app\.py<\/td><td>11 %<\/td><td>55 %<\/td><td>\+99\.5 µs<\/td><td>±6\.4 µs/,
    );
  });

  it('stays within its width and 40 rows, whatever a record says', () => {
    const chain = Array.from({ length: MAX_PROFILE_NODES }, (_, at) =>
      call('f', at === 0 ? null : at - 1, 0, 1e9),
    );
    const found = boxes(drawn(chain));
    expect(found.length).toBe(39);
    expect(found.every(([, x, , width]) => Number(x) + Number(width) <= 1000)).toBe(true);
    expect(
      boxes(drawn([call('a', null, 1, 190), call('b', null, 1, 190)])).map(([, , , width]) => width),
    ).toEqual(['949.5', '49.5']);
  });

  it('keeps a report of eight cells with the largest profiles below 300 KB', () => {
    const record = largeRecord(8);
    const name = 'a.rather.long.name.of.a.function';
    const calls = Array.from({ length: MAX_PROFILE_NODES }, (_, at) =>
      call(`${name}.${at}`, at % 8 === 0 ? null : at - 1, 9, (200 / 15) * (1 - (at % 8) / 10)),
    );
    const functions = Array.from({ length: MAX_PROFILED_FUNCTIONS }, (_, at) => ({
      ...{ name: `${name}.${at}`, file: '/app/node/of/some/service.js', kind: 'own' as const },
      ...{ baseline: [1, 2], candidate: [2, 3] },
    }));
    const cells = record.cells.map((cell) => ({ ...cell, profile: { ...profileOf(calls), functions } }));
    const html = renderHtml(judged({ ...record, cells }), makeContext());
    console.log(`8 cells with profiles: ${Buffer.byteLength(html)} bytes`);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(300_000);
    expect(html.match(/class="flame"/g)).toHaveLength(8);
  });
});
