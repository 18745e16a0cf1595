import type { Scenario } from '../model/config.js';
import { type LoadgateError, toLoadgateErrors } from '../model/error.js';
import type { InvalidReason, RoundFigures, SideName } from '../model/record.js';
import type { RoundKind } from '../model/round.js';
import { type Charged, charge, type RoundMemory } from './memory.js';
import type { LoadedSide } from './rounds.js';
import type { Spoilt } from './spoilt.js';
import type { RunningSide } from './types.js';
import type { Verified } from './verify.js';

/** A side with the way to end it. */
export type Started = RunningSide & { end(): Promise<void> };

export interface MutableFigures {
  duet: RoundFigures[];
  solo: RoundFigures[];
  probe: RoundFigures[];
}

/** State of one cell while its generation runs. */
export interface Cell {
  readonly scenario: Scenario;
  /** Rounds that it has in this generation. */
  readonly kinds: readonly RoundKind[];
  readonly verified: Map<SideName, Verified>;
  readonly figures: Map<SideName, MutableFigures>;
  /** null: the runtime can't tell. */
  readonly memory: Map<SideName, Charged | null>;
  invalid: InvalidReason | null;
  /** The generator was at its limit, and the rounds went on. */
  saturated: boolean;
  /** What kept the baseline from taking part. */
  noBaseline: InvalidReason | null;
  /** The side that ended under the load of another cell, before the rounds of this one were through. */
  lostBy: SideName | null;
  /** What the machine did to this generation of it. */
  spoilt: Spoilt | null;
  /** What made it invalid where that was the machine's fault, not the target's. */
  fault: LoadgateError | null;
}

export const newCell = (scenario: Scenario, kinds: readonly RoundKind[]): Cell => ({
  scenario,
  kinds,
  verified: new Map(),
  figures: new Map(),
  memory: new Map(),
  invalid: null,
  saturated: false,
  noBaseline: null,
  lostBy: null,
  spoilt: null,
  fault: null,
});

/** Why a cell is not believed whose load was all that the generator could make. */
export const SATURATED: InvalidReason = {
  side: 'candidate',
  code: 'generator-saturated',
  message: "the load generator was at its limit: these figures would be its own, not the target's",
  log: [],
};

/** The one fault of the machine that is over one side. */
export const BASELINE_KILLED = 'baseline-killed';

export const lastLines = async (side: Started | undefined): Promise<readonly string[]> =>
  (await side?.instance.logs(20).catch(() => [])) ?? [];

/**
 * What a side did wrong before the load, or otherwise than the scenario says: a fault of the baseline leaves the
 * candidate's own figures, a fault of the candidate leaves nothing to believe.
 */
export function blame(cell: Cell, reason: InvalidReason): void {
  if (reason.side === 'candidate') cell.invalid ??= reason;
  else cell.noBaseline ??= reason;
}

/** What a side did wrong under load. A baseline that had answered rightly is no missing one: there is no verdict then. */
export function blameUnderLoad(cell: Cell, reason: InvalidReason): void {
  if (reason.side === 'baseline') cell.invalid ??= ranAndFailed(reason);
  // The candidate's own fault goes first, in whatever order the two are looked at.
  else if (cell.invalid === null || cell.invalid.side === 'baseline') cell.invalid = reason;
}

/** A baseline that was seen to run, and then was not: neither the pull request's fault nor a pass. */
export const ranAndFailed = (reason: InvalidReason): InvalidReason => ({
  ...reason,
  message: `the baseline had answered rightly, and then failed: ${reason.message}`,
});

/** Charges a cell with what its own round (or warm-up) did to the memory of a side. */
export function chargeCell(cell: Cell, side: SideName, round: RoundMemory | null): void {
  const charged = cell.memory.get(side) ?? null;
  cell.memory.set(side, charged === null || round === null ? null : charge(charged, round));
}

/** A generation that broke off has no figures of the cell. */
export function forgetRounds(cell: Cell): void {
  cell.figures.clear();
  cell.saturated = false;
}

/** A fault of the machine (a generator that died, an engine that went away) spoils a cell, over whatever side it came. */
export function spoil(cell: Cell, thrown: unknown): void {
  const [error] = toLoadgateErrors(thrown);
  if (error === undefined) return;
  cell.fault ??= error;
  const side = error.code === BASELINE_KILLED ? 'baseline' : 'candidate';
  cell.invalid ??= { side, code: error.code, message: error.message, log: error.log };
}

export const takesPart = (cell: Cell, side: SideName): boolean =>
  cell.invalid === null && cell.spoilt === null && !(side === 'baseline' && cell.noBaseline !== null);

/** The sides of a cell that are running, verified and not at fault. */
export const sidesOf = (cell: Cell, running: ReadonlyMap<SideName, Started>): SideName[] =>
  [...running.keys()].filter((side) => takesPart(cell, side) && cell.verified.has(side));

export function loaded(cell: Cell, side: SideName, running: ReadonlyMap<SideName, Started>): LoadedSide {
  const started = running.get(side);
  const verified = cell.verified.get(side);
  if (started === undefined || verified === undefined) throw new TypeError(`${side} was not verified`);
  return { ...started, expectBody: verified.expectBody };
}
