import { shardsOf } from '../job/planned.js';
import { newRunId, withSession } from '../job/session.js';
import type { Log } from '../system/log.js';
import { VERSION } from '../version.js';
import { type RunOptions, toRequest } from './run.js';

/**
 * Prints the shards that a run needs as a JSON array, such as `["1/2","2/2"]`; `[]`: nothing changed.
 * @throws LoadgateError(s) where the run could not be planned
 */
export async function printShards(
  options: Omit<RunOptions, 'record' | 'seed' | 'shard'>,
  log: Log,
  print: (text: string) => void,
): Promise<void> {
  const id = newRunId();
  await withSession({ id, log, runtime: options.runtime, version: VERSION }, async (session) => {
    const request = await toRequest({ ...options, record: '' }, session);
    print(`${JSON.stringify(await shardsOf(request, session.deps))}\n`);
  });
}
