import type { CellHistory, History } from '../../history/types.js';
import { change, plural, range } from '../../report/format.js';
import { bisectCommand } from '../../report/history.js';
import { NONE } from '../../report/markdown.js';
import { metricWords } from '../../report/metric-words.js';
import { plainProse } from '../../report/prose.js';
import { cellPath } from '../../report/trends.js';
import { html, link, type Markup, NOTHING, row, table } from '../markup.js';
import { historyDocument } from './document.js';
import { leaders } from './leaders.js';
import { trendPicture } from './trend.js';

/** A file of the site. */
export interface SiteFile {
  /** Relative to the site's folder. */
  readonly path: string;
  readonly text: string;
}

export interface SiteOptions {
  /** Where commits can be linked to, `https://host/owner/name`; null: they are not linked. */
  readonly repositoryUrl: string | null;
}

/** Records in a table of a cell, the newest; all are in the picture and in the files of the records. */
const ROWS = 200;

/**
 * The history as a static site: an overview, a page for each cell, and one small JSON file for each record. Pure.
 * @param points texts of the points by commit
 */
export function historySite(
  history: History,
  points: ReadonlyMap<string, string>,
  options: SiteOptions,
): readonly SiteFile[] {
  return [
    { path: 'index.html', text: overview(history) },
    ...history.cells.map((cell) => ({
      path: cellPath(cell.target, cell.scenario),
      text: cellPage(cell, history, options),
    })),
    ...[...points].map(([sha, text]) => ({ path: `records/${sha}.json`, text })),
  ];
}

function overview(history: History): string {
  const { cells, points, releases, pins } = history;
  const rows = cells.map((cell) => {
    const { target, scenario, metric, value, steps, series, machines } = cell;
    const own = steps.filter(({ cause }) => cause === 'code').length;
    const name = html`<a href="${cellPath(target, scenario)}">${plainProse.cell(target, scenario)}</a>`;
    return row(name, [
      metricWords(metric).figure(value),
      ...pins.map((pin) => driftCell(cell, pin.sha)),
      own,
      machines.length,
      series.values.length,
    ]);
  });
  const heads = [
    'cell',
    'now',
    ...pins.map(({ name }) => html`since ${plainProse.text(name, 40)}`),
    'steps',
    'machines',
    'records',
  ];
  const newest = points.at(-1);
  const body = html`<header><p class="brand">loadgate</p><h1>How the default branch performs</h1>
<p class="facts">${plural(points.length, 'record')}, ${plural(releases.length, 'release')}${newest === undefined ? NOTHING : html`, up to <time datetime="${newest.startedAt}">${newest.startedAt.slice(0, 10)}</time>`}</p></header>
<main><h2 id="cells">Cells</h2>
${rows.length === 0 ? html`<p>Fewer than two records of the default branch can be compared.</p>` : table('Cells', heads, rows)}
<p class="hint">A change is shown where it is sure; ${NONE} means that nothing is. Steps that coincide with another machine are not counted. Nothing here is a verdict.</p>
${leaders(history)}</main>`;
  return historyDocument('loadgate: history', body);
}

function driftCell({ drifts }: CellHistory, sha: string): Markup {
  const drift = drifts.find(({ pin }) => pin.sha === sha);
  if (drift === undefined || !drift.isShown) return html`${NONE}`;
  const { ratio, interval, isWorse } = drift;
  return html`<span class="pill ${isWorse ? 'bad' : 'good'}">${change(ratio, interval)}</span>`;
}

function cellPage(cell: CellHistory, history: History, { repositoryUrl }: SiteOptions): string {
  const { target, scenario, metric, value } = cell;
  const name = plainProse.cell(target, scenario);
  const commit = (sha: string): Markup =>
    link(
      html`<code>${sha.slice(0, 7)}</code>`,
      repositoryUrl === null ? null : `${repositoryUrl}/commit/${sha}`,
    );
  const body = html`<header><nav><a href="../../index.html">All cells</a></nav><h1>${name}</h1>
<p class="lead">${metricWords(metric).long}, now ${metricWords(metric).figure(value)}${BASIS[cell.series.basis]}</p>
${cell.drifts
  .filter(({ isShown }) => isShown)
  .map(
    ({
      pin,
      ratio,
      interval,
    }) => html`<p><strong>${change(ratio, interval)}</strong> since ${plainProse.text(pin.name, 80)} (${range(ratio, interval)})</p>
`,
  )}</header>
<main>${trendPicture(cell, history.releases)}
${KEY}${stepsTable(cell, commit)}${machinesTable(cell, commit)}${recordsTable(cell, history, commit)}</main>`;
  return historyDocument(`loadgate: ${name}`, body);
}

const BASIS: Readonly<Record<CellHistory['series']['basis'], string>> = {
  fixed: '. Each record ran beside the same commit.',
  reference: '. Each record is divided by the reference target beside it.',
  previous: '. Each record ran beside the one before it, so the interval grows with every record.',
};

const keyed = (kind: string, words: string): Markup =>
  html`<span><svg viewBox="0 0 16 16" width="16" aria-hidden="true"><path class="mark ${kind}" d="M8 0V16"/></svg>${words}</span>`;

const KEY = html`<p class="key">${keyed('release', 'release')}${keyed('worse', 'step to the worse')}${keyed('better', 'step to the better')}${keyed('machine', 'another machine')}</p>
`;

function stepsTable(cell: CellHistory, commit: (sha: string) => Markup): Markup {
  if (cell.steps.length === 0)
    return html`<p>No step was found.</p>
`;
  const rows = [...cell.steps].reverse().map((step) => {
    const { after, commits, ratio, interval, cause, isWorse } = step;
    const what =
      cause === 'machine'
        ? 'another machine'
        : isWorse
          ? html`<code>${bisectCommand(step, cell)}</code>`
          : NONE;
    return row(commit(after), [change(ratio, interval), range(ratio, interval), commits, what]);
  });
  return html`<h2 id="steps">Steps</h2>
${table('Steps', ['first record', 'change', '95 % interval', 'commits', 'what to do'], rows)}`;
}

function machinesTable({ machines }: CellHistory, commit: (sha: string) => Markup): Markup {
  if (machines.length === 0) return NOTHING;
  const rows = [...machines]
    .reverse()
    .map(({ sha, from, to }) => row(commit(sha), [plainProse.text(from, 120), plainProse.text(to, 120)]));
  return html`<h2 id="machines">Changes of machine</h2>
${table('Changes of machine', ['first record', 'before', 'after'], rows)}`;
}

function recordsTable(
  { series, metric, target, scenario }: CellHistory,
  { points }: History,
  commit: (sha: string) => Markup,
): Markup {
  const newest = series.values.slice(-ROWS).reverse();
  const start = series.values[0]?.log ?? 0;
  const rows = newest.map(({ sha, startedAt, log, error, machine }) => {
    const cells = points.find((point) => point.sha === sha)?.cells ?? [];
    const figure = cells.find((one) => one.target === target && one.scenario === scenario)?.figures[metric];
    return row(commit(sha), [
      startedAt.slice(0, 10),
      figure === undefined ? NONE : metricWords(metric).figure(figure.value),
      change(Math.exp(log - start), null),
      error === null ? NONE : `± ${((Math.exp(SURE * error) - 1) * 100).toFixed(1)} %`,
      plainProse.text(machine, 120),
    ]);
  });
  const more = series.values.length - newest.length;
  return html`<h2 id="records">Records</h2>
${more > 0 ? html`<p class="hint">The newest ${newest.length}; ${more} more are in the picture.</p>` : NOTHING}${table('Records', ['commit', 'day', 'measured', 'since the first', '95 %', 'machine'], rows)}`;
}

const SURE = 1.96;
