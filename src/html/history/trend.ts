import type { CellHistory, Pin, TrendValue } from '../../history/types.js';
import { change } from '../../report/format.js';
import { plainProse } from '../../report/prose.js';
import { axisOf, place } from '../axis.js';
import { html, type Markup, NOTHING } from '../markup.js';
import { dots, line, type Point } from '../plot.js';

/** Wider than the pictures of a report: a trend has many records. */
const WIDE = { width: 720, height: 240, left: 62, right: 708, top: 26, bottom: 206 } as const;
/** From this many records on, dots and intervals would hide each other. */
const DOTS = 150;
const SURE = 1.96;

/**
 * The trend of a cell relative to its first record: each record with its interval, the mean between the steps, releases,
 * steps, and changes of the machine. Drawn when it is written, without script.
 */
export function trendPicture(cell: CellHistory, releases: readonly Pin[]): Markup {
  const { values } = cell.series;
  const start = values[0]?.log ?? 0;
  const ratio = (log: number): number => Math.exp(log - start);
  const all = values.flatMap(({ log, error }) =>
    [log - SURE * (error ?? 0), log + SURE * (error ?? 0)].map(ratio),
  );
  const axis = axisOf(all, [WIDE.bottom, WIDE.top], { isLog: false });
  const step = (WIDE.right - WIDE.left) / Math.max(1, values.length - 1);
  const x = (at: number): number => place(values.length === 1 ? WIDE.right : WIDE.left + at * step);
  const at = (sha: string): number => values.findIndex((value) => value.sha === sha);
  const points = values.map(({ log }, index): Point => ({ x: x(index), y: axis.at(ratio(log)) }));
  const bars = values.map(({ log, error }, index) =>
    error === null
      ? ''
      : `M${x(index)} ${axis.at(ratio(log - SURE * error))}V${axis.at(ratio(log + SURE * error))}`,
  );
  const isDense = values.length > DOTS;
  return html`<svg class="trend" viewBox="0 0 ${WIDE.width} ${WIDE.height}" role="img"><title>${titleOf(cell)}</title>
<path class="g" d="${axis.ticks.map((tick) => `M${WIDE.left} ${axis.at(tick)}H${WIDE.right}`).join('')}"/><g class="e">${axis.ticks.map((tick) => html`<text x="${WIDE.left - 6}" y="${axis.at(tick) + 4}">${change(tick, null)}</text>`)}</g>
<path class="j" d="${bars.join('')}"/>${isDense ? html`<path class="c" d="${line(points)}"/>` : html`<path class="c p" d="${dots(points)}"/>`}
${meansOf(cell, x, (log) => axis.at(ratio(log)))}${cell.machines.map(({ sha }) => upright('machine', x(at(sha)), NOTHING))}${cell.steps.map((one) => upright(one.isWorse ? 'worse' : 'better', x(at(one.after)), NOTHING))}${releaseMarks(values, releases, x)}
<text x="${WIDE.left}" y="${WIDE.height - 12}">${(values[0]?.startedAt ?? '').slice(0, 10)}</text><text class="end" x="${WIDE.right}" y="${WIDE.height - 12}">${(values.at(-1)?.startedAt ?? '').slice(0, 10)}</text></svg>`;
}

function titleOf({ target, scenario, series, steps, machines }: CellHistory): string {
  const [first, last] = [series.values[0], series.values.at(-1)];
  const moved = first === undefined || last === undefined ? '' : change(Math.exp(last.log - first.log), null);
  return `Trend of ${plainProse.cell(target, scenario)} over ${series.values.length} records: ${moved} from the first to the last, ${steps.length} steps, ${machines.length} changes of machine`;
}

/** The mean between two steps. Of sums of links there is none. */
function meansOf(
  { series, steps }: CellHistory,
  x: (at: number) => number,
  y: (log: number) => number,
): Markup {
  if (series.basis === 'previous') return NOTHING;
  const starts = [0, ...steps.map(({ after }) => series.values.findIndex(({ sha }) => sha === after))];
  const path = starts.map((from, index) => {
    const to = starts[index + 1] ?? series.values.length;
    const own = series.values.slice(from, to);
    const level = place(y(own.reduce((sum, { log }) => sum + log, 0) / own.length));
    return `M${x(from)} ${level}H${x(to - 1)}`;
  });
  return html`<path class="b l" d="${path.join('')}"/>`;
}

const upright = (kind: string, x: number, words: Markup): Markup =>
  html`<path class="mark ${kind}" d="M${x} ${WIDE.top}V${WIDE.bottom}"/>${words}`;

/** At the first record of a release or after it; names that would lie over each other are left out. */
function releaseMarks(
  values: readonly TrendValue[],
  releases: readonly (Pin & { readonly place?: number })[],
  x: (at: number) => number,
): readonly Markup[] {
  let free = 0;
  return releases.flatMap(({ name, sha }) => {
    const at = values.findIndex((value) => value.sha === sha);
    if (at === -1) return [];
    const [left, label] = [x(at), plainProse.text(name, 24)];
    const fits = left >= free;
    if (fits) free = left + 8 * label.length + 8;
    return [
      upright(
        'release',
        left,
        fits ? html`<text class="m" x="${left}" y="${WIDE.top - 8}">${label}</text>` : NOTHING,
      ),
    ];
  });
}
