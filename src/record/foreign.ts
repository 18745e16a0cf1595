import { LoadgateError } from '../model/error.js';
import type { RunRecord } from '../model/record.js';
import { contradiction } from './contradiction.js';
import { mergeRecords } from './merge.js';
import { unpacked } from './packed.js';
import { parsePlainRecord } from './parse.js';
import { implausibleRun } from './plausible-run.js';
import { isSecond } from './second.js';
import { structureOf } from './structure.js';

/**
 * Size limit of a record from a pull request, bytes: 8 MiB. A record of 100 cells with 12 generations each has 5 MB.
 */
export const MAX_FOREIGN_BYTES = 8 * 1024 * 1024;
/** Limit of its values: the same record has 380,000, and one of 8 MiB 600,000. */
const MAX_VALUES = 650_000;
/** The schema has 9 levels (record, cells, cell, generations, generation, side, rounds, round, latency). */
const MAX_DEPTH = 12;

/**
 * Reads a record of an untrusted author. Checks the limits before it parses, then the schema, then what a run can
 * produce.
 * @param from its origin, in words for people
 * @param nowMs wall time, ms since the epoch
 * @throws LoadgateError `record-refused` (usage) with the first faults; `record-version` unchanged
 */
export function parseForeignRecord(text: string, from: string, nowMs: number): RunRecord {
  return requirePossible(parsedWithin(plainText(text, from), from), from, nowMs);
}

/**
 * Reads what the jobs of one run left: a record of the whole run, or those of its shards, which are put together.
 * @param texts at least one
 * @throws LoadgateError as `parseForeignRecord`, LoadgateErrors as `mergeRecords`
 */
export function parseForeignRecords(texts: readonly string[], from: string, nowMs: number): RunRecord {
  const records = texts.map((text) => parseForeignRecord(text, from, nowMs));
  const [only] = records;
  if (only !== undefined && records.length === 1 && only.shard === undefined && !isSecond(only)) return only;
  // What no shard can say alone they may say together.
  return requirePossible(mergeRecords(records), from, nowMs);
}

function requirePossible(record: RunRecord, from: string, nowMs: number): RunRecord {
  const wrong = implausibleRun(record, nowMs) ?? contradiction(record);
  if (wrong !== null) throw refused(from, wrong);
  const { second, ...first } = record;
  if (second === undefined) return record;
  const wrongSecond = implausibleRun({ ...first, ...second }, nowMs);
  if (wrongSecond !== null) throw refused(from, `of its second opinion: ${wrongSecond}`);
  return record;
}

/** Of a record that is packed no more than of any other. */
function plainText(text: string, from: string): string {
  try {
    return unpacked(text, from, MAX_FOREIGN_BYTES);
  } catch (error) {
    if (error instanceof LoadgateError) throw refusedAs(error, from);
    throw error;
  }
}

function parsedWithin(text: string, from: string): RunRecord {
  const { values, depth } = structureOf(text);
  if (values > MAX_VALUES) throw refused(from, `it holds more than ${MAX_VALUES} values`);
  if (depth > MAX_DEPTH) throw refused(from, `it is nested deeper than ${MAX_DEPTH} levels`);
  return parsed(text, from);
}

function parsed(text: string, from: string): RunRecord {
  try {
    return parsePlainRecord(text, from, MAX_FOREIGN_BYTES);
  } catch (error) {
    if (error instanceof LoadgateError && error.code === 'record-invalid') throw refusedAs(error, from);
    throw error;
  }
}

const refusedAs = (error: LoadgateError, from: string): LoadgateError =>
  refused(from, error.message.replace(`The record ${from} `, 'it '), error);

function refused(from: string, reason: string, cause?: unknown): LoadgateError {
  return new LoadgateError(`The record ${from} is refused: ${reason.replace(/\.$/, '')}.`, {
    kind: 'usage',
    code: 'record-refused',
    hint: 'Run the workflow of the pull request again; a record that loadgate wrote and nobody changed is taken.',
    cause,
  });
}
