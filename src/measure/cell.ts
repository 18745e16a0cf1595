import type { CutOffSearch, SideCapacity } from '../model/capacity.js';
import type { Scenario } from '../model/config.js';
import { serviceMetric } from '../model/counts.js';
import { WHOLE_LOG_LINES } from '../model/log-excerpt.js';
import type { ExactCounts, ReducedLoad, RoundFigures, SideName } from '../model/record.js';
import type { RoundKind } from '../model/round.js';
import { type CellBodies, expectedBodies, newBodies } from './bodies.js';
import type { RunningSide, Wanted } from './deps.js';
import { type CellEvent, takesPart } from './fate.js';
import type { LoadedSide } from './load-jobs.js';
import { type Charged, charge, type RoundMemory } from './memory.js';
import type { ServiceCharge } from './service-use.js';
import { RoundTurns } from './turns.js';
import type { Verified } from './verify.js';

/** A side with the way to end it. */
export type Started = RunningSide & { end(): Promise<void> };

export interface MutableFigures {
  duet: RoundFigures[];
  solo: RoundFigures[];
  probe: RoundFigures[];
}

/** What is gathered of one cell while its generation runs. It only grows, unless the load is reduced. */
export interface Cell {
  readonly scenario: Scenario;
  /** Rounds that it has in this generation. */
  readonly kinds: readonly RoundKind[];
  /** A limit judges its failed requests. */
  readonly judgesErrors: boolean;
  /** null: the load is what the scenario says. */
  reduced: ReducedLoad | null;
  readonly verified: Map<SideName, Verified>;
  readonly bodies: CellBodies;
  readonly turns: RoundTurns;
  readonly figures: Map<SideName, MutableFigures>;
  /** Where the search for its capacity begins; null: at its first level. */
  readonly guess: number | null;
  /** How much each side carries, where the scenario asks for that. */
  readonly capacity: Map<SideName, SideCapacity>;
  /** What its search knew when it was cut off; null: it was not. */
  cutOff: CutOffSearch | null;
  /** null: the runtime can't tell. */
  readonly memory: Map<SideName, Charged | null>;
  /** What the services of a side did for it. */
  readonly services: Map<SideName, ServiceCharge>;
  /** What happened to it, in order; fate.ts says what that means. */
  readonly events: CellEvent[];
}

export const newCell = (
  scenario: Scenario,
  { kinds, reduced, unstableBody, guess, judgesErrors = false }: Wanted,
): Cell => ({
  scenario,
  kinds,
  judgesErrors,
  reduced: reduced ?? null,
  verified: new Map(),
  bodies: newBodies(unstableBody ?? null),
  turns: new RoundTurns(),
  figures: new Map(),
  guess: guess ?? null,
  capacity: new Map(),
  cutOff: null,
  memory: new Map(),
  services: new Map(),
  events: [],
});

/** What a side has written to its log, oldest first. */
export const logOf = async (side: Started | undefined): Promise<readonly string[]> =>
  (await side?.instance.logs(WHOLE_LOG_LINES).catch(() => [])) ?? [];

/** Charges a cell with what its own round (or warm-up) did to the memory of a side. */
export function chargeCell(cell: Cell, side: SideName, round: RoundMemory | null): void {
  const charged = cell.memory.get(side) ?? null;
  cell.memory.set(side, charged === null || round === null ? null : charge(charged, round));
}

/** The sides of a cell that are running, verified and not at fault. */
export const sidesOf = (cell: Cell, running: ReadonlyMap<SideName, Started>): SideName[] =>
  [...running.keys()].filter((side) => takesPart(cell.events, side) && cell.verified.has(side));

/** Notes that what one cell did ended the generation for all the others. */
export function cutShort(cells: readonly Cell[], by: Cell, side: SideName): void {
  for (const other of cells) if (other !== by) other.events.push({ kind: 'cut-short', by: side });
}

export function loaded(cell: Cell, side: SideName, running: ReadonlyMap<SideName, Started>): LoadedSide {
  const started = running.get(side);
  const verified = cell.verified.get(side);
  if (started === undefined || verified === undefined) throw new TypeError(`${side} was not verified`);
  const messages = steadyMessages(verified.counts);
  const expected = expectedBodies(cell.scenario, cell.bodies, side);
  return { ...started, expected, turns: cell.turns, messages };
}

function steadyMessages(counts: ExactCounts | null): LoadedSide['messages'] {
  const { services = {}, unsteady = [] } = counts ?? {};
  const all = Object.entries(services).flatMap(([service, { messages }]) =>
    messages === undefined || unsteady.includes(serviceMetric(service, 'messages'))
      ? []
      : [[service, messages]],
  );
  return Object.fromEntries(all);
}
