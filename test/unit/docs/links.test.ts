import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf, PAGES, picturesOf, ROOT } from './markdown.js';

const isRelative = (target: string): boolean => !/^[a-z][a-z0-9+.-]*:|^\/\//i.test(target);

/** What is wrong with a link; null: nothing. */
function fault(page: string, target: string): string | null {
  const [path = '', fragment] = target.split('#', 2);
  const to = path === '' ? page : posix.join(posix.dirname(page), decodeURI(path));
  if (to.startsWith('..')) return `${target} leads out of the repository`;
  if (!existsSync(`${ROOT}${to}`)) return `${target}: there is no ${to}`;
  if (fragment === undefined || anchorsOf(to).has(fragment)) return null;
  return `${target}: ${to} has no heading #${fragment}`;
}

describe('links in the documentation', () => {
  it.each(PAGES)('%s: every relative link leads to a file or heading that is there', (page) => {
    const wrong = linksOf(page)
      .filter(isRelative)
      .flatMap((target) => fault(page, target) ?? []);
    expect(wrong).toEqual([]);
  });

  it('show pictures that are there', () => {
    const wrong = PAGES.flatMap((page) => picturesOf(page).flatMap((target) => fault(page, target) ?? []));
    expect(PAGES.flatMap(picturesOf)).not.toEqual([]);
    expect(wrong).toEqual([]);
  });

  it('are found at all, with their headings', () => {
    const links = PAGES.flatMap(linksOf).filter(isRelative);
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter((target) => target.includes('#')).length).toBeGreaterThan(5);
    expect(anchorsOf('docs/errors.md')).toContain('targets-ready-right-and-under-load');
  });

  it('reach every page from the README', () => {
    const reached = new Set(['README.md']);
    for (const page of reached) {
      for (const target of linksOf(page).filter(isRelative)) {
        const [path = ''] = target.split('#');
        const to = posix.join(posix.dirname(page), path);
        if (PAGES.includes(to)) reached.add(to);
      }
    }
    expect(PAGES.filter((page) => !reached.has(page))).toEqual([]);
  });
});
