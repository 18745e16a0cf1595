import type { Report } from './body.js';
import { label, link } from './escape.js';
import { plural } from './format.js';
import { cellsToShow } from './rows.js';

/** Cells whose trends are linked one by one. */
const LINKED = 5;

/** Where the page of a cell's trend is in a site of `loadgate pages`. Names of cells are safe in a path (model/patterns.ts). */
export const cellPath = (target: string, scenario: string): string => `cells/${target}/${scenario}.html`;

/** Links to the trends of the cells that changed or are not known; empty: there is no site, or no such cell. */
export function trendLinks({ record, comparison, context: { pagesUrl } }: Report): string {
  if (pagesUrl === undefined) return '';
  const { changed, unknown } = cellsToShow(comparison, record);
  const cells = [...changed, ...unknown].filter(({ verdict }) => verdict !== 'new');
  const linked = cells
    .slice(0, LINKED)
    .map(({ target, scenario }) =>
      link(
        `${label(target)} · ${label(scenario)}`,
        `${pagesUrl}/${cellPath(encodeURIComponent(target), encodeURIComponent(scenario))}`,
      ),
    );
  const more = cells.length - linked.length;
  const all = link(more > 0 ? `${plural(more, 'more cell')}` : 'all cells', `${pagesUrl}/index.html`);
  return `Trends of the default branch: ${[...linked, all].join(', ')}.`;
}
