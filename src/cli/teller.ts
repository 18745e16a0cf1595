import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Outcome } from '../compare/judge.js';
import type { RunRecord } from '../model/record.js';
import { serialiseRecord } from '../record/serialise.js';
import { printableJson } from '../report/printable-json.js';
import { renderProblemText } from '../report/problems.js';
import { measuredText } from '../report/shard.js';
import { TERMINAL_CONTEXT } from '../report/terminal.js';
import type { Log } from '../system/log.js';
import { tell } from '../tell/tell.js';
import type { Teller, TellOutputs } from '../tell/teller.js';
import { hasColour } from './colour.js';
import { printEvent } from './events.js';
import { exitCodeOfProblems, exitCodeOfSignal } from './exit.js';

export interface OutputOptions {
  readonly json: boolean;
  /** As one line, the last of the events of a run. Absent: not. */
  readonly jsonLines?: boolean;
  /** Where the record is written; null: nowhere. */
  readonly record: string | null;
  /** Without, a regression exits with 0. */
  readonly failOnRegression: boolean;
}

/**
 * Prints how a run ended to stdout, and writes its record.
 * @param signal what ended the run early; null: nothing did
 * @returns the exit code: 128 + the signal's number where one ended the run, as shells have it; the gate's otherwise
 */
export async function printOutcome(
  outcome: Outcome,
  signal: string | null,
  options: OutputOptions,
  log: Log,
): Promise<number> {
  const rule = { failOnRegression: options.failOnRegression, stored: 0 } as const;
  const { exitCode } = await tell(outcome, TERMINAL_CONTEXT, rule, terminalTeller(options, log));
  return signal === null ? exitCode : exitCodeOfSignal(signal);
}

/**
 * Prints what a shard measured to stdout, and writes its record. The verdict is that of all shards together.
 * @returns the exit code: 0 also where a cell got slower
 */
export async function printShard(
  { record }: Outcome,
  signal: string | null,
  { json, jsonLines = false, record: path }: OutputOptions,
): Promise<number> {
  if (path !== null) await writeRecord(path, record);
  const problems = record.problems.map((problem) => renderProblemText(problem));
  if (jsonLines) {
    printEvent({ event: 'result', record }, (line) => process.stdout.write(line));
    return exitCodeOfProblems(record.problems, signal);
  }
  const text = json ? printableJson({ record }) : [...measuredText(record), ...problems].join('\n');
  process.stdout.write(`${text}\n`);
  return exitCodeOfProblems(record.problems, signal);
}

function terminalTeller({ json, jsonLines = false, record: path }: OutputOptions, log: Log): Teller {
  const print = (text: string): void => {
    process.stdout.write(text);
  };
  const colour = hasColour(process.stdout.isTTY === true, process.env);
  const columns = process.stdout.columns ?? 120;
  return {
    log,
    keepRecord:
      path === null
        ? undefined
        : async (record) => {
            await writeRecord(path, record);
            return path;
          },
    terminal: json || jsonLines ? undefined : { options: { colour, columns }, print },
    outputs:
      json || jsonLines
        ? (outputs, outcome) => {
            const result = jsonOf(outputs, outcome);
            if (jsonLines) printEvent({ event: 'result', ...result }, print);
            else print(`${printableJson(result)}\n`);
          }
        : undefined,
  };
}

/** What `--json` prints: the Action's outputs, as far as a terminal has them, and everything behind them. */
function jsonOf(
  {
    record: _path,
    exports: _exports,
    report: _report,
    'comment-url': _url,
    'comment-status': _status,
    ...summary
  }: TellOutputs,
  { record, comparison, gate }: Outcome,
): object {
  return { ...summary, gate, comparison, record };
}

/** Writes a record. The folder ignores itself, so that no record is committed by accident. */
export async function writeRecord(path: string, record: RunRecord): Promise<void> {
  const folder = dirname(resolve(path));
  await mkdir(folder, { recursive: true });
  if (folder.endsWith('.loadgate')) await writeFile(join(folder, '.gitignore'), '*\n');
  await writeFile(path, serialiseRecord(record));
}
