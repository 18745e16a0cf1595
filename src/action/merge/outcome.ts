import { judge, type Outcome } from '../../compare/judge.js';
import { configDigest } from '../../config/digest.js';
import { groundsOf } from '../../job/job.js';
import type { JobRequest } from '../../job/types.js';
import { LoadgateError } from '../../model/error.js';
import { MAX_RECORD_BYTES, MAX_SHARDS } from '../../model/limits.js';
import type { RunRecord } from '../../model/record.js';
import { cellName, type PlannedCell, planCells } from '../../plan/cells.js';
import { mergeRecords } from '../../record/merge.js';
import { parseRecord } from '../../record/parse.js';
import { readRecordFiles } from '../../record/read-file.js';
import { plural } from '../../report/format.js';
import type { Log } from '../../system/log.js';

/**
 * The outcome of a run by the records of its shards, judged by what this job itself would measure.
 * @param path absolute; a folder with the records, or folders with one each
 * @throws LoadgateError(s) `record-file`, `shard-foreign` (usage), and as `parseRecord` and `mergeRecords`
 */
export async function mergedOutcome(path: string, request: JobRequest, log: Log): Promise<Outcome> {
  const texts = await readRecordFiles(path, MAX_RECORD_BYTES, MAX_SHARDS);
  const merged = mergeRecords(texts.map((text) => parseRecord(text, 'of a shard')));
  requireOfThisRun(merged, request);
  log.info(`${plural(texts.length, 'shard')} merged: ${plural(merged.cells.length, 'cell')}.`);
  return judge(merged, groundsOf(request));
}

/** `all` for both where they are the same; the first that only one of them has, where there is one. */
function cellsText(
  theirs: RunRecord['cells'],
  ours: readonly PlannedCell[],
): readonly [theirs: string, ours: string] {
  const [there, here] = [theirs.map(({ target, scenario }) => `${target}/${scenario}`), ours.map(cellName)];
  const extra = there.find((name) => !here.includes(name));
  if (extra !== undefined) return [`others, such as ${extra}`, 'all'];
  const lacking = here.find((name) => !there.includes(name));
  return [lacking === undefined ? 'all' : `all without ${lacking}`, 'all'];
}

/** The records agree with each other; here with the commits, configuration, seed and cells of this workflow run. */
function requireOfThisRun(
  merged: RunRecord,
  { config, filter, candidate, baseline, seed }: JobRequest,
): void {
  const short = (sha: string | undefined): string => sha?.slice(0, 12) ?? 'none';
  // Where no shard knew its cells, none knew configuration and baseline, and all of them failed.
  const isPlanned = merged.cells.length > 0 || merged.problems.length === 0;
  const traits: readonly (readonly [string, string, string])[] = [
    ['commit', short(merged.candidate.sha), short(candidate.ref.sha)],
    ['seed', `${merged.seed}`, `${seed}`],
    ...(isPlanned
      ? ([
          ['baseline', short(merged.baseline?.sha), short(baseline?.ref.sha)],
          ['configuration', short(merged.configDigest), short(configDigest(config))],
          ['cells', ...cellsText(merged.cells, planCells(config, filter))],
        ] as const)
      : []),
  ];
  const wrong = traits.find(([, theirs, ours]) => theirs !== ours);
  if (wrong === undefined) return;
  const [name, theirs, ours] = wrong;
  throw new LoadgateError(`The ${name} of the shards: ${theirs}; of this run: ${ours}.`, {
    kind: 'usage',
    code: 'shard-foreign',
    hint: 'Download the records of this workflow run alone, and give the merge the inputs of the shards.',
  });
}
