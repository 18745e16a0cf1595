/**
 * Why has this cell no figures? Answered here, and nowhere else.
 *
 * The steps of a generation report what happens to a cell as events. `fateOf` makes one fate of them, by the one
 * order of precedence; `foldResult` puts the fate of a generation into the cell's record. What can happen before the
 * first generation (a build that fails) goes through `asInvalid`.
 */
import { type LoadgateError, toLoadgateErrors } from '../model/error.js';
import type {
  CellRecord,
  DroppedGenerations,
  Generation,
  InvalidReason,
  ReducedLoad,
  SideName,
  UnstableBody,
} from '../model/record.js';

/** Why the machine has spoilt a generation (spoilt.ts). `code` is what `CellRecord.dropped` counts by. */
export interface Spoilt {
  readonly code: keyof DroppedGenerations;
  readonly side: SideName;
  readonly message: string;
}

/** What happened to a cell in one generation. */
export type CellEvent =
  /** The machine failed: an engine went away, a generator died, a disk is full. */
  | { readonly kind: 'machine-failed'; readonly error: LoadgateError }
  /** A side was wrong before the load, or does not do what the scenario says of it. */
  | { readonly kind: 'side-failed'; readonly reason: InvalidReason }
  /** A side that had answered rightly failed under load. */
  | { readonly kind: 'side-failed-under-load'; readonly reason: InvalidReason }
  /** The generator was at its limit. `ends`: no more rounds of this cell. */
  | { readonly kind: 'saturated'; readonly ends: boolean }
  /** The machine left nothing to compare. */
  | { readonly kind: 'spoilt'; readonly spoilt: Spoilt }
  /** The generation ended before the cell's rounds were through: a side died under another cell; null: the machine failed. */
  | { readonly kind: 'cut-short'; readonly by: SideName | null };

/** What became of a cell in one generation. Only `measured` and `saturated` keep the generation's figures as good. */
export type Fate =
  | { readonly kind: 'measured' }
  | { readonly kind: 'machine-failed'; readonly reason: InvalidReason; readonly error: LoadgateError }
  | { readonly kind: 'failed'; readonly reason: InvalidReason }
  | { readonly kind: 'saturated'; readonly reason: InvalidReason; readonly ends: boolean }
  | { readonly kind: 'spoilt'; readonly spoilt: Spoilt }
  | { readonly kind: 'cut-short'; readonly by: SideName | null };

/** What one generation found out about one cell. */
export interface CellResult {
  /** Also of a cell that failed: not to be believed, but to be looked at. null: there are no figures. */
  readonly generation: Generation | null;
  readonly fate: Fate;
  /** What kept the baseline from taking part; the candidate's own figures may be there all the same. */
  readonly baselineFault: InvalidReason | null;
  /** Why bodies are not compared; null or absent: they are, or it was not found out. */
  readonly unstableBody?: UnstableBody | null;
  /** What the load was reduced to. Absent or null: it was not. */
  readonly reduced?: ReducedLoad | null;
}

/** Why a cell is not believed whose load was all that the generator could make. */
export const SATURATED: InvalidReason = {
  side: 'candidate',
  code: 'generator-saturated',
  message: "the load generator was at its limit: these figures would be its own, not the target's",
  log: [],
};

/** The one failure of the machine that is over one side (killed.ts). */
export const BASELINE_KILLED = 'baseline-killed';

/** Generations that a cell may lose because its target died under the load of another cell. */
const MAX_CUT_SHORT = 2;

/** Spoilt generations of a cell from which on it is given up, if it has not more that are kept. */
export const MOST_DROPPED = 3;

/** The fates that events can mean, the one that counts most first. */
const PRECEDENCE: readonly ((event: CellEvent) => Fate | null)[] = [
  // What a side does while the machine fails is not held against it.
  (event) => (event.kind === 'machine-failed' ? machineFailed(event.error) : null),
  // The candidate before the baseline, in whatever order the two are looked at.
  (event) => (isFailure(event) && event.reason.side === 'candidate' ? failed(event.reason) : null),
  (event) => (event.kind === 'side-failed-under-load' ? failed(ranAndFailed(event.reason)) : null),
  (event) => (event.kind === 'saturated' && event.ends ? { ...event, reason: SATURATED } : null),
  // A generation that the machine has spoilt, or that has only a part of its rounds, says nothing else.
  (event) => (event.kind === 'spoilt' ? event : null),
  (event) => (event.kind === 'cut-short' ? event : null),
  (event) => (event.kind === 'saturated' ? { ...event, reason: SATURATED } : null),
];

/** The one fate that the events of a generation mean for a cell. Of events of one rank, the first counts. */
export function fateOf(events: readonly CellEvent[]): Fate {
  for (const rule of PRECEDENCE) {
    for (const event of events) {
      const fate = rule(event);
      if (fate !== null) return fate;
    }
  }
  return { kind: 'measured' };
}

/** What kept the baseline from taking part in a generation: what it did wrong before the load. null: nothing. */
export function baselineFault(events: readonly CellEvent[]): InvalidReason | null {
  for (const event of events) {
    if (event.kind === 'side-failed' && event.reason.side === 'baseline') return event.reason;
  }
  return null;
}

/** Whether a side of the cell still has rounds to run after these events. */
export function takesPart(events: readonly CellEvent[], side: SideName): boolean {
  const fate = fateOf(events);
  const goesOn = fate.kind === 'measured' || (fate.kind === 'saturated' && !fate.ends);
  return goesOn && !(side === 'baseline' && baselineFault(events) !== null);
}

/** An error that was thrown in the machine's doing, as an event. @throws what is no error at all */
export function machineEvent(thrown: unknown): CellEvent {
  const [error] = toLoadgateErrors(thrown);
  if (error === undefined) throw thrown;
  return { kind: 'machine-failed', error };
}

/**
 * Puts what a generation found out about a cell into the cell's record.
 * @param noBaseline why the target has no baseline in this run; null: it has one
 * @param timesCutShort how often the cell's generations were cut short by its target, this one included
 */
export function foldResult(
  before: CellRecord,
  result: CellResult,
  noBaseline: string | null,
  timesCutShort: number,
): CellRecord {
  const { fate, generation, baselineFault: fault } = result;
  const cell = withFound(generation?.candidate.capacity === undefined ? before : searched(before), result);
  if (fate.kind === 'spoilt') return withoutSpoilt(cell, fate.spoilt);
  const found =
    ('reason' in fate ? fate.reason : null) ??
    failedAfterRunning(cell, fault) ??
    (timesCutShort > MAX_CUT_SHORT ? neverEnded(cell, fate) : null);
  const invalid = worse(cell.invalid, found);
  const why = fault === null ? noBaseline : `the baseline failed (${fault.code}): ${fault.message}`;
  return {
    ...cell,
    state: invalid !== null ? 'invalid' : generation === null ? cell.state : 'measured',
    invalid,
    noBaseline: cell.noBaseline ?? why,
    generations: generation === null ? cell.generations : [...cell.generations, generation],
  };
}

/**
 * What is found out of a cell once. What was measured before the load was reduced was measured under another load: it does
 * not count any more.
 */
function withFound(cell: CellRecord, { reduced = null, unstableBody = null }: CellResult): CellRecord {
  return {
    ...cell,
    ...(reduced === null || cell.reduced !== undefined ? {} : { reduced, generations: [] }),
    ...(unstableBody === null || cell.unstableBody !== undefined ? {} : { unstableBody }),
  };
}

/** A search that came to its end knows more than an earlier one that was cut off. */
const searched = ({ cutOff: _, ...cell }: CellRecord): CellRecord => cell;

/** A cell whose figures can't be believed. */
export const asInvalid = (cell: CellRecord, invalid: InvalidReason): CellRecord => ({
  ...cell,
  state: 'invalid',
  invalid,
});

/** Drops a generation that the machine has spoilt: it is made again, up to a point. */
function withoutSpoilt(cell: CellRecord, { code, side, message }: Spoilt): CellRecord {
  const before: DroppedGenerations = { starved: 0, throttled: 0, ...cell.dropped };
  const dropped = { ...before, [code]: (before[code] ?? 0) + 1 };
  const all = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  if (!isGivenUp(all, cell.generations.length)) return { ...cell, dropped };
  const count = `${all} of ${all + cell.generations.length} generations were spoilt by the machine`;
  return asInvalid(
    { ...cell, dropped },
    { code, side, message: `${count}; in the last one, ${message}`, log: [] },
  );
}

/**
 * Whether so many generations of a cell were spoilt that it is given up: more than were kept, so that the verdict would
 * hang on the moments in which the machine behaved, and 3 or more, so that one bad start is none.
 */
export const isGivenUp = (dropped: number, kept: number): boolean =>
  dropped >= MOST_DROPPED && dropped > kept;

/** A failure of the target says more than a generator at its limit, after which a cell may go on. */
const worse = (before: InvalidReason | null, found: InvalidReason | null): InvalidReason | null =>
  before === null || (found !== null && before.code === SATURATED.code) ? found : before;

/** A baseline that took part in earlier generations does work: its failure now leaves no verdict. */
function failedAfterRunning({ generations }: CellRecord, fault: InvalidReason | null): InvalidReason | null {
  const ran = generations.some(({ baseline }) => baseline !== null);
  return ran && fault !== null ? ranAndFailed(fault) : null;
}

/** A baseline that was seen to run, and then was not: neither the pull request's fault nor a pass. */
const ranAndFailed = (reason: InvalidReason): InvalidReason =>
  reason.side === 'candidate'
    ? reason
    : { ...reason, message: `the baseline had answered rightly, and then failed: ${reason.message}` };

function neverEnded({ target }: CellRecord, fate: Fate): InvalidReason {
  const side = (fate.kind === 'cut-short' ? fate.by : null) ?? 'candidate';
  const message = `${target} (${side}) was gone before the rounds of this cell were through, ${MAX_CUT_SHORT + 1} times`;
  return { side, code: 'target-exited', message, log: [] };
}

function machineFailed(error: LoadgateError): Fate {
  const { code, message, log } = error;
  const side = code === BASELINE_KILLED ? 'baseline' : 'candidate';
  return { kind: 'machine-failed', error, reason: { side, code, message, log } };
}

const failed = (reason: InvalidReason): Fate => ({ kind: 'failed', reason });

const isFailure = (event: CellEvent) =>
  event.kind === 'side-failed' || event.kind === 'side-failed-under-load';
