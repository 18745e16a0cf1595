import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../src/html/page.js';
import { readReport, sourceOf } from '../../support/html.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';
import { judged } from '../export/builders.js';
import { makeContext } from '../report/builders.js';
import { CASES } from '../report/cases.js';
import { largeRecord } from './records.js';

/** As for the other reports: `LOADGATE_UPDATE_GOLDEN=1 npx vitest run test/unit/html` rewrites them. */
const update = process.env['LOADGATE_UPDATE_GOLDEN'] === '1';

const caseOf = (name: string) => {
  const one = CASES[name];
  if (one === undefined) throw new Error(`no case ${name}`);
  return one;
};
const rendered = (name: string): string => renderHtml(caseOf(name), caseOf(name).context);

describe.each(Object.keys(CASES))('%s', (name) => {
  const page = readReport(rendered(name));

  it('is well-formed, and no attribute is a style or an act', () => {
    expect(page.faults).toEqual([]);
    expect([...page.parts].filter((part) => /\.(style|on\w+|src|srcset|xlink:href)$/.test(part))).toEqual([]);
  });

  it('has each id once, and every link to a part leads to one', () => {
    const ids = Array.from(page.body.matchAll(/ id="([^"]+)"/g), ([, id = '']) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const parts = page.links.filter((url) => url.startsWith('#')).map((url) => url.slice(1));
    expect(parts.filter((part) => !ids.includes(part))).toEqual([]);
  });

  it('says nothing of what is no number', () => {
    expect(page.body).not.toMatch(/NaN|Infinity|undefined|\bnull\b|\[object/);
  });
});

describe.each([
  ...['more-queries', 'limit-broken', 'build-failed', 'carries-fewer-connections', 'second-opinion'],
])('%s', (name) => {
  it('is as it was', () => {
    const path = fileURLToPath(new URL(`golden/${name}.html.txt`, import.meta.url));
    // Style and script are read where they are written.
    const { body } = readReport(rendered(name));
    const text = body.replace(/ content="default-src [^"]*"/, '');
    if (update) writeFileSync(path, text);
    expect(existsSync(path), `golden/${name}.html.txt is missing`).toBe(true);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });
});

describe('the policy of the page', () => {
  const html = rendered('mixture');
  const { policy } = readReport(html);

  it('lets its own style and its own script through, and no request', () => {
    expect(policy).toEqual({
      'default-src': "'none'",
      'style-src': sourceOf(html, 'style'),
      'script-src': sourceOf(html, 'script'),
      'base-uri': "'none'",
      'form-action': "'none'",
    });
  });

  it('stands before everything that it is about', () => {
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<title>'));
    expect(html.match(/<style|<script/g)).toEqual(['<style', '<script']);
  });
});

describe('the first screen', () => {
  it('has the verdict, what changed and why, and what the check does', () => {
    const { body, text } = readReport(rendered('more-queries'));
    expect(body).toMatch(/<h1>1 of 2 cells [^<]+<\/h1>/);
    const start = text.slice(0, text.indexOf('What changed, and why'));
    expect(start).toContain('51 queries');
    expect(start).toContain('The check fails');
  });

  it('says whose word the figures are, where nobody checked them', () => {
    const { record, comparison, gate } = caseOf('regression');
    const runUrl = 'https://github.com/acme/shop/actions/runs/1';
    const html = renderHtml(
      { record, comparison, gate },
      makeContext({ unverified: { whose: 'fork', runUrl } }),
    );
    const page = readReport(html);
    expect(page.text).toContain("reported by the fork's run; not verified");
    expect(page.links).toContain(runUrl);
  });
});

describe('a cell', () => {
  const generations = makeGenerations({ throughput: 0.9, cpu: 1.11 }, { screen: 4, confirm: 5 });
  const page = readReport(
    renderHtml(judged(makeRecord({ cells: [makeCell({ generations })] })), makeContext()),
  );
  const pictures = Array.from(page.body.matchAll(/<svg class="chart"[\s\S]*?<\/svg>/g), ([svg]) => svg);

  it('has every generation as two dots that are joined', () => {
    const [throughput = ''] = pictures;
    expect(throughput).toContain('throughput in 9 generations');
    for (const letter of ['b', 'c'])
      expect(
        throughput.match(new RegExp(`class="${letter} p" d="((?:M[\\d.]+ [\\d.]+h0){9})"`)),
      ).not.toBeNull();
    expect(throughput.match(/class="j" d="((?:M[\d. ]+L[\d. ]+){9})"/)).not.toBeNull();
    expect(throughput).toContain('confirming');
  });

  it('draws the slower side lower', () => {
    const [throughput = ''] = pictures;
    const heights = (letter: string): number[] => {
      const [, path = ''] = new RegExp(`class="${letter} p" d="([^"]*)"`).exec(throughput) ?? [];
      return Array.from(path.matchAll(/M[\d.]+ ([\d.]+)h0/g), ([, y]) => Number(y));
    };
    expect(Math.max(...heights('b'))).toBeLessThan(Math.min(...heights('c')));
  });

  it('has the latency of both sides on one axis, and the CPU time', () => {
    const latency = pictures.find((svg) => svg.includes('Quantiles of the latency')) ?? '';
    expect(latency.match(/class="[bc] l"/g)).toEqual(['class="b l"', 'class="c l"']);
    expect(pictures.some((svg) => svg.includes('CPU time of a request: baseline'))).toBe(true);
  });

  it('has each figure of its pictures in tables as well', () => {
    for (const name of ['Metrics', 'Latency', 'Generations'])
      expect(page.body).toContain(`aria-label="${name} of flask · json"`);
    const [, table = ''] = page.body.split('aria-label="Generations of flask · json"');
    expect(table.split('</table>')[0]?.match(/<tr>/g)).toHaveLength(10);
  });

  it('draws a change beyond the gate outside of the band, to its side', () => {
    const strips = [
      ...page.body.matchAll(/<svg class="strip (\w+)"[^>]*>[\s\S]*?class="v" d="M([\d.]+) 9H([\d.]+)"/g),
    ];
    const [, tone, low, high] = strips[0] ?? [];
    expect(tone).toBe('bad');
    expect(Number(low)).toBeLessThan(Number(high));
    expect(Number(high)).toBeLessThan(66 - 14);
  });
});

it('a report whose run measured nothing has no empty parts', () => {
  const { text, body } = readReport(rendered('wrong-configuration'));
  expect(text).toContain('Unknown key "protocoll".');
  expect(body).not.toMatch(/id="(?:cells|details|changed|time)"/);
  expect(body).not.toMatch(/<tbody><\/tbody>/);
});

describe('the size of the file', () => {
  it.each([
    [8, 300_000],
    [100, 1_000_000],
    [1000, 5_000_000],
  ])('with %i cells is at most %i bytes', (cells, most) => {
    const html = renderHtml(judged(largeRecord(cells)), makeContext());
    console.log(`${cells} cells: ${Buffer.byteLength(html)} bytes`);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(most);
    const { body } = readReport(html);
    // Each with its row, its dots and its latency.
    expect(body.match(/<tr data-c=/g)).toHaveLength(cells);
    expect(body.match(/<details class="cell"/g)).toHaveLength(cells);
    expect(body.match(/Quantiles of the latency/g)).toHaveLength(cells);
    expect(body.match(/pairs joined/g)?.length).toBeGreaterThanOrEqual(cells);
  });
});
