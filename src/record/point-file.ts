import { POINT_SCHEMA, type Point, pointSchema } from '../model/point.js';
import { checkShape, parseJson } from './parse.js';
import { rounded } from './serialise.js';

/** Ten thousand cells are about 2 MiB. */
const MAX_POINT_BYTES = 4 * 1024 * 1024;

/** A point as one line of JSON, its numbers as exact as those of records. */
export const serialisePoint = (point: Point): string =>
  `${JSON.stringify(point, (_key, value: unknown) => (typeof value === 'number' ? rounded(value) : value))}\n`;

/**
 * Reads a point of the history.
 * @param from the file's location, in words for people
 * @throws LoadgateError (machine) `record-invalid`: an unreadable point never counts as missing
 */
export const parsePoint = (text: string, from: string): Point =>
  checkShape(pointSchema, parseJson(text, from, MAX_POINT_BYTES), from, POINT_SCHEMA);
