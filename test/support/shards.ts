/** Splits the record of a whole run into those that its shards would have left. */

import type { Machine, RunRecord } from '../../src/model/record.js';
import type { ShardUnit } from '../../src/model/shard.js';
import { NO_RUNTIME } from '../../src/runtime/no-facts.js';

/** A shard's number for each target of a record. */
type ShardOf = (target: string) => number;

/** The plan of a record's cells, by target in their order. */
function planOf(record: RunRecord, shardOf: ShardOf): readonly ShardUnit[] {
  const targets = [...new Set(record.cells.map(({ target }) => target))];
  return targets.map((target) => ({
    target,
    scenarios: record.cells.filter((cell) => cell.target === target).map(({ scenario }) => scenario),
    shard: shardOf(target),
  }));
}

/**
 * @param machineOf the machine of each shard; absent: that of the record
 * @returns by their numbers. Problems of the run are those of every shard, as of a configuration that all of them read
 */
export function splitRecord(
  record: RunRecord,
  of: number,
  shardOf: ShardOf,
  machineOf: (index: number) => Machine = () => record.machine,
): readonly RunRecord[] {
  const plan = planOf(record, shardOf);
  return Array.from({ length: of }, (_, at) => {
    const index = at + 1;
    const isOurs = ({ target }: { readonly target: string }): boolean => shardOf(target) === index;
    const cells = record.cells.filter(isOurs);
    const isPaired = cells.some(({ generations }) => generations.some(({ baseline }) => baseline !== null));
    const { images, differences, ...rest } = record;
    return {
      ...rest,
      id: `${record.id.slice(0, 100)}-${index}`,
      machine: machineOf(index),
      runtime: cells.some(({ generations }) => generations.length > 0) ? record.runtime : NO_RUNTIME,
      baselineFigures: record.baselineFigures === 'run' && !isPaired ? 'none' : record.baselineFigures,
      cells,
      ...(images === undefined ? {} : { images: images.filter(isOurs) }),
      ...(differences === undefined ? {} : { differences: differences.filter(isOurs) }),
      shard: { index, of, plan },
    };
  });
}
