import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { repeatCommand } from '../report/how.js';
import { TERMINAL_CONTEXT } from '../report/terminal.js';
import type { Log } from '../system/log.js';
import { type JudgeOptions, judgedAgain, readRecord } from './judge-again.js';

export interface ReportOptions extends JudgeOptions {
  readonly output: string;
}

/**
 * Judges a record again, and writes its HTML report.
 * @param record a record's file, or a folder with one
 * @throws LoadgateError(s) if a record or the configuration can't be read
 */
export async function reportRecord(record: string, options: ReportOptions, log: Log): Promise<void> {
  const outcome = await judgedAgain(await readRecord(record), options, log);
  const { renderHtml } = await import('../html/page.js');
  const context = { ...TERMINAL_CONTEXT, repeatCommand: repeatCommand(outcome.record) };
  await mkdir(dirname(options.output), { recursive: true });
  await writeFile(options.output, renderHtml(outcome, context));
  log.info(`wrote ${options.output}`);
}
