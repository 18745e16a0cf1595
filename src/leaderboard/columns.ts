import type { ExactCounts, LatencySummary } from '../model/record.js';
import { escapeText } from '../report/escape.js';
import { bytes, number, perRequest, share, time } from '../report/format.js';
import { type Column, NONE } from '../report/markdown.js';
import { countedIn, servicesIn } from './service-counts.js';
import type { Figures, Leaderboard, Row, ScenarioBoard } from './types.js';
import { factsOf, interval, labelOf, places, quota, rps, shownRps, spread } from './words.js';

/** A row with figures. */
export type Shown = Row & { readonly figures: Figures };

type Write = (row: Shown) => string | null;

const column = (header: string, align: 'left' | 'right', write: Write, wraps = false): Column<Shown> => ({
  header,
  align,
  wraps,
  read: (row) => {
    const text = write(row);
    return text === null ? NONE : escapeText(text);
  },
});
export const words = (header: string, write: Write) => column(header, 'left', write, true);
export const figure = (header: string, write: Write) => column(header, 'right', write);

export const name = (board: Leaderboard) => words('Framework', (row) => labelOf(row, board));

/** The columns of the comparisons by hand (Framework … Failed), and the columns that those lack. */
export const rankingColumns = (board: Leaderboard): readonly Column<Shown>[] => [
  figure('Rank', ({ rank }) => rank && places(rank)),
  name(board),
  words('Server', ({ target }) => factsOf(target, board)?.server ?? null),
  figure('Requests', ({ figures }) => number(figures.requests)),
  figure('Requests/s', ({ figures }) => rps(figures.rps.mean)),
  figure('95 % interval', ({ figures }) => interval(figures.rps, rps)),
  figure('s.d.', ({ figures }) => spread(figures.rps)),
  figure('Median ms', ({ figures }) => number(figures.latencyUs.p50 / 1000, 2)),
  figure('Failed', ({ figures }) => number(figures.failed)),
  words('Differs from next', ({ differsFromNext: differs }) =>
    differs === null ? null : differs ? 'yes' : 'no',
  ),
  words('CPU quota', ({ state, cpus }) => (state === 'apart' ? quota(cpus) : null)),
];

const latency = (header: string, key: Exclude<keyof LatencySummary, 'p95' | 'p999'>) =>
  figure(header, ({ figures }) => time(figures.latencyUs[key]));

/** RPS, latency, and connections, as in the comparisons with wrk. */
export const latencyColumns = (board: Leaderboard, connections: number): readonly Column<Shown>[] => [
  name(board),
  figure('RPS', (row) => rps(shownRps(row))),
  latency('Latency avg', 'mean'),
  latency('stdev', 'stdev'),
  latency('max', 'max'),
  latency('50 %', 'p50'),
  latency('75 %', 'p75'),
  latency('90 %', 'p90'),
  latency('99 %', 'p99'),
  figure('Connections', () => number(connections)),
];

const count = (header: string, key: Exclude<keyof ExactCounts, 'services' | 'unsteady'>) =>
  figure(header, ({ figures }) => {
    const value = figures.counts?.[key] ?? null;
    return value === null ? null : perRequest(value);
  });

/** What the services of a scenario count and use for a request. */
const serviceColumns = (scenario: ScenarioBoard): readonly Column<Shown>[] => [
  ...countedIn(scenario).map(({ title, read }) =>
    figure(escapeText(title), ({ figures }) => read(figures)?.text ?? null),
  ),
  ...servicesIn(scenario).map((service) =>
    figure(escapeText(`CPU of ${service} a request`), ({ figures }) => {
      const cpuUs = figures.servicesCpuUs[service] ?? null;
      return cpuUs === null ? null : time(cpuUs.mean);
    }),
  ),
];

/** The cost of a request, and its limits. */
export const costColumns = (board: Leaderboard, scenario: ScenarioBoard): readonly Column<Shown>[] => [
  figure('CPU rank', ({ cpuRank }) => cpuRank && places(cpuRank)),
  name(board),
  figure('CPU a request', ({ figures }) => figures.cpuUs && time(figures.cpuUs.mean)),
  figure('s.d.', ({ figures }) => figures.cpuUs && spread(figures.cpuUs)),
  figure('Peak memory', ({ figures }) =>
    figures.peakMemoryBytes === null ? null : bytes(figures.peakMemoryBytes),
  ),
  figure("Generator's CPU", ({ figures }) => share(figures.generatorCpu)),
  ...serviceColumns(scenario),
  count('Upstream calls a request', 'upstreamCalls'),
  count('Upstream connections a request', 'upstreamConnections'),
  figure('Upstream calls', ({ figures }) => figures.upstream && number(figures.upstream.calls)),
  figure('Connections for them', ({ figures }) => figures.upstream && number(figures.upstream.connections)),
  figure('Quota', ({ cpus }) => quota(cpus)),
  words('Limit of the generator?', ({ reason }) =>
    reason === null ? null : 'yes: not ranked by requests/s',
  ),
  // Where services are asked, the clients of these set the ceiling, and stand beside the targets.
  ...(servicesIn(scenario).length > 0
    ? []
    : [words('Ceiling', ({ target }) => factsOf(target, board)?.ceiling ?? null)]),
];
