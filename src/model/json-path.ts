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

/**
 * The first value that a path selects; undefined: it selects nothing.
 * @param path a valid JSONPath
 * @throws JSONPathError as `withoutPaths` does
 */
export function valueAt(value: unknown, path: string): unknown {
  const query = queries.get(path) ?? compile(path);
  queries.set(path, query);
  return query.match(value as JSONValue)?.value;
}

/**
 * A JSON value without what paths select: members of objects are gone, elements of lists are null, so that the others
 * keep their places.
 * @param paths valid JSONPaths
 * @throws JSONPathError where the value is nested too deeply for a path with `..`
 */
export function withoutPaths(value: unknown, paths: readonly string[]): unknown {
  const copy = structuredClone(value) as JSONValue;
  const found = paths.flatMap((path) => compile(path).query(copy).nodes);
  for (const { location } of found) {
    const [last] = location.slice(-1);
    if (last === undefined) return null;
    remove(containerOf(copy, location), last);
  }
  return copy;
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
