import { shuffled } from './draw.js';

/** Requests after which the order begins again. */
const CYCLE = 100;

/** Which part of a mix each request is of, and how many of the same part came before it. */
export interface MixOrder {
  /** @param turn number of a request, from 0 */
  partOf(turn: number): number;
  /** Number of the request among those of its part, from 0. */
  rankOf(turn: number): number;
}

/**
 * The order of a mix. It is drawn once and repeats after 100 requests, so that any 100 in a row have exactly the shares,
 * and both sides the same.
 * @param percents shares of the parts, which add up to 100
 * @param seed decides the order
 */
export function mixOrder(percents: readonly number[], seed: number): MixOrder {
  const inTurn = percents.flatMap((percent, part) => Array<number>(percent).fill(part));
  const parts = [...shuffled(CYCLE, seed)].map((place) => inTurn[place] ?? 0);
  const ranks = parts.map((part, at) => parts.slice(0, at).filter((other) => other === part).length);
  return {
    partOf: (turn) => parts[turn % CYCLE] ?? 0,
    rankOf: (turn) => {
      const at = turn % CYCLE;
      const before = Math.floor(turn / CYCLE) * (percents[parts[at] ?? 0] ?? 0);
      return before + (ranks[at] ?? 0);
    },
  };
}
