import { createHash } from 'node:crypto';

/**
 * One spelling for one JSON value: members sorted by UTF-16 code units, no white space, numbers and
 * strings as ECMAScript writes them (RFC 8785, JSON Canonicalization Scheme). Members that are
 * `undefined` are left out, as `JSON.stringify` does, so that an optional field that was not given and
 * one that was given as `undefined` have the same digest.
 * @throws TypeError for what JSON has no spelling for (NaN, infinities, functions, bigint, class
 * instances, cycles): two different values must never share a digest.
 */
export function canonicalJson(value: unknown): string {
  return write(value, new Set());
}

/** SHA-256 of bytes, or of a text in UTF-8, 64 lower-case hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function write(value: unknown, ancestors: Set<object>): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON spelling`);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} has no JSON spelling`);
  if (ancestors.has(value)) throw new TypeError('a value that contains itself has no JSON spelling');
  ancestors.add(value);
  const text = Array.isArray(value) ? writeArray(value, ancestors) : writeObject(value, ancestors);
  ancestors.delete(value);
  return text;
}

function writeArray(items: readonly unknown[], ancestors: Set<object>): string {
  return `[${Array.from(items, (item) => write(item, ancestors)).join(',')}]`;
}

function writeObject(value: object, ancestors: Set<object>): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`a ${value.constructor?.name ?? 'class instance'} has no JSON spelling`);
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, member]) => `${JSON.stringify(name)}:${write(member, ancestors)}`);
  return `{${members.join(',')}}`;
}
