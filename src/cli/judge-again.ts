import { resolve } from 'node:path';
import { judge, NOTHING_ELSE, type Outcome } from '../compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../config/defaults.js';
import { configDigest } from '../config/digest.js';
import { createGit } from '../git/create.js';
import { loadConfig } from '../job/load-config.js';
import { configAt } from '../job/repository.js';
import type { Config } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import { NO_LIMITS } from '../model/figure-limits.js';
import { MAX_RECORD_BYTES } from '../model/limits.js';
import type { RunRecord } from '../model/record.js';
import { cellsOf } from '../plan/cells.js';
import { limitsIn } from '../plan/limits.js';
import { elsewhereIn } from '../plan/url-targets.js';
import { parseRecord } from '../record/parse.js';
import { readRecordFile } from '../record/read-file.js';
import { exec } from '../system/exec.js';
import type { Log } from '../system/log.js';

/** What a record is judged by. */
export interface JudgeOptions {
  /** Absent: `loadgate.yml` of this folder, or the defaults if there is none. */
  readonly config?: string;
  /** The record that a run with stored figures is compared with. */
  readonly baseline?: string;
}

/**
 * Judges a record again by the configuration of this folder.
 * @throws LoadgateError(s) if the configuration or the stored record can't be read
 */
export async function judgedAgain(record: RunRecord, options: JudgeOptions, log: Log): Promise<Outcome> {
  const stored = options.baseline === undefined ? null : await readRecord(options.baseline);
  const config = await configOf(options.config);
  if (record.shard !== undefined)
    log.warning('The record is of one shard: its verdicts hang on the other shards. See loadgate merge.');
  if (config !== null && configDigest(config) !== record.configDigest)
    log.warning(
      'The configuration is not the one of the run: the verdicts may differ from those of its report.',
    );
  if (record.baselineFigures === 'stored' && stored === null)
    log.warning(
      'The run was compared with stored figures. To have the comparison too, name that record: --baseline FILE',
    );
  const { gate, measure } = config ?? { gate: DEFAULT_GATE, measure: DEFAULT_MEASURE };
  const isElsewhere = config === null ? () => false : elsewhereIn(config);
  const limits = config === null ? NO_LIMITS : limitsIn(config);
  const isShared = cellsOf(await baselineConfigOf(record, config));
  const grounds = {
    ...NOTHING_ELSE,
    gate,
    measure,
    limits,
    stored,
    isShared,
    isElsewhere,
    storedElsewhere: stored,
  };
  return judge(record, grounds);
}

/** @throws LoadgateError `record-file`, and as `parseRecord` */
export const readRecord = async (path: string): Promise<RunRecord> =>
  parseRecord(await readRecordFile(resolve(path), MAX_RECORD_BYTES), path);

/** null: none was named, and there is none. */
async function configOf(file: string | undefined): Promise<Config | null> {
  try {
    return await loadConfig({
      root: process.cwd(),
      file: file ?? null,
      settings: { port: '', requests: '' },
    });
  } catch (error) {
    if (file === undefined && error instanceof LoadgateError && error.code === 'config-missing') return null;
    throw error;
  }
}

/** The configuration as the baseline has it; null: outside of its repository nobody can tell. */
async function baselineConfigOf({ baseline }: RunRecord, config: Config | null): Promise<Config | null> {
  if (baseline === null || config === null) return null;
  const git = createGit({ exec, dir: process.cwd(), env: process.env });
  return configAt(git, baseline.sha, config.file).catch(() => null);
}
