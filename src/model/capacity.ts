/** How much a side carries: what a search for its limit found, as records have it. */
import * as z from 'zod';
import * as limits from './limits.js';
import { count, type DeepReadonly, listOf, quantity } from './parts.js';
import { failures } from './round.js';

/** Of what the capacity is a number: connections of a closed loop, or arrivals/s of an open one. */
export const CAPACITY_UNITS = ['connections', 'rate'] as const;

/**
 * What ended a search. The target's own: more errors, a longer p99, more CPU than asked for, fewer answers than
 * arrivals, its end. Not the target's: the generator was at its limit, the machine ran out of ports or open files.
 * `to`: the highest level held.
 */
const STOPS = ['errors', 'latency', 'cpu', 'answers', 'exited', 'generator', 'ports', 'to'] as const;
const stop = z.enum(STOPS);

/** A steady load at one level. What was measured before it was steady is not in it. */
const plateau = z.strictObject({
  level: quantity,
  /** What it broke; null: it held. */
  stop: stop.exclude(['to']).nullable(),
  /** Both halves had the same rate. */
  steady: z.boolean(),
  windowMs: quantity,
  /** Right answers in the window. */
  requests: count,
  rps: quantity,
  p50Us: quantity,
  p99Us: quantity,
  /** Of the whole plateau. */
  failures,
  /** CPU time of the target as a share of its cap; null: the runtime can't tell. */
  cpu: quantity.nullable(),
  /** Memory of the target under this load, without page cache, bytes; null: the runtime can't tell. */
  memoryBytes: quantity.nullable(),
  /** Connections opened, lost ones and their successors included. */
  connectionsOpened: count,
  /** The generator's share of a core, the share of the time in which its event loop was busy, and its delay (p99), µs. */
  generatorCpu: quantity,
  generatorLoop: quantity,
  generatorDelayUs: quantity,
  generatorMemoryBytes: quantity,
});

export const sideCapacity = z.strictObject({
  of: z.enum(CAPACITY_UNITS),
  /** The highest level that held; 0: not even the first did. */
  low: quantity,
  /** The lowest level that broke a limit; null: none did. */
  high: quantity.nullable(),
  /** Between the two, where the limit is met. */
  level: quantity,
  stop,
  /** In the order in which they were run. */
  plateaus: listOf(plateau, limits.MAX_PLATEAUS),
});

/** What a search that was cut off had tried on a side. */
const unfinishedSearch = z.strictObject({
  of: z.enum(CAPACITY_UNITS),
  /** In the order in which they were run. */
  plateaus: listOf(plateau, limits.MAX_PLATEAUS),
});

/** The last search of a cell, which did not come to its end. */
export const cutOffSearch = z.strictObject({
  candidate: unfinishedSearch,
  /** null: there was no baseline to load. */
  baseline: unfinishedSearch.nullable(),
});

export type CapacityUnit = (typeof CAPACITY_UNITS)[number];
export type CapacityStop = z.infer<typeof stop>;
export type Plateau = DeepReadonly<z.infer<typeof plateau>>;
export type SideCapacity = DeepReadonly<z.infer<typeof sideCapacity>>;
export type CutOffSearch = DeepReadonly<z.infer<typeof cutOffSearch>>;

/** The highest level that held below all that broke a limit; 0: none did. */
export function heldLevel(plateaus: readonly Pick<Plateau, 'level' | 'stop'>[]): number {
  const broke = plateaus.filter(({ stop }) => stop !== null).map(({ level }) => level);
  const least = Math.min(Number.POSITIVE_INFINITY, ...broke);
  return Math.max(
    0,
    ...plateaus.filter(({ level, stop }) => stop === null && level < least).map(({ level }) => level),
  );
}

/** What no change of the target's code would move: the level is a bound, and no figure. */
const FOREIGN: ReadonlySet<CapacityStop> = new Set(['generator', 'ports']);

/** Whether something else than the target ended the search below its highest level. */
export const isForeignStop = ({ stop }: Pick<SideCapacity, 'stop'>): boolean => FOREIGN.has(stop);
