import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { LoadgateError } from '../model/error.js';
import { MAX_RECORD_BYTES, MAX_UNPACKED_BYTES } from '../model/limits.js';
import { instant } from '../model/parts.js';
import { invalidRecord } from './unreadable.js';

/**
 * The form of a large record: its text in gzip, in a line of JSON. So every place that keeps texts keeps it, and its date can
 * be read without unpacking it.
 */
const PACKED_SCHEMA = 'loadgate.packed-record/v1';

/** A text from this size on is packed, UTF-16 code units: 4 MiB, about 100 cells. Smaller ones stay readable by all tools. */
export const PACKED_FROM = 4 * 1024 * 1024;

const START = `{"schema":"${PACKED_SCHEMA}",`;
const packed = z.strictObject({
  schema: z.literal(PACKED_SCHEMA),
  startedAt: instant,
  /** Base64 of the record's text in gzip. */
  gzip: z.base64().max(MAX_RECORD_BYTES),
});

/**
 * @returns a line; `unpacked` gives the text back
 * @throws LoadgateError `record-too-large` (usage): nobody could read it
 */
export function pack(text: string, startedAt: string): string {
  if (text.length > MAX_UNPACKED_BYTES) {
    const mebibytes = (size: number): number => Math.round(size / 2 ** 20);
    throw new LoadgateError(
      `The record of this run has ${mebibytes(text.length)} MiB; at most ${mebibytes(MAX_UNPACKED_BYTES)} are kept.`,
      {
        kind: 'usage',
        code: 'record-too-large',
        hint: 'Measure fewer cells in one run, or fewer generations of each (`measure.max-generations`).',
      },
    );
  }
  return `${START}"startedAt":${JSON.stringify(startedAt)},"gzip":"${gzipSync(text).toString('base64')}"}\n`;
}

/**
 * The text of a record that is packed; any other text as it is.
 * @param maxBytes limit of both forms, checked before either is taken apart: a few KiB of gzip can become gigabytes
 * @throws LoadgateError (machine) `record-invalid`
 */
export function unpacked(text: string, from: string, maxBytes: number = MAX_UNPACKED_BYTES): string {
  if (!text.startsWith(START)) return text;
  if (text.length > Math.min(maxBytes, MAX_RECORD_BYTES))
    throw invalidRecord(`The record ${from} is ${text.length} bytes long, packed.`);
  const line = packed.safeParse(parsed(text));
  if (!line.success) throw invalidRecord(`The record ${from} is packed, and not as loadgate packs it.`);
  try {
    return gunzipSync(Buffer.from(line.data.gzip, 'base64'), { maxOutputLength: maxBytes }).toString('utf8');
  } catch (cause) {
    throw invalidRecord(`The record ${from} can't be unpacked to at most ${maxBytes} bytes.`, cause);
  }
}

/** Whether a parsed line is a packed record. */
export const isPacked = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'schema' in value && value.schema === PACKED_SCHEMA;

/** null: it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
