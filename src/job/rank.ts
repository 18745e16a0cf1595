import type { RoundMix } from '../measure/deps.js';
import { canGoOn, type DuetWish } from '../measure/duets.js';
import { cellKey, type NextStep } from '../measure/schedule.js';
import type { Config, MeasureSettings, Scenario, Target } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import type { CellRecord, RunRecord } from '../model/record.js';
import { planCells } from '../plan/cells.js';
import { type Cost, MOST_GENERATIONS, nextDuet, nextPass, type Table } from '../rank/next.js';
import { commonQuota, quotaOf } from '../rank/quota.js';
import { rankRatios } from '../rank/ratios.js';
import { duetsOf, generationsOf } from '../rank/tables.js';
import type { Cells } from './cells.js';
import { measuredRecord } from './measured-record.js';
import type { Measuring } from './measuring.js';
import type { JobDeps, JobRequest, JobSide } from './types.js';

export interface RankingRequest {
  readonly id: string;
  readonly config: Config;
  /** Targets or cells (`flask`, `flask/json`) to measure; empty: all. */
  readonly filter: readonly string[];
  /** The only side: what is built, and what the record names as its commit. */
  readonly candidate: JobSide;
  /** Generations of every target at least, 1 or more. */
  readonly generations: number;
  /** Generations of any two targets at most, if `generations` are not more. Absent: `MOST_GENERATIONS`. */
  readonly most?: number;
  /** Time spent measuring, ms; builds come on top. null: until nothing is open, or has had its generations. */
  readonly budgetMs: number | null;
  /** Length of a solo round, ms. */
  readonly soloMs: number;
  readonly seed: number;
  /** The target that all others are measured beside. Absent: the first one that can be. */
  readonly reference?: string;
  /** A record of the same targets on the same machine, which is measured on. Absent: nothing is measured yet. */
  readonly from?: RunRecord;
}

/** Long enough for percentiles; what ranks is measured in duets. */
export const DEFAULT_RANKING_SOLO_MS = 1_000;

const ROUNDS: RoundMix = { duets: 1, solos: 1, probes: 0, soloOf: 'candidate', atSaturation: 'go-on' };

/** Starting two containers, verifying, and ending them takes so long on two cores, ms. */
const FIXED_MS = 3_000;
/** Between two rounds: connections, counters, ms. */
const BETWEEN_MS = 150;

/**
 * Measures every target beside one of them, the reference, and targets that lie close beside one another, for a ranking. All
 * get their first generations in turn, in random order; then those two get the next one of whose order it says most. A target
 * that fails is `invalid`, and the others go on. A cell whose load was all that the generator could make is `invalid`
 * (`generator-saturated`) with its first generations, so that its CPU time per request can be told. Searches for a capacity,
 * targets at URLs, and one that has no other beside it are measured alone.
 * Never throws: what went wrong is in the record's `problems`. The caller runs `deps.cleanup` afterwards.
 */
export async function runRanking(request: RankingRequest, deps: JobDeps): Promise<RunRecord> {
  const record = await measuredRecord(alone(request), ranking(request), deps);
  return request.from === undefined ? record : continued(request.from, record);
}

const alone = ({ id, config, filter, candidate, seed }: RankingRequest): JobRequest => ({
  id,
  // With no stored record to compare with, the only side is measured as it is.
  config,
  filter,
  candidate,
  baseline: null,
  baselineConfig: null,
  noBaseline: 'a ranking measures one side only',
  stored: null,
  seed,
});

function ranking({
  most = MOST_GENERATIONS,
  config,
  filter,
  generations,
  budgetMs,
  soloMs,
  reference,
  from,
}: RankingRequest): Measuring {
  const settings = { ...config.measure, soloMs };
  return {
    nextStep: (cell) => nextOf(cell, generations),
    duets: (cells, cores) =>
      wishesOf(groundOf(config, filter, reference, settings), cells, cores, {
        least: generations,
        most: Math.max(most, generations),
      }),
    settings,
    rounds: ROUNDS,
    budgetMs: budgetMs ?? Number.POSITIVE_INFINITY,
    cutShort: 'cells keep the generations that they have',
    ...(from === undefined ? {} : { carried: (cells) => carriedInto(cells, from) }),
  };
}

/** What does not change while a ranking is measured. */
interface Ground {
  readonly scenarios: readonly Scenario[];
  /** In the order in which they can be the reference. */
  readonly targets: readonly Target[];
  /** CPUs of those that are ranked with one another; null: there is no target. */
  readonly cpus: number | null;
  readonly cost: Cost;
}

function groundOf(
  config: Config,
  filter: readonly string[],
  reference: string | undefined,
  { warmupMs, duetMs }: MeasureSettings,
): Ground {
  const planned = planCells(config, filter);
  const targets = config.targets.filter((one) => planned.some(({ target }) => target === one));
  return {
    scenarios: config.scenarios,
    targets: targets.toSorted((a, b) => Number(b.name === reference) - Number(a.name === reference)),
    cpus: commonQuota(targets),
    cost: { fixedMs: FIXED_MS, scenarioMs: warmupMs + duetMs + BETWEEN_MS },
  };
}

/** What a ranking measures next: what has to run alone and a pass over all targets, until these have enough; then one duet. */
function wishesOf(
  ground: Ground,
  cells: ReadonlyMap<string, CellRecord>,
  cores: number | null,
  { least, most }: { readonly least: number; readonly most: number },
): readonly DuetWish[] {
  const tables = ground.scenarios.flatMap((scenario) => tableOf(scenario, ground, cells, cores) ?? []);
  const first = [
    ...aloneNext(ground, tables, cells, least),
    ...nextPass(tables, least).map((wish): DuetWish => ({ ...wish, kinds: ['duet', 'solo'] })),
  ];
  if (first.length > 0) return first;
  const next = nextDuet(tables, ground.cost, most);
  if (next === null) return [];
  const isBySolo = tables.some(
    ({ scenario, bySolo }) => next.scenarios.includes(scenario) && bySolo.has(next.target),
  );
  return [{ ...next, kinds: isBySolo ? ['duet', 'solo'] : ['duet'] }];
}

/** A scenario's duets as they stand; null: no two targets of it can run beside one another. */
function tableOf(
  { name: scenario, capacity }: Scenario,
  { targets, cpus }: Ground,
  cells: ReadonlyMap<string, CellRecord>,
  cores: number | null,
): Table | null {
  if (capacity !== undefined) return null;
  const own = targets.flatMap((target) => {
    const cell = cells.get(cellKey(target.name, scenario));
    return cell === undefined || target.url !== null || !canGoOn(cell) ? [] : [{ target, cell }];
  });
  const ranked = own.filter(({ target, cell }) => cell.invalid === null && quotaOf(target) === cpus);
  const reference = ranked[0]?.target.name;
  if (reference === undefined || own.length < 2) return null;
  const all = ranked.map(({ cell }) => cell);
  const { duets, bySolo } = duetsOf(all, reference, 'throughput', cores);
  return {
    scenario,
    reference,
    targets: own.map(({ target }) => target.name),
    bySolo,
    ranking: rankRatios(reference, duets, 'high'),
    generations: (a, b) =>
      generationsOf(
        own.map(({ cell }) => cell),
        a,
        b,
      ),
  };
}

/** Generations of one target alone: of the reference, which no other one measures, and of what has no duets. */
function aloneNext(
  { targets, scenarios }: Ground,
  tables: readonly Table[],
  cells: ReadonlyMap<string, CellRecord>,
  generations: number,
): readonly DuetWish[] {
  return targets.flatMap(({ name }) => {
    const wanted = scenarios.filter((scenario) => {
      const cell = cells.get(cellKey(name, scenario.name));
      const table = tables.find((one) => one.scenario === scenario.name);
      const isAlone = table === undefined || table.reference === name;
      if (cell === undefined || !isAlone || !canGoOn(cell)) return false;
      return cell.generations.filter(({ beside }) => beside === undefined).length < generations;
    });
    return wanted.length === 0
      ? []
      : [{ target: name, beside: null, scenarios: wanted.map((one) => one.name), kinds: ['solo'] as const }];
  });
}

/** One generation more, up to so many; no more of a cell that can't be measured. */
export function nextOf(cell: CellRecord, generations: number): NextStep {
  return canGoOn(cell) && cell.generations.length < generations ? 'screen' : 'done';
}

/**
 * Puts what an earlier run has measured into the cells of this one.
 * @throws LoadgateError `record-other`: it was made of other code, or by another configuration
 */
function carriedInto(cells: Cells, from: RunRecord): void {
  for (const earlier of from.cells) {
    const key = cellKey(earlier.target, earlier.scenario);
    const cell = cells.get(key);
    if (cell === undefined) continue;
    if (cell.inputs !== earlier.inputs) throw otherRecord(`${key} was made of other code`);
    // What can't be built now can't be measured on, whatever was known of it.
    if (cell.invalid === null) cells.set(key, { ...earlier, noBaseline: cell.noBaseline });
  }
}

export const otherRecord = (why: string): LoadgateError =>
  new LoadgateError(`The record can't be measured on: ${why}.`, {
    kind: 'usage',
    code: 'record-other',
    hint: 'Continue a record of this commit, this configuration, and this machine, or measure anew.',
  });

/** One record of two runs: cells that the later one did not measure are as they were. */
function continued(from: RunRecord, record: RunRecord): RunRecord {
  const measured = new Set(record.cells.map(({ target, scenario }) => cellKey(target, scenario)));
  const stages = new Set([...Object.keys(from.timing), ...Object.keys(record.timing)]);
  return {
    ...record,
    startedAt: from.startedAt,
    durationMs: from.durationMs + record.durationMs,
    timing: Object.fromEntries(
      [...stages].map((stage) => [stage, (from.timing[stage] ?? 0) + (record.timing[stage] ?? 0)]),
    ),
    cells: [
      ...record.cells,
      ...from.cells.filter(({ target, scenario }) => !measured.has(cellKey(target, scenario))),
    ],
  };
}
