import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Outcome } from '../job/types.js';
import { serialiseRecord } from '../record/serialise.js';
import { toOutputs } from '../report/outputs.js';
import { printableJson } from '../report/printable-json.js';
import { renderTerminal } from '../report/terminal.js';

export interface OutputOptions {
  readonly json: boolean;
  /** Where the record is written; null: nowhere. */
  readonly record: string | null;
}

/** Prints how a run ended to stdout and writes its record. */
export async function printOutcome(outcome: Outcome, options: OutputOptions): Promise<void> {
  const { record, comparison, gate } = outcome;
  if (options.record !== null) await writeRecord(options.record, serialiseRecord(record));
  if (options.json) {
    const summary = toOutputs(record, comparison, gate);
    process.stdout.write(`${printableJson({ ...summary, gate, comparison, record })}\n`);
    return;
  }
  const colour = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
  const columns = process.stdout.columns ?? 120;
  process.stdout.write(`${renderTerminal(record, comparison, gate, { colour, columns })}\n`);
}

/** The folder ignores itself, so that no record is committed by accident. */
async function writeRecord(path: string, text: string): Promise<void> {
  const folder = dirname(resolve(path));
  await mkdir(folder, { recursive: true });
  if (folder.endsWith('.loadgate')) await writeFile(join(folder, '.gitignore'), '*\n');
  await writeFile(path, text);
}
