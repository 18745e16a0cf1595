import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { historySite, type SiteFile } from '../../../src/html/history/site.js';
import { serialisePoint } from '../../../src/record/point-file.js';
import { drawnHistory, shaAt } from '../../support/histories.js';
import { readReport, sourceOf } from '../../support/html.js';

const machineOf = (place: number): string => (place < 30 ? 'one' : 'two');
const steps = new Map([
  [15, Math.log(0.96)],
  [45, Math.log(0.9)],
]);
const history = drawnHistory({
  records: 60,
  steps,
  sd: 0.01,
  generations: 12,
  basis: 'fixed',
  seed: 4,
  machineOf,
});
const points = new Map(history.points.map((point) => [point.sha, serialisePoint(point)]));
const site = historySite(history, points, { repositoryUrl: 'https://github.com/acme/shop' });
const textOf = (path: string): string => site.find((file) => file.path === path)?.text ?? '';
const pages = site.filter(({ path }) => path.endsWith('.html'));

describe.each(pages)('$path', ({ path, text }: SiteFile) => {
  const page = readReport(text);

  it('is well-formed, and no attribute is a style or an act', () => {
    expect(page.faults).toEqual([]);
    expect([...page.parts].filter((part) => /\.(style|on\w+|src|srcset|xlink:href)$/.test(part))).toEqual([]);
    expect(page.body).not.toMatch(/NaN|Infinity|undefined|\bnull\b|\[object/);
  });

  it('has no script, and its policy lets its own style through alone', () => {
    expect(text).not.toContain('<script');
    expect(page.policy).toEqual({
      'default-src': "'none'",
      'style-src': sourceOf(text, 'style'),
      'base-uri': "'none'",
      'form-action': "'none'",
    });
  });

  it('links to pages of the site and to commits alone', () => {
    const from = path.split('/').slice(0, -1);
    for (const url of page.links) {
      if (/^https:\/\/github\.com\/acme\/shop\/commit\/[0-9a-f]{40}$/.test(url)) continue;
      const to = url.startsWith('../../') ? url.slice(6) : [...from, url].join('/');
      expect(pages.map((one) => one.path)).toContain(to);
    }
  });
});

describe('the site', () => {
  it('has an overview, a page a cell, and one small file a record', () => {
    expect(site.map(({ path }) => path).slice(0, 3)).toEqual([
      'index.html',
      'cells/api/list.html',
      `records/${shaAt(0)}.json`,
    ]);
    const records = site.filter(({ path }) => path.startsWith('records/'));
    expect(records).toHaveLength(60);
    expect(records.every(({ text }) => text.length < 600)).toBe(true);
  });

  it('says in the overview how each cell drifted, and links to it', () => {
    const { text, links } = readReport(textOf('index.html'));
    expect(text).toContain('since v1.4.0');
    expect(text).toMatch(/−1\d\.\d %\s+2\s+1\s+60/);
    expect(links).toContain('cells/api/list.html');
  });

  it('draws each record with its interval, steps and changes of machine, and tells them in tables', () => {
    const { body, text } = readReport(textOf('cells/api/list.html'));
    expect(body.match(/class="c p" d="((?:M\d+ \d+h0){60})"/)).not.toBeNull();
    expect(body.match(/class="j" d="((?:M\d+ \d+V\d+){60})"/)).not.toBeNull();
    expect(body.match(/class="mark worse" d="M\d+ 26V206"/g)).toHaveLength(2);
    expect(body.match(/class="mark machine" d="M\d+ 26V206"/g)).toHaveLength(1);
    expect(text).toContain('another machine');
    expect(text).toMatch(/loadgate bisect [0-9a-f]{12}\.\.[0-9a-f]{12} api\/list --slower/);
    expect(text).toContain('CPU two');
  });

  it('marks releases that have a record on the line', () => {
    const released = {
      ...history,
      releases: [
        { name: 'v1.5.0', sha: shaAt(20) },
        { name: 'v1.5.1', sha: shaAt(21) },
      ],
    };
    const [, cell] = historySite(released, points, { repositoryUrl: null });
    expect(cell?.text.match(/class="mark release" d="M\d+ 26V206"/g)).toHaveLength(2);
    // The second name would lie over the first.
    expect(cell?.text).toContain('>v1.5.0</text>');
    expect(cell?.text).not.toContain('>v1.5.1</text>');
    expect(readReport(cell?.text ?? '').links).toEqual(['../../index.html']);
  });

  it('is an overview alone where nothing can be compared', () => {
    const files = historySite({ points: [], releases: [], pins: [], cells: [] }, new Map(), {
      repositoryUrl: null,
    });
    expect(files.map(({ path }) => path)).toEqual(['index.html']);
    expect(readReport(files[0]?.text ?? '').text).toContain('Fewer than two records');
  });

  it('ranks the targets that share a scenario by their newest figures', () => {
    const newest = history.points.at(-1);
    if (newest === undefined) throw new Error('no point');
    const [cell] = newest.cells;
    const second = {
      target: 'quick',
      scenario: 'list',
      state: 'measured',
      figures: { throughput: { value: 9000 } },
    } as const;
    const two = { ...newest, cells: [...(cell === undefined ? [] : [cell]), second] };
    const [index] = historySite({ ...history, points: [two] }, new Map(), { repositoryUrl: null });
    const { text } = readReport(index?.text ?? '');
    expect(text).toContain('Leaderboard');
    expect(text.indexOf('quick')).toBeLessThan(text.lastIndexOf('api'));
  });

  it('keeps a page of 5,000 records small', () => {
    const long = drawnHistory({
      records: 5000,
      steps: new Map(),
      sd: 0.01,
      generations: 4,
      basis: 'fixed',
      seed: 4,
    });
    const [, cell] = historySite(long, new Map(), { repositoryUrl: null });
    console.log(`5,000 records: ${cell?.text.length} bytes`);
    expect(cell?.text.length).toBeLessThan(300_000);
  });

  it('has the same style in all pages, so that one hash does', () => {
    const hashes = pages.map(({ text }) =>
      createHash('sha256')
        .update(/<style>[\s\S]*?<\/style>/.exec(text)?.[0] ?? '')
        .digest('hex'),
    );
    expect(new Set(hashes).size).toBe(1);
  });
});
