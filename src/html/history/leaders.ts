import type { History } from '../../history/types.js';
import type { CellPoint } from '../../model/point.js';
import { metricWords } from '../../report/metric-words.js';
import { plainProse } from '../../report/prose.js';
import { html, type Markup, NOTHING, row, table } from '../markup.js';

/** The newest figures of the targets that share a scenario, the best first; a place only, no test: `loadgate leaderboard` ranks. */
export function leaders({ points }: History): Markup {
  const newest = points.at(-1);
  const cells = (newest?.cells ?? []).filter(({ figures }) => figures.throughput !== undefined);
  const scenarios = [...new Set(cells.map(({ scenario }) => scenario))];
  const boards = scenarios
    .map((scenario) => cells.filter((cell) => cell.scenario === scenario))
    .filter(({ length }) => length > 1);
  if (boards.length === 0) return NOTHING;
  return html`<h2 id="leaderboard">Leaderboard</h2>
<p class="hint">The newest record's solo rounds, of the cells that it measured. <code>loadgate leaderboard</code> ranks targets with intervals.</p>
${boards.map(boardTable)}`;
}

function boardTable(cells: readonly CellPoint[]): Markup {
  const scenario = plainProse.cell(cells[0]?.scenario ?? '');
  const figure = (cell: CellPoint): number => cell.figures.throughput?.value ?? 0;
  const sorted = [...cells].sort((a, b) => figure(b) - figure(a));
  const cpu = (cell: CellPoint): string => {
    const value = cell.figures.cpu?.value;
    return value === undefined ? '—' : metricWords('cpu').figure(value);
  };
  const rows = sorted.map((cell) =>
    row(plainProse.cell(cell.target), [metricWords('throughput').figure(figure(cell)), cpu(cell)]),
  );
  return html`<h3>${scenario}</h3>
${table(`Leaderboard of ${scenario}`, ['target', 'requests', 'CPU'], rows)}`;
}
