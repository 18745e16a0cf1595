import { roundsMs } from '../measure/budget.js';
import { cellKey } from '../measure/schedule.js';
import type { CellRecord, RunRecord } from '../model/record.js';
import { ALL_KINDS } from '../model/round.js';
import type { PlannedCell } from '../plan/cells.js';
import { shardsNeeded, type TargetLoad } from '../plan/shards.js';
import { quantile } from '../stats/summary.js';
import type { Cells } from './cells.js';
import type { JobRequest } from './types.js';
import { COMPARING, leastGenerations } from './way.js';

/** What a cell's share of starting, verifying and stopping its target takes where nobody has measured it, ms. */
const AROUND_ROUNDS_MS = 2_000;

type Question = Pick<JobRequest, 'config' | 'stored' | 'times'>;

/**
 * How long the cells of each target are to be measured, by what their generations took in the stored record. A cell that
 * it does not have counts as the mean of those that it has; where it has none, all count the same.
 * @param cells of all that is planned
 * @returns in the order of the configuration
 */
export function targetLoads(
  planned: readonly PlannedCell[],
  cells: Cells,
  { config, stored, times }: Question,
): readonly TargetLoad[] {
  const known = generationTimes(times ?? stored);
  const open = planned.filter(({ target, scenario }) => isOpen(cells, target.name, scenario.name));
  const seen = open.flatMap(({ target, scenario }) => known.get(cellKey(target.name, scenario.name)) ?? []);
  const mean = seen.reduce((sum, ms) => sum + ms, 0) / seen.length;
  const guess = roundsMs(ALL_KINDS, COMPARING, config.measure) + config.measure.warmupMs + AROUND_ROUNDS_MS;
  const timeOf = (target: string, scenario: string): number =>
    known.get(cellKey(target, scenario)) ?? (seen.length === 0 ? guess : mean);
  const targets = [...new Set(planned.map(({ target }) => target))];
  return targets.map(({ name }) => {
    const scenarios = planned
      .filter(({ target }) => target.name === name)
      .map(({ scenario }) => scenario.name);
    const each = scenarios.map((scenario) => (isOpen(cells, name, scenario) ? timeOf(name, scenario) : 0));
    const generationMs = each.reduce((sum, ms) => sum + ms, 0);
    return {
      target: name,
      scenarios,
      loadMs: Math.ceil(generationMs * leastGenerations(config.measure)),
    };
  });
}

const isOpen = (cells: Cells, target: string, scenario: string): boolean =>
  cells.get(cellKey(target, scenario))?.state === 'not-measured';

/** A cell's share of a generation, ms: the median over those with rounds of every kind, by `target/scenario`. */
function generationTimes(record: RunRecord | null): ReadonlyMap<string, number> {
  const cells = record?.cells ?? [];
  const sharing = new Map<string, number>();
  const place = ({ target, carriedFrom }: CellRecord, index: number): string =>
    `${target} ${carriedFrom} ${index}`;
  for (const cell of cells) {
    for (const { index } of cell.generations)
      sharing.set(place(cell, index), (sharing.get(place(cell, index)) ?? 0) + 1);
  }
  return new Map(
    cells.flatMap((cell) => {
      const shares = cell.generations
        .filter(({ phase }) => phase === 'screen')
        .map(({ index, durationMs }) => durationMs / (sharing.get(place(cell, index)) ?? 1));
      return shares.length === 0
        ? []
        : [[cellKey(cell.target, cell.scenario), quantile(shares, 0.5)] as const];
    }),
  );
}

/**
 * Says that a budget does not hold a first look at every cell, and what would do; null: it does.
 * @param loads of what this job is to measure
 * @param shards where it is one of several: how many there are, and what all of them are to measure
 */
export function sizeRemark(
  loads: readonly TargetLoad[],
  openCells: number,
  budgetMs: number,
  least: number,
  shards: { readonly of: number; readonly loads: readonly TargetLoad[] } | null = null,
): string | null {
  const total = loads.reduce((sum, { loadMs }) => sum + loadMs, 0);
  if (total / least <= budgetMs) return null;
  const minutes = (ms: number): string => `${Math.ceil(ms / 60_000)} min`;
  const jobs = shardsNeeded(shards?.loads ?? loads, budgetMs);
  const kind = shards === null ? 'jobs' : 'shards';
  const more = jobs > (shards?.of ?? 1) ? `${jobs} ${kind} of ${minutes(budgetMs)} (docs/scale.md), or ` : '';
  const where = shards === null ? '' : ' of this shard';
  return (
    `The budget of ${minutes(budgetMs)} is too short to look at each of ${openCells} cells${where} once. ` +
    `To decide all of them takes about ${more}a budget of ${minutes(total)}.`
  );
}
