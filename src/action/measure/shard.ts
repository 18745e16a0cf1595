import type { Outcome } from '../../compare/judge.js';
import { shardsOf } from '../../job/planned.js';
import { exitCodeOf } from '../../job/problems.js';
import { sha256 } from '../../model/canonical.js';
import { recordName, type Shard } from '../../model/shard.js';
import { logLine } from '../../report/escape.js';
import { measuredText } from '../../report/shard.js';
import type { ActionRun } from '../open.js';
import { recordFolder, recordKeeper, setOutputs } from '../teller.js';
import { planRun } from './plan.js';

/** Of a run in which nothing changed, or that can't be planned, one part has all cells. */
const WHOLE: Shard = { index: 1, of: 1 };

/**
 * The seed that all jobs of one workflow run have: they can't ask each other. A job that is repeated has it, too.
 * @returns from 0 to 2³² − 1
 */
export const sharedSeed = ({ runId, sha }: { readonly runId: number; readonly sha: string }): number =>
  Number.parseInt(sha256(`${runId} ${sha}`).slice(0, 8), 16);

/**
 * Tells of a shard what belongs into its own log: what it measured. It leaves its record, and nothing else: the verdict is
 * that of all shards together.
 * @returns the exit code: 0 also where a cell got slower, which the merge decides
 * @throws where the record can't be written
 */
export async function tellShard({ record }: Outcome, shard: Shard, run: ActionRun): Promise<number> {
  const { log } = run.deps;
  for (const line of measuredText(record)) log.info(line);
  for (const { code, message, hint } of record.problems) log.error(logLine(`${code}: ${message} ${hint}`));
  const keep = recordKeeper(recordFolder(run.id, run.context), recordName(shard));
  setOutputs({ record: await keep(record) });
  return exitCodeOf(record.problems);
}

/**
 * Lists the shards that the run needs, in the output `shards`. Where nothing changed there are none, and where they can't
 * be planned, neither; then this job leaves a record in their place, so that the merge tells what is to tell.
 * @param whole runs the whole run as one shard
 * @returns the exit code
 */
export async function planShardsOf(
  run: ActionRun,
  seed: number,
  whole: (shard: Shard) => Promise<number>,
): Promise<number> {
  const shards = await plannedShards(run, seed);
  run.deps.log.info(
    shards.length === 0 ? 'There is nothing to measure in shards.' : `Shards: ${shards.join(', ')}`,
  );
  setOutputs({ shards });
  return shards.length > 0 ? 0 : whole(WHOLE);
}

/** None where they can't be planned: the run says why when it is run. */
async function plannedShards(run: ActionRun, seed: number): Promise<readonly string[]> {
  try {
    const { request } = await planRun(run, seed);
    return await shardsOf(request, run.deps);
  } catch (error) {
    run.deps.signal.throwIfAborted();
    run.deps.log.warning(`The shards can't be planned: ${String(error)}`);
    return [];
  }
}
