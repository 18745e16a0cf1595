import type * as z from 'zod';
import { MAX_RECORD_BYTES, MAX_UNPACKED_BYTES } from '../model/limits.js';
import { RECORD_SCHEMA, type RunRecord, recordSchema } from '../model/record.js';
import { unpacked } from './packed.js';
import { invalidRecord, otherVersion } from './unreadable.js';

/** Number of wrong places that an error names. */
const LISTED_ISSUES = 5;

/**
 * Reads a record. An unreadable record is an error, never an empty record.
 * @param from the text's origin, in words for people (`records/…json on branch loadgate`)
 * @param maxBytes size limit of a text that is not packed, checked before parsing
 * @throws LoadgateError (machine) `record-invalid`: too large, not JSON, or of another shape;
 *   `record-version`: made by another version of loadgate
 */
export function parseRecord(text: string, from: string, maxBytes: number = MAX_RECORD_BYTES): RunRecord {
  const plain = unpacked(text, from);
  return parsePlainRecord(plain, from, plain === text ? maxBytes : MAX_UNPACKED_BYTES);
}

/** Reads a record that is not packed; errors as `parseRecord`. */
export const parsePlainRecord = (text: string, from: string, maxBytes: number): RunRecord =>
  checkRecord(parseJson(text, from, maxBytes), from);

/**
 * Reads JSON within a limit.
 * @throws LoadgateError (machine) `record-invalid`
 */
export function parseJson(text: string, from: string, maxBytes: number): unknown {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) {
    throw invalidRecord(`The record ${from} is ${bytes} bytes long; at most ${maxBytes} are read.`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The parser's own message quotes the text, which can come from a stranger.
    const what = text.trim() === '' ? 'empty' : 'not JSON: it was cut off or changed';
    throw invalidRecord(`The record ${from} is ${what}.`, cause);
  }
}

/** Checks a parsed record; errors as `parseRecord`. */
export function checkRecord(value: unknown, from: string): RunRecord {
  requireVersion(value, from);
  return checkShape(recordSchema, value, from, RECORD_SCHEMA);
}

/**
 * Checks any parsed file of loadgate by its schema.
 * @param name name of the schema
 * @throws LoadgateError (machine) `record-invalid`, with the first wrong places
 */
export function checkShape<T>(schema: z.ZodType<T>, value: unknown, from: string, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidRecord(`The record ${from} is not of the shape ${name}: ${describe(result.error.issues)}.`);
}

function requireVersion(value: unknown, from: string): void {
  if (typeof value !== 'object' || value === null || !('schema' in value)) return;
  const { schema } = value;
  if (typeof schema !== 'string' || schema === RECORD_SCHEMA) return;
  throw otherVersion(schema, from);
}

function describe(issues: readonly z.core.$ZodIssue[]): string {
  const listed = issues.slice(0, LISTED_ISSUES).map(describeIssue);
  const more = issues.length - listed.length;
  return listed.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? 'the record' : spellPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.slice(0, LISTED_ISSUES).map((key) => JSON.stringify(key.slice(0, 80)));
    return `${where} has unknown keys ${keys.join(', ')}`;
  }
  return `${where}: ${issue.message.replace(/^Invalid (?:input|string): /, '')}`;
}

/** `cells[3].generations[0].index`. Quotes and cuts keys that a record's author chose. */
function spellPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      const text = String(key);
      if (!/^[A-Za-z0-9]{1,40}$/.test(text)) return `[${JSON.stringify(text.slice(0, 80))}]`;
      return index === 0 ? text : `.${text}`;
    })
    .join('');
}
