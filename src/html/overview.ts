import { CELL_VERDICTS } from '../model/comparison.js';
import { NONE } from '../report/markdown.js';
import { leadingLimit, mainMetric } from '../report/metric.js';
import { type CellRow, limitRows } from '../report/rows.js';
import { html, htmlProse, inline, type Markup, NOTHING } from './markup.js';
import type { ShownCell } from './shown.js';
import { changeStrip, limitStrip } from './strip.js';
import { pill, VERDICT_TONES } from './tones.js';

/** The cells that changed or are not known, worst first, each with its reason. */
export function newsTable(cells: readonly ShownCell[], nowHeader: string): Markup {
  if (cells.length === 0) return NOTHING;
  const rows = cells.map((cell) => {
    const { row, tone } = cell;
    return html`<tr><th>${nameOf(cell)}</th><td>${pill(tone, row.word)}</td>${figuresOf(row)}<td>${stripOf(cell)}</td><td class="text">${inline(row.why)}</td></tr>
${limitRows(cell.comparison, htmlProse, false).map(limitRow)}`;
  });
  return html`<div class="scroll" tabindex="0" role="region" id="news" aria-label="Cells that changed or are not known"><table>
<thead><tr><th>cell</th><th>verdict</th>${heads(nowHeader)}<th>against the gate</th><th class="text">why</th></tr></thead>
<tbody>${rows}</tbody></table></div>
`;
}

function limitRow(row: CellRow): Markup {
  return html`<tr class="limit"><th>${row.cell}</th><td>${pill(VERDICT_TONES[row.verdict], row.word)}</td>${figuresOf(row)}<td></td><td class="text">${inline(row.why)}</td></tr>
`;
}

/** All cells in the order that they are given in; the script sorts and filters them. */
export function allTable(cells: readonly ShownCell[], nowHeader: string): Markup {
  const rows = cells.map((cell) => {
    const { row, tone, number, comparison } = cell;
    const rank = CELL_VERDICTS.indexOf(comparison.verdict);
    const ratio = leadingLimit(comparison) === null ? (mainMetric(comparison)?.ratio ?? 1) : 1;
    const effect = Number.isFinite(ratio) ? Math.round((ratio - 1) * 1e4) / 1e4 : 0;
    return html`<tr data-c="${number}" data-w="${row.word}" data-r="${rank}" data-e="${effect}"><th>${nameOf(cell)}</th>${figuresOf(row)}<td>${stripOf(cell)}</td><td>${row.couldSee}</td><td>${pill(tone, row.word)}</td></tr>
${limitRows(comparison, htmlProse, true).map(
  (limit) =>
    html`<tr class="limit"><th>${limit.cell}</th>${figuresOf(limit)}<td></td><td>${limit.couldSee}</td><td>${pill(VERDICT_TONES[limit.verdict], limit.word)}</td></tr>
`,
)}`;
  });
  return html`<div class="scroll" id="all" tabindex="0" role="region" aria-label="All cells"><table>
<thead><tr><th data-s="n">cell</th>${heads(nowHeader, true)}<th>against the gate</th><th>could see</th><th data-s="r">verdict</th></tr></thead>
<tbody>${rows}</tbody></table></div>
`;
}

const heads = (nowHeader: string, sorts = false): Markup =>
  html`<th>base</th><th>${nowHeader}</th><th${sorts ? html` data-s="e"` : NOTHING}>change</th><th>95 % interval</th>`;

const figuresOf = ({ base, now, change, range }: CellRow): Markup =>
  html`<td>${base}</td><td>${now}</td><td>${change}</td><td>${range === '' ? NONE : range}</td>`;

const nameOf = ({ number, row, hasFigures }: ShownCell): Markup =>
  hasFigures ? html`<a href="#c${number}">${row.cell}</a>` : html`${row.cell}`;

function stripOf({ comparison, tone }: ShownCell): Markup {
  const limit = leadingLimit(comparison);
  if (limit !== null) return limitStrip(limit, tone);
  const metric = mainMetric(comparison);
  return metric === null ? NOTHING : changeStrip(metric, tone);
}

/** What the marks of the pictures mean. */
export function legend(): Markup {
  return html`<p class="key"><span><svg viewBox="0 0 16 16" width="16" aria-hidden="true"><path class="b p" d="M8 8h0"/><path class="o" d="M8 8h0"/></svg>baseline</span><span><svg viewBox="0 0 16 16" width="16" aria-hidden="true"><path class="c p" d="M8 8h0"/></svg>candidate</span><span><svg class="strip bad" aria-hidden="true"><path class="v" d="M5 9H20"/><path class="w" d="M12 9h0"/></svg>change and its 95 % interval; the gate lets pass what lies in the grey band, less to the left, more to the right</span></p>
`;
}
