import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../../src/html/page.js';
import { chromiumPath, openBrowser, watched } from '../../support/chromium.js';
import { CORPUS } from '../../support/corpus.js';
import { judged } from '../../unit/export/builders.js';
import { largeRecord } from '../../unit/html/records.js';
import { partsOf } from '../../unit/injection/report.js';
import { makeContext } from '../../unit/report/builders.js';
import { CASES } from '../../unit/report/cases.js';

/** A regression among 24 cells with its profile, limits, a search for a capacity, a run that failed, and first figures. */
const RUNS = [
  'names-functions',
  'limits-broken-in-many-ways',
  'carries-fewer-connections',
  'build-failed',
  'first-figures',
];
const WIDTHS = [390, 820, 1280];
const SCHEMES = ['light', 'dark'] as const;

const path = chromiumPath();

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-html-'));
  if (path !== null) browser = await openBrowser(path);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a document on disk, as an artifact is unpacked. @returns its address */
function onDisk(name: string, html: string): string {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, html);
  return pathToFileURL(file).href;
}

function reportOf(name: string): string {
  const one = CASES[name];
  if (one === undefined) throw new Error(`no case ${name}`);
  return onDisk(name, renderHtml(one, one.context));
}

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as { violations: readonly Finding[] };
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

const shownRows = (page: Page): Promise<number> => page.locator('#all tr[data-c]:visible').count();

describe.skipIf(path === null)('the HTML report in Chromium', () => {
  describe.each(RUNS)('%s', (name) => {
    it.each(SCHEMES)('asks for nothing, fits each width, and axe finds nothing: %s', async (colorScheme) => {
      const url = reportOf(name);
      const { context, page, requests, troubles } = await watched(browser, { colorScheme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(url);
        const picture = join(folder, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path: picture });
        expect(statSync(picture).size).toBeGreaterThan(5_000);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await axeFindings(page)).toEqual([]);
      }
      const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(ground).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(15, 20, 25)');
      expect(new Set(requests)).toEqual(new Set([url]));
      expect(troubles).toEqual([]);
      await context.close();
    });
  });

  it('axe finds nothing in open cells either', async () => {
    const { context, page } = await watched(browser);
    await page.goto(reportOf('carries-fewer-connections'));
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    expect(await axeFindings(page)).toEqual([]);
    await context.close();
  });

  it('sorts, filters, and opens the cell of a link', async () => {
    const { context, page, troubles } = await watched(browser);
    await page.goto(reportOf('mixture'));
    expect(await shownRows(page)).toBe(24);
    await page.getByRole('searchbox').fill('FLASK');
    expect(await shownRows(page)).toBe(4);
    expect(await page.locator('details.cell:visible').count()).toBe(4);
    expect(await page.locator('output').textContent()).toBe('4 of 24 cells');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('combobox').selectOption('slower');
    expect(await shownRows(page)).toBe(1);
    await page.getByRole('combobox').selectOption('');
    const first = page.locator('#all tr[data-c] th').first();
    const change = page.getByRole('button', { name: 'change' });
    await change.click();
    expect(await first.textContent()).toBe('flask · json');
    await change.click();
    expect(await first.textContent()).toBe('starlette · upstream-single');
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    await page.getByRole('button', { name: 'cell', exact: true }).click();
    expect(await first.textContent()).toBe('aiohttp · json');
    await page.locator('#all').getByRole('link', { name: 'aiohttp · json' }).click();
    // The click returns before the page has heard of its new hash.
    await page.locator('details.cell[open] h3', { hasText: 'aiohttp · json' }).waitFor({ state: 'visible' });
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('works by keyboard', async () => {
    const { context, page } = await watched(browser);
    await page.goto(reportOf('carries-fewer-connections'));
    const cell = page.locator('details.cell:not([open])').first();
    await cell.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('details.cell:not([open])').count()).toBe(0);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('region');
    await context.close();
  });

  it('shows the same where scripts are blocked, without what would do nothing then', async () => {
    const { context, page } = await watched(browser, { javaScriptEnabled: false });
    await page.goto(reportOf('mixture'));
    expect(await shownRows(page)).toBe(24);
    expect(await page.locator('button, input, select').count()).toBe(0);
    expect(await page.locator('details.cell[open] svg.chart').first().isVisible()).toBe(true);
    await page.locator('#all').getByRole('link', { name: 'flask · text' }).click();
    expect(page.url()).toMatch(/#c1$/);
    await context.close();
  });

  it('prints without its controls', async () => {
    const { context, page } = await watched(browser);
    await page.goto(reportOf('mixture'));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#controls').isVisible()).toBe(false);
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect((await page.pdf()).byteLength).toBeGreaterThan(20_000);
    await context.close();
  });

  it('opens with 1,000 cells, finds one of them, and keeps the head of the table in sight', async () => {
    const url = onDisk('large', renderHtml(judged(largeRecord(1000)), makeContext()));
    const { context, page, troubles } = await watched(browser);
    const start = performance.now();
    await page.goto(url);
    expect(await page.locator('#all tr[data-c]').count()).toBe(1000);
    console.log(`1,000 cells are open after ${Math.round(performance.now() - start)} ms`);
    await page.getByRole('searchbox').fill('service-42 · scenario-7');
    expect(await shownRows(page)).toBe(1);
    // Its figures are folded with those of all cells without news.
    const isOpen = async (id: string) => (await page.locator(id).getAttribute('open')) !== null;
    expect(await isOpen('#calm')).toBe(false);
    const link = page.locator('#all tr[data-c]:visible a');
    await link.click();
    expect([await isOpen('#calm'), await isOpen((await link.getAttribute('href')) ?? '')]).toEqual([
      true,
      true,
    ]);
    await page.getByRole('searchbox').fill('');
    const table = page.locator('#all');
    await table.evaluate((box) => box.scrollTo({ top: 5000, behavior: 'instant' }));
    const [box, head] = await Promise.all([
      table.boundingBox(),
      table.locator('thead th').first().boundingBox(),
    ]);
    expect(Math.abs((head?.y ?? 0) - (box?.y ?? -100))).toBeLessThan(3);
    expect(troubles).toEqual([]);
    await context.close();
  });
});

describe.skipIf(path === null)('a hostile record in Chromium', () => {
  let server: Server;
  let asked: string[];
  let origin: string;

  beforeAll(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  const tricks = (): readonly string[] => [
    `<img src="${origin}/img">`,
    `"><script src="${origin}/script"></script>`,
    `<script>fetch("${origin}/fetch")</script>`,
    `</title><link rel="stylesheet" href="${origin}/style">`,
    `<svg onload="fetch('${origin}/load')">`,
    `<iframe src="${origin}/frame"></iframe>`,
    `<style>@import "${origin}/import";</style>`,
    `<meta http-equiv="refresh" content="0;url=${origin}/refresh">`,
    `<form action="${origin}/form"><input autofocus onfocus="this.form.submit()"></form>`,
  ];

  it('asks nobody for anything, and runs nothing', async () => {
    const { context, page, requests, troubles } = await watched(browser);
    const texts = [...CORPUS.filter(({ text }) => text.length < 5_000).map(({ text }) => text), ...tricks()];
    // Each field has another text of the list, so that twenty pages hold all of them.
    for (let from = 0; from < texts.length; from += 24) {
      let at = from;
      const { context: report, ...outcome } = partsOf(() => texts[at++ % texts.length] ?? '');
      await page.goto(onDisk(`hostile-${from}`, renderHtml(outcome, report)));
      const strange =
        'img, iframe, form, link, object, embed, base, a:not([href^="#c"]):not([href^="https://github.com/acme/shop/"])';
      expect(await page.locator(strange).count()).toBe(0);
      expect(await page.locator('script').count()).toBe(1);
    }
    expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(asked).toEqual([]);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('would reach nobody if text got through: the policy holds by itself', async () => {
    const { context, page, troubles } = await watched(browser);
    const one = CASES['mixture'];
    if (one === undefined) throw new Error('no such case');
    // A page is not kept from leaving by its policy; nothing else gets out.
    const through = tricks().filter((trick) => !trick.includes('refresh'));
    const html = renderHtml(one, one.context).replace('<h1>', `${through.join('')}<h1>`);
    await page.goto(onDisk('broken', html));
    await page.waitForTimeout(500);
    expect(asked).toEqual([]);
    expect(troubles.length).toBeGreaterThanOrEqual(5);
    await context.close();
    const plain = await watched(browser);
    await plain.page.goto(onDisk('without', html.replace(/<meta http-equiv="Content[^>]*>/, '')));
    await plain.page.waitForTimeout(500);
    expect(asked).toEqual(expect.arrayContaining(['/img', '/script', '/style']));
    await plain.context.close();
  });
});
