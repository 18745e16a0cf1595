import type { Outcome } from '../compare/judge.js';
import { machinesSentence, secondRows, secondSentence } from '../report/second.js';
import { html, htmlProse, inline, type Markup, NOTHING } from './markup.js';

/** What a second machine says of the red cells; nothing where none was asked. */
export function secondSection({ record, comparison }: Outcome): Markup {
  const rows = secondRows(comparison, htmlProse);
  if (rows.length === 0) return NOTHING;
  return html`<h2 id="second">Second opinion</h2>
<p>${secondSentence(comparison)} ${inline(machinesSentence(record, htmlProse))}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Second opinion"><table>
<thead><tr><th>cell</th><th class="text">figure</th><th>first machine</th><th>second machine</th><th class="text">opinion</th></tr></thead>
<tbody>${rows.map(
    ({ cell, figure, first, second, opinion }) =>
      html`<tr><th>${cell}</th><td class="text">${figure}</td><td>${first}</td><td>${second}</td><td class="text">${inline(opinion)}</td></tr>
`,
  )}</tbody></table></div>
`;
}
