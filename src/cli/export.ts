import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExportFormat, exportFiles } from '../export/files.js';
import { LoadgateError } from '../model/error.js';
import type { Log } from '../system/log.js';
import { type JudgeOptions, judgedAgain, readRecord } from './judge-again.js';

export interface ExportOptions extends JudgeOptions {
  readonly format: ExportFormat;
  /** Folder of the files; absent: stdout. */
  readonly out?: string;
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
  const files = exportFiles(options.format, await judgedAgain(await readRecord(record), options, log));
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

const severalFiles = (format: ExportFormat, count: number): LoadgateError =>
  new LoadgateError(`The format ${format} makes ${count} files, which can't be told apart on stdout.`, {
    kind: 'usage',
    code: 'input-invalid',
    hint: 'Name a folder for them, such as --out .loadgate/export',
  });
