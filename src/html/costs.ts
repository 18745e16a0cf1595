import type { CellRecord, ExactCounts, SideName } from '../model/record.js';
import { turnOf } from '../model/turn.js';
import { failuresByKind } from '../report/capacity.js';
import {
  answersOf,
  cellMemory,
  cpuSplit,
  generatorUse,
  growth,
  startMs,
  throttledShare,
} from '../report/figures.js';
import { bytes, duration, number, perRequest, share, time } from '../report/format.js';
import { hasContent, NONE } from '../report/markdown.js';
import { plainProse } from '../report/prose.js';
import { stepRows } from '../report/step-table.js';
import { turnWords } from '../report/turn-words.js';
import { html, htmlProse, inline, type Markup, NOTHING, type Part, row, table } from './markup.js';
import { figure } from './plot.js';

type Shown = (cell: CellRecord, side: SideName) => string;

const told = (value: number | null | undefined, write: (value: number) => string): string =>
  value == null ? NONE : write(value);

const countsOf = (cell: CellRecord, side: SideName): ExactCounts | null =>
  cell.generations.map((generation) => generation[side]?.counts ?? null).findLast(Boolean) ?? null;

/** What was counted, for one request, or for what the cell's turns are. */
const COUNTED: readonly (readonly [string, Shown])[] = [
  ['bytes of answers', (cell, side) => told(countsOf(cell, side)?.responseBytes, bytes)],
  ['upstream calls', (cell, side) => told(countsOf(cell, side)?.upstreamCalls, perRequest)],
  ['upstream connections', (cell, side) => told(countsOf(cell, side)?.upstreamConnections, perRequest)],
  ['new connections', (cell, side) => told(countsOf(cell, side)?.newConnections, perRequest)],
];

/** What a request costs and what became of the requests, one line each. */
const LINES: readonly (readonly [string, Shown])[] = [
  ['CPU time of a request, user', (cell, side) => told(cpuSplit(cell, side)?.user, time)],
  ['CPU time of a request, system', (cell, side) => told(cpuSplit(cell, side)?.system, time)],
  ['held back by the CPU cap', (cell, side) => told(throttledShare(cell, side), share)],
  ['peak memory', (cell, side) => told(cellMemory(cell, side), bytes)],
  ['memory kept by a request', (cell, side) => told(growth(cell, side), bytes)],
  ['time to start', (cell, side) => told(startMs(cell, side), duration)],
  ['right answers', (cell, side) => number(answersOf(cell, side).right)],
  ['failed requests', (cell, side) => failuresByKind(answersOf(cell, side).failures) ?? '0'],
];

const hasSide = (cell: CellRecord, side: SideName): boolean =>
  cell.generations.some((generation) => generation[side] !== null);

/** Counts of a request, CPU and memory of both sides, and of the services beside them. */
export function costsTable(cell: CellRecord, name: string): Markup {
  const sides = (['baseline', 'candidate'] as const).filter((side) => hasSide(cell, side));
  const { per } = turnWords(turnOf(cell));
  const counted = COUNTED.map(([what, shown]) => [`${what} ${per}`, shown] as const);
  const lines = [...counted, ...LINES, ...serviceLines(cell)].map(([what, shown]) => ({
    what,
    cells: sides.map((side) => shown(cell, side)),
  }));
  const rows = lines.filter(({ cells }) => cells.some(hasContent)).map(({ what, cells }) => row(what, cells));
  const generator = generatorUse(cell);
  const limit =
    generator === null
      ? NOTHING
      : html`<p class="hint">The load generator used ${share(generator.cpu)} of its core at most, and its event loop was busy for ${share(generator.loop)} of the time.</p>`;
  const head = sides.map((side) => (side === 'baseline' ? 'base' : 'candidate'));
  return html`${table(`What a request of ${name} costs`, ['each request', ...head], rows)}${limit}`;
}

/** CPU time and memory of each service, means over the generations that have them. */
function serviceLines(cell: CellRecord): readonly (readonly [string, Shown])[] {
  const all = (side: SideName) => cell.generations.map((generation) => generation[side]?.services ?? {});
  const names = new Set(
    [...all('baseline'), ...all('candidate')].flatMap((services) => Object.keys(services)),
  );
  const mean = (values: readonly (number | null | undefined)[]): number | null => {
    const known = values.filter((value) => value != null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  return [...names].flatMap((service) => {
    const shown = plainProse.cell(service);
    const of = (side: SideName, key: 'cpuUs' | 'peakMemoryBytes') =>
      mean(all(side).map((services) => services[service]?.[key]));
    return [
      [`CPU time of ${shown}`, (_cell, side) => told(of(side, 'cpuUs'), time)],
      [`peak memory of ${shown}`, (_cell, side) => told(of(side, 'peakMemoryBytes'), bytes)],
    ] as (readonly [string, Shown])[];
  });
}

const BAR = { left: 62, width: 288, height: 20 } as const;

/** CPU time of a request as bars, user and system code; nothing where the runtime can't tell. */
export function cpuFigure(cell: CellRecord): Markup {
  const sides = (['baseline', 'candidate'] as const).flatMap((side) => {
    const split = cpuSplit(cell, side);
    return split === null ? [] : [{ side, split }];
  });
  const most = Math.max(0, ...sides.map(({ split }) => split.user + split.system));
  if (most <= 0) return NOTHING;
  const width = (us: number): number => Math.round((us / most) * (BAR.width - 60) * 10) / 10;
  const bars = sides.map(({ side, split: { user, system } }, at) => {
    const y = 6 + at * 34;
    const own = side === 'baseline' ? 'kb' : 'kc';
    const end = BAR.left + width(user) + width(system);
    return html`<text class="e" x="${BAR.left - 6}" y="${y + 14}">${side === 'baseline' ? 'base' : 'candidate'}</text><path class="${own}" d="M${BAR.left} ${y}h${width(user)}v${BAR.height}h-${width(user)}z"/><path class="${own} ks" d="M${BAR.left + width(user)} ${y}h${width(system)}v${BAR.height}h-${width(system)}z"/><text x="${Math.round(end + 6)}" y="${y + 14}">${time(user + system)}</text>`;
  });
  const said = sides
    .map(({ side, split }) => `${side} ${time(split.user)} user and ${time(split.system)} system`)
    .join('; ');
  return figure(
    'CPU time of a request',
    'user code, and paler the kernel',
    html`<svg class="chart" viewBox="0 0 360 ${6 + sides.length * 34}" role="img"><title>CPU time of a request: ${said}</title>${bars}</svg>`,
  );
}

/** The steps of a sequence; nothing where there are none. */
export function stepsTable(cell: CellRecord, name: string): Markup {
  const rows = stepRows(cell);
  if (rows.length === 0) return NOTHING;
  const head: readonly Part[] = [
    'step',
    'request',
    'side',
    'right',
    'failed',
    'p50',
    'p95',
    'p99',
    'alone, p50',
  ];
  return html`<h4>Steps</h4>${table(
    `Steps of ${name}`,
    head,
    rows.map((one) =>
      row(one.number, [
        inline(htmlProse.code(one.request)),
        one.side === 'baseline' ? 'base' : 'candidate',
        number(one.right),
        number(one.failed),
        told(one.p50, time),
        told(one.p95, time),
        told(one.p99, time),
        told(one.alone, time),
      ]),
    ),
  )}`;
}
