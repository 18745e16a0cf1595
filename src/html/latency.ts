import type { CellRecord, LatencySummary, SideName } from '../model/record.js';
import { roundsOf, typicalLatency } from '../report/figures.js';
import { plural, time } from '../report/format.js';
import { NONE } from '../report/markdown.js';
import { axisOf, place } from './axis.js';
import { html, type Markup, NOTHING, row, table } from './markup.js';
import { below, dots, figure, line, PLOT, type Point, plot } from './plot.js';

/**
 * The quantiles that a record has of each round; it keeps no single latency. A tenth of the slowest requests has as much
 * room as the rest: 1 − share, in powers of ten.
 */
const QUANTILES = [
  { name: 'min', share: 0, header: 'min' },
  { name: 'p50', share: 0.5, header: 'p50' },
  { name: 'p75', share: 0.75, header: 'p75' },
  { name: 'p90', share: 0.9, header: 'p90' },
  { name: 'p95', share: 0.95, header: 'p95' },
  { name: 'p99', share: 0.99, header: 'p99' },
  { name: 'p999', share: 0.999, header: 'p99.9' },
] as const;

const TOLD: readonly (typeof QUANTILES)[number]['name'][] = ['min', 'p50', 'p90', 'p99', 'p999'];

const SIDES: readonly SideName[] = ['baseline', 'candidate'];

interface SideLatency {
  readonly side: SideName;
  readonly summary: LatencySummary;
  readonly alone: LatencySummary | null;
  /** Rounds that it is the median of. */
  readonly rounds: number;
  readonly kind: 'solo' | 'duet';
}

function sideLatency(cell: CellRecord, side: SideName): readonly SideLatency[] {
  for (const kind of ['solo', 'duet'] as const) {
    const rounds = roundsOf(cell, side, kind);
    const summary = typicalLatency(rounds);
    const alone = typicalLatency(roundsOf(cell, side, 'probe'));
    if (summary !== null) return [{ side, summary, alone, rounds: rounds.length, kind }];
  }
  return [];
}

/** The latency distributions of both sides on one axis; nothing where no round was under load. */
export function latencyFigure(cell: CellRecord): Markup {
  const sides = SIDES.flatMap((side) => sideLatency(cell, side));
  const [first] = sides;
  if (first === undefined) return NOTHING;
  const far = sides.every(({ summary }) => summary.p999 !== undefined) ? 0.999 : 0.99;
  const known = QUANTILES.filter(({ share }) => share <= far);
  const values = sides
    .flatMap(({ summary }) => known.flatMap(({ name }) => summary[name] ?? []))
    .filter((one) => one > 0);
  if (values.length === 0) return NOTHING;
  const axis = axisOf(values, [PLOT.bottom - 6, PLOT.top + 6]);
  const pointsOf = ({ summary }: SideLatency): readonly Point[] =>
    known.flatMap(({ name, share }) => {
      const value = summary[name];
      return value === undefined || value <= 0 ? [] : [{ x: across(share, far), y: axis.at(value) }];
    });
  const curves = sides.map((one) => {
    const points = pointsOf(one);
    const letter = one.side === 'baseline' ? 'b' : 'c';
    return html`<path class="${letter} l" d="${line(points)}"/><path class="${letter} p" d="${dots(points)}"/>${letter === 'b' ? html`<path class="o" d="${dots(points)}"/>` : NOTHING}`;
  });
  const labels = known
    .filter(({ name }) => TOLD.includes(name))
    .map(({ share, header }) => below(across(share, far), header));
  const said = sides
    .map(({ side, summary }) => `${side} p50 ${time(summary.p50)}, p99 ${time(summary.p99)}`)
    .join('; ');
  const rounds = `medians over ${plural(first.rounds, `${first.kind} round`)}`;
  return figure(
    'Latency under load',
    rounds,
    plot(`Quantiles of the latency under load, ${rounds}: ${said}`, axis, time, [...curves, ...labels]),
  );
}

/** Where a quantile stands, the slower the further to the right. */
function across(share: number, far: number): number {
  const { left, right } = PLOT;
  return place(left + 12 + (Math.log(1 - share) / Math.log(1 - far)) * (right - left - 26));
}

/** The same as a table, with what the picture has no room for. */
export function latencyTable(cell: CellRecord, name: string): Markup {
  const sides = SIDES.flatMap((side) => sideLatency(cell, side));
  if (sides.length === 0) return NOTHING;
  const shown = (us: number | undefined): string => (us === undefined ? NONE : time(us));
  const rows = sides.map(({ side, summary, alone }) =>
    row(side === 'baseline' ? 'base' : 'candidate', [
      ...QUANTILES.map((one) => shown(summary[one.name])),
      time(summary.max),
      time(summary.stdev),
      shown(alone?.p50),
      shown(alone?.p99),
    ]),
  );
  const head = ['side', ...QUANTILES.map(({ header }) => header), 'max', 's.d.', 'alone, p50', 'alone, p99'];
  return table(`Latency of ${name}`, head, rows);
}
