import * as z from 'zod';
import { MAX_CELLS, MAX_SHARDS } from './limits.js';
import { digest, instant, listOf, name, positive, quantity } from './parts.js';

/** A part of a run's cells, which one job measures: the second of four. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

const shardNumber = positive.max(MAX_SHARDS);

/** All cells of one target, and the shard that measures them. */
const shardUnit = z
  .strictObject({ target: name, scenarios: listOf(name, MAX_CELLS), shard: shardNumber })
  .refine(({ scenarios }) => new Set(scenarios).size === scenarios.length, {
    path: ['scenarios'],
    error: 'expected each scenario once',
  });

/** What the record of a shard says of the whole run. */
export const shardOfRun = z
  .strictObject({
    index: shardNumber,
    of: shardNumber,
    /** Every cell of the whole run, in the order of the configuration. Empty: the run ended before it was planned. */
    plan: listOf(shardUnit, MAX_CELLS),
  })
  .refine(({ index, of }) => index <= of, {
    path: ['index'],
    error: 'expected a shard of those that there are',
  })
  .refine(({ of, plan }) => plan.every(({ shard }) => shard <= of), {
    path: ['plan'],
    error: 'expected shards of those that there are',
  })
  .refine(({ plan }) => new Set(plan.map(({ target }) => target)).size === plan.length, {
    path: ['plan'],
    error: 'expected each target once',
  });

/** What a merged record says of one of its shards. */
export const mergedShard = <M extends z.ZodType>(machine: M) =>
  z.strictObject({ index: shardNumber, id: digest, startedAt: instant, durationMs: quantity, machine });

export type ShardUnit = Readonly<Omit<z.infer<typeof shardUnit>, 'scenarios'>> & {
  readonly scenarios: readonly string[];
};

/** `2/4` → the second of four; null: it is spelt otherwise, or there is no such shard. */
export function parseShard(text: string): Shard | null {
  const [, index, of] = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  return shard.index <= shard.of && shard.of <= MAX_SHARDS ? shard : null;
}

/** `2/4`, as inputs and options spell it. */
export const shardText = ({ index, of }: Shard): string => `${index}/${of}`;

/** File name of a run's record; the records of all shards may lie in one folder. */
export const recordName = (shard: Shard | null): string =>
  shard === null ? 'record.json' : `record-${shard.index}-of-${shard.of}.json`;
