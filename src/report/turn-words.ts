import type { Turn } from '../model/turn.js';

/** The words for what a count or a time is of. */
interface TurnWords {
  /** At the beginning of a clause: `each request makes`. */
  readonly each: string;
  /** After a count: `3 calls per request`. */
  readonly per: string;
  /** After a slash, in a table: `calls/req`. */
  readonly short: string;
  readonly one: string;
  readonly many: string;
}

const REQUEST: TurnWords = {
  each: 'each request',
  per: 'per request',
  short: 'req',
  one: 'request',
  many: 'requests',
};

const TURNS: Readonly<Record<Turn, TurnWords>> = {
  sequence: {
    each: 'each sequence',
    per: 'per sequence',
    short: 'sequence',
    one: 'sequence',
    many: 'sequences',
  },
  mix: {
    ...REQUEST,
    each: 'one request of each scenario',
    per: 'for one request of each scenario',
    short: 'mix',
  },
};

/** @param of absent or null: one request */
export const turnWords = (of: Turn | null | undefined): TurnWords => (of == null ? REQUEST : TURNS[of]);

/** The same words at the beginning of a sentence. */
export function eachAtStart(of: Turn | undefined): string {
  const { each } = turnWords(of);
  return each.charAt(0).toUpperCase() + each.slice(1);
}
