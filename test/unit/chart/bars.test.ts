import { describe, expect, it } from 'vitest';
import { drawBars } from '../../../src/chart/main.js';
import type { Bar } from '../../../src/chart/types.js';

const bar = (label: string, value: number, more: Partial<Bar> = {}): Bar => ({
  label,
  value,
  low: value * 0.9,
  high: value * 1.1,
  text: `${value} of it`,
  muted: false,
  ...more,
});
const draw = (bars: readonly Bar[]) =>
  drawBars({ title: 'json & <more>', subtitle: 'with intervals', axis: 'requests/s', bars });

/** Texts with their place, px; without a transform at 0. */
function textsOf(svg: string): { text: string; x: number; anchor: string }[] {
  return [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', text = '']) => ({
    text,
    x:
      Number(/translate\(([\d.]+)/.exec(attributes)?.[1] ?? 0) +
      Number(/ x="([\d.-]+)"/.exec(attributes)?.[1] ?? 0),
    anchor: /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? 'start',
  }));
}

describe('a bar chart', () => {
  it('is an SVG document with a white ground and a name, without a script', () => {
    const svg = draw([bar('flask', 100)]);
    expect(svg).toMatch(/^<svg role="img" aria-label="json &#38; &#60;more&#62;\. with intervals" /);
    expect(svg).toMatch(/fill="#(?:fff|ffffff)"/);
    expect(svg).not.toMatch(/<script|javascript:|https?:\/\/(?!www\.w3\.org)/);
  });

  it('has each label, and its text at the end of the bar, within the picture', () => {
    const long = 'Flask (gunicorn with many gevent workers)';
    const svg = draw([
      bar(long, 18_924, { text: '18,924' }),
      bar('b', 10),
      bar('c', 5, { low: null, high: null }),
    ]);
    const width = Number(/ width="(\d+)"/.exec(svg)?.[1]);
    const texts = textsOf(svg);
    expect(texts.map(({ text }) => text)).toEqual(
      expect.arrayContaining([long, 'b', 'c', '18,924', '10 of it']),
    );
    // The widest letters of this font are about 0.6 em of 13 px on average in running text.
    for (const { text, x, anchor } of texts) {
      const size = text.length * 7;
      const start = anchor === 'end' ? x - size : anchor === 'middle' ? x - size / 2 : x;
      expect([text, start >= 0, start + size <= width]).toEqual([text, true, true]);
    }
  });

  it('draws an interval only where there is one', () => {
    // An interval is a line and its two ends.
    const lines = (svg: string) => svg.match(/stroke-width="1\.4"/g)?.length ?? 0;
    expect(lines(draw([bar('a', 10), bar('b', 5)]))).toBe(6);
    expect(lines(draw([bar('a', 10), bar('b', 5, { low: null, high: null })]))).toBe(3);
  });

  it('lets no interval make the bars tiny: one that goes on has one end, and stays inside', () => {
    const svg = draw([bar('a', 100, { low: 10, high: 5000 }), bar('b', 50, { low: null, high: null })]);
    expect(svg.match(/stroke-width="1\.4"/g)).toHaveLength(2);
    const ticks = textsOf(svg).flatMap(({ text }) => (/^[\d,]+$/.test(text) ? [Number(text)] : []));
    expect(Math.max(...ticks)).toBeLessThanOrEqual(200);
  });

  it('is lighter where a bar is muted', () => {
    expect(draw([bar('a', 10), bar('b', 5, { muted: true })])).toContain('#b6c2cf');
    expect(draw([bar('a', 10)])).not.toContain('#b6c2cf');
  });

  it('is the same each time, whatever was drawn before', () => {
    expect(draw([bar('a', 10)])).toBe(draw([bar('a', 10)]));
  });
});
