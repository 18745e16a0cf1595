/** Where two JSON values differ; `undefined` stands for what is not there. */
export interface Difference {
  /** JSONPath, `$` for the whole. */
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** The first place where two JSON values differ; null: they are equal. The order of an object's members is no matter. */
export function firstDifference(expected: unknown, found: unknown, path = '$'): Difference | null {
  if (Array.isArray(expected) && Array.isArray(found)) return inArrays(expected, found, path);
  if (isObject(expected) && isObject(found)) return inObjects(expected, found, path);
  // `===` so that 0 and -0, which JSON can tell apart, are one number.
  return expected === found ? null : { path, expected, found };
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inArrays(expected: readonly unknown[], found: readonly unknown[], path: string): Difference | null {
  const length = Math.max(expected.length, found.length);
  for (let at = 0; at < length; at += 1) {
    const difference = firstDifference(expected[at], found[at], `${path}[${at}]`);
    if (difference !== null) return difference;
  }
  return null;
}

function inObjects(expected: JsonObject, found: JsonObject, path: string): Difference | null {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const difference = firstDifference(own(expected, name), own(found, name), path + member(name));
    if (difference !== null) return difference;
  }
  return null;
}

/** Not what every object has (`constructor`, `__proto__`). */
function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function member(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
