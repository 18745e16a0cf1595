import type { CellComparison, MetricComparison } from '../model/comparison.js';
import type { RunRecord } from '../model/record.js';
import { percent } from '../report/format.js';
import { changedSentences } from '../report/lead.js';
import { boundText, limitWords } from '../report/limit-words.js';
import { NONE } from '../report/markdown.js';
import { changeText, rangeText, together } from '../report/metric.js';
import { metricWords, nameIn } from '../report/metric-words.js';
import { plainProse, sentence } from '../report/prose.js';
import { reasonText } from '../report/reason.js';
import { LIMIT_STATES } from '../report/rows.js';
import { capacityFigure, capacityTable } from './capacity.js';
import { costsTable, cpuFigure, stepsTable } from './costs.js';
import { flameFigure } from './flame.js';
import { coursesOf, generationsFigure, generationsTable, USUAL } from './generations.js';
import { latencyFigure, latencyTable } from './latency.js';
import { html, htmlProse, inline, type Markup, NOTHING, row, table } from './markup.js';
import type { ShownCell } from './shown.js';
import { changeStrip, limitStrip } from './strip.js';
import { LIMIT_TONES, pill, VERDICT_TONES } from './tones.js';

/** How much is told of a cell: everything, its metrics, pictures, and what a request costs, or the first two alone. */
export type Depth = 'full' | 'brief' | 'least';

/** Metrics whose generations are drawn. */
const COURSES: Readonly<Record<Depth, number>> = { full: 3, brief: 1, least: 1 };

/** Everything that is known of a cell, folded unless it is news. */
export function cellSection(cell: ShownCell, run: RunRecord, depth: Depth, isOpen: boolean): Markup {
  const { number, row: shown, tone, isElsewhere } = cell;
  const advisory = isElsewhere ? html` <span class="hint">at a URL, advisory</span>` : NOTHING;
  return html`<details class="cell" id="c${number}"${isOpen ? html` open=""` : NOTHING}><summary><h3>${shown.cell}</h3>${pill(tone, shown.word)}${advisory}${shown.change === NONE ? NOTHING : html`<span class="by">${shown.change}</span>`}</summary>
<div class="in">${whyText(cell.comparison, run)}${metricsTable(cell.comparison, shown.cell, depth)}${limitsTable(cell.comparison, shown.cell)}${pictures(cell, depth)}${depth === 'full' ? flameFigure(cell.comparison, cell.record, shown.cell) : NOTHING}${figures(cell, depth)}</div></details>
`;
}

/** What changed in it, or why that is not known. */
function whyText(cell: CellComparison, run: RunRecord): Markup {
  const isChange = cell.verdict === 'regression' || cell.verdict === 'improvement';
  const sentences = isChange
    ? changedSentences(cell, run, htmlProse)
    : cell.reason === null
      ? []
      : [htmlProse.text(sentence(reasonText(cell.reason)))];
  return sentences.length === 0 ? NOTHING : html`<p>${inline(sentences.join(' '))}</p>`;
}

const METRIC_VERDICTS = {
  regression: 'worse',
  improvement: 'better',
  'no-change': 'no change',
  inconclusive: 'not decided',
  invalid: 'invalid',
} as const;

/** Every metric with its interval against the gate's band. What is as it was has a row where there is room. */
function metricsTable({ metrics }: CellComparison, name: string, depth: Depth): Markup {
  const isSame = ({ kind, baseline, candidate }: MetricComparison): boolean =>
    kind === 'exact' && baseline === candidate;
  const isQuiet = ({ metric, verdict }: MetricComparison): boolean =>
    verdict === 'no-change' && !USUAL.includes(metric);
  const told = metrics.filter(
    (metric) => depth === 'full' || !(isSame(metric) || (depth === 'least' && isQuiet(metric))),
  );
  if (told.length === 0) return NOTHING;
  const rows = told.map((metric) => {
    const words = metricWords(metric.metric);
    const { baseline, candidate } = together(metric);
    const tone = VERDICT_TONES[metric.verdict];
    const isJudged = metric.threshold !== null;
    return row(plainProse.cell(nameIn(metric)), [
      words.figure(baseline),
      words.figure(candidate),
      changeText(metric),
      rangeText(metric),
      changeStrip(metric, tone),
      metric.kind === 'exact' ? 'any' : metric.couldSee === null ? NONE : `≥ ${percent(metric.couldSee)}`,
      isJudged ? METRIC_VERDICTS[metric.verdict] : 'reported',
    ]);
  });
  const head = [
    'metric',
    'base',
    'now',
    'change',
    '95 % interval',
    'against the gate',
    'could see',
    'verdict',
  ];
  return table(`Metrics of ${name}`, head, rows);
}

/** Its absolute limits. */
function limitsTable({ limits = [] }: CellComparison, name: string): Markup {
  if (limits.length === 0) return NOTHING;
  const rows = limits.map((limit) => {
    const { figure, span } = limitWords(limit.limit);
    const known = (value: number | null): string => (value === null ? NONE : figure(value));
    return row(boundText(limit), [
      known(limit.baseline),
      known(limit.figure),
      limit.interval === null ? NONE : span(limit.interval),
      limitStrip(limit, LIMIT_TONES[limit.verdict]),
      LIMIT_STATES[limit.verdict].word,
    ]);
  });
  return table(
    `Limits of ${name}`,
    ['limit', 'base', 'now', '95 % interval', 'against the limit', 'verdict'],
    rows,
  );
}

function pictures(cell: ShownCell, depth: Depth): Markup {
  const { record } = cell;
  if (record === null) return NOTHING;
  const courses = coursesOf(cell, COURSES[depth]).map(generationsFigure);
  const cpu = depth === 'full' ? cpuFigure(record) : NOTHING;
  return html`<div class="charts">${courses}${capacityFigure(record)}${latencyFigure(record)}${cpu}</div>`;
}

function figures(cell: ShownCell, depth: Depth): Markup {
  const { record, row: shown } = cell;
  if (record === null || depth === 'least') return NOTHING;
  if (depth === 'brief') return html`${latencyTable(record, shown.cell)}${costsTable(record, shown.cell)}`;
  const courses = coursesOf(cell, COURSES.full);
  return html`${latencyTable(record, shown.cell)}${stepsTable(record, shown.cell)}${costsTable(record, shown.cell)}${generationsTable(courses, shown.cell)}${capacityTable(record, shown.cell)}`;
}
