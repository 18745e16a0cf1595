import type { Outcome } from '../compare/judge.js';
import { bisectLines } from '../report/bisect-block.js';
import { ELSEWHERE } from '../report/elsewhere.js';
import { plural } from '../report/format.js';
import { headline } from '../report/headline.js';
import { plainProse } from '../report/prose.js';
import { cellsToShow } from '../report/rows.js';
import type { ReportContext } from '../report/types.js';
import { countsText } from '../report/verdict-words.js';
import { cellSection, type Depth } from './cell.js';
import { htmlDocument } from './document.js';
import { firstScreen } from './first-screen.js';
import { html, type Markup, NOTHING } from './markup.js';
import { allTable, legend, newsTable } from './overview.js';
import { howSection, timeSection } from './run.js';
import { SCRIPT } from './script.js';
import { secondSection } from './second.js';
import { type ShownCell, shownCells } from './shown.js';
import { STYLE } from './style.js';

/** Of more cells than this, those without news are told in brief, and of many more as little as can be. */
const FULL_CELLS = 24;
const BRIEF_CELLS = 150;
/** Of so many cells with news everything is told, the worst first. */
const FULL_NEWS = 40;
/** Fewer cells than this need no search. */
const SEARCHED = 6;
/** Cells that are open from the start. */
const OPEN_CELLS = 5;
/** Changed and unknown cells above the table of all cells, which has them, too. */
const NEWS = 20;

/**
 * The HTML report of a run: one file without a reference to any other, complete without its script. Pure.
 * @returns a document of 20 KB and about 10 KB a cell, of many cells less
 */
export function renderHtml(outcome: Outcome, context: ReportContext): string {
  const { record, comparison } = outcome;
  const cells = shownCells(outcome);
  const news = newsOf(outcome, cells);
  const title = `loadgate: ${headline(record, comparison, plainProse).text}`;
  const body = html`<header>
${firstScreen(outcome, context)}</header>
<main${isMany(cells) ? html` class="many"` : NOTHING}>
${secondSection(outcome)}${cellsPart(outcome, cells, news, context)}${timeSection(record)}${howSection(outcome, context)}</main>
<footer><p>Made by loadgate ${plainProse.cell(record.version)} from the record of the run, which has every figure. This file asks no other for anything.</p></footer>`;
  return htmlDocument({ title, style: STYLE, script: SCRIPT, body });
}

/** What changed and what is not known, worst first. */
function newsOf({ record, comparison }: Outcome, cells: readonly ShownCell[]): readonly ShownCell[] {
  const byCell = new Map(cells.map((cell) => [cell.comparison, cell]));
  const { changed, unknown } = cellsToShow(comparison, record);
  return [...changed, ...unknown].flatMap((cell) => byCell.get(cell) ?? []);
}

/** Searches for the commits behind what got slower. */
function bisectPart(bisects: ReportContext['bisects']): Markup {
  const lines = bisectLines(bisects);
  if (lines.length === 0) return NOTHING;
  return html`<h2 id="commits">Which commit</h2>
<p class="hint">Searched after the verdict, which it does not change.</p>
<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>
`;
}

function newsPart(news: readonly ShownCell[], now: string): Markup {
  if (news.length === 0) return NOTHING;
  const has = news.some(
    ({ comparison: { verdict } }) => verdict === 'regression' || verdict === 'improvement',
  );
  return html`<h2 id="changed">What ${has ? 'changed' : 'is not known'}, and why</h2>
${newsTable(news.slice(0, NEWS), now)}${moreNews(news.length - NEWS)}`;
}

function cellsPart(
  { record, comparison }: Outcome,
  cells: readonly ShownCell[],
  news: readonly ShownCell[],
  { pullRequest, bisects }: ReportContext,
): Markup {
  if (cells.length === 0) return NOTHING;
  const now = pullRequest === null ? 'now' : 'this PR';
  const open = new Set(news.slice(0, OPEN_CELLS));
  const others = depthOfOthers(cells.length);
  const full = new Set(news.slice(0, FULL_NEWS));
  const depthOf = (cell: ShownCell): Depth => (full.has(cell) ? 'full' : others);
  const told = cells.filter(({ hasFigures }) => hasFigures);
  const isNews = new Set(news);
  const calm = cells.filter((cell) => !isNews.has(cell));
  const sections = (some: readonly ShownCell[]): Markup =>
    html`${some.filter(({ hasFigures }) => hasFigures).map((cell) => cellSection(cell, record, depthOf(cell), open.has(cell)))}`;
  const search =
    cells.length < SEARCHED
      ? NOTHING
      : html`<div class="controls" id="controls"></div>
`;
  const all =
    cells.length === 1
      ? 'The cell'
      : cells.length === 2
        ? 'Both cells'
        : `All ${plural(cells.length, 'cell')}`;
  return html`${newsPart(news, now)}${bisectPart(bisects)}<h2 id="cells">${all}</h2>
<p class="hint">${countsText(comparison)}.</p>
${
  comparison.elsewhere === undefined
    ? NOTHING
    : html`<p class="hint">At URLs: ${ELSEWHERE}</p>
`
}${legend()}${search}${allTable(isMany(cells) ? [...news, ...calm] : cells, now)}${
  told.length === 0
    ? NOTHING
    : html`<h2 id="details">Every cell</h2>
${
  others !== 'full'
    ? html`<p class="hint">Cells without news have fewer figures here; the record has all.</p>
`
    : NOTHING
}${sections(news)}${isMany(cells) ? foldedCells(calm, sections(calm)) : sections(calm)}`
}`;
}

const isMany = (cells: readonly unknown[]): boolean => cells.length > BRIEF_CELLS;

const moreNews = (missing: number): Markup =>
  missing > 0
    ? html`<p class="hint">${plural(missing, 'more cell')} that changed or ${missing === 1 ? 'is' : 'are'} not known: first in the table of all cells.</p>
`
    : NOTHING;

/** Hundreds of cells without news would stand between a reader and how the run was measured. */
function foldedCells(cells: readonly ShownCell[], sections: Markup): Markup {
  const count = cells.filter(({ hasFigures }) => hasFigures).length;
  return count === 0
    ? NOTHING
    : html`<details class="more" id="calm"><summary>${plural(count, 'cell')} without news</summary>
${sections}</details>
`;
}

const depthOfOthers = (cells: number): Depth =>
  cells <= FULL_CELLS ? 'full' : cells <= BRIEF_CELLS ? 'brief' : 'least';
