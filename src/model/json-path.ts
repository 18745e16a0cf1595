import type { JSONPathError, JSONValue } from 'json-p3';

type Library = typeof import('json-p3');
type Query = ReturnType<Library['compile']>;

/** Most configurations have no JSONPath, and then nothing of it is evaluated. */
let library: Library | null = null;

/** A JSONPath was met before its library was there. */
class LibraryMissing extends Error {
  constructor() {
    super('a JSONPath was met before its library was loaded');
  }
}

function loaded(): Library {
  if (library === null) throw new LibraryMissing();
  return library;
}

/** Loads what reads JSONPaths, once. */
export async function loadJsonPaths(): Promise<void> {
  library ??= await import('json-p3');
}

/** Runs what may meet a JSONPath. If it does, and the library is missing, that is loaded, and it is run again. */
export async function withJsonPaths<T>(run: () => T): Promise<T> {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof LibraryMissing)) throw error;
  }
  await loadJsonPaths();
  return run();
}

/** @internal exported for its unit test. */
export const areJsonPathsLoaded = (): boolean => library !== null;

export const isJsonPathError = (error: unknown): boolean =>
  library !== null && error instanceof library.JSONPathError;

/**
 * Says in one phrase what is wrong with a JSONPath (RFC 9535); null: nothing.
 * @throws where the library is missing, as all that follows does: see `withJsonPaths`
 */
export function jsonPathProblem(path: string): string | null {
  try {
    loaded().compile(path);
    return null;
  } catch (error) {
    if (isJsonPathError(error)) return (error as JSONPathError).message;
    throw error;
  }
}

const queries = new Map<string, Query>();

function compiled(path: string): Query {
  const query = queries.get(path) ?? loaded().compile(path);
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
