import { csvText } from '../export/csv.js';
import { countedIn, servicesIn } from './service-counts.js';
import type { Leaderboard, Row, ScenarioBoard } from './types.js';
import { factsOf } from './words.js';

type Value = string | number | boolean | null | undefined;

/** Column → its value, in plain units: numbers without separators, times in µs, memory in bytes. */
const COLUMNS: Readonly<Record<string, (row: Row, scenario: ScenarioBoard, board: Leaderboard) => Value>> = {
  scenario: (_row, { scenario }) => scenario,
  target: ({ target }) => target,
  framework: ({ target }, _scenario, board) => factsOf(target, board)?.framework,
  framework_version: ({ target }, _scenario, board) => factsOf(target, board)?.frameworkVersion,
  server: ({ target }, _scenario, board) => factsOf(target, board)?.server,
  server_version: ({ target }, _scenario, board) => factsOf(target, board)?.serverVersion,
  interface: ({ target }, _scenario, board) => factsOf(target, board)?.interface,
  async: ({ target }, _scenario, board) => factsOf(target, board)?.async,
  workers: ({ target }, _scenario, board) => factsOf(target, board)?.workers,
  cpus: ({ cpus }) => cpus,
  state: ({ state }) => state,
  reason: ({ reason }) => reason && `${reason.code}: ${reason.message}`,
  rank_best: ({ rank }) => rank?.best,
  rank_worst: ({ rank }) => rank?.worst,
  differs_from_next: ({ differsFromNext }) => differsFromNext,
  requests: ({ figures }) => figures?.requests,
  requests_per_s: ({ figures, byDuets }) => byDuets?.rps ?? figures?.rps.mean,
  requests_per_s_low: ({ figures, byDuets }) => (byDuets ? byDuets.rpsLow : figures?.rps.low),
  requests_per_s_high: ({ figures, byDuets }) => (byDuets ? byDuets.rpsHigh : figures?.rps.high),
  alone_requests_per_s: ({ figures }) => figures?.rps.mean,
  reference: (_row, { reference }) => reference,
  ratio: ({ byDuets }) => byDuets?.ratio,
  ratio_low: ({ byDuets }) => byDuets?.low,
  ratio_high: ({ byDuets }) => byDuets?.high,
  duets: ({ byDuets }) => byDuets?.generations,
  next: ({ next }) => next,
  log_sd: ({ figures }) => figures?.rps.spread,
  generations: ({ figures }) => figures?.rps.values.length,
  failed: ({ figures }) => figures?.failed,
  connections: (_row, { connections }) => connections,
  latency_avg_us: ({ figures }) => figures?.latencyUs.mean,
  latency_stdev_us: ({ figures }) => figures?.latencyUs.stdev,
  latency_max_us: ({ figures }) => figures?.latencyUs.max,
  latency_p50_us: ({ figures }) => figures?.latencyUs.p50,
  latency_p75_us: ({ figures }) => figures?.latencyUs.p75,
  latency_p90_us: ({ figures }) => figures?.latencyUs.p90,
  latency_p99_us: ({ figures }) => figures?.latencyUs.p99,
  cpu_us_per_request: ({ figures }) => figures?.cpuUs?.mean,
  cpu_rank_best: ({ cpuRank }) => cpuRank?.best,
  cpu_rank_worst: ({ cpuRank }) => cpuRank?.worst,
  peak_memory_bytes: ({ figures }) => figures?.peakMemoryBytes,
  generator_cpu: ({ figures }) => figures?.generatorCpu,
  upstream_calls_per_request: ({ figures }) => figures?.counts?.upstreamCalls,
  upstream_connections_per_request: ({ figures }) => figures?.counts?.upstreamConnections,
  upstream_calls: ({ figures }) => figures?.upstream?.calls,
  upstream_connections: ({ figures }) => figures?.upstream?.connections,
  carries: ({ capacity }) => capacity?.level?.mean,
  carries_low: ({ capacity }) => capacity?.level?.low,
  carries_high: ({ capacity }) => capacity?.level?.high,
  carries_held: ({ capacity }) => capacity?.found.at(-1)?.low,
  carries_broke: ({ capacity }) => capacity?.found.at(-1)?.high,
  stopped_by: ({ capacity }) => capacity?.found.at(-1)?.stop,
  ceiling: ({ target }, _scenario, board) => factsOf(target, board)?.ceiling,
  replicas: ({ target }, _scenario, board) => factsOf(target, board)?.replicas,
  replicas_largest_difference: ({ target }, _scenario, board) =>
    factsOf(target, board)?.shares?.largestDifference,
};

/** Those of the services that the board's targets need. */
function serviceColumns({ scenarios }: Leaderboard): typeof COLUMNS {
  const counts = scenarios.flatMap(countedIn);
  const services = scenarios.flatMap(servicesIn);
  const snake = (name: string): string => name.replaceAll('-', '_');
  return {
    ...Object.fromEntries(
      counts.map(({ service, count, read }) => [
        `${snake(service)}_${snake(count)}_per_request`,
        ({ figures }: Row) => figures && read(figures)?.value,
      ]),
    ),
    ...Object.fromEntries(
      services.map((service) => [
        `${snake(service)}_cpu_us_per_request`,
        ({ figures }: Row) => figures?.servicesCpuUs[service]?.mean,
      ]),
    ),
  };
}

/** One line per row of each scenario (RFC 4180, with line feeds). Unknown values are empty. */
export function leaderboardCsv(board: Leaderboard): string {
  const columns = { ...COLUMNS, ...serviceColumns(board) };
  const lines = board.scenarios.flatMap((scenario) =>
    scenario.rows.map((row) => Object.values(columns).map((read) => field(read(row, scenario, board)))),
  );
  return [Object.keys(columns).map(field), ...lines].map((fields) => `${fields.join(',')}\n`).join('');
}

function field(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  return csvText(String(value));
}
