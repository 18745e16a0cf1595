import { describe, expect, it } from 'vitest';
import { linksOf, PAGES, readText } from './markdown.js';

/** Five minutes of somebody who reads carefully. */
const WORDS = 1250;
const [list = ''] = readText('docs/README.md').split('\n## ');
const five = [...list.matchAll(/^\d\. \[[^\]]+\]\(([\w-]+\.md)\)/gm)].map(([, page]) => `docs/${page}`);

describe('the five pages that a user reads', () => {
  it('are five, and every other page of the folder is listed behind them', () => {
    expect(five).toHaveLength(5);
    const linked = linksOf('docs/README.md').map((target) => `docs/${target.split('#')[0]}`);
    const others = PAGES.filter((page) => /^docs\/[^/]+$/.test(page) && !linked.includes(page));
    // For those who change loadgate: CONTRIBUTING.md leads to it.
    expect(others).toEqual(['docs/README.md', 'docs/architecture.md']);
  });

  it.each(five)('%s is read in five minutes', (page) => {
    expect(readText(page).split(/\s+/).length).toBeLessThanOrEqual(WORDS);
  });
});
