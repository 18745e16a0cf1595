import type { Outcome } from '../compare/judge.js';
import { mergeRecords } from '../record/merge.js';
import type { Log } from '../system/log.js';
import { type JudgeOptions, judgedAgain, readRecord } from './judge-again.js';

/**
 * The outcome of a run by the records of its shards.
 * @param paths files, or folders with one each
 * @throws LoadgateError(s) where a record can't be read, or is not of the same run as the others
 */
export async function mergeShards(
  paths: readonly string[],
  options: JudgeOptions,
  log: Log,
): Promise<Outcome> {
  const records = [];
  for (const path of paths) records.push(await readRecord(path));
  return judgedAgain(mergeRecords(records), options, log);
}
