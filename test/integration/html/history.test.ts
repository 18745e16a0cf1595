import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historySite } from '../../../src/html/history/site.js';
import { serialisePoint } from '../../../src/record/point-file.js';
import { chromiumPath, openBrowser, watched } from '../../support/chromium.js';
import { drawnHistory } from '../../support/histories.js';

const path = chromiumPath();
const history = drawnHistory({
  ...{ records: 60, sd: 0.01, generations: 12, basis: 'fixed', seed: 4 },
  steps: new Map([
    [15, -0.04],
    [45, 0.1],
  ]),
  machineOf: (place) => (place < 30 ? 'one' : 'two'),
});

let folder: string;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-pages-'));
  const points = new Map(history.points.map((point) => [point.sha, serialisePoint(point)]));
  for (const { path: name, text } of historySite(history, points, { repositoryUrl: null })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  if (path !== null) browser = await openBrowser(path);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as {
    violations: readonly { id: string; nodes: readonly { html: string }[] }[];
  };
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe.skipIf(path === null)('the pages of the history in Chromium', () => {
  it.each(
    ['index.html', 'cells/api/list.html'].flatMap((file) =>
      (['light', 'dark'] as const).map((scheme) => [file, scheme] as const),
    ),
  )('%s asks for nothing, fits each width, and axe finds nothing: %s', async (file, colorScheme) => {
    const url = pathToFileURL(join(folder, file)).href;
    const { context, page, requests, troubles } = await watched(browser, { colorScheme });
    for (const width of [390, 820, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(url);
      const picture = join(folder, `${width}.png`);
      await page.screenshot({ path: picture });
      expect(statSync(picture).size).toBeGreaterThan(5_000);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(await axeFindings(page)).toEqual([]);
    }
    expect(new Set(requests)).toEqual(new Set([url]));
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('leads from the overview to a cell and back', async () => {
    const { context, page } = await watched(browser, { javaScriptEnabled: false });
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
    await page.getByRole('link', { name: 'api · list' }).click();
    expect(await page.locator('svg.trend').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'All cells' }).click();
    expect(page.url()).toMatch(/index\.html$/);
    await context.close();
  });
});
