import type { Config, Scenario, Target } from '../model/config.js';
import type { CellRecord, RunRecord, RuntimeFacts } from '../model/record.js';
import { commonQuota, quotaOf } from '../rank/quota.js';
import { capacityOf } from './capacity.js';
import { type DuetBoard, duetBoardOf } from './duets.js';
import { figuresOf } from './figures.js';
import { type Contender, type Ranking, rank } from './rank.js';
import { sharesOf } from './shares.js';
import {
  type CapacityFigures,
  type Facts,
  type Figures,
  LEADERBOARD_SCHEMA,
  type Leaderboard,
  type Row,
  type RowState,
  type ScenarioBoard,
  type Spread,
  type TargetFacts,
} from './types.js';

/** These rounds are complete and have only right answers. The generator just couldn't send more requests. */
const SATURATED = 'generator-saturated';

/** The places after the ranked rows. */
const ORDER: readonly RowState[] = ['ranked', 'apart', 'invalid', 'not-measured'];

/**
 * Makes a leaderboard from a record.
 * @param config configuration of the record's commit, which has connections, quotas, and workers
 * @param configDigest digest of this configuration
 * @param facts by target name; a target without facts is shown by name only
 */
export function makeLeaderboard(
  record: RunRecord,
  config: Config,
  configDigest: string,
  facts: ReadonlyMap<string, Facts>,
): Leaderboard {
  const targets = config.targets.filter(({ name }) => record.cells.some((cell) => cell.target === name));
  const cpus = commonQuota(targets) ?? record.caps.cpus;
  const known = new Map(targets.map((target) => [target.name, target]));
  return {
    schema: LEADERBOARD_SCHEMA,
    version: record.version,
    startedAt: record.startedAt,
    durationMs: record.durationMs,
    timing: record.timing,
    commit: record.candidate,
    seed: record.seed,
    machine: record.machine,
    runtime: record.runtime,
    cpus,
    memoryBytes: record.caps.memoryBytes,
    configChanged: configDigest !== record.configDigest,
    facts: targets.flatMap((target) => factsOf(target, facts, record)),
    scenarios: config.scenarios.flatMap((scenario) => {
      const cells = record.cells.filter((cell) => cell.scenario === scenario.name && known.has(cell.target));
      return cells.length === 0 ? [] : [boardOf(scenario, cells, known, cpus, record.runtime.targetCores)];
    }),
  };
}

function factsOf(
  target: Target,
  facts: ReadonlyMap<string, Facts>,
  { images = [], cells }: RunRecord,
): TargetFacts[] {
  const { name, env, workers, replicas, needs } = target;
  const own = facts.get(name);
  if (own === undefined) return [];
  const image = images.find((one) => one.target === name && one.side === 'candidate');
  const built = { imageBytes: image?.sizeBytes ?? null, buildMs: image?.buildMs ?? null };
  const processes = env['WORKERS'] ?? String(workers ?? 1);
  const clients = Object.fromEntries(
    Object.entries(own.clients).filter(([service]) => needs.includes(service)),
  );
  const shares = sharesOf(cells.filter((cell) => cell.target === name));
  const run = { cpus: quotaOf(target), workers: processes, replicas, shares };
  return [{ ...own, target: name, clients, ...run, ...built }];
}

/** A row before it is ranked. */
interface Entry {
  readonly cell: CellRecord;
  readonly state: RowState;
  readonly cpus: number;
  readonly figures: Figures | null;
  readonly capacity: CapacityFigures | null;
}

function boardOf(
  scenario: Scenario,
  cells: readonly CellRecord[],
  targets: ReadonlyMap<string, Target>,
  commonCpus: number,
  cores: RuntimeFacts['targetCores'],
): ScenarioBoard {
  const entries = cells.map((cell) => {
    const target = targets.get(cell.target);
    return entryOf(cell, target === undefined ? commonCpus : quotaOf(target), commonCpus);
  });
  const ranked = entries.filter(({ state }) => state === 'ranked');
  // The CPU time of a request depends neither on the number of requests that the generator sends, nor on the quota.
  const ownCpu = entries.filter(
    ({ cell, state }) => state === 'ranked' || state === 'apart' || cell.invalid?.code === SATURATED,
  );
  const duets = duetBoardOf(ranked, ownCpu, cores?.length ?? null);
  const byRps = duets?.byRps ?? soloRanking(scenario, ranked);
  const byCpu =
    duets?.byCpu ??
    rank(
      contenders(ownCpu, ({ cpuUs }) => cpuUs),
      'low',
    );
  return {
    scenario: scenario.name,
    request: (scenario.steps ?? [scenario])
      .map(({ request: { method, path } }) => `${method} ${path}`)
      .join(', then '),
    connections: scenario.connections,
    upstream: scenario.upstream,
    ...(scenario.capacity === undefined ? {} : { search: scenario.capacity }),
    ...(duets === null ? {} : { reference: duets.reference }),
    rows: entries.map((entry) => rowOf(entry, byRps, byCpu, duets)).sort(inOrder(byRps)),
    pairs: byRps.pairs,
  };
}

const soloRanking = ({ capacity }: Scenario, ranked: readonly Entry[]): Ranking =>
  rank(capacity === undefined ? contenders(ranked, ({ rps }) => rps) : searched(ranked), 'high');

function entryOf(cell: CellRecord, cpus: number, commonCpus: number): Entry {
  const figures = figuresOf(cell);
  const capacity = capacityOf(cell);
  const invalid = cell.state === 'invalid';
  const measured = cell.state === 'measured' && (figures !== null || capacity !== null);
  const state = invalid ? 'invalid' : !measured ? 'not-measured' : cpus === commonCpus ? 'ranked' : 'apart';
  return { cell, state, cpus, figures, capacity };
}

const contenders = (entries: readonly Entry[], read: (figures: Figures) => Spread | null): Contender[] =>
  entries.flatMap(({ cell, figures }) => {
    const spread = figures && read(figures);
    return spread === null ? [] : [{ target: cell.target, spread }];
  });

/** Bounds are no figures, and are not ranked. */
const searched = (entries: readonly Entry[]): Contender[] =>
  entries.flatMap(({ cell, capacity }) =>
    capacity?.level == null ? [] : [{ target: cell.target, spread: capacity.level }],
  );

function rowOf(
  { cell, state, cpus, figures, capacity }: Entry,
  byRps: Ranking,
  byCpu: Ranking,
  duets: DuetBoard | null,
): Row {
  const { target, invalid } = cell;
  const byDuets = duets?.byTarget.get(target);
  const next = duets?.next.get(target);
  return {
    target,
    state,
    reason: invalid === null ? null : { code: invalid.code, message: invalid.message },
    cpus,
    figures,
    ...(capacity === null ? {} : { capacity }),
    ...(byDuets === undefined ? {} : { byDuets }),
    rank: byRps.ranks.get(target) ?? null,
    differsFromNext: byRps.differsFromNext.get(target) ?? null,
    ...(next === undefined ? {} : { next }),
    cpuRank: byCpu.ranks.get(target) ?? null,
  };
}

/** A bound from below stands first, one from above last. */
function placeIn({ order }: Ranking, { target, capacity }: Row): number {
  const place = order.indexOf(target);
  if (place >= 0 || capacity === undefined) return place;
  return capacity.found.every(({ low }) => low === 0) ? order.length : -1;
}

const inOrder =
  (ranking: Ranking) =>
  (a: Row, b: Row): number =>
    ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
    (a.state === 'ranked' ? placeIn(ranking, a) - placeIn(ranking, b) : 0) ||
    (a.target < b.target ? -1 : 1);
