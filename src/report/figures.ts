import type { CellComparison } from '../model/comparison.js';
import { bytesAnAnswer } from '../model/growth.js';
import type {
  CellRecord,
  DroppedGenerations,
  Failures,
  LatencySummary,
  RoundFigures,
  RunRecord,
  SideFigures,
  SideName,
} from '../model/record.js';
import type { RoundKind } from '../model/round.js';
import { median } from '../stats/summary.js';

/** What a report reads from a record. Everything here is a mean, median or sum over its rounds. */

/** Built once a record: a report looks up thousands of cells. */
const indexes = new WeakMap<RunRecord, ReadonlyMap<string, CellRecord>>();

/** The record of a compared cell; null: it has none (it was removed). */
export function recordOf(record: RunRecord, cell: CellComparison): CellRecord | null {
  const index =
    indexes.get(record) ?? new Map(record.cells.map((one) => [`${one.target}\n${one.scenario}`, one]));
  indexes.set(record, index);
  return index.get(`${cell.target}\n${cell.scenario}`) ?? null;
}

/** All rounds of one kind on one side, in the order of the generations. */
export function roundsOf(cell: CellRecord, side: SideName, kind: RoundKind): readonly RoundFigures[] {
  return cell.generations.flatMap((generation) => generation[side]?.[kind] ?? []);
}

/** Each percentile's median over the rounds, µs; null where there were none. */
export function typicalLatency(rounds: readonly RoundFigures[]): LatencySummary | null {
  if (rounds.length === 0) return null;
  const typical = (name: Exclude<keyof LatencySummary, 'p95' | 'p999'>): number =>
    median(rounds.map((round) => round.latencyUs[name]));
  return {
    mean: typical('mean'),
    stdev: typical('stdev'),
    min: typical('min'),
    p50: typical('p50'),
    p75: typical('p75'),
    p90: typical('p90'),
    p99: typical('p99'),
    max: typical('max'),
    ...typicalTail(rounds),
  };
}

/** Records of 0.1 know neither of these. */
function typicalTail(rounds: readonly RoundFigures[]): Pick<LatencySummary, 'p95' | 'p999'> {
  const [p95, p999] = (['p95', 'p999'] as const).map((name) =>
    rounds.flatMap(({ latencyUs }) => latencyUs[name] ?? []),
  );
  const isKnown = [p95, p999].every((all) => all?.length === rounds.length);
  return isKnown ? { p95: median(p95 ?? []), p999: median(p999 ?? []) } : {};
}

export interface Split {
  readonly user: number;
  readonly system: number;
}

/** CPU time per request by user and system, µs, mean over the duet rounds (solo where there were none). */
export function cpuSplit(cell: CellRecord, side: SideName): Split | null {
  const duets = roundsOf(cell, side, 'duet');
  const rounds = duets.length > 0 ? duets : roundsOf(cell, side, 'solo');
  const user = meanOf(rounds.map((round) => round.cpuUserUs));
  const system = meanOf(rounds.map((round) => round.cpuSystemUs));
  return user === null || system === null ? null : { user, system };
}

/** Requests answered and failed, over all rounds of both kinds of load and the probes. */
export interface Answers {
  readonly right: number;
  readonly failures: Failures;
}

export function answersOf(cell: CellRecord, side: SideName): Answers {
  const rounds = (['duet', 'solo', 'probe'] as const).flatMap((kind) => roundsOf(cell, side, kind));
  const sum = (read: (round: RoundFigures) => number): number =>
    rounds.reduce((total, round) => total + read(round), 0);
  return {
    right: sum((round) => round.requests),
    failures: {
      refused: sum((round) => round.failures.refused),
      reset: sum((round) => round.failures.reset),
      timeout: sum((round) => round.failures.timeout),
      non2xx: sum((round) => round.failures.non2xx),
      wrongBody: sum((round) => round.failures.wrongBody),
      capture: sum((round) => round.failures.capture ?? 0),
      other: sum((round) => round.failures.other),
    },
  };
}

/** The most that a generator used in any duet or solo round: share of one core, and of its event loop. */
export function generatorUse(cell: CellRecord): { cpu: number; loop: number } | null {
  const rounds = (['candidate', 'baseline'] as const).flatMap((side) => [
    ...roundsOf(cell, side, 'duet'),
    ...roundsOf(cell, side, 'solo'),
  ]);
  if (rounds.length === 0) return null;
  return {
    cpu: Math.max(...rounds.map((round) => round.generatorCpu)),
    loop: Math.max(...rounds.map((round) => round.generatorLoop)),
  };
}

/** Highest memory of the containers of a side, bytes, median over the generations; null: not known. */
export function peakMemory(cell: CellRecord, side: SideName): number | null {
  return typicalOf(cell, side, ({ peakMemoryBytes }) => peakMemoryBytes);
}

/** Memory that a cell needs: idle, and what its own rounds added; the whole peak in records that know no other. */
export function cellMemory(cell: CellRecord, side: SideName): number | null {
  return typicalOf(cell, side, (one) =>
    one.cellMemoryBytes === undefined ? one.peakMemoryBytes : one.cellMemoryBytes,
  );
}

/** From the start of a side until it was ready, ms, median over the generations; null: not known. */
export function startMs(cell: CellRecord, side: SideName): number | null {
  return typicalOf(cell, side, (one) => one.startMs ?? null);
}

/** Memory that a right answer left behind, bytes, median over the generations; null: not known. */
export function growth(cell: CellRecord, side: SideName): number | null {
  return typicalOf(cell, side, bytesAnAnswer);
}

function typicalOf(
  cell: CellRecord,
  side: SideName,
  read: (figures: SideFigures) => number | null,
): number | null {
  const known = cell.generations.flatMap(({ [side]: figures }) => (figures && read(figures)) ?? []);
  return known.length === 0 ? null : median(known);
}

/** Time held back by the CPU quota, as a share of the solo rounds; null: not known. */
export function throttledShare(cell: CellRecord, side: SideName): number | null {
  const rounds = roundsOf(cell, side, 'solo');
  return meanOf(
    rounds.map((round) => (round.throttledMs === null ? null : round.throttledMs / round.windowMs)),
  );
}

export interface Amount {
  /** Fresh containers → gone; one serves all the scenarios of its target. */
  readonly generations: number;
  /** Fewest and most generations of a measured cell. */
  readonly fewest: number;
  readonly most: number;
  readonly rounds: number;
}

/** How much was measured. */
export function amountOf(record: RunRecord): Amount {
  const measured = record.cells.filter(({ state }) => state === 'measured' || state === 'invalid');
  const cells = measured.filter(({ generations }) => generations.length > 0);
  const ids = cells.flatMap((cell) => cell.generations.map(({ index }) => `${cell.target}\n${index}`));
  const numbers = cells.map(({ generations }) => generations.length);
  return {
    generations: new Set(ids).size,
    fewest: numbers.length === 0 ? 0 : Math.min(...numbers),
    most: Math.max(0, ...numbers),
    rounds: cells.reduce((total, cell) => total + countRounds(cell), 0),
  };
}

/** Generations of all cells that the machine had spoilt. */
export function droppedOf(record: RunRecord): Required<DroppedGenerations> {
  const all = record.cells.flatMap(({ dropped }) => dropped ?? []);
  const sum = (code: keyof DroppedGenerations) =>
    all.reduce((total, dropped) => total + (dropped[code] ?? 0), 0);
  return {
    starved: sum('starved'),
    throttled: sum('throttled'),
    'generator-late': sum('generator-late'),
  };
}

/** A duet is one round with two sides. */
function countRounds(cell: CellRecord): number {
  const both = (side: SideName, kind: RoundKind): number => roundsOf(cell, side, kind).length;
  const alone = (['solo', 'probe'] as const).reduce(
    (total, kind) => total + both('candidate', kind) + both('baseline', kind),
    0,
  );
  const plateaus = cell.generations
    .flatMap(({ candidate, baseline }) => [candidate.capacity, baseline?.capacity])
    .reduce((total, found) => total + (found?.plateaus.length ?? 0), 0);
  return alone + plateaus + Math.max(both('candidate', 'duet'), both('baseline', 'duet'));
}

/** null where any is unknown, or there are none. */
function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || known.length < values.length) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
