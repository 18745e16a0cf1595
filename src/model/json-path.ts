import { compile, JSONPathError, type JSONValue } from 'json-p3';

export const isJsonPathError = (error: unknown): boolean => error instanceof JSONPathError;

/** Says in one phrase what is wrong with a JSONPath (RFC 9535); null: nothing. */
export function jsonPathProblem(path: string): string | null {
  try {
    compile(path);
    return null;
  } catch (error) {
    if (isJsonPathError(error)) return (error as JSONPathError).message;
    throw error;
  }
}

const queries = new Map<string, ReturnType<typeof compile>>();

function compiled(path: string): ReturnType<typeof compile> {
  const query = queries.get(path) ?? compile(path);
  queries.set(path, query);
  return query;
}

/** Whether a path can take longer than its value is large: a filter searches, and several `..` multiply. */
export const mayTakeLong = (path: string): boolean => path.includes('?') || path.split('..').length > 2;

/**
 * The first value that a path selects; undefined: it selects nothing.
 * @param path a valid JSONPath
 * @throws JSONPathError as `withoutPaths` does
 */
export function valueAt(value: unknown, path: string): unknown {
  return compiled(path).match(value as JSONValue)?.value;
}

/**
 * A JSON value without what paths select: members of objects are gone, elements of lists are null, so that the others
 * keep their places.
 * @param value is changed
 * @param paths valid JSONPaths
 * @throws JSONPathError where the value is nested too deeply for a path with `..`
 */
export function withoutPaths(value: unknown, paths: readonly string[]): unknown {
  const found = paths.flatMap((path) => compiled(path).query(value as JSONValue).nodes);
  for (const { location } of found) {
    const [last] = location.slice(-1);
    if (last === undefined) return null;
    remove(containerOf(value, location), last);
  }
  return value;
}

/** What holds the value at a location; null: it is gone already. */
function containerOf(root: unknown, location: readonly (string | number)[]): unknown {
  let container = root;
  for (const step of location.slice(0, -1)) {
    if (typeof container !== 'object' || container === null) return null;
    container = (container as Record<string | number, unknown>)[step];
  }
  return container;
}

function remove(container: unknown, key: string | number): void {
  if (Array.isArray(container)) container[Number(key)] = null;
  else if (typeof container === 'object' && container !== null) Reflect.deleteProperty(container, key);
}
