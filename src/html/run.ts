import type { Outcome } from '../compare/judge.js';
import type { RunRecord } from '../model/record.js';
import { bytes, duration, share } from '../report/format.js';
import { hasFigures, howPoints } from '../report/how.js';
import { NONE } from '../report/markdown.js';
import { plainProse } from '../report/prose.js';
import type { ReportContext } from '../report/types.js';
import { html, htmlProse, inline, type Markup, NOTHING, row, table } from './markup.js';

/** Where the wall time went, the longest stage first. */
export function timeSection({ timing, durationMs }: RunRecord): Markup {
  const stages = Object.entries(timing).sort(([, a], [, b]) => b - a);
  const longest = Math.max(1, ...stages.map(([, ms]) => ms));
  if (stages.length === 0) return NOTHING;
  const rows = stages.map(([stage, ms]) =>
    row(plainProse.cell(stage), [
      duration(ms),
      durationMs > 0 ? share(ms / durationMs) : NONE,
      html`<svg class="bar" viewBox="0 0 160 12" aria-hidden="true"><rect width="${Math.round((ms / longest) * 1600) / 10}" height="12" rx="2"/></svg>`,
    ]),
  );
  return html`<h2 id="time">Where the time went</h2>
<p>The run took ${duration(durationMs)}. Stages may overlap.</p>
${table('Where the time went', ['stage', 'took', 'of the run', 'beside the longest'], rows)}`;
}

/** Machine, caps, amount, and how to repeat the run. */
export function howSection({ record, comparison }: Outcome, { repeatCommand }: ReportContext): Markup {
  const points = hasFigures(record) ? howPoints(record, comparison, htmlProse) : [];
  const command = plainProse.text(repeatCommand, 400);
  if (points.length === 0 && command === '') return NOTHING;
  return html`<h2 id="how">How this was measured</h2>
<dl>${points.map(([name, text]) => html`<dt>${name}</dt><dd>${inline(text)}</dd>`)}</dl>
${imagesTable(record)}${
  command === ''
    ? NOTHING
    : html`<h3>Repeat it</h3><p class="hint">In a checkout of the candidate; the seed repeats every random choice.</p><pre><code>${command}</code></pre>
`
}`;
}

function imagesTable({ images = [] }: RunRecord): Markup {
  if (images.length === 0) return NOTHING;
  const rows = images.map(({ target, side, sizeBytes, buildMs }) =>
    row(plainProse.cell(target), [
      side === 'baseline' ? 'base' : 'candidate',
      sizeBytes === null ? NONE : bytes(sizeBytes),
      duration(buildMs),
    ]),
  );
  return html`<details class="more"><summary>Images</summary>${table('Images', ['target', 'side', 'size', 'build took'], rows)}</details>
`;
}
