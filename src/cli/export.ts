import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { judge, NOTHING_ELSE, type Outcome } from '../compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../config/defaults.js';
import { configDigest } from '../config/digest.js';
import { type ExportFormat, exportFiles } from '../export/files.js';
import { loadConfig } from '../job/load-config.js';
import type { Config } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import { NO_LIMITS } from '../model/figure-limits.js';
import { MAX_RECORD_BYTES } from '../model/limits.js';
import type { RunRecord } from '../model/record.js';
import { limitsIn } from '../plan/limits.js';
import { elsewhereIn } from '../plan/url-targets.js';
import { parseRecord } from '../record/parse.js';
import { readRecordFile } from '../record/read-file.js';
import type { Log } from '../system/log.js';

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Folder of the files; absent: stdout. */
  readonly out?: string;
  /** Absent: `loadgate.yml` of this folder, or the defaults if there is none. */
  readonly config?: string;
  /** The record that a run with stored figures is compared with. */
  readonly baseline?: string;
}

/**
 * Judges a record again, and writes the outcome in a format of another tool.
 * @param record a record's file, or a folder with one
 * @param print writes to stdout
 * @throws LoadgateError(s) if a record or the configuration can't be read, or if stdout can't hold all files of the format
 */
export async function exportRecord(
  record: string,
  options: ExportOptions,
  log: Log,
  print: (text: string) => void,
): Promise<void> {
  const files = exportFiles(options.format, await judgedAgain(record, options, log));
  if (options.out !== undefined) {
    await mkdir(options.out, { recursive: true });
    for (const { name, text } of files) {
      const path = join(options.out, name);
      await writeFile(path, text);
      log.info(`wrote ${path}`);
    }
    return;
  }
  if (files.length > 1) throw severalFiles(options.format, files.length);
  for (const { text } of files) print(text);
}

async function judgedAgain(path: string, options: ExportOptions, log: Log): Promise<Outcome> {
  const record = await readRecord(path);
  const stored = options.baseline === undefined ? null : await readRecord(options.baseline);
  const config = await configOf(options.config);
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
  const grounds = { ...NOTHING_ELSE, gate, measure, limits, stored, isElsewhere, storedElsewhere: stored };
  return judge(record, grounds);
}

const readRecord = async (path: string): Promise<RunRecord> =>
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

const severalFiles = (format: ExportFormat, count: number): LoadgateError =>
  new LoadgateError(`The format ${format} makes ${count} files, which can't be told apart on stdout.`, {
    kind: 'usage',
    code: 'input-invalid',
    hint: 'Name a folder for them, such as --out .loadgate/export',
  });
