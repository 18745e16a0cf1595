import { metricNamed, sampledOf } from '../compare/metrics/all.js';
import type { SampledMetric } from '../compare/metrics/metric.js';
import type { CellRecord, Generation, SideFigures, SideName } from '../model/record.js';
import { duration } from '../report/format.js';
import { NONE } from '../report/markdown.js';
import { mainMetric } from '../report/metric.js';
import { metricWords, PRIMARY } from '../report/metric-words.js';
import { axisOf, place } from './axis.js';
import { html, type Markup, NOTHING, row, table } from './markup.js';
import { below, dots, figure, line, PLOT, type Point, plot } from './plot.js';
import type { ShownCell } from './shown.js';

/** A metric's figure in one generation; null: that side has none. */
interface Pair {
  readonly generation: Generation;
  readonly baseline: number | null;
  readonly candidate: number | null;
}

/** What explains most cells, after the metric that decided this one. */
export const USUAL: readonly string[] = [
  PRIMARY,
  'answered',
  'cpu',
  'latency',
  'url-median',
  'capacity',
  'capacity-rate',
];

/** Figures of a cell's metrics by generation, the deciding metric first. */
interface Course {
  readonly metric: SampledMetric;
  readonly pairs: readonly Pair[];
}

/** @param most metrics */
export function coursesOf({ comparison, record }: ShownCell, most: number): readonly Course[] {
  if (record === null) return [];
  const main = mainMetric(comparison)?.metric;
  const judged = comparison.metrics.map(({ metric }) => metric);
  const names = judged.length > 0 ? judged : sampledOf(record).map(({ name }) => name);
  const wanted = [...(main === undefined ? [] : [main]), ...USUAL].filter((name) => names.includes(name));
  return [...new Set(wanted)]
    .flatMap((name) => {
      const metric = metricNamed(name);
      return metric?.kind === 'sampled' ? [{ metric, pairs: pairsOf(record, metric) }] : [];
    })
    .filter(({ pairs }) => pairs.length > 0)
    .slice(0, most);
}

function pairsOf({ generations }: CellRecord, metric: SampledMetric): readonly Pair[] {
  const pairs = generations.map((generation) => pairOf(generation, metric));
  return pairs.filter(({ baseline, candidate }) => baseline !== null || candidate !== null);
}

function pairOf(generation: Generation, metric: SampledMetric): Pair {
  const { baseline, candidate } = generation;
  const reading = metric.read({ baseline: baseline === null ? [] : [baseline], candidate: [candidate] });
  const value = (side: SideFigures | undefined): number | null => {
    const log = side === undefined ? null : (reading.log(side, 'duet') ?? reading.log(side, 'solo'));
    return log === null ? null : Math.exp(log);
  };
  return { generation, baseline: value(reading.baseline[0]), candidate: value(reading.candidate[0]) };
}

/** Every generation of a metric as dots, those of a pair joined. */
export function generationsFigure({ metric, pairs }: Course): Markup {
  const words = metricWords(metric.name);
  const values = pairs.flatMap(({ baseline, candidate }) =>
    [baseline, candidate].filter((one) => one !== null),
  );
  const { left, right, top, bottom } = PLOT;
  const axis = axisOf(values, [bottom - 6, top + 6], { isBytes: metric.unit === 'bytes' });
  const step = (right - left) / pairs.length;
  const half = Math.min(5, step / 5);
  const pointsOf = (side: SideName): readonly (Point | null)[] =>
    pairs.map(({ [side]: value }, at) => {
      const x = left + (at + 0.5) * step + (side === 'baseline' ? -half : half);
      return value === null ? null : { x: place(x), y: axis.at(value) };
    });
  const [base, now] = [pointsOf('baseline'), pointsOf('candidate')];
  const known = (points: readonly (Point | null)[]) => points.filter((point) => point !== null);
  const joins = base.flatMap((from, at) => {
    const to = now[at] ?? null;
    return from === null || to === null ? [] : [line([from, to])];
  });
  const isPaired = joins.length > 0;
  const title = `${words.long} in ${pairs.length} generations${isPaired ? ', pairs joined' : ''}: ${spreads(pairs, words.figure)}`;
  return figure(
    capital(words.long),
    isPaired ? 'the two sides of each generation joined' : 'each generation',
    plot(title, axis, (tick) => bare(words.figure(tick)), [
      confirmed(pairs, step),
      html`<path class="j" d="${joins.join('')}"/><path class="b p" d="${dots(known(base))}"/><path class="o" d="${dots(known(base))}"/><path class="c p" d="${dots(known(now))}"/>`,
      below(place(left + step / 2), '1'),
      pairs.length > 1 ? below(place(right - step / 2), String(pairs.length)) : NOTHING,
      pairs.length > 3 ? below(place((left + right) / 2), 'generation') : NOTHING,
    ]),
  );
}

/** The ground of the generations that confirm, which are new data. */
function confirmed(pairs: readonly Pair[], step: number): Markup {
  const first = pairs.findIndex(({ generation }) => generation.phase === 'confirm');
  if (first === -1) return NOTHING;
  const { left, right, top, bottom } = PLOT;
  const x = place(left + first * step);
  return html`<path class="f" d="M${x} ${top}H${right}V${bottom}H${x}z"/><text x="${x + 4}" y="${top + 10}">confirming</text>`;
}

function spreads(pairs: readonly Pair[], write: (value: number) => string): string {
  const said = (['baseline', 'candidate'] as const).flatMap((side) => {
    const values = pairs.flatMap(({ [side]: value }) => value ?? []);
    return values.length === 0
      ? []
      : [`${side} ${write(Math.min(...values))} to ${write(Math.max(...values))}`];
  });
  return said.join('; ');
}

/** All of these figures as a table. */
export function generationsTable(courses: readonly Course[], name: string): Markup {
  const [first] = courses;
  if (first === undefined) return NOTHING;
  const shown = (metric: string, value: number | null | undefined): string =>
    value == null ? NONE : metricWords(metric).figure(value);
  const columns = courses.flatMap(({ metric }) => [`${metricWords(metric.name).name}, base`, 'candidate']);
  const rows = first.pairs.map(({ generation }) =>
    row(generation.index + 1, [
      generation.phase,
      generation.startedFirst === 'baseline' ? 'base' : 'candidate',
      ...courses.flatMap(({ metric, pairs }) => {
        const pair = pairs.find((one) => one.generation === generation);
        return [shown(metric.name, pair?.baseline), shown(metric.name, pair?.candidate)];
      }),
      duration(generation.durationMs),
    ]),
  );
  return html`<details class="more"><summary>Every generation in figures</summary>${table(
    `Generations of ${name}`,
    ['generation', 'phase', 'started first', ...columns, 'took'],
    rows,
  )}</details>
`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A figure without the unit that its caption says. */
const bare = (text: string): string => text.replace(/ (req\/s|connections?|CPU)$/, '');
